//! The messages of a run, in chunks.

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

/// The messages of a run: the chunks to parse, and the checks that follow.
pub struct Messages {
    /// The files, in chunks.
    pub chunks: Chunks,
    /// The checks for each chunk once it has been parsed, in order.
    pub admission: Admission,
}

/// The files of a run, in chunks.
pub struct Chunks {
    inputs: std::vec::IntoIter<Unread>,
    options: ReadOptions,
    open: Option<Cutter>,
    /// The client of the upstream, if any. Its time limit is checked before each chunk.
    client: Option<Arc<Client>>,
}

/// A file that has not been read yet.
enum Unread {
    Closed(Input),
    /// A file that has been opened, with its path for errors.
    Open(PathBuf, OpenInput),
}

impl Messages {
    /// Fetches the messages of the current period from the upstream.
    ///
    /// # Errors
    /// Those of [`Client::get`], and [`Error::Data`](crate::error::Error::Data) if the response is not a message list.
    /// [`Chunks::next`] returns [`Error::TimeUp`](crate::error::Error::TimeUp) if the time of the run is over before
    /// all of the response has been read.
    pub fn fetch(client: &Arc<Client>, options: ReadOptions, listener: Listener) -> Result<Self> {
        let open = Some(http::fetch(client, &options)?);
        let client = Some(Arc::clone(client));
        let chunks = Chunks { inputs: Vec::new().into_iter(), options, open, client };
        Ok(Self { chunks, admission: Admission::new(options, listener) })
    }

    /// The messages of a file that has already been opened. Errors name it by `path`.
    pub fn resume(path: PathBuf, open: OpenInput, options: ReadOptions, listener: Listener) -> Self {
        Self::unread(vec![Unread::Open(path, open)], options, listener)
    }

    /// The messages of files, one file after the other. Each is opened when it is read.
    pub fn read(inputs: Vec<Input>, options: ReadOptions, listener: Listener) -> Self {
        Self::unread(inputs.into_iter().map(Unread::Closed).collect(), options, listener)
    }

    fn unread(inputs: Vec<Unread>, options: ReadOptions, listener: Listener) -> Self {
        let chunks = Chunks { inputs: inputs.into_iter(), options, open: None, client: None };
        Self { chunks, admission: Admission::new(options, listener) }
    }
}

impl Chunks {
    /// Returns the next chunk, or `None` after the last chunk or an error. The chunk reuses `memory` as its buffer.
    /// Before the first chunk of a file, up to `threads` threads search the file for reports after the messages.
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

    /// Whether there are no more chunks.
    pub fn is_done(&self) -> bool {
        self.open.is_none() && self.inputs.as_slice().is_empty()
    }

    /// Drops all files that have not been read to the end.
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
