//! Checks the chunks of a file in order, for what needs the chunks before: whether a chunk ends between two messages,
//! which message is bad, which id is a duplicate.

use crate::error::{Error, Result};
use crate::event::Listener;
use crate::model::message::Message;
use crate::model::position::Position;
use crate::model::window::LeftOut;
use crate::source::chunk::{Chunk, Cutter, Origin, Shape};
use crate::source::duplicate::{Duplicate, Placed};
use crate::source::json::{CutOff, List};
use crate::source::ndjson;
use crate::source::options::ReadOptions;
use crate::source::parsed::{Parsed, Stop};
use crate::source::reread::{Reread, SharedBytes};
use crate::source::seen_ids::MessageIds;
use crate::wire::decode;
use crate::wire::file_kind::{self, FileKind};
use crate::wire::report::GivenReport;
use crate::wire::strict::Place;
use crate::wire::utf8;
use hashbrown::HashMap;
use std::sync::Arc;

/// Checks the parsed messages of chunks, one chunk after the other, in the order of the input.
pub struct Admission {
    options: ReadOptions,
    ids: MessageIds,
    file: FileProgress,
    /// Earlier files that can be read again.
    earlier: Vec<Arc<Origin>>,
    /// The reports after the messages of the last file, if any.
    pub(super) trailing_reports: Option<Vec<GivenReport>>,
}

/// How to parse a chunk, given what the chunks before it left over.
pub enum Joined {
    /// Parse it by itself.
    Alone,
    /// Parse this chunk instead, which begins with the bytes left over by earlier chunks.
    With(Chunk),
    /// Do not parse it yet: its bytes are kept until more of the message has been read.
    Kept,
}

/// The state of the file that is being read.
#[derive(Default)]
struct FileProgress {
    /// The number of messages so far.
    messages: usize,
    unfinished: Option<Unfinished>,
    /// What follows the list of messages, and its position.
    tail: Option<(Vec<u8>, Position)>,
    /// The number of messages before the chunk that is being read.
    before: usize,
    beginning: Beginning,
    /// The problems so far, if several are to be reported.
    wrong: Vec<Wrong>,
}

/// A problem of a file.
enum Wrong {
    Error(Error),
    /// The error names the first message with the same id. The files are searched for it once all problems are known.
    Duplicate(Duplicate),
}

/// The first bytes of a stream that cannot be read again.
#[derive(Default)]
struct Beginning {
    start: Position,
    bytes: Vec<u8>,
}

/// The most bytes of a stream that are kept.
const BEGINNING_BYTES_MAX: usize = 1 << 20;

/// The most files that are kept open to be read again. A process may often have no more than a few hundred files open.
const EARLIER_MAX: usize = 100;

/// A message that continues in the next chunk.
struct Unfinished {
    bytes: Vec<u8>,
    /// The length in bytes at which the message is parsed again. It doubles each time, so that a long message is not
    /// parsed again for each of its chunks.
    reparse_at: usize,
    start: Position,
    /// The error if the file ends here.
    why: String,
}

impl Admission {
    pub(super) fn new(options: ReadOptions, listener: Listener) -> Self {
        let ids = MessageIds::new(options.duplicates, listener);
        Self { options, ids, file: FileProgress::default(), earlier: Vec::new(), trailing_reports: None }
    }

    /// An admission that looks for the first message with each of these ids and ignores other problems.
    fn seeking(ids: Vec<i64>, options: ReadOptions) -> Self {
        let options = ReadOptions { ignore_reports: true, errors_max: usize::MAX, ..options };
        let ids = MessageIds::Sought(ids.into_iter().map(|id| (id, None)).collect());
        Self { options, ids, file: FileProgress::default(), earlier: Vec::new(), trailing_reports: None }
    }

    /// Whether a message has been found for each id that is searched for.
    fn has_found_all(&self) -> bool {
        matches!(&self.ids, MessageIds::Sought(sought) if sought.values().all(Option::is_some))
    }

