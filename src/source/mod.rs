//! Where messages come from: the upstream, or files told apart by their content. They are cut into [`Chunk`]s one after
//! the other, read many at a time, and let in one after the other. To add a source: a file here, and a constructor of
//! [`Messages`].

mod admission;
mod again;
mod behind;
mod chunk;
mod duplicate;
mod http;
mod id_set;
mod ids;
mod input;
mod json;
mod ndjson;
mod open;
mod usual;

use crate::error::{Error, Result};
use crate::http::Client;
use crate::model::message::Message;
use crate::model::timestamp::moment;
use crate::model::window::{LeftOut, Window};
use crate::notice::Listener;
pub use admission::{Admission, Joined};
use chunk::Cutter;
pub use chunk::{Chunk, Parsed};
pub use input::{Input, InputFormat, OpenInput};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

/// What to do with a message id that comes twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duplicates {
    /// Nobody pays twice: an error.
    Refuse,
    /// It is charged once if the two messages are the same, and an error if not.
    Once,
    /// Both are charged, with a warning.
    Charge,
}

/// Which messages count. The others are read and checked like them, and then left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Selection {
    /// Of this time.
    pub window: Window,
    /// With this id.
    pub message_id: Option<i64>,
}

impl Selection {
    /// Leaves out the messages that do not count. Returns those of another time.
    fn apply(&self, messages: &mut Vec<Message<'_>>) -> LeftOut {
        let mut left_out = LeftOut::default();
        if self.window.is_limited() {
            // A message that was read has a time.
            let mut keeps = |at| self.window.keeps(at, &mut left_out);
            messages.retain(|message| moment(&message.timestamp).is_none_or(&mut keeps));
        }
        if let Some(id) = self.message_id {
            messages.retain(|message| message.id == id);
        }
        left_out
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
    /// The client of an upstream, whose time is looked at before each piece.
    client: Option<Arc<Client>>,
}

impl Messages {
    /// The messages of the current period, fetched from the upstream.
    ///
    /// # Errors
    /// Those of [`Client::get`], and [`Error::Data`] where the answer is no message list. The pieces end with
    /// [`Error::TimeUp`] where the time of the run is over before the answer has been read.
    pub fn fetch(client: &Arc<Client>, options: Options, listener: Listener) -> Result<Self> {
        let open = Some(http::fetch(client, &options)?);
        let client = Some(Arc::clone(client));
        let chunks = Chunks { inputs: Vec::new().into_iter(), options, open, client };
        Ok(Self { chunks, admission: Admission::new(options, listener) })
    }

    /// The messages of a file that has been opened, and is not opened again. Errors call it by its path.
    ///
    /// # Errors
    /// [`Error::File`], and [`Error::Data`] where there is no beginning of messages.
    pub fn resume(path: PathBuf, open: OpenInput, options: Options, listener: Listener) -> Result<Self> {
        let open = Some(open::opened(path, open, &options)?);
        let chunks = Chunks { inputs: Vec::new().into_iter(), options, open, client: None };
        Ok(Self { chunks, admission: Admission::new(options, listener) })
    }

    /// The messages of files, one after the other; each is opened when its turn comes.
    pub fn read(inputs: Vec<Input>, options: Options, listener: Listener) -> Self {
        let chunks = Chunks { inputs: inputs.into_iter(), options, open: None, client: None };
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
        let in_time = self.client.as_ref().map_or(Ok(()), |client| http::check_time(client));
        Some(in_time.and_then(|()| cutter.next(memory, &self.options)))
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
