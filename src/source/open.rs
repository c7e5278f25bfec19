//! Opens a file as a [`Cutter`] before its first message: detects the format from the content, and finds the reports
//! in the file.

use crate::error::{Error, Hint, Result};
use crate::model::position::Position;
use crate::source::chunk::{Cutter, LIVE_BYTES, Origin, Shape};
use crate::source::input::{Input, InputFormat};
use crate::source::input::{OpenInput, StoredFile};
use crate::source::json::{self, FirstLine, Head};
use crate::source::options::ReadOptions;
use crate::source::parsed::is_blank;
use crate::source::reread::{Reread, SharedBytes};
use crate::source::threads::Threads;
use crate::source::trailing_reports;
use crate::wire::decode::{self, Reader};
use crate::wire::document::Document;
use crate::wire::file_kind;
use crate::wire::report::GivenReports;
use crate::wire::utf8;
use std::io::{Cursor, Read};
use std::path::PathBuf;
use std::sync::Arc;

/// A file whose format is being detected.
struct Opening<'o> {
    options: &'o ReadOptions,
    path: PathBuf,
    reader: Reader,
    /// The bytes read so far.
    bytes: Vec<u8>,
    has_ended: bool,
    /// Whether a read may block until another program writes.
    is_live: bool,
    source: Source,
}

/// Where the bytes come from, and so how they can be read again.
enum Source {
    Stored(StoredFile),
    Memory(SharedBytes),
    Stream,
}

/// Opens a file.
pub(super) fn file(input: &Input, options: &ReadOptions, threads: Threads) -> Result<Cutter> {
    let path = input.path();
    let open = input.open().map_err(|error| decode::unreadable(&path, error))?;
    opened(path, open, options, threads)
}

/// Finds the first message of a file that has been opened.
pub(super) fn opened(
    path: PathBuf,
    open: OpenInput,
    options: &ReadOptions,
    threads: Threads,
) -> Result<Cutter> {
    let OpenInput { reader, file } = open;
    let is_live = file.is_none();
    let source = file.map_or(Source::Stream, Source::Stored);
    let mut opening = Opening { options, path, reader, bytes: Vec::new(), has_ended: false, is_live, source };
    if opening.is_ndjson()? {
        return Ok(opening.cutter(Shape::Lines, None, 0));
    }
    let head = opening.head(Document::Snapshot { may_be_message: options.format.is_none() });
    if head.is_err() && options.format.is_none() && json::is_bad_line(&opening.bytes) {
        // Reading the file as NDJSON gives the better error.
        return Ok(opening.cutter(Shape::Lines, None, 0));
    }
    let Head { list, end, reports } = head?;
    if options.ignore_reports || reports.is_some() || list.name.is_empty() {
        let reports = reports.map(|list| Arc::new(GivenReports::new(opening.place(), list)));
        return Ok(opening.cutter(Shape::List(list), reports, end));
    }
    opening.read_more()?;
    let is_short = opening.has_ended;
    let mut cutter = opening.cutter(Shape::List(list), None, end);
    trailing_reports::find_reports(&mut cutter, is_short, options, threads)?;
    Ok(cutter)
}

/// Opens a response of the upstream, in which `reports` has no meaning.
pub(super) fn answer(url: &str, mut bytes: Vec<u8>, options: &ReadOptions) -> Result<Cutter> {
    bytes.drain(..utf8::mark_length(&bytes));
    let bytes = SharedBytes(Arc::new(bytes));
    let (reader, source) = (Box::new(Cursor::new(bytes.clone())), Source::Memory(bytes));
    let (path, bytes) = (url.into(), Vec::new());
    let mut opening = Opening { options, path, reader, bytes, has_ended: false, is_live: false, source };
    let Head { list, end, .. } = opening.head(Document::Messages)?;
    Ok(opening.cutter(Shape::List(list), None, end))
}

impl Opening<'_> {
    fn place(&self) -> String {
        self.path.display().to_string()
    }

    fn cutter(self, shape: Shape, reports: Option<Arc<GivenReports>>, end: usize) -> Cutter {
        let (before, ahead) = self.bytes.split_at_checked(end).unwrap_or_default();
        let position = Position::default().after(before);
        let place = self.place().into();
        let reread = match self.source {
            Source::Stored(file) => Some(Reread::Stored(file, position.bytes)),
            Source::Memory(bytes) => Some(Reread::Memory(bytes, end)),
            Source::Stream => None,
        };
        let origin = Arc::new(Origin { place, path: self.path, shape, reports, start: position, reread });
        Cutter {
            origin,
            reader: self.reader,
            ahead: ahead.to_owned(),
            position,
            is_first: true,
            is_live: self.is_live,
        }
    }

    /// Reads more, up to the size limit.
    fn read_on(&mut self) -> Result<()> {
        if self.bytes.len() as u64 > self.options.bytes_max {
            return Err(decode::too_large(&self.place(), self.options.bytes_max));
        }
        self.read_more()
    }

    /// Reads about as many bytes as have been read so far.
    fn read_more(&mut self) -> Result<()> {
        let more = self.options.chunk_bytes.max(self.bytes.len()) as u64;
        let before = self.bytes.len();
        let read = if self.is_live && before < LIVE_BYTES {
            let mut some = vec![0; LIVE_BYTES];
            self.reader
                .read(&mut some)
                .map(|read| self.bytes.extend_from_slice(some.get(..read).unwrap_or_default()))
        } else {
            (&mut self.reader).take(more).read_to_end(&mut self.bytes).map(|_| ())
        };
        self.has_ended = self.bytes.len() == before;
        read.map_err(|error| decode::unreadable(&self.path, error))
    }

    fn is_ndjson(&mut self) -> Result<bool> {
        if self.options.format == Some(InputFormat::Ndjson) {
            return Ok(true);
        }
        loop {
            let blank = self.bytes.iter().take_while(|byte| is_blank(&[**byte])).count();
            let rest = self.bytes.get(blank..).unwrap_or_default();
            if !rest.is_empty() {
                if self.options.format == Some(InputFormat::Json) {
                    return Ok(false);
                }
                let line = rest.split(|&byte| byte == b'\n').next().unwrap_or_default();
                match json::first_line(line) {
                    FirstLine::Message => return Ok(true),
                    FirstLine::Document => return Ok(false),
                    FirstLine::CutOff if self.has_ended || line.len() < rest.len() => return Ok(false),
                    FirstLine::CutOff => {}
                }
            } else if self.has_ended {
                return Err(
                    Error::data(self.place(), "empty, expected messages").with_hint(Hint::AllowEmptyInput)
                );
            }
            self.read_on()?;
        }
    }

    fn head(&mut self, document: Document) -> Result<Head> {
        loop {
            match json::head(&self.bytes, self.has_ended, document) {
                Ok(Some(head)) => return Ok(head),
                Ok(None) => self.read_on()?,
                Err(why) => return Err(file_kind::unread(&self.place(), &self.bytes, why)),
            }
        }
    }
}
