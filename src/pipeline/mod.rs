//! The waist of the house: messages, reports and threads. Each thread carries one chunk of messages through all the
//! stages; through those that need order the chunks go one after the other, as through a turnstile.

mod turnstile;

use crate::error::{Error, Result};
use crate::model::batch::Batch;
use crate::model::report::ReportCatalog;
use crate::reports::Resolver;
use crate::source::{Admission, Chunk, Chunks, Joined, Messages};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use turnstile::Turnstile;

/// Has `work` done on all messages, many batches at a time, and hands what comes out of it to `take`, in the order of
/// the messages. Returns the reports that were looked up.
///
/// ```text
/// in turn      at once      in turn          at once    in turn
/// cut off  ──► read    ──►  admit,       ──► work   ──► take
///                           look up reports
/// ```
///
/// # Errors
/// The first one in the order of the messages, whatever the number of threads. Nothing is taken after it.
pub fn run<T>(
    messages: Messages,
    resolver: Resolver,
    work: impl Fn(&Batch<'_>) -> Result<T> + Sync,
    take: impl FnMut(T) -> Result<()> + Send,
) -> Result<ReportCatalog> {
    let stages = Stages {
        chunks: Mutex::new((0, messages.chunks)),
        admission: Turnstile::new((messages.admission, resolver)),
        work,
        take: Turnstile::new(take),
        failure: Mutex::new(None),
    };
    // Other threads would come too late for what one chunk holds.
    let memory = stages.carry_chunk(Vec::new());
    let is_done = lock(&stages.chunks).1.is_done();
    if let Some(memory) = memory.filter(|_| !is_done) {
        let threads = lock(&stages.chunks).1.threads();
        thread::scope(|scope| {
            for _ in 1..threads {
                let carry = || stages.carry_chunks(Vec::new());
                if thread::Builder::new().spawn_scoped(scope, carry).is_err() {
                    // Those that there are carry all chunks.
                    break;
                }
            }
            stages.carry_chunks(memory);
        });
    }
    match stages.failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(error) => Err(error),
        None => Ok(stages.admission.into_inner().1.into_catalog()),
    }
}

struct Stages<W, F> {
    /// What has not been read, and the number of the next chunk.
    chunks: Mutex<(u64, Chunks)>,
    admission: Turnstile<(Admission, Resolver)>,
    work: W,
    take: Turnstile<F>,
    failure: Mutex<Option<Error>>,
}

impl<T, W, F> Stages<W, F>
where
    W: Fn(&Batch<'_>) -> Result<T> + Sync,
    F: FnMut(T) -> Result<()> + Send,
{
    fn carry_chunks(&self, memory: Vec<u8>) {
        let _guard = CloseOnPanic(self);
        let mut memory = Some(memory);
        while let Some(used) = memory {
            memory = self.carry_chunk(used);
        }
    }

    /// Carries one chunk through all stages and returns its memory; nothing, where there is no more to do.
    fn carry_chunk(&self, memory: Vec<u8>) -> Option<Vec<u8>> {
        let (number, chunk) = self.next_chunk(memory)?;
        let (worked, memory) = match chunk {
            Ok(chunk) => (self.work_on(number, &chunk)?, chunk.into_memory()),
            Err(error) => (Err(error), Vec::new()),
        };
        match self.take.pass(number, |take| worked.and_then(take))? {
            Ok(()) => Some(memory),
            Err(error) => {
                *lock(&self.failure) = Some(error);
                self.close();
                None
            }
        }
    }

    fn next_chunk(&self, memory: Vec<u8>) -> Option<(u64, Result<Chunk>)> {
        let mut chunks = lock(&self.chunks);
        let chunk = chunks.1.next(memory)?;
        chunks.0 += 1;
        Some((chunks.0 - 1, chunk))
    }

    /// Reads a chunk, has its messages let in, does the work on them. Nothing, where a chunk before it was bad.
    fn work_on(&self, number: u64, chunk: &Chunk) -> Option<Result<T>> {
        let parsed = chunk.parse();
        let mut joined = Joined::Alone;
        let batch = self.admission.pass(number, |(admission, resolver)| {
            joined = admission.join(chunk);
            let (chunk, parsed) = match &joined {
                Joined::Alone => (chunk, parsed),
                Joined::With(chunk) => (chunk, chunk.parse()),
                Joined::Kept => return Ok(Batch::empty(chunk.place())),
            };
            let (messages, left_out) = admission.admit(chunk, parsed)?;
            let reports = resolver.resolve(&messages, chunk.reports())?;
            Ok(Batch { place: chunk.place(), messages, reports, left_out })
        })?;
        Some(batch.and_then(|batch| (self.work)(&batch)))
    }
}

impl<W, F> Stages<W, F> {
    fn close(&self) {
        lock(&self.chunks).1.close();
        self.admission.close();
        self.take.close();
    }
}

/// Lets the other threads end when one of them meets a bug: they would wait for it forever.
struct CloseOnPanic<'s, W, F>(&'s Stages<W, F>);

impl<W, F> Drop for CloseOnPanic<'_, W, F> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.close();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
