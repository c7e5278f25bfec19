//! What can be said of a piece of a file only when all before it have been seen: whether it was cut off in the right
//! place, which of the messages is bad, which id has come before.

use crate::error::{Error, Result};
use crate::event::Listener;
use crate::model::message::Message;
use crate::model::position::Position;
use crate::model::window::LeftOut;
use crate::source::chunk::{Chunk, Cutter, Origin, Shape};
use crate::source::duplicate::{Duplicate, Placed};
use crate::source::ids::MessageIds;
use crate::source::json::{CutOff, List};
use crate::source::ndjson;
use crate::source::options::ReadOptions;
use crate::source::parsed::{Parsed, Stop};
use crate::source::reread::{Again, SharedBytes};
use crate::wire::decode;
use crate::wire::file_kind::{self, FileKind};
use crate::wire::report::GivenReport;
use crate::wire::strict::Place;
use crate::wire::utf8;
use hashbrown::HashMap;
use std::sync::Arc;

/// Lets the messages of chunks in, chunk after chunk, in their order.
pub struct Admission {
    options: ReadOptions,
    ids: MessageIds,
    file: FileProgress,
    /// Files before it that can be read again.
    earlier: Vec<Arc<Origin>>,
    /// The reports that came after the messages of the last file.
    pub(super) reports_behind: Option<Vec<GivenReport>>,
}

/// What a chunk is to be read as.
pub enum Joined {
    /// As it is.
    Alone,
    /// As this one, which begins with what chunks before it have left.
    With(Chunk),
    /// Not now: its message goes on, and is kept until there is more of it.
    Kept,
}

/// How far a file has got.
#[derive(Default)]
struct FileProgress {
    /// Messages so far.
    messages: usize,
    unfinished: Option<Unfinished>,
    /// What follows the list of messages, and where.
    tail: Option<(Vec<u8>, Position)>,
    /// Messages before the chunk that is being read.
    before: usize,
    beginning: Beginning,
    /// What is wrong so far, where several problems shall be told.
    wrong: Vec<Wrong>,
}

/// What is wrong with a file.
enum Wrong {
    Error(Error),
    /// It is told with the message that came first, which is looked for when all is known that is wrong.
    Duplicate(Duplicate),
}

/// The first bytes of a stream, which cannot be read again.
#[derive(Default)]
struct Beginning {
    start: Position,
    bytes: Vec<u8>,
}

/// Bytes of a stream that are kept, at the most.
const BEGINNING_BYTES_MAX: usize = 1 << 20;

/// Files that are kept open to be read again, at the most: a process may have some hundred open.
const EARLIER_MAX: usize = 100;

/// The end of a chunk with a message that goes on in the next one, and what has come of that.
struct Unfinished {
    bytes: Vec<u8>,
    /// How many bytes are worth another reading. Each takes twice as many as the one before it, so that a long message
    /// is not read again for each chunk of it.
    worth: usize,
    start: Position,
    /// What is wrong if it does not.
    why: String,
}

impl Admission {
    pub(super) fn new(options: ReadOptions, listener: Listener) -> Self {
        let ids = MessageIds::new(options.duplicates, listener);
        Self { options, ids, file: FileProgress::default(), earlier: Vec::new(), reports_behind: None }
    }

    /// Looks for the first messages with some ids, whatever else is wrong.
    fn seeking(ids: Vec<i64>, options: ReadOptions) -> Self {
        let options = ReadOptions { ignore_reports: true, errors_max: usize::MAX, ..options };
        let ids = MessageIds::Sought(ids.into_iter().map(|id| (id, None)).collect());
        Self { options, ids, file: FileProgress::default(), earlier: Vec::new(), reports_behind: None }
    }

    /// Whether all has been found that is looked for.
    fn has_found_all(&self) -> bool {
        matches!(&self.ids, MessageIds::Sought(sought) if sought.values().all(Option::is_some))
    }

    /// What has been found.
    fn found(self) -> HashMap<i64, Placed> {
        match self.ids {
            MessageIds::Sought(sought) => {
                sought.into_iter().filter_map(|(id, first)| Some((id, first?))).collect()
            }
            _ => HashMap::new(),
        }
    }

    /// Reads a file until it ends, or there is enough.
    ///
    /// # Errors
    /// What is wrong with it.
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

    /// Reads a chunk of a file, of which so many messages came before.
    ///
    /// # Errors
    /// What is wrong with it.
    fn read_chunk(&mut self, chunk: &Chunk, before: usize) -> Result<()> {
        self.file = FileProgress { messages: before, ..FileProgress::default() };
        self.admit(chunk, chunk.parse()).map(|_| ())
    }

    /// The chunk with what the ones before it have left unfinished, if they have: what was read of it by itself does
    /// not count then.
    pub fn join(&mut self, chunk: &Chunk) -> Joined {
        if chunk.origin.again.is_none() && self.ids.may_refuse() {
            self.file.beginning.add(chunk);
        }
        let Some(mut unfinished) = self.file.unfinished.take() else { return Joined::Alone };
        unfinished.bytes.extend_from_slice(chunk.bytes());
        if !chunk.is_last && unfinished.bytes.len() < unfinished.worth {
            self.file.unfinished = Some(unfinished);
            return Joined::Kept;
        }
        Joined::With(chunk.ending(unfinished.bytes, unfinished.start))
    }

