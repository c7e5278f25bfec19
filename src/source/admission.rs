//! What can be said of a piece of a file only when all before it have been seen: whether it was cut off in the right
//! place, which of the messages is bad, which id has come before.

use crate::content;
use crate::content::kind::{self, Kind};
use crate::error::{Error, Result};
use crate::model::message::Message;
use crate::model::position::Position;
use crate::model::report::GivenReport;
use crate::model::strict::Place;
use crate::model::window::LeftOut;
use crate::notice::Listener;
use crate::source::chunk::{Chunk, Parsed, Shape, Stop};
use crate::source::ids::MessageIds;
use crate::source::json::{CutOff, List};
use crate::source::{Options, ndjson, together};

/// Lets the messages of chunks in, chunk after chunk, in their order.
pub struct Admission {
    options: Options,
    ids: MessageIds,
    file: File,
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
struct File {
    /// Messages so far.
    messages: usize,
    unfinished: Option<Unfinished>,
    /// What follows the list of messages, and where.
    tail: Option<(Vec<u8>, Position)>,
    /// What is wrong so far, where several problems shall be told.
    errors: Vec<Error>,
}

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
    pub(super) fn new(options: Options, listener: Listener) -> Self {
        let ids = MessageIds::new(options.duplicates, listener);
        Self { options, ids, file: File::default(), reports_behind: None }
    }

    /// The chunk with what the ones before it have left unfinished, if they have: what was read of it by itself does
    /// not count then.
    pub fn join(&mut self, chunk: &Chunk) -> Joined {
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
            return Err(together(std::mem::take(&mut self.file.errors)));
        }
        self.limit(chunk)?;
        let is_good = self.file.errors.is_empty();
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
        let Parsed { messages, stop } = parsed;
        let run = self.ids.take_run(messages.iter().map(|message| message.id));
        let mut places = places(chunk, self.file.messages).enumerate();
        for (index, message) in messages.iter().enumerate().skip(run) {
            let place =
                || places.find(|(number, _)| *number == index).map_or(Place::Root, |(_, place)| place);
            let taken = self.ids.take(&chunk.origin.place, message.id, place);
            self.file.errors.extend(taken.err());
            if self.is_enough() {
                return Ok(messages);
            }
        }
        self.file.messages += messages.len();
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
                    self.take(chunk, place, message.map(|message| message.id));
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
        let most = self.options.errors_max - self.file.errors.len();
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
        if self.file.errors.is_empty() {
            return Err(Error::bug(format!("{}: read in two ways that do not agree", chunk.origin.place)));
        }
        Err(together(std::mem::take(&mut self.file.errors)))
    }

    /// Takes in the id of a message, or what is wrong with it.
    fn take(&mut self, chunk: &Chunk, place: Place, message: std::result::Result<i64, String>) {
        if !self.is_enough() {
            let file = &*chunk.origin.place;
            let taken = message.map_err(|why| Error::data(file, why));
            let taken = taken.and_then(|id| self.ids.take(file, id, || place));
            self.file.errors.extend(taken.err());
        }
    }

    /// Refuses to hold more than may be held.
    fn limit(&self, chunk: &Chunk) -> Result<()> {
        let unfinished = self.file.unfinished.as_ref().map_or(0, |unfinished| unfinished.bytes.len());
        let tail = self.file.tail.as_ref().map_or(0, |(tail, _)| tail.len());
        if unfinished.max(tail) as u64 > self.options.bytes_max {
            return Err(content::too_large(&chunk.origin.place, self.options.bytes_max));
        }
        Ok(())
    }

    fn is_enough(&self) -> bool {
        self.file.errors.len() >= self.options.errors_max
    }

    fn end_file(&mut self, chunk: &Chunk) -> Result<()> {
        let mut file = std::mem::take(&mut self.file);
        let place = &*chunk.origin.place;
        if let Some(Unfinished { why, .. }) = file.unfinished {
            file.errors.push(Error::data(place, why));
        }
        if !file.errors.is_empty() {
            return Err(together(file.errors));
        }
        if let (Shape::List(list), Some((tail, start))) = (&chunk.origin.shape, file.tail) {
            self.reports_behind = list.tail(&tail, start).map_err(|why| kind::with_way_out(place, why))?;
            if self.reports_behind.is_some() && chunk.origin.reports.is_none() && !self.options.ignore_reports
            {
                return Err(Error::data(place, "reports: found behind the messages under a disguised name"));
            }
        }
        Ok(())
    }
}

/// What a file is whose first message, which begins here, is none.
fn kind_of(chunk: &Chunk, at: usize) -> Option<Kind> {
    let (bytes, _) = chunk.from(at);
    match chunk.origin.shape {
        Shape::Lines => Kind::of(bytes),
        Shape::List(_) => Kind::of_record(content::valid_prefix(bytes)),
    }
}

/// Where the messages of a chunk stand; so many of the file came before them.
fn places(chunk: &Chunk, before: usize) -> Box<dyn Iterator<Item = Place> + '_> {
    match &chunk.origin.shape {
        Shape::Lines => Box::new(ndjson::numbers(chunk.bytes(), chunk.start.lines + 1).map(Place::Line)),
        Shape::List(list) => Box::new((before..).map(|index| Place::Item(list.name, index))),
    }
}
