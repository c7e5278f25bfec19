//! Runs chunks of messages through all stages. Each thread takes one chunk at a time through all of them. In the stages
//! that need order, a [`Turnstile`] lets the chunks pass one after the other.

use crate::error::{Error, Result};
use crate::model::batch::Batch;
use crate::model::report::ReportCatalog;
use crate::pipeline::in_order::Turnstile;
use crate::reports::Resolver;
use crate::source::{Admission, Chunk, Chunks, Joined, Messages, Threads};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// A callback that gets the number of messages charged so far.
pub type Progress = Arc<dyn Fn(u64) + Send + Sync>;

/// The messages of a run and how to process them.
pub struct Period {
    /// The messages.
    pub messages: Messages,
    /// Looks up their reports.
    pub resolver: Resolver,
    /// The number of threads that read and charge.
    pub threads: Threads,
    /// Called as the run progresses.
    pub progress: Progress,
}

impl Period {
    /// Creates a period that is processed on all processors, without a progress callback.
    pub fn new(messages: Messages, resolver: Resolver) -> Self {
        Self { messages, resolver, threads: Threads::default(), progress: Arc::new(|_| {}) }
    }

    /// Calls `work` on all messages, on several batches in parallel, and passes the results to `take` in the order of
    /// the messages. Returns the reports that were looked up.
    ///
    /// ```text
    /// in order     parallel     in order           parallel     in order
    /// cut      ──► parse    ──► admit,         ──► work     ──► take
    ///                           look up reports
    /// ```
    ///
    /// # Errors
    /// The first error in the order of the messages, whatever the number of threads. `take` is not called after it.
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
            take: Turnstile::new(Collector { take, messages: 0, progress }),
            failure: Mutex::new(None),
        };
        // Process the first chunk on this thread: starting others is not worth it if there is only one.
        let memory = stages.process_chunk(Vec::new());
        let is_done = lock(&stages.chunks).1.is_done();
        if let Some(memory) = memory.filter(|_| !is_done) {
            thread::scope(|scope| {
                for _ in 1..stages.threads.count() {
                    let process = || stages.process_chunks(Vec::new());
                    if thread::Builder::new().spawn_scoped(scope, process).is_err() {
                        // The threads that were started process all chunks.
                        break;
                    }
                }
                stages.process_chunks(memory);
            });
        }
        match stages.failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Some(error) => Err(error),
            None => Ok(stages.admission.into_inner().1.into_catalog()),
        }
    }
}

/// Passes the results to `take` and counts the messages.
struct Collector<F> {
    take: F,
    /// The number of messages so far.
    messages: u64,
    progress: Progress,
}

impl<F> Collector<F> {
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
    /// The number of the next chunk, and the input that has not been read.
    chunks: Mutex<(u64, Chunks)>,
    threads: Threads,
    admission: Turnstile<(Admission, Resolver)>,
    work: W,
    take: Turnstile<Collector<F>>,
    failure: Mutex<Option<Error>>,
}

impl<T, W, F> Stages<W, F>
where
    W: Fn(&Batch<'_>) -> Result<T> + Sync,
    F: FnMut(T) -> Result<()> + Send,
{
    fn process_chunks(&self, memory: Vec<u8>) {
        let _guard = CloseOnPanic(self);
        let mut memory = Some(memory);
        while let Some(used) = memory {
            memory = self.process_chunk(used);
        }
    }

    /// Runs one chunk through all stages and returns its memory for the next one. Returns `None` if there is nothing
    /// left to do.
    fn process_chunk(&self, memory: Vec<u8>) -> Option<Vec<u8>> {
        let (number, chunk) = self.next_chunk(memory)?;
        let (worked, memory) = match chunk {
            Ok(chunk) => (self.work_on(number, &chunk)?, chunk.into_memory()),
            Err(error) => (Err(error), Vec::new()),
        };
        match self
            .take
            .pass(number, |collector| worked.and_then(|(messages, work)| collector.take(messages, work)))?
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

    /// Parses a chunk, admits its messages and calls `work` on them. Returns the number of messages and the result, or
    /// `None` if a chunk before it failed.
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

/// Closes the turnstiles if a thread panics, for the other threads would wait for it forever.
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