    /// The messages that were found, by id.
    fn found(self) -> HashMap<i64, Placed> {
        match self.ids {
            MessageIds::Sought(sought) => {
                sought.into_iter().filter_map(|(id, first)| Some((id, first?))).collect()
            }
            _ => HashMap::new(),
        }
    }

    /// Reads a file until it ends or `is_enough` returns true.
    ///
    /// # Errors
    /// The problems of the file.
    pub(super) fn read(&mut self, cutter: &mut Cutter, is_enough: impl Fn(&Self) -> bool) -> Result<()> {
        self.file = FileProgress::default();
        while !is_enough(self) {
            let chunk = cutter.next(Vec::new(), &self.options)?;
            let chunk = match self.join(&chunk) {
                Joined::Alone => chunk,
                Joined::With(joined) => joined,
                Joined::Kept => continue,
            };
            self.admit(&chunk, chunk.parse())?;
            if chunk.is_last {
                break;
            }
        }
        Ok(())
    }

    /// Reads a single chunk of a file, with `before` messages before it.
    ///
    /// # Errors
    /// The problems of the chunk.
    fn read_chunk(&mut self, chunk: &Chunk, before: usize) -> Result<()> {
        self.file = FileProgress { messages: before, ..FileProgress::default() };
        self.admit(chunk, chunk.parse()).map(|_| ())
    }

    /// Joins a chunk to the unfinished message of the chunks before it, if any. Messages that were parsed from a joined
    /// chunk by itself are not valid and must be dropped.
    pub fn join(&mut self, chunk: &Chunk) -> Joined {
        if chunk.origin.reread.is_none() && self.ids.may_refuse() {
            self.file.beginning.add(chunk);
        }
        let Some(mut unfinished) = self.file.unfinished.take() else { return Joined::Alone };
        unfinished.bytes.extend_from_slice(chunk.bytes());
        if !chunk.is_last && unfinished.bytes.len() < unfinished.reparse_at {
            self.file.unfinished = Some(unfinished);
            return Joined::Kept;
        }
        Joined::With(chunk.ending(unfinished.bytes, unfinished.start))
    }

