//! Cuts a file into chunks. Each ends where a message seems to end, and can be parsed by itself.

use crate::error::{Error, Result};
use crate::model::position::Position;
use crate::source::options::ReadOptions;
use crate::source::parsed::{Parsed, Stop};
use crate::source::reread::Reread;
use crate::source::{json, ndjson};
use crate::wire::decode;
use crate::wire::report::GivenReports;
use crate::wire::strict::Place;
use crate::wire::utf8;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;

/// The file or response that a chunk comes from.
#[derive(Debug, Clone)]
pub(super) struct Origin {
    /// Its name in errors.
    pub(super) place: Arc<str>,
    /// Its path, or the URL.
    pub(super) path: PathBuf,
    pub(super) shape: Shape,
    /// The reports beside the messages, if any.
    pub(super) reports: Option<Arc<GivenReports>>,
    /// Where its first message begins.
    pub(super) start: Position,
    /// How to read it again from `start`, if possible.
    pub(super) reread: Option<Reread>,
}

/// How a file holds its messages.
#[derive(Debug, Clone)]
pub(super) enum Shape {
    /// One per line.
    Lines,
    /// In the list of a document.
    List(json::List),
}

/// A piece of a file that holds whole messages, as far as this can be detected without parsing them.
#[derive(Debug)]
pub struct Chunk {
    pub(super) origin: Arc<Origin>,
    bytes: Vec<u8>,
    /// The number of bytes in use. The buffer may be longer.
    length: usize,
    pub(super) start: Position,
    /// Whether it is the first chunk of the file.
    pub(super) is_first: bool,
    /// Whether it is the last chunk of the file.
    pub(super) is_last: bool,
}

impl Chunk {
    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    /// The bytes from index `at` on, and their position.
    pub(super) fn from(&self, at: usize) -> (&[u8], Position) {
        let (before, bytes) = self.bytes().split_at_checked(at).unwrap_or_default();
        (bytes, self.start.after(before))
    }

    /// Parses the messages, up to the first bad one.
    pub fn parse(&self) -> Parsed<'_> {
        let text = self.text();
        let mut parsed = match &self.origin.shape {
            Shape::Lines => ndjson::parse(text),
            Shape::List(_) => json::parse(text, self.is_first),
        };
        if parsed.stop == Stop::End && text.len() < self.length {
            parsed.stop = Stop::Bad(text.len());
        }
        parsed
    }

    /// The text up to the first byte that is not UTF-8. For NDJSON, only the whole lines before that byte.
    fn text(&self) -> &str {
        let text = utf8::valid_prefix(self.bytes());
        match self.origin.shape {
            Shape::Lines if text.len() < self.length => {
                text.get(..ndjson::border(text.as_bytes(), 0).unwrap_or(0)).unwrap_or_default()
            }
            _ => text,
        }
    }

    /// A chunk of these bytes: what earlier chunks left over, followed by the bytes of this one.
    pub(super) fn ending(&self, bytes: Vec<u8>, start: Position) -> Self {
        let (origin, is_last) = (Arc::clone(&self.origin), self.is_last);
        Self { origin, length: bytes.len(), bytes, start, is_first: false, is_last }
    }

    /// The name of its file in errors.
    pub fn place(&self) -> &str {
        &self.origin.place
    }

    /// The reports beside the messages of its file, if any.
    pub fn reports(&self) -> Option<&Arc<GivenReports>> {
        self.origin.reports.as_ref()
    }

    /// Returns its buffer, so that it can be reused.
    pub fn into_memory(self) -> Vec<u8> {
        self.bytes
    }
}

/// A file that is being cut into chunks.
pub(super) struct Cutter {
    pub(super) origin: Arc<Origin>,
    pub(super) reader: Box<dyn Read + Send>,
    /// Bytes that have been read and belong to the next chunk.
    pub(super) ahead: Vec<u8>,
    pub(super) position: Position,
    pub(super) is_first: bool,
    /// Whether to return what has been read at once, because the next read may block.
    pub(super) is_live: bool,
}

