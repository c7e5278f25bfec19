//! Messages in NDJSON: one a line, blank lines allowed, read as they come.

use crate::content;
use crate::error::{Error, Result};
use crate::model::batch::{BATCH_MESSAGES_MAX, Batch};
use crate::model::message::{Message, MessageAt};
use crate::model::strict::{self, Place};
use crate::source::{MessageIds, together};
use std::io::{self, BufRead, Read};
use std::path::PathBuf;
use std::sync::Arc;

/// The first line of a file that is not blank.
pub(super) struct FirstLine {
    /// The line with its end; empty where all are blank.
    pub(super) bytes: Vec<u8>,
    /// The blank lines before it.
    blank: u64,
}

impl FirstLine {
    /// The file from its start, so that an error counts the lines right.
    pub(super) fn with_blank_lines(mut self) -> Vec<u8> {
        let blank = usize::try_from(self.blank).unwrap_or(usize::MAX);
        self.bytes.splice(..0, std::iter::repeat_n(b'\n', blank));
        self.bytes
    }
}

pub(super) fn first_line(reader: &mut content::Reader, bytes_max: u64) -> io::Result<FirstLine> {
    let mut first = FirstLine { bytes: Vec::new(), blank: 0 };
    while reader.take(bytes_max.saturating_add(1)).read_until(b'\n', &mut first.bytes)? > 0 {
        if !is_blank(&first.bytes) {
            return Ok(first);
        }
        first.bytes.clear();
        first.blank += 1;
    }
    Ok(first)
}

fn is_blank(line: &[u8]) -> bool {
    line.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}

/// The lines of a file, not yet read.
pub(super) struct Batches {
    place: Arc<str>,
    path: PathBuf,
    /// The line that is next, already read; empty where it has to be read.
    line: Vec<u8>,
    number: u64,
    reader: content::Reader,
}

impl Batches {
    pub(super) fn new(place: Arc<str>, path: PathBuf, first: FirstLine, reader: content::Reader) -> Self {
        Self { place, path, line: first.bytes, number: first.blank, reader }
    }

    pub(super) fn next_batch(&mut self, ids: &mut MessageIds) -> Result<Option<Batch>> {
        let mut messages = Vec::new();
        while messages.len() < BATCH_MESSAGES_MAX {
            if self.line.is_empty() && !self.read_line(ids.strictness.bytes_max)? {
                break;
            }
            self.number += 1;
            if !is_blank(&self.line) {
                match self.message(ids) {
                    Ok(message) => messages.push(message),
                    Err(error) => return Err(self.and_others(error, ids)),
                }
            }
            self.line.clear();
            if self.reader.buffer().is_empty() && !messages.is_empty() {
                // The next read may wait for a slow writer: what is there goes on.
                break;
            }
        }
        let batch = Batch { place: Arc::clone(&self.place), messages, reports: None };
        Ok(if batch.messages.is_empty() { None } else { Some(batch) })
    }

    /// A bad message and those after it, as many as shall be told.
    fn and_others(&mut self, first: Error, ids: &mut MessageIds) -> Error {
        let mut errors = vec![first];
        while errors.len() < ids.strictness.errors_max {
            self.line.clear();
            match self.read_line(ids.strictness.bytes_max) {
                Ok(true) => self.number += 1,
                Ok(false) | Err(_) => break,
            }
            if !is_blank(&self.line) {
                errors.extend(self.message(ids).err());
            }
        }
        together(errors)
    }

    fn read_line(&mut self, bytes_max: u64) -> Result<bool> {
        match (&mut self.reader).take(bytes_max.saturating_add(1)).read_until(b'\n', &mut self.line) {
            Ok(bytes) => Ok(bytes > 0),
            Err(error) => Err(content::unreadable(&self.path, error)),
        }
    }

    fn message(&self, ids: &mut MessageIds) -> Result<Message> {
        let place = Place::Line(self.number);
        let bytes_max = ids.strictness.bytes_max;
        if self.line.len() as u64 > bytes_max {
            return Err(content::too_large(&format!("{}: {place}", self.place), bytes_max));
        }
        let text = std::str::from_utf8(&self.line).map_err(|error| {
            Error::data(&*self.place, format!("{place}: {}", content::not_utf8(&self.line, &error)))
        })?;
        // With its end, a line that is cut off would seem to be cut off on the next.
        let text = text.trim_end_matches(['\n', '\r']);
        let message =
            strict::read(MessageAt(place), text, place).map_err(|why| Error::data(&*self.place, why))?;
        ids.take(&self.place, place, message.id)?;
        Ok(message)
    }
}
