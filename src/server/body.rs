//! Bodies of requests: read whole, within a size, a time, and the memory that all of them may take together.

use crate::server::problem::Problem;
use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use hyper::body::Body as _;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Bytes that a permit stands for.
const UNIT: usize = 1 << 10;

/// How bodies are read.
#[derive(Debug, Clone)]
pub struct Bodies {
    bytes_max: usize,
    time_max: Duration,
    /// What is left of the memory for all of them.
    memory: Arc<Semaphore>,
}

/// A body, and its share of the memory, which is free again when this is dropped.
#[derive(Debug)]
pub(super) struct Received {
    pub(super) bytes: Bytes,
    pub(super) memory: Option<OwnedSemaphorePermit>,
}

impl Bodies {
    /// Bodies of up to `bytes_max` bytes, each of which comes within `time_max`. Together they take no more memory than
    /// the largest.
    pub fn new(bytes_max: usize, time_max: Duration) -> Self {
        let units = bytes_max.div_ceil(UNIT).clamp(1, Semaphore::MAX_PERMITS);
        Self { bytes_max, time_max, memory: Arc::new(Semaphore::new(units)) }
    }

    /// Reads a body to its end.
    ///
    /// # Errors
    /// It is too large (413), comes too slowly (408) or not to its end (400), or there are too many (503).
    pub(super) async fn read(&self, body: Body) -> Result<Received, Problem> {
        // One that says so is refused before it is sent.
        if body.size_hint().lower() > u64::try_from(self.bytes_max).unwrap_or(u64::MAX) {
            return Err(self.too_large());
        }
        tokio::time::timeout(self.time_max, self.collect(body)).await.unwrap_or_else(|_| {
            let message = format!("the body did not come within {:?}", self.time_max);
            Err(Problem::new(StatusCode::REQUEST_TIMEOUT, "body_timeout", message))
        })
    }

    async fn collect(&self, mut body: Body) -> Result<Received, Problem> {
        let (mut bytes, mut memory) = (Vec::new(), None);
        while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
            let frame = frame.map_err(|_| {
                let message = "the body of the request breaks off, or is not valid HTTP/1.1";
                Problem::new(StatusCode::BAD_REQUEST, "bad_request", message)
            })?;
            let Ok(data) = frame.into_data() else { continue };
            if bytes.len().saturating_add(data.len()) > self.bytes_max {
                return Err(self.too_large());
            }
            self.grow(&mut memory, bytes.len().saturating_add(data.len()))?;
            bytes.extend_from_slice(&data);
        }
        Ok(Received { bytes: bytes.into(), memory })
    }

    /// Takes the memory for so many bytes.
    fn grow(&self, memory: &mut Option<OwnedSemaphorePermit>, bytes: usize) -> Result<(), Problem> {
        let has = memory.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
        let more = u32::try_from(bytes.div_ceil(UNIT).saturating_sub(has)).unwrap_or(u32::MAX);
        let more = Arc::clone(&self.memory).try_acquire_many_owned(more).map_err(|_| {
            let message = "the service holds too many bodies of requests";
            Problem::unavailable("overloaded", message, Duration::from_secs(1))
        })?;
        match memory {
            Some(memory) => memory.merge(more),
            None => *memory = Some(more),
        }
        Ok(())
    }

    fn too_large(&self) -> Problem {
        let message = format!("the body is larger than {} bytes", self.bytes_max);
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn all_bodies_together_have_a_limit_and_give_back_what_they_took() {
        let bodies = Bodies::new(10 * UNIT, Duration::from_secs(30));
        let read = async |bytes: usize| bodies.read(Body::from(vec![0; bytes])).await;
        let (first, second) = (read(6 * UNIT).await.unwrap(), read(4 * UNIT).await.unwrap());
        assert_eq!((first.bytes.len(), second.bytes.len()), (6 * UNIT, 4 * UNIT));
        assert_eq!(read(1).await.unwrap_err().code, "overloaded");
        assert!(read(0).await.unwrap().bytes.is_empty());
        drop(first);
        assert_eq!(read(7 * UNIT).await.unwrap_err().code, "overloaded");
        assert_eq!(read(6 * UNIT).await.unwrap().bytes.len(), 6 * UNIT);
        drop(second);
        assert_eq!(read(10 * UNIT).await.unwrap().bytes.len(), 10 * UNIT);
        assert_eq!(read(10 * UNIT + 1).await.unwrap_err().code, "body_too_large");
    }
}