    /// The messages of a chunk that count, and what was left out of it.
    ///
    /// # Errors
    /// What is wrong with the file up to here.
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
            let stands = || {
                let place = places.find(|(number, _)| *number == index);
                Placed::new(message, chunk, place.map_or(Place::Root, |(_, place)| place))
            };
            match self.ids.take(message, stands) {
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

    /// Goes over the rest of a chunk of a list: either something is wrong, or a message goes on in the next chunk.
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
            // One that is longer than it may be is told as soon as it is.
            let most = usize::try_from(self.options.bytes_max).unwrap_or(usize::MAX).saturating_add(1);
            let worth = bytes.len().saturating_mul(2).min(most);
            self.file.unfinished = Some(Unfinished { bytes: bytes.to_owned(), worth, start, why });
            return Ok(());
        }
        if self.file.wrong.is_empty() {
            return Err(Error::bug(format!("{}: read in two ways that do not agree", chunk.origin.place)));
        }
        Err(self.failure(chunk))
    }

    /// Takes in a message, or what is wrong with it. It does not count: the file fails.
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

    /// All that is wrong with the file of a chunk, as far as it shall be told.
    fn failure(&mut self, chunk: &Chunk) -> Error {
        let wrong = std::mem::take(&mut self.file.wrong);
        let ids = wrong.iter().filter_map(|wrong| match wrong {
            Wrong::Duplicate(duplicate) => Some(duplicate.again.message.id),
            Wrong::Error(_) => None,
        });
        let ids: Vec<i64> = ids.collect();
        let first = if ids.is_empty() { HashMap::new() } else { self.find_first(ids, chunk) };
        let errors = wrong.into_iter().map(|wrong| match wrong {
            Wrong::Error(error) => error,
            Wrong::Duplicate(duplicate) => duplicate.error(first.get(&duplicate.again.message.id)),
        });
        Error::together(errors.collect())
    }

    /// The first messages with some ids, in this file and in those before it, as far as they can be read again.
    fn find_first(&mut self, ids: Vec<i64>, chunk: &Chunk) -> HashMap<i64, Placed> {
        let beginning = std::mem::take(&mut self.file.beginning);
        let origin = Origin::clone(&chunk.origin);
        let again = origin.again.or(Some(Again::Memory(SharedBytes(Arc::new(beginning.bytes)), 0)));
        let start = if chunk.origin.again.is_some() { origin.start } else { beginning.start };
        let this = Arc::new(Origin { start, again, ..origin });
        let mut search = Self::seeking(ids, self.options);
        for origin in self.earlier.iter().chain([&this]) {
            if let Some(Ok(mut cutter)) = Cutter::again(origin) {
                // It was good enough before: where it is not, less can be told.
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

    /// Refuses to hold more than may be held.
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
        if chunk.origin.again.is_some() && self.earlier.len() < EARLIER_MAX {
            self.earlier.push(Arc::new(Origin { reports: None, ..Origin::clone(&chunk.origin) }));
        }
        if let (Shape::List(list), Some((tail, start))) = (&chunk.origin.shape, file.tail) {
            self.reports_behind =
                list.tail(&tail, start).map_err(|why| file_kind::with_way_out(place, why))?;
            if self.reports_behind.is_some() && chunk.origin.reports.is_none() && !self.options.ignore_reports
            {
                return Err(Error::data(place, "reports: found behind the messages under a disguised name"));
            }
        }
        Ok(())
    }
}

/// What a file is whose first message, which begins here, is none.
fn kind_of(chunk: &Chunk, at: usize) -> Option<FileKind> {
    let (bytes, _) = chunk.from(at);
    match chunk.origin.shape {
        Shape::Lines => FileKind::of(bytes),
        Shape::List(_) => FileKind::of_record(utf8::valid_prefix(bytes)),
    }
}

/// Where the messages of a chunk stand; so many of the file came before them.
fn places(chunk: &Chunk, before: usize) -> Box<dyn Iterator<Item = Place> + '_> {
    match &chunk.origin.shape {
        Shape::Lines => Box::new(ndjson::numbers(chunk.bytes(), chunk.start.lines + 1).map(Place::Line)),
        Shape::List(list) => Box::new((before..).map(|index| Place::Item(list.name, index))),
    }
}

impl Beginning {
    /// Adds the next chunk, if it is still near the beginning.
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

/// Takes the messages with these indices out, which are in order.
fn remove(messages: &mut Vec<Message<'_>>, indices: Vec<usize>) {
    if !indices.is_empty() {
        let (mut indices, mut index) = (indices.into_iter().peekable(), 0..);
        messages.retain(|_| index.next().is_none_or(|index| indices.next_if_eq(&index).is_none()));
    }
}
