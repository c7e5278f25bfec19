//! The bytes of a connection, on which a client can be too slow: a read or a write that takes too long fails.

use crate::server::limits::{ConnectionLimits, LAST_REQUEST_TIME};
use axum::http::StatusCode;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep_until};

/// What a connection can run on: TCP, a Unix socket, either of them encrypted.
pub(super) trait Transport: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Transport for T {}

/// What the service and the stream of a connection tell each other.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// Requests that have come.
    requests: AtomicUsize,
    /// Those that are not answered to the end: 0 or 1.
    open: AtomicUsize,
    /// Whether the service is about to end.
    is_ending: AtomicBool,
}

impl Progress {
    /// A request has come. It is answered when the result is dropped.
    pub(super) fn open_request(self: &Arc<Self>) -> OpenRequest {
        self.requests.fetch_add(1, Ordering::Relaxed);
        self.open.fetch_add(1, Ordering::Relaxed);
        OpenRequest(Arc::clone(self))
    }

    /// From here on, a connection without a request is soon over.
    pub(super) fn end_soon(&self) {
        self.is_ending.store(true, Ordering::Relaxed);
    }
}

/// A request that is not answered to the end.
#[derive(Debug)]
pub(super) struct OpenRequest(Arc<Progress>);

impl Drop for OpenRequest {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::Relaxed);
    }
}

/// What a connection waits for from its client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// For a request, of which nothing has come.
    Idle { is_ending: bool },
    /// For the rest of the head of a request.
    Head,
    /// For nothing, or for a body: the request is being answered.
    Answering,
}

/// The bytes of a connection.
pub(super) struct TimedStream {
    transport: Box<dyn Transport>,
    progress: Arc<Progress>,
    header_timeout: Duration,
    idle_timeout: Duration,
    phase: Phase,
    phase_began: Instant,
    /// Requests that had come when the phase was looked at last.
    requests: usize,
    stalled_since: Option<Instant>,
    alarm: Pin<Box<Sleep>>,
    /// What is wrong with a request that never reached the service.
    refused: Option<StatusCode>,
    has_ended: bool,
}

impl TimedStream {
    pub(super) fn new(
        transport: Box<dyn Transport>,
        progress: Arc<Progress>,
        limits: &ConnectionLimits,
    ) -> Self {
        let now = Instant::now();
        let ConnectionLimits { header_timeout, idle_timeout, .. } = *limits;
        Self {
            transport,
            progress,
            header_timeout,
            idle_timeout,
            phase: Phase::Idle { is_ending: false },
            phase_began: now,
            requests: 0,
            stalled_since: None,
            alarm: Box::pin(sleep_until(now + idle_timeout)),
            refused: None,
            has_ended: false,
        }
    }

    /// What is wrong with a request that never reached the service, and is to be answered.
    pub(super) fn refused(&self) -> Option<StatusCode> {
        self.refused
    }

    /// Whether the client has closed its side.
    pub(super) fn has_ended(&self) -> bool {
        self.has_ended
    }

    /// The connection without its times.
    pub(super) fn into_transport(self) -> Box<dyn Transport> {
        self.transport
    }

    /// Takes note of what the connection waits for now.
    fn observe(&mut self) {
        let is_ending = self.progress.is_ending.load(Ordering::Relaxed);
        let requests = self.progress.requests.load(Ordering::Relaxed);
        let has_new_request = std::mem::replace(&mut self.requests, requests) != requests;
        let phase = match self.phase {
            _ if self.progress.open.load(Ordering::Relaxed) > 0 => Phase::Answering,
            Phase::Head if !has_new_request => Phase::Head,
            _ => Phase::Idle { is_ending },
        };
        self.enter(phase);
    }

    fn enter(&mut self, phase: Phase) {
        if phase != self.phase {
            self.phase = phase;
            self.phase_began = Instant::now();
        }
    }

