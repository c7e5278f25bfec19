//! A file -> a [`Cutter`] that stands before its first message: its shape is told by its content, and the reports
//! that it holds are known.

use crate::content;
use crate::error::{Error, Result};
use crate::model::document::{Document, REPORTS};
use crate::model::position::Position;
use crate::model::report::GivenReports;
use crate::source::admission::Admission;
use crate::source::chunk::{Cutter, Origin, Shape};
use crate::source::json::{self, FirstLine, Head};
use crate::source::ndjson::is_blank;
use crate::source::{Input, InputFormat, Options};
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, Write};
use std::path::PathBuf;
use std::sync::Arc;

/// A stream of bytes that is being looked into.
struct Opening<'o> {
    options: &'o Options,
    path: PathBuf,
    reader: Box<dyn Read + Send>,
    /// What has been read so far.
    bytes: Vec<u8>,
    has_ended: bool,
    /// Whether reading may wait for somebody who writes.
    is_live: bool,
}

/// Opens a file.
pub(super) fn file(input: &Input, options: &Options) -> Result<Cutter> {
    let path = input.path();
    let reader = input.open().map_err(|error| content::unreadable(&path, error))?;
    let is_live = !path.is_file() || *input == Input::Stdin;
    let mut opening = Opening { options, path, reader, bytes: Vec::new(), has_ended: false, is_live };
    if opening.is_of_lines()? {
        return Ok(opening.cutter(Shape::Lines, None, 0));
    }
    let Head { list, end, reports } =
        opening.head(Document::Snapshot { may_be_message: options.format.is_none() })?;
    if options.ignore_reports || reports.is_some() || list.name.is_empty() {
        let reports = reports.map(|list| Arc::new(GivenReports::new(opening.place(), list)));
        return Ok(opening.cutter(Shape::List(list), reports, end));
    }
    look_ahead(opening, list, end)
}

/// Opens what the upstream answered, where `reports` is a field like any other.
pub(super) fn answer(url: &str, mut bytes: Vec<u8>, options: &Options) -> Result<Cutter> {
    bytes.drain(..content::mark_length(&bytes));
    let reader = Box::new(Cursor::new(bytes));
    let mut opening =
        Opening { options, path: url.into(), reader, bytes: Vec::new(), has_ended: false, is_live: false };
    let Head { list, end, .. } = opening.head(Document::Messages)?;
    Ok(opening.cutter(Shape::List(list), None, end))
}

/// Bytes that a first look takes of what somebody may be writing, before it waits for as many again.
const LIVE_BYTES: usize = 1 << 16;

impl Opening<'_> {
    fn place(&self) -> String {
        self.path.display().to_string()
    }

    fn cutter(self, shape: Shape, reports: Option<Arc<GivenReports>>, end: usize) -> Cutter {
        let origin = Arc::new(Origin { place: self.place().into(), path: self.path, shape, reports });
        let (before, ahead) = self.bytes.split_at_checked(end).unwrap_or_default();
        let position = Position::default().after(before);
        Cutter {
            origin,
            reader: self.reader,
            ahead: ahead.to_owned(),
            position,
            is_first: true,
            is_live: self.is_live,
        }
    }

    /// Reads on, where what there is does not tell enough, and may be held.
    fn read_on(&mut self) -> Result<()> {
        if self.bytes.len() as u64 > self.options.bytes_max {
            return Err(content::too_large(&self.place(), self.options.bytes_max));
        }
        self.read_more()
    }

    /// Reads as much again as there is.
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
        read.map_err(|error| content::unreadable(&self.path, error))
    }

    fn is_of_lines(&mut self) -> Result<bool> {
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
                return Err(Error::data(self.place(), "empty, expected messages")
                    .with_hint("--input-format ndjson takes an empty stream for no messages"));
            }
            self.read_on()?;
        }
    }

    fn head(&mut self, document: Document) -> Result<Head> {
        loop {
            match json::head(&self.bytes, self.has_ended, document) {
                Ok(Some(head)) => return Ok(head),
                Ok(None) => self.read_on()?,
                Err(why) => return Err(Error::data(self.place(), why)),
            }
        }
    }
}