    /// Checks the parsed messages of a chunk. Returns those that are selected, and how many the time range left out.
    ///
    /// # Errors
    /// The problems of the file up to the end of this chunk.
    pub fn admit<'c>(&mut self, chunk: &Chunk, parsed: Parsed<'c>) -> Result<(Vec<Message<'c>>, LeftOut)> {
        let mut messages = match &mut self.file.tail {
            Some((tail, _)) => {
                tail.extend_from_slice(chunk.bytes());
                Vec::new()
            }
            None => self.messages(chunk, parsed)?,
        };
        if self.is_enough() {
            return Err(self.failure(chunk));
        }
        self.limit(chunk)?;
        let is_good = self.file.wrong.is_empty();
        if chunk.is_last {
            self.end_file(chunk)?;
        }
        if !is_good {
            return Ok((Vec::new(), LeftOut::default()));
        }
        let left_out = self.options.selection.apply(&mut messages);
        Ok((messages, left_out))
    }

    fn messages<'c>(&mut self, chunk: &Chunk, parsed: Parsed<'c>) -> Result<Vec<Message<'c>>> {
        let Parsed { mut messages, stop } = parsed;
        self.file.before = self.file.messages;
        let run = self.ids.take_run(&messages);
        let mut places = places(chunk, self.file.messages).enumerate();
        let mut left_out = Vec::new();
        for (index, message) in messages.iter().enumerate().skip(run) {
            let here = || {
                let place = places.find(|(number, _)| *number == index);
                Placed::new(message, chunk, place.map_or(Place::Root, |(_, place)| place))
            };
            match self.ids.take(message, here) {
                Ok(true) => {}
                Ok(false) => left_out.push(index),
                Err(duplicate) => self.file.wrong.push(Wrong::Duplicate(duplicate)),
            }
            if self.is_enough() {
                return Ok(messages);
            }
        }
        self.file.messages += messages.len();
        remove(&mut messages, left_out);
        if let (Stop::Bad(at), 0) = (stop, self.file.messages)
            && let Some(kind) = kind_of(chunk, at)
        {
            return Err(kind.error(&chunk.origin.place));
        }
        match (stop, &chunk.origin.shape) {
            (Stop::ListEnd(at), _) => {
                let (bytes, start) = chunk.from(at);
                self.file.tail = Some((bytes.to_owned(), start));
            }
            (Stop::Bad(at), Shape::Lines) => {
                let (bytes, start) = chunk.from(at);
                for (place, message) in ndjson::read_all(bytes, start.lines + 1) {
                    self.take(chunk, place, message);
                }
            }
            (Stop::Bad(at), Shape::List(list)) => self.survey(chunk, at, list)?,
            (Stop::End, Shape::List(list)) if chunk.is_last => {
                self.survey(chunk, chunk.bytes().len(), list)?;
            }
            (Stop::End, _) => {}
        }
        Ok(messages)
    }

    /// Reads the rest of a chunk of a list: either something is wrong, or a message continues in the next chunk.
    fn survey(&mut self, chunk: &Chunk, at: usize, list: &List) -> Result<()> {
        let (bytes, start) = chunk.from(at);
        let most = self.options.errors_max - self.file.wrong.len();
        let survey = list.survey(bytes, start, self.file.messages, most);
        for message in survey.messages {
            let place = Place::Item(list.name, self.file.messages);
            self.take(chunk, place, message);
            self.file.messages += 1;
        }
        if let Some(CutOff { at: cut, what: why }) = survey.cut_off {
            let (bytes, start) = chunk.from(at + cut);
            // A message over the size limit fails as soon as it exceeds the limit.
            let most = usize::try_from(self.options.bytes_max).unwrap_or(usize::MAX).saturating_add(1);
            let reparse_at = bytes.len().saturating_mul(2).min(most);
            self.file.unfinished = Some(Unfinished { bytes: bytes.to_owned(), reparse_at, start, why });
            return Ok(());
        }
        if self.file.wrong.is_empty() {
            return Err(Error::bug(format!(
                "{}: the fast and the strict reader disagree",
                chunk.origin.place
            )));
        }
        Err(self.failure(chunk))
    }

    /// Checks the id of a message, or records its error. The message itself is dropped, because the file fails.
    fn take(&mut self, chunk: &Chunk, place: Place, message: std::result::Result<Message<'_>, String>) {
        if self.is_enough() {
            return;
        }
        let wrong = match message {
            Err(why) => Some(Wrong::Error(Error::data(chunk.place(), why))),
            Ok(message) => {
                let taken = self.ids.take(&message, || Placed::new(&message, chunk, place));
                taken.err().map(Wrong::Duplicate)
            }
        };
        self.file.wrong.extend(wrong);
    }

    /// The error of the file: all problems so far.
    fn failure(&mut self, chunk: &Chunk) -> Error {
        let wrong = std::mem::take(&mut self.file.wrong);
        let ids = wrong.iter().filter_map(|wrong| match wrong {
            Wrong::Duplicate(duplicate) => Some(duplicate.repeat.message.id),
            Wrong::Error(_) => None,
        });
        let ids: Vec<i64> = ids.collect();
        let first = if ids.is_empty() { HashMap::new() } else { self.find_first(ids, chunk) };
        let errors = wrong.into_iter().map(|wrong| match wrong {
            Wrong::Error(error) => error,
            Wrong::Duplicate(duplicate) => duplicate.error(first.get(&duplicate.repeat.message.id)),
        });
        Error::together(errors.collect())
    }

    /// Finds the first message with each of these ids, in earlier files and this one, as far as they can be read again.
    fn find_first(&mut self, ids: Vec<i64>, chunk: &Chunk) -> HashMap<i64, Placed> {
        let beginning = std::mem::take(&mut self.file.beginning);
        let origin = Origin::clone(&chunk.origin);
        let reread = origin.reread.or(Some(Reread::Memory(SharedBytes(Arc::new(beginning.bytes)), 0)));
        let start = if chunk.origin.reread.is_some() { origin.start } else { beginning.start };
        let this = Arc::new(Origin { start, reread, ..origin });
        let mut search = Self::seeking(ids, self.options);
        for origin in self.earlier.iter().chain([&this]) {
            if let Some(Ok(mut cutter)) = Cutter::reopen(origin) {
                // The file was valid before. If it is not now, the error only says less about the first message.
                let _ = search.read(&mut cutter, Self::has_found_all);
            }
        }
        let _ = search.read_chunk(chunk, self.file.before);
        let mut found = search.found();
        for first in found.values_mut().filter(|first| Arc::ptr_eq(&first.origin, &this)) {
            first.origin = Arc::clone(&chunk.origin);
        }
        found
    }

    /// Checks the size limit of an unfinished message, and of what follows the list.
    fn limit(&self, chunk: &Chunk) -> Result<()> {
        let unfinished = self.file.unfinished.as_ref().map_or(0, |unfinished| unfinished.bytes.len());
        let tail = self.file.tail.as_ref().map_or(0, |(tail, _)| tail.len());
        if unfinished.max(tail) as u64 > self.options.bytes_max {
            return Err(decode::too_large(&chunk.origin.place, self.options.bytes_max));
        }
        Ok(())
    }

    fn is_enough(&self) -> bool {
        self.file.wrong.len() >= self.options.errors_max
    }

    fn end_file(&mut self, chunk: &Chunk) -> Result<()> {
        let place = chunk.place();
        if let Some(Unfinished { why, .. }) = self.file.unfinished.take() {
            self.file.wrong.push(Wrong::Error(Error::data(place, why)));
        }
        if !self.file.wrong.is_empty() {
            return Err(self.failure(chunk));
        }
        let file = std::mem::take(&mut self.file);
        if chunk.origin.reread.is_some() && self.earlier.len() < EARLIER_MAX {
            self.earlier.push(Arc::new(Origin { reports: None, ..Origin::clone(&chunk.origin) }));
        }
        if let (Shape::List(list), Some((tail, start))) = (&chunk.origin.shape, file.tail) {
            self.trailing_reports =
                list.tail(&tail, start).map_err(|why| file_kind::with_way_out(place, why))?;
            if self.trailing_reports.is_some()
                && chunk.origin.reports.is_none()
                && !self.options.ignore_reports
            {
                let why = "reports: found after the messages with escapes in its name, expected \"reports\"";
                return Err(Error::data(place, why));
            }
        }
        Ok(())
    }
}

