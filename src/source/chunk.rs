//! A file in pieces: each is cut off where a message seems to end, and can be read by itself.

use crate::error::{Error, Result};
use crate::model::position::Position;
use crate::source::options::ReadOptions;
use crate::source::parsed::{Parsed, Stop};
use crate::source::reread::Again;
use crate::source::{json, ndjson};
use crate::wire::decode;
use crate::wire::report::GivenReports;
use crate::wire::strict::Place;
use crate::wire::utf8;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;

/// A file of messages.
#[derive(Debug, Clone)]
pub(super) struct Origin {
    /// What errors call it.
    pub(super) place: Arc<str>,
    /// Its path, or the URL.
    pub(super) path: PathBuf,
    pub(super) shape: Shape,
    /// The reports that came with the messages.
    pub(super) reports: Option<Arc<GivenReports>>,
    /// Where its first message begins.
    pub(super) start: Position,
    /// What it holds from there on, if that can be read more than once.
    pub(super) again: Option<Again>,
}

/// How messages stand in a file.
#[derive(Debug, Clone)]
pub(super) enum Shape {
    /// One a line.
    Lines,
    /// In the list of a document.
    List(json::List),
}

/// A piece of a file: whole messages, as far as that can be told without reading them.
#[derive(Debug)]
pub struct Chunk {
    pub(super) origin: Arc<Origin>,
    bytes: Vec<u8>,
    /// How many of the bytes are used.
    length: usize,
    pub(super) start: Position,
    /// Whether it begins with the first message of the file.
    pub(super) is_first: bool,
    /// Whether the file ends with it.
    pub(super) is_last: bool,
}

impl Chunk {
    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    /// The bytes from a place on, and its position.
    pub(super) fn from(&self, at: usize) -> (&[u8], Position) {
        let (before, bytes) = self.bytes().split_at_checked(at).unwrap_or_default();
        (bytes, self.start.after(before))
    }

    /// Reads the messages, up to the first bad one.
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

    /// The text, up to the first byte that is not UTF-8; up to there whole lines, where lines count.
    fn text(&self) -> &str {
        let text = utf8::valid_prefix(self.bytes());
        match self.origin.shape {
            Shape::Lines if text.len() < self.length => {
                text.get(..ndjson::border(text.as_bytes(), 0).unwrap_or(0)).unwrap_or_default()
            }
            _ => text,
        }
    }

    /// A chunk of these bytes, which begin with what chunks before this one have left and end with its own.
    pub(super) fn ending(&self, bytes: Vec<u8>, start: Position) -> Self {
        let (origin, is_last) = (Arc::clone(&self.origin), self.is_last);
        Self { origin, length: bytes.len(), bytes, start, is_first: false, is_last }
    }

    /// What errors call its file.
    pub fn place(&self) -> &str {
        &self.origin.place
    }

    /// The reports that came with its messages.
    pub fn reports(&self) -> Option<&Arc<GivenReports>> {
        self.origin.reports.as_ref()
    }

    /// Its memory, to be used again.
    pub fn into_memory(self) -> Vec<u8> {
        self.bytes
    }
}

/// A file that is being cut.
pub(super) struct Cutter {
    pub(super) origin: Arc<Origin>,
    pub(super) reader: Box<dyn Read + Send>,
    /// Bytes that have been read and belong to the next chunk.
    pub(super) ahead: Vec<u8>,
    pub(super) position: Position,
    pub(super) is_first: bool,
    /// Whether what has been read goes on at once, because the next read may wait.
    pub(super) is_live: bool,
}

/// Bytes that a first look takes of what somebody may be writing, before it waits for as many again.
pub(super) const LIVE_BYTES: usize = 1 << 16;
/// Bytes of the first piece of a file, about.
const SHORT_BYTES: usize = 1 << 15;

impl Cutter {
    /// A second look at a file, from its first message on, if it can be read again.
    pub(super) fn again(origin: &Arc<Origin>) -> Option<io::Result<Self>> {
        let reader = origin.again.as_ref()?.open();
        let (origin, position, ahead) = (Arc::clone(origin), origin.start, Vec::new());
        Some(reader.map(|reader| Self { origin, reader, ahead, position, is_first: true, is_live: false }))
    }

    /// The next piece: about so many bytes, and whole messages, each of at most `bytes_max` bytes.
    pub(super) fn next(&mut self, mut bytes: Vec<u8>, options: &ReadOptions) -> Result<Chunk> {
        let most = usize::try_from(options.bytes_max).unwrap_or(usize::MAX);
        let about = options.chunk_bytes.min(most.saturating_add(1));
        let mut length = self.ahead.len();
        // A short file needs no more than a first look.
        let first = if self.is_first { SHORT_BYTES } else { about };
        bytes.resize(about.min(first).max(2 * length), 0);
        bytes.shrink_to(2 * about);
        bytes.get_mut(..length).unwrap_or_default().copy_from_slice(&self.ahead);
        let (mut is_last, mut border, mut searched) = (false, None, 0);
        if self.is_live || length >= about {
            // What is there does not wait for what is not.
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

    /// Reads until the buffer is full, or has something new where the next read may wait; whether the file has ended.
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

    /// Where the last message begins; so many bytes have been searched before.
    fn border(&self, bytes: &[u8], searched: usize) -> Option<usize> {
        match self.origin.shape {
            Shape::Lines => ndjson::border(bytes, searched),
            Shape::List(_) => json::border(bytes, searched),
        }
    }
}
