//! Where messages come from: the upstream, or files told apart by their content. Each message id comes once in a
//! run. To add a source: a file here, and a constructor of [`Messages`].

mod http;
mod json;
mod ndjson;
mod survey;

use crate::content;
use crate::error::{Error, Result};
use crate::http::Client;
use crate::model::batch::Batch;
use crate::model::strict::Place;
use crate::notice::{Listener, Notice};
use std::collections::HashSet;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file, plain or gzip.
    File(PathBuf),
}

impl Input {
    fn path(&self) -> PathBuf {
        match self {
            Self::Stdin => PathBuf::from("standard input"),
            Self::File(path) => path.clone(),
        }
    }

    fn open(&self) -> io::Result<content::Reader> {
        match self {
            Self::Stdin => content::open(io::stdin()),
            Self::File(path) => content::open(File::open(path)?),
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

/// What a source lets pass, and how much it says of what it does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strictness {
    /// What to do with a message id that comes twice.
    pub duplicates: Duplicates,
    /// Bytes of a document, or of a line of NDJSON, at the most, decompressed.
    pub bytes_max: u64,
    /// Bad messages of a file that are told before it is given up, at least 1.
    pub errors_max: usize,
}

/// The messages of a run, in order, as batches.
pub struct Messages {
    inputs: std::vec::IntoIter<Input>,
    format: Option<InputFormat>,
    open: Option<Open>,
    ids: MessageIds,
}

/// The source that is being read.
enum Open {
    Document(json::Batches),
    Lines(ndjson::Batches),
}

impl Messages {
    /// The messages of the current period, fetched from the upstream.
    ///
    /// # Errors
    /// Those of [`Client::get`], and [`Error::Data`] where the answer is no message list.
    pub fn fetch(client: &Client, strictness: Strictness, listener: Listener) -> Result<Self> {
        let ids = MessageIds::new(strictness, listener);
        let document = http::fetch(client, strictness.errors_max)?;
        Ok(Self { inputs: Vec::new().into_iter(), format: None, open: Some(Open::Document(document)), ids })
    }

    /// The messages of files, one after the other; each is opened when its turn comes.
    pub fn read(
        inputs: Vec<Input>,
        format: Option<InputFormat>,
        strictness: Strictness,
        listener: Listener,
    ) -> Self {
        let ids = MessageIds::new(strictness, listener);
        Self { inputs: inputs.into_iter(), format, open: None, ids }
    }

    fn open(&self, input: &Input) -> Result<Open> {
        let Strictness { bytes_max, errors_max, .. } = self.ids.strictness;
        let path = input.path();
        let place: Arc<str> = path.display().to_string().into();
        let failed = |error| content::unreadable(&path, error);
        let mut reader = input.open().map_err(failed)?;
        let first = ndjson::first_line(&mut reader, bytes_max).map_err(failed)?;
        let lines = match self.format {
            Some(format) => format == InputFormat::Ndjson,
            None => json::is_message(&first.bytes),
        };
        if lines {
            return Ok(Open::Lines(ndjson::Batches::new(place, path, first, reader)));
        }
        if first.bytes.is_empty() {
            return Err(Error::data(&*place, "empty, expected messages")
                .with_hint("--input-format ndjson takes an empty stream for no messages"));
        }
        let mut bytes = first.with_blank_lines();
        (&mut reader).take(bytes_max.saturating_add(1)).read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() as u64 > bytes_max {
            return Err(content::too_large(&place, bytes_max));
        }
        json::read_file(&place, &bytes, self.format.is_none(), errors_max).map(Open::Document)
    }
}

impl Iterator for Messages {
    type Item = Result<Batch>;

    fn next(&mut self) -> Option<Result<Batch>> {
        loop {
            let batch = match &mut self.open {
                Some(Open::Document(batches)) => batches.next_batch(&mut self.ids),
                Some(Open::Lines(batches)) => batches.next_batch(&mut self.ids),
                None => {
                    let input = self.inputs.next()?;
                    match self.open(&input) {
                        Ok(open) => self.open = Some(open),
                        Err(error) => return Some(Err(error)),
                    }
                    continue;
                }
            };
            match batch {
                Ok(Some(batch)) => return Some(Ok(batch)),
                Ok(None) => self.open = None,
                Err(error) => return Some(Err(error)),
            }
        }
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

/// The message ids of a run so far.
struct MessageIds {
    seen: HashSet<i64>,
    strictness: Strictness,
    listener: Listener,
}

impl MessageIds {
    fn new(strictness: Strictness, listener: Listener) -> Self {
        Self { seen: HashSet::new(), strictness, listener }
    }

    fn take(&mut self, file: &str, place: Place, message_id: i64) -> Result<()> {
        if self.seen.insert(message_id) {
            return Ok(());
        }
        let place = place.field("id");
        match self.strictness.duplicates {
            Duplicates::Refuse => {
                let why = format!("{place}: message {message_id} came before, expected each id once");
                Err(Error::data(file, why).with_hint("--allow-duplicates charges it again"))
            }
            Duplicates::Allow => {
                (self.listener)(&Notice::DuplicateMessage { message_id, place: format!("{file}: {place}") });
                Ok(())
            }
        }
    }
}

impl fmt::Debug for Messages {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Messages").field("inputs", &self.inputs).finish_non_exhaustive()
    }
}
