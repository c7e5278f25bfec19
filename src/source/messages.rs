//! The messages of a run: in pieces, one after the other.

use crate::error::Result;
use crate::event::Listener;
use crate::http::Client;
use crate::source::admission::Admission;
use crate::source::chunk::{Chunk, Cutter};
use crate::source::input::{Input, OpenInput};
use crate::source::options::ReadOptions;
use crate::source::threads::Threads;
use crate::source::{http, open};
use std::path::PathBuf;
use std::sync::Arc;

/// The messages of a run: in chunks, and what lets them in.
pub struct Messages {
    /// The files, in pieces.
    pub chunks: Chunks,
    /// What each piece goes through when it has been read.
    pub admission: Admission,
}

/// The files of a run, in pieces.
pub struct Chunks {
    inputs: std::vec::IntoIter<Unread>,
    options: ReadOptions,
    open: Option<Cutter>,
    /// The client of an upstream, whose time is looked at before each piece.
    client: Option<Arc<Client>>,
}

/// A file whose turn has not come.
enum Unread {
    Closed(Input),
    /// One that has been opened, and what errors call it.
    Open(PathBuf, OpenInput),
}

impl Messages {
    /// The messages of the current period, fetched from the upstream.
    ///
    /// # Errors
    /// Those of [`Client::get`], and [`Error::Data`](crate::error::Error::Data) where the answer is no message list. The pieces end with
    /// [`Error::TimeUp`](crate::error::Error::TimeUp) where the time of the run is over before the answer has been read.
    pub fn fetch(client: &Arc<Client>, options: ReadOptions, listener: Listener) -> Result<Self> {
        let open = Some(http::fetch(client, &options)?);
        let client = Some(Arc::clone(client));
        let chunks = Chunks { inputs: Vec::new().into_iter(), options, open, client };
        Ok(Self { chunks, admission: Admission::new(options, listener) })
    }

    /// The messages of a file that has been opened, and is not opened again. Errors call it by its path.
    pub fn resume(path: PathBuf, open: OpenInput, options: ReadOptions, listener: Listener) -> Self {
        Self::unread(vec![Unread::Open(path, open)], options, listener)
    }

    /// The messages of files, one after the other; each is opened when its turn comes.
    pub fn read(inputs: Vec<Input>, options: ReadOptions, listener: Listener) -> Self {
        Self::unread(inputs.into_iter().map(Unread::Closed).collect(), options, listener)
    }

    fn unread(inputs: Vec<Unread>, options: ReadOptions, listener: Listener) -> Self {
        let chunks = Chunks { inputs: inputs.into_iter(), options, open: None, client: None };
        Self { chunks, admission: Admission::new(options, listener) }
    }
}

impl Chunks {
    /// The next piece, in memory that may have been used before; nothing after the last one, or after an error. Many
    /// threads may look into a file before its first piece.
    pub fn next(&mut self, memory: Vec<u8>, threads: Threads) -> Option<Result<Chunk>> {
        let chunk = self.cut(memory, threads)?;
        match &chunk {
            Ok(chunk) if chunk.is_last => self.open = None,
            Ok(_) => {}
            Err(_) => self.close(),
        }
        Some(chunk)
    }

    fn cut(&mut self, memory: Vec<u8>, threads: Threads) -> Option<Result<Chunk>> {
        let cutter = match &mut self.open {
            Some(cutter) => cutter,
            None => match self.inputs.next()?.open(&self.options, threads) {
                Ok(cutter) => self.open.insert(cutter),
                Err(error) => return Some(Err(error)),
            },
        };
        let in_time = self.client.as_ref().map_or(Ok(()), |client| http::check_time(client));
        Some(in_time.and_then(|()| cutter.next(memory, &self.options)))
    }

    /// Whether there are no more.
    pub fn is_done(&self) -> bool {
        self.open.is_none() && self.inputs.as_slice().is_empty()
    }

    /// Gives up what has not been read.
    pub fn close(&mut self) {
        self.open = None;
        self.inputs = Vec::new().into_iter();
    }
}

impl Unread {
    fn open(self, options: &ReadOptions, threads: Threads) -> Result<Cutter> {
        match self {
            Self::Closed(input) => open::file(&input, options, threads),
            Self::Open(path, file) => open::opened(path, file, options, threads),
        }
    }
}