    /// How long the client may take for what the connection waits for.
    fn read_time(&self) -> Option<Duration> {
        match self.phase {
            Phase::Idle { is_ending: false } => Some(self.idle_timeout),
            Phase::Idle { is_ending: true } => Some(self.idle_timeout.min(LAST_REQUEST_TIME)),
            Phase::Head => Some(self.header_timeout),
            Phase::Answering => None,
        }
    }

    /// Whether a time is over. If not, the task is woken when it is. The earliest of several times sets the alarm: when
    /// it rings, all of them are looked at again.
    fn is_over(&mut self, began: Instant, time: Duration, context: &mut Context<'_>) -> bool {
        let Some(end) = began.checked_add(time) else { return false };
        if Instant::now() >= end {
            return true;
        }
        if self.alarm.is_elapsed() || end < self.alarm.deadline() {
            self.alarm.as_mut().reset(end);
        }
        while self.alarm.as_mut().poll(context).is_ready() {
            if Instant::now() >= end {
                return true;
            }
            self.alarm.as_mut().reset(end);
        }
        false
    }

    /// A write that is ready, or has waited too long for the client.
    fn written<T>(&mut self, poll: Poll<io::Result<T>>, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        if poll.is_ready() {
            self.stalled_since = None;
            return poll;
        }
        let since = *self.stalled_since.get_or_insert_with(Instant::now);
        if self.is_over(since, self.idle_timeout, context) {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        Poll::Pending
    }

    /// The bytes before the answer of the HTTP library to what is no request, if that is what they end with. Its answer
    /// has no body; ours has.
    fn before_refusal(&mut self, bytes: &[u8]) -> Option<usize> {
        /// Bytes of such an answer, at the most.
        const ANSWER_MAX: usize = 200;
        if self.progress.open.load(Ordering::Relaxed) > 0 || !bytes.ends_with(b"\r\n\r\n") {
            return None;
        }
        let window = bytes.len().saturating_sub(ANSWER_MAX);
        let begin = window + memchr::memmem::rfind(bytes.get(window..)?, b"HTTP/1.1 4")?;
        let answer = std::str::from_utf8(bytes.get(begin..)?).ok()?;
        let status =
            [StatusCode::BAD_REQUEST, StatusCode::URI_TOO_LONG, StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE]
                .into_iter()
                .find(|status| answer.get(9..12) == Some(status.as_str()))?;
        if !answer.contains("\r\ncontent-length: 0\r\n") || answer.contains("content-type") {
            return None;
        }
        if begin == 0 {
            self.refused = Some(status);
        }
        Some(begin)
    }
}

impl AsyncRead for TimedStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        self.observe();
        if let Poll::Ready(read) = Pin::new(&mut self.transport).poll_read(context, buffer) {
            let has_bytes = buffer.filled().len() > before;
            self.has_ended |= read.is_err() || !has_bytes;
            if has_bytes && matches!(self.phase, Phase::Idle { .. }) {
                self.enter(Phase::Head);
            }
            return Poll::Ready(read);
        }
        let (began, Some(time)) = (self.phase_began, self.read_time()) else { return Poll::Pending };
        if !self.is_over(began, time, context) {
            return Poll::Pending;
        }
        if self.phase == Phase::Head {
            self.refused = Some(StatusCode::REQUEST_TIMEOUT);
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        // As if the client had ended it.
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for TimedStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let bytes = match self.before_refusal(bytes) {
            Some(0) => return Poll::Ready(Ok(bytes.len())),
            Some(before) => bytes.get(..before).unwrap_or(bytes),
            None => bytes,
        };
        let poll = Pin::new(&mut self.transport).poll_write(context, bytes);
        self.written(poll, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if let [only] = slices {
            return self.poll_write(context, only);
        }
        let poll = Pin::new(&mut self.transport).poll_write_vectored(context, slices);
        self.written(poll, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.transport.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let poll = Pin::new(&mut self.transport).poll_flush(context);
        self.written(poll, context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.refused.is_some() {
            // The answer comes first.
            return Poll::Ready(Ok(()));
        }
        let poll = Pin::new(&mut self.transport).poll_shutdown(context);
        Poll::Ready(ready!(self.written(poll, context)))
    }
}
