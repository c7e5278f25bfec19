//! Where messages come from: the upstream, or files told apart by their content. They are cut into [`Chunk`]s one after
//! the other, read many at a time, and let in one after the other. To add a source: a file here, and a constructor of
//! [`Messages`].

mod admission;
mod behind;
mod chunk;
mod http;
mod ids;
mod json;
mod ndjson;
mod open;
mod usual;

use crate::content;
use crate::error::{Error, Result};
use crate::http::Client;
use crate::model::message::Message;
use crate::model::timestamp::moment_or_later;
use crate::notice::Listener;
use crate::pipe;
pub use admission::Admission;
use chunk::Cutter;
pub use chunk::{Chunk, Parsed};
use jiff::Timestamp;
use std::fs::File;
use std::io;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file, plain or gzip.
    File(PathBuf),
}

impl Input {
    /// What errors call it.
    pub fn path(&self) -> PathBuf {
        match self {
            Self::Stdin => PathBuf::from("standard input"),
            Self::File(path) => path.clone(),
        }
    }

    pub(crate) fn open(&self) -> io::Result<content::Reader> {
        match self {
            Self::Stdin => content::open(pipe::widened(io::stdin())),
            Self::File(path) => content::open(pipe::widened(File::open(path)?)),
        }
    }
}

/// How a file is to be read, where its content shall not decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputFormat {
    /// One document: `{"messages":[…]}` or a bare array.
    Json,
    /// A message a line.
    Ndjson,
}

/// What to do with a message id that comes twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duplicates {
    /// Nobody pays twice: an error.
    Refuse,
    /// Both are charged, with a warning.
    Allow,
}

/// Which messages count. The others are read and checked like them, and then left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Selection {
    /// From this moment on.
    pub since: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
    /// With this id.
    pub message_id: Option<i64>,
}

impl Selection {
    /// Leaves out the messages that do not count.
    fn apply(&self, messages: &mut Vec<Message<'_>>) {
        if let Some(id) = self.message_id {
            messages.retain(|message| message.id == id);
        }
        if self.since.is_some() || self.until.is_some() {
            messages.retain(|message| self.covers(&message.timestamp));
        }
    }

    /// Whether messages of a time, RFC 3339, count.
    pub fn covers(&self, timestamp: &str) -> bool {
        let at = moment_or_later(timestamp);
        self.since.is_none_or(|since| since <= at) && self.until.is_none_or(|until| at < until)
    }
}

/// How messages are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// How files are to be read, where their content shall not decide.
    pub format: Option<InputFormat>,
    /// Whether the reports beside the messages of a snapshot do not matter, because they are looked up elsewhere.
    pub ignore_reports: bool,
    /// What to do with a message id that comes twice.
    pub duplicates: Duplicates,
    /// Which messages count.
    pub selection: Selection,
    /// Bytes of a message, or of what stands beside the messages of a document, at the most, decompressed.
    pub bytes_max: u64,
    /// Bad messages of a file that are told before it is given up, at least 1.
    pub errors_max: usize,
    /// Bytes of a [`Chunk`], about; at least 1.
    pub chunk_bytes: usize,
    /// Threads that read and charge, and search a file before the first of its messages is charged; as many as the
    /// machine has, where it is left open.
    pub threads: Option<NonZeroUsize>,
}

/// Bytes of a chunk: enough to be worth the handing on, few enough to stay close to the processor.
pub const CHUNK_BYTES: usize = 1 << 18;

impl Default for Options {
    fn default() -> Self {
        Self {
            format: None,
            ignore_reports: false,
            duplicates: Duplicates::Refuse,
            selection: Selection::default(),
            bytes_max: 1 << 30,
            errors_max: 1,
            chunk_bytes: CHUNK_BYTES,
            threads: None,
        }
    }
}

impl Options {
    /// How many threads there are to be. To ask the machine takes a while.
    fn threads(&self) -> NonZeroUsize {
        self.threads.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
    }
}

/// The messages of a run: in chunks, and what lets them in.
pub struct Messages {
    /// The files, in pieces.
    pub chunks: Chunks,
    /// What each piece goes through when it has been read.
    pub admission: Admission,
}

/// The files of a run, in pieces.
pub struct Chunks {
    inputs: std::vec::IntoIter<Input>,
    options: Options,
    open: Option<Cutter>,
}

impl Messages {
    /// The messages of the current period, fetched from the upstream.
    ///
    /// # Errors
    /// Those of [`Client::get`], and [`Error::Data`] where the answer is no message list.
    pub fn fetch(client: &Client, options: Options, listener: Listener) -> Result<Self> {
        let open = Some(http::fetch(client, &options)?);
        let chunks = Chunks { inputs: Vec::new().into_iter(), options, open };
        Ok(Self { chunks, admission: Admission::new(options, listener) })
    }

    /// The messages of a file that has been opened, and is not opened again. Errors call it by its path.
    ///
    /// # Errors
    /// [`Error::File`], and [`Error::Data`] where there is no beginning of messages.
    pub fn resume(
        path: PathBuf,
        reader: content::Reader,
        options: Options,
        listener: Listener,
    ) -> Result<Self> {
        let open = Some(open::stream(path, reader, true, &options)?);
        let chunks = Chunks { inputs: Vec::new().into_iter(), options, open };
        Ok(Self { chunks, admission: Admission::new(options, listener) })
    }

    /// The messages of files, one after the other; each is opened when its turn comes.
    pub fn read(inputs: Vec<Input>, options: Options, listener: Listener) -> Self {
        let chunks = Chunks { inputs: inputs.into_iter(), options, open: None };
        Self { chunks, admission: Admission::new(options, listener) }
    }
}

impl Chunks {
    /// The next piece, in memory that may have been used before; nothing after the last one, or after an error.
    pub fn next(&mut self, memory: Vec<u8>) -> Option<Result<Chunk>> {
        let chunk = self.cut(memory)?;
        match &chunk {
            Ok(chunk) if chunk.is_last => self.open = None,
            Ok(_) => {}
            Err(_) => self.close(),
        }
        Some(chunk)
    }

    fn cut(&mut self, memory: Vec<u8>) -> Option<Result<Chunk>> {
        let cutter = match &mut self.open {
            Some(cutter) => cutter,
            None => match open::file(&self.inputs.next()?, &self.options) {
                Ok(cutter) => self.open.insert(cutter),
                Err(error) => return Some(Err(error)),
            },
        };
        Some(cutter.next(memory, &self.options))
    }

    /// How many threads are to work on them.
    pub(crate) fn threads(&self) -> usize {
        self.options.threads().get()
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

/// One error as it is, several together.
fn together(mut errors: Vec<Error>) -> Error {
    match errors.pop() {
        Some(only) if errors.is_empty() => only,
        last => {
            errors.extend(last);
            Error::Several(errors)
        }
    }
}