/// Detects what kind of file this is, given that the first message, at byte `at`, is not valid.
fn kind_of(chunk: &Chunk, at: usize) -> Option<FileKind> {
    let (bytes, _) = chunk.from(at);
    match chunk.origin.shape {
        Shape::Lines => FileKind::of(bytes),
        Shape::List(_) => FileKind::of_record(utf8::valid_prefix(bytes)),
    }
}

/// The places of the messages of a chunk, with `before` messages of the file before it.
fn places(chunk: &Chunk, before: usize) -> Box<dyn Iterator<Item = Place> + '_> {
    match &chunk.origin.shape {
        Shape::Lines => Box::new(ndjson::numbers(chunk.bytes(), chunk.start.lines + 1).map(Place::Line)),
        Shape::List(list) => Box::new((before..).map(|index| Place::Item(list.name, index))),
    }
}

impl Beginning {
    /// Adds a chunk if it follows directly and fits.
    fn add(&mut self, chunk: &Chunk) {
        if chunk.is_first {
            self.start = chunk.start;
        }
        let is_next = self.start.bytes + self.bytes.len() as u64 == chunk.start.bytes;
        if is_next && self.bytes.len() + chunk.bytes().len() <= BEGINNING_BYTES_MAX {
            self.bytes.extend_from_slice(chunk.bytes());
        }
    }
}

/// Removes the messages with these indices, which are in ascending order.
fn remove(messages: &mut Vec<Message<'_>>, indices: Vec<usize>) {
    if !indices.is_empty() {
        let (mut indices, mut index) = (indices.into_iter().peekable(), 0..);
        messages.retain(|_| index.next().is_none_or(|index| indices.next_if_eq(&index).is_none()));
    }
}