/// The most bytes that the first read takes of a stream that another program may still be writing.
pub(super) const LIVE_BYTES: usize = 1 << 16;
/// The approximate size of the first chunk of a file, in bytes.
const SHORT_BYTES: usize = 1 << 15;

impl Cutter {
    /// Opens a file again at its first message. Returns `None` if it cannot be read again.
    pub(super) fn reopen(origin: &Arc<Origin>) -> Option<io::Result<Self>> {
        let reader = origin.reread.as_ref()?.open();
        let (origin, position, ahead) = (Arc::clone(origin), origin.start, Vec::new());
        Some(reader.map(|reader| Self { origin, reader, ahead, position, is_first: true, is_live: false }))
    }

    /// Returns the next chunk, of about `chunk_bytes` bytes and of whole messages, each of at most `bytes_max` bytes.
    pub(super) fn next(&mut self, mut bytes: Vec<u8>, options: &ReadOptions) -> Result<Chunk> {
        let most = usize::try_from(options.bytes_max).unwrap_or(usize::MAX);
        let about = options.chunk_bytes.min(most.saturating_add(1));
        let mut length = self.ahead.len();
        // A short file needs no larger buffer.
        let first = if self.is_first { SHORT_BYTES } else { about };
        bytes.resize(about.min(first).max(2 * length), 0);
        bytes.shrink_to(2 * about);
        bytes.get_mut(..length).unwrap_or_default().copy_from_slice(&self.ahead);
        let (mut is_last, mut border, mut searched) = (false, None, 0);
        if self.is_live || length >= about {
            // Return the messages that are there without waiting for more.
            border = self.border(&self.ahead, 0);
            searched = length;
        }
        while border.is_none() && !is_last {
            if length > most {
                return Err(self.too_large(options.bytes_max));
            }
            if length == bytes.len() {
                bytes.resize(2 * length, 0);
            }
            let ended = self.fill(&mut bytes, &mut length);
            is_last = ended.map_err(|error| decode::unreadable(&self.origin.path, error))?;
            border = self.border(bytes.get(..length).unwrap_or_default(), searched);
            searched = length;
        }
        if is_last {
            border = None;
        }
        let kept = border.unwrap_or(length);
        self.ahead.clear();
        self.ahead.extend_from_slice(bytes.get(kept..length).unwrap_or_default());
        let (origin, start, is_first) = (Arc::clone(&self.origin), self.position, self.is_first);
        let chunk = Chunk { origin, bytes, length: kept, start, is_first, is_last };
        self.position = start.after(chunk.bytes());
        self.is_first = false;
        Ok(chunk)
    }

    /// Reads until the buffer is full, or only once if the next read may block. Returns whether the file has ended.
    fn fill(&mut self, bytes: &mut [u8], length: &mut usize) -> io::Result<bool> {
        while let Some(free) = bytes.get_mut(*length..).filter(|free| !free.is_empty()) {
            match self.reader.read(free) {
                Ok(0) => return Ok(true),
                Ok(read) => *length += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            }
            if self.is_live {
                break;
            }
        }
        Ok(false)
    }

    fn too_large(&self, bytes_max: u64) -> Error {
        let place = match self.origin.shape {
            Shape::Lines => format!("{}: {}", self.origin.place, Place::Line(self.position.lines + 1)),
            Shape::List(_) => self.origin.place.to_string(),
        };
        decode::too_large(&place, bytes_max)
    }

    /// Where the last message begins. The first `searched` bytes have been searched before.
    fn border(&self, bytes: &[u8], searched: usize) -> Option<usize> {
        match self.origin.shape {
            Shape::Lines => ndjson::border(bytes, searched),
            Shape::List(_) => json::border(bytes, searched),
        }
    }
}