/// A document whose messages come first, while the reports that they cost may come behind them: finds out before the
/// first of them is charged. What cannot be read a second time goes to a temporary file.
fn look_ahead(mut opening: Opening<'_>, list: json::List, end: usize) -> Result<Cutter> {
    let options = opening.options;
    opening.read_more()?;
    let (path, is_short) = (opening.path.clone(), opening.has_ended);
    let mut cutter = opening.cutter(Shape::List(list), None, end);
    let mut rest = if is_short {
        Rest::Memory(cutter.ahead.clone())
    } else if cutter.is_live {
        Rest::Spool(spool(&mut cutter)?)
    } else {
        Rest::File(path, cutter.position.bytes)
    };
    if names_reports(rest.open()?).map_err(|error| content::unreadable(&cutter.origin.path, error))? {
        let reader = rest.open()?;
        let origin = Arc::clone(&cutter.origin);
        let first = Cutter { origin, reader, ahead: Vec::new(), is_live: false, ..cutter };
        let reports = reports_behind(first, options)?;
        let origin = Origin { reports, ..Arc::unwrap_or_clone(cutter.origin) };
        cutter.origin = Arc::new(origin);
    }
    if let Rest::Spool(file) = &mut rest {
        file.rewind().map_err(spool_failed)?;
    }
    Ok(cutter)
}

/// What follows the beginning of the messages, to be read once more.
enum Rest {
    Memory(Vec<u8>),
    Spool(File),
    /// A file, decompressed, from a byte on.
    File(PathBuf, u64),
}

impl Rest {
    fn open(&self) -> Result<Box<dyn Read + Send>> {
        match self {
            Self::Memory(bytes) => Ok(Box::new(Cursor::new(bytes.clone()))),
            Self::Spool(file) => {
                let mut file = file.try_clone().map_err(spool_failed)?;
                file.rewind().map_err(spool_failed)?;
                Ok(Box::new(file))
            }
            Self::File(path, start) => {
                let failed = |error| content::unreadable(path, error);
                let mut reader = File::open(path).and_then(content::open).map_err(failed)?;
                io::copy(&mut (&mut reader).take(*start), &mut io::sink()).map_err(failed)?;
                Ok(Box::new(reader))
            }
        }
    }
}

/// Copies the rest of a stream to a temporary file that nobody else sees, and lets it be read from there.
fn spool(cutter: &mut Cutter) -> Result<File> {
    let mut file = tempfile::tempfile().map_err(spool_failed)?;
    let mut rest = Cursor::new(std::mem::take(&mut cutter.ahead)).chain(&mut cutter.reader);
    let mut buffer = vec![0; LIVE_BYTES];
    loop {
        let read = rest.read(&mut buffer).map_err(|error| content::unreadable(&cutter.origin.path, error))?;
        if read == 0 {
            break;
        }
        file.write_all(buffer.get(..read).unwrap_or_default()).map_err(spool_failed)?;
    }
    cutter.reader = Box::new(file.try_clone().map_err(spool_failed)?);
    cutter.is_live = false;
    Ok(file)
}

fn spool_failed(error: io::Error) -> Error {
    Error::write(std::env::temp_dir(), error)
}

/// Whether a document may have the field `reports`. In the text of a message its name cannot stand like this.
fn names_reports(mut reader: impl Read) -> io::Result<bool> {
    let name = format!("\"{REPORTS}\"");
    let finder = memchr::memmem::Finder::new(&name);
    let mut buffer = vec![0; SCAN_BYTES];
    let mut kept = 0;
    loop {
        let read = match reader.read(buffer.get_mut(kept..).unwrap_or_default()) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        let seen = buffer.get(..kept + read).unwrap_or_default();
        if finder.find(seen).is_some() {
            return Ok(true);
        }
        if read == 0 {
            return Ok(false);
        }
        // The name may be cut in two.
        let end = seen.len();
        let begin = end.saturating_sub(name.len() - 1);
        buffer.copy_within(begin..end, 0);
        kept = end - begin;
    }
}

/// Bytes that are searched at a time.
const SCAN_BYTES: usize = 1 << 18;

/// Reads a list of messages for what comes behind it.
fn reports_behind(mut cutter: Cutter, options: &Options) -> Result<Option<Arc<GivenReports>>> {
    let options = Options { ignore_reports: true, ..*options };
    let mut admission = Admission::new(options, Arc::new(|_| {}));
    loop {
        let chunk = cutter.next(Vec::new(), &options)?;
        let joined = admission.join(&chunk);
        let chunk = joined.as_ref().unwrap_or(&chunk);
        admission.admit(chunk, chunk.parse())?;
        if chunk.is_last {
            let reports = admission.reports_behind;
            let place = || cutter.origin.place.to_string();
            return Ok(reports.map(|list| Arc::new(GivenReports::new(place(), list))));
        }
    }
}
