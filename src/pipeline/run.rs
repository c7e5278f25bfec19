//! Each thread carries one chunk of messages through all the stages; through those that need order the chunks go one
//! after the other, as through a turnstile.

use crate::error::{Error, Result};
use crate::model::batch::Batch;
use crate::model::report::ReportCatalog;
use crate::pipeline::turnstile::Turnstile;
use crate::reports::Resolver;
use crate::source::{Admission, Chunk, Chunks, Joined, Messages, Threads};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Hears how many messages have been charged so far.
pub type Progress = Arc<dyn Fn(u64) + Send + Sync>;

/// The messages of a run, and where their reports are looked up.
pub struct Period {
    /// The messages.
    pub messages: Messages,
    /// What finds their reports.
    pub resolver: Resolver,
    /// Threads that read and charge.
    pub threads: Threads,
    /// Who hears how far the run has got.
    pub progress: Progress,
}

impl Period {
    /// A period that all processors work on.
    pub fn new(messages: Messages, resolver: Resolver) -> Self {
        Self { messages, resolver, threads: Threads::default(), progress: Arc::new(|_| {}) }
    }

    /// Has `work` done on all messages, many batches at a time, and hands what comes out of it to `take`, in the order
    /// of the messages. Returns the reports that were looked up.
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
        self,
        work: impl Fn(&Batch<'_>) -> Result<T> + Sync,
        take: impl FnMut(T) -> Result<()> + Send,
    ) -> Result<ReportCatalog> {
        let Self { messages, resolver, threads, progress } = self;
        let stages = Stages {
            chunks: Mutex::new((0, messages.chunks)),
            threads,
            admission: Turnstile::new((messages.admission, resolver)),
            work,
            take: Turnstile::new(Taker { take, messages: 0, progress }),
            failure: Mutex::new(None),
        };
        // Other threads would come too late for what one chunk holds.
        let memory = stages.carry_chunk(Vec::new());
        let is_done = lock(&stages.chunks).1.is_done();
        if let Some(memory) = memory.filter(|_| !is_done) {
            thread::scope(|scope| {
                for _ in 1..stages.threads.count() {
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
}

/// What is done with the work on one batch after the other.
struct Taker<F> {
    take: F,
    /// How many there were so far.
    messages: u64,
    progress: Progress,
}

impl<F> Taker<F> {
    fn take<T>(&mut self, messages: u64, work: T) -> Result<()>
    where
        F: FnMut(T) -> Result<()>,
    {
        (self.take)(work)?;
        self.messages += messages;
        (self.progress)(self.messages);
        Ok(())
    }
}

struct Stages<W, F> {
    /// What has not been read, and the number of the next chunk.
    chunks: Mutex<(u64, Chunks)>,
    threads: Threads,
    admission: Turnstile<(Admission, Resolver)>,
    work: W,
    take: Turnstile<Taker<F>>,
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
        match self
            .take
            .pass(number, |taker| worked.and_then(|(messages, work)| taker.take(messages, work)))?
        {
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
        let chunk = chunks.1.next(memory, self.threads)?;
        chunks.0 += 1;
        Some((chunks.0 - 1, chunk))
    }

    /// Reads a chunk, has its messages let in, does the work on them, and says how many there were. Nothing, where a
    /// chunk before it was bad.
    fn work_on(&self, number: u64, chunk: &Chunk) -> Option<Result<(u64, T)>> {
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
        Some(batch.and_then(|batch| Ok((batch.messages.len() as u64, (self.work)(&batch)?))))
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
