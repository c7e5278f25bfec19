//! Messages in the list of one JSON document: `{"messages":[…]}`, a snapshot with `"reports":[…]` beside them, a bare
//! array. Only what comes before the list and after it is read as a whole.

use crate::model::message::Message;
use crate::model::position::Position;
use crate::source::fast_message;
use crate::source::parsed::{MESSAGE_BYTES, Parsed, Stop, is_blank};
use crate::wire::document::{self, Document, MESSAGES, REPORTS, TEXT};
use crate::wire::message::MessageAt;
use crate::wire::report::{GivenReport, GivenReportAt};
use crate::wire::strict::{self, ListOf, Place, Problem};
use crate::wire::utf8;
use serde::de::{self, Deserialize, IgnoredAny, MapAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;
use std::fmt;
use std::marker::PhantomData;

/// The list of messages in a document.
#[derive(Debug, Clone)]
pub(super) struct List {
    /// Its field; empty where the list is the document.
    pub(super) name: &'static str,
    /// What the document is to hold.
    pub(super) document: Document,
    /// Whether the reports came before it.
    pub(super) after_reports: bool,
}

/// What comes before the messages.
pub(super) struct Head {
    pub(super) list: List,
    /// The byte behind the bracket that opens the list.
    pub(super) end: usize,
    pub(super) reports: Option<Vec<GivenReport>>,
}

/// Reads a document up to its messages; nothing, where it takes more bytes to do so.
///
/// # Errors
/// What is wrong with it.
pub(super) fn head(bytes: &[u8], is_whole: bool, document: Document) -> Result<Option<Head>, String> {
    let text = utf8::valid_prefix(bytes);
    if let Some(head) = usual_head(text, document) {
        return Ok(Some(head));
    }
    if is_whole {
        utf8::check(bytes)?;
    }
    match strict::read_rest(document, text, 0, Position::default()) {
        Err(problem) if problem.cut_off && !is_whole => Ok(None),
        Err(problem) => Err(problem.what),
        Ok(_) => Err("read in two ways that do not agree".to_owned()),
    }
}

/// Reads a document up to its messages, if nothing is wrong with it so far.
fn usual_head(text: &str, document: Document) -> Option<Head> {
    let is_snapshot = document != Document::Messages;
    let mut list = List { name: MESSAGES, document, after_reports: false };
    let mut cursor = Cursor { text, at: 0 };
    match cursor.next()? {
        b'[' if is_snapshot => {
            list.name = "";
            return Some(Head { list, end: cursor.at, reports: None });
        }
        b'{' => {}
        _ => return None,
    }
    let mut reports = None;
    loop {
        let name: String = cursor.value()?;
        cursor.expect(b':')?;
        match name.as_str() {
            MESSAGES => {
                cursor.expect(b'[')?;
                list.after_reports = reports.is_some();
                return Some(Head { list, end: cursor.at, reports });
            }
            REPORTS if is_snapshot && reports.is_none() => {
                let list = ListOf { name: REPORTS, element: GivenReportAt };
                reports = Some(strict::read_part(list, cursor.value()?).ok()?);
            }
            REPORTS if is_snapshot => return None,
            TEXT if document == (Document::Snapshot { may_be_message: true }) => return None,
            name => document::beside::<serde_json::Error>(name, cursor.value()?).ok()?,
        }
        cursor.expect(b',')?;
    }
}

/// Reads a text value by value.
struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    /// The next byte that is no blank, which is left behind.
    fn next(&mut self) -> Option<u8> {
        self.skip_blanks();
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        self.at = self.text.len() - without_blanks(self.rest()).len();
    }

    fn expect(&mut self, expected: u8) -> Option<()> {
        (self.next()? == expected).then_some(())
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn value<T: Deserialize<'t>>(&mut self) -> Option<T> {
        let (value, length) = strict::read_first(PhantomData, self.rest(), Position::default()).ok()?;
        self.at += length;
        Some(value)
    }
}

/// Where the last message begins that is seen to, in a piece of a list. It may be mistaken, where objects stand in
/// lists of other fields: then the piece before it will be found to be cut off. So many bytes have been searched before,
/// except for what follows the last of them.
pub(super) fn border(bytes: &[u8], searched: usize) -> Option<usize> {
    let not_blank = |byte: &&u8| !is_blank(&[**byte]);
    let from = searched.saturating_sub(1);
    memchr::memrchr_iter(b'{', bytes.get(from..)?).map(|at| from + at).find(|&at| {
        let (before, from) = bytes.split_at_checked(at).unwrap_or_default();
        let mut before = before.iter().rev().filter(not_blank);
        let mut behind = from.iter().skip(1).filter(not_blank);
        before.next() == Some(&b',') && before.next() == Some(&b'}') && behind.next() == Some(&b'"')
    })
}

/// Reads messages of a list up to the first bad one, or to the end of the list.
pub(super) fn parse(text: &str, is_first: bool) -> Parsed<'_> {
    let mut messages = Vec::with_capacity(text.len() / MESSAGE_BYTES);
    let mut rest = without_blanks(text);
    let at = |rest: &str| text.len() - rest.len();
    let stop = loop {
        match rest.as_bytes() {
            [] => break Stop::End,
            [b']', ..] if is_first && messages.is_empty() => break Stop::ListEnd(at(rest)),
            _ => {}
        }
        let behind = if let Some((message, behind)) = fast_message::message(rest, false) {
            messages.push(message);
            behind
        } else if let Some((message, behind)) = message(rest) {
            messages.push(message);
            behind
        } else {
            break Stop::Bad(at(rest));
        };
        let behind = without_blanks(behind);
        if let Some(next) = behind.strip_prefix(",") {
            rest = without_blanks(next);
        } else if behind.starts_with(']') {
            break Stop::ListEnd(at(behind));
        } else {
            messages.pop();
            break Stop::Bad(at(rest));
        }
    };
    Parsed { messages, stop }
}

fn message(text: &str) -> Option<(Message<'_>, &str)> {
    let (message, length) = strict::read_first(MessageAt(Place::Root), text, Position::default()).ok()?;
    Some((message, text.get(length..)?))
}

fn without_blanks(text: &str) -> &str {
    let mut blanks = 0;
    while matches!(text.as_bytes().get(blanks), Some(b' ' | b'\t' | b'\r' | b'\n')) {
        blanks += 1;
    }
    text.get(blanks..).unwrap_or_default()
}

/// The messages of a list from one on, good and bad.
pub(super) struct Survey<'t> {
    /// The good ones, and what is wrong with the bad ones.
    pub(super) messages: Vec<Result<Message<'t>, String>>,
    /// Where it could not go on, because what was there is cut off.
    pub(super) cut_off: Option<CutOff>,
}

/// A message that may go on in the next piece of the file.
pub(super) struct CutOff {
    pub(super) at: usize,
    /// What is wrong if it does not.
    pub(super) what: String,
}

impl List {
    /// Goes over a piece of the list message by message, until so many are bad; the first one has this index.
    pub(super) fn survey<'t>(
        &self,
        bytes: &'t [u8],
        start: Position,
        index: usize,
        most: usize,
    ) -> Survey<'t> {
        let text = utf8::valid_prefix(bytes);
        let mut survey = Survey { messages: Vec::new(), cut_off: None };
        let mut cursor = Cursor { text, at: 0 };
        let (mut bad, mut at, mut position) = (0, 0, start);
        while bad < most {
            cursor.skip_blanks();
            position = position.after(text.as_bytes().get(at..cursor.at).unwrap_or_default());
            at = cursor.at;
            match self.element(&mut cursor, position, index + survey.messages.len()) {
                Ok((message, is_last)) => {
                    bad += usize::from(message.is_err());
                    survey.messages.push(message);
                    if is_last {
                        break;
                    }
                }
                Err(problem) => {
                    match utf8::check_at(bytes, start) {
                        Err(why) if problem.cut_off => survey.messages.push(Err(why)),
                        _ if problem.cut_off => survey.cut_off = Some(CutOff { at, what: problem.what }),
                        _ => survey.messages.push(Err(problem.what)),
                    }
                    break;
                }
            }
        }
        survey
    }

    /// Goes over the message at a position and what follows it; whether the list ends there.
    ///
    /// # Errors
    /// What is wrong, where one cannot go on.
    fn element<'t>(
        &self,
        cursor: &mut Cursor<'t>,
        position: Position,
        index: usize,
    ) -> Result<(Result<Message<'t>, String>, bool), Problem> {
        let start = cursor.at;
        let here = |cursor: &Cursor<'_>| {
            position.after(cursor.text.as_bytes().get(start..cursor.at).unwrap_or_default())
        };
        let cut_off = |cursor: &Cursor<'_>| strict::syntax(here(cursor), "EOF while parsing a list", "");
        match cursor.peek() {
            None => return Err(cut_off(cursor)),
            Some(b']') if index > 0 => {
                return Err(strict::syntax(position, "trailing comma", cursor.rest()));
            }
            Some(_) => {}
        }
        let message = MessageAt(Place::Item(self.name, index));
        let (message, length) = match strict::read_first(message, cursor.rest(), position) {
            Ok((message, length)) => (Ok(message), length),
            // The next one can be told, if this one has an end.
            Err(problem) => match strict::read_first(PhantomData::<&RawValue>, cursor.rest(), position) {
                Ok((_, length)) => (Err(problem.what), length),
                Err(cut) if cut.cut_off => return Err(Problem { cut_off: true, ..problem }),
                Err(_) => return Err(problem),
            },
        };
        cursor.at += length;
        cursor.skip_blanks();
        match cursor.peek() {
            Some(b',') => {
                cursor.at += 1;
                Ok((message, false))
            }
            Some(b']') => Ok((message, true)),
            None => Err(cut_off(cursor)),
            Some(_) => Err(strict::syntax(here(cursor), "expected `,` or `]`", cursor.rest())),
        }
    }

    /// Reads what follows the messages, from the bracket that ends them.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn tail(&self, bytes: &[u8], start: Position) -> Result<Option<Vec<GivenReport>>, String> {
        let before = match (self.name, self.after_reports) {
            ("", _) => "[",
            (_, false) => "{\"messages\":[",
            (_, true) => "{\"reports\":[],\"messages\":[",
        };
        let text = [before, utf8::check_at(bytes, start)?].concat();
        let read = if self.name.is_empty() {
            let list = ListOf { name: "", element: MessageAt };
            strict::read_rest(list, &text, before.len(), start).map(|_| None)
        } else {
            strict::read_rest(self.document, &text, before.len(), start).map(|contents| contents.reports)
        };
        read.map_err(|problem| problem.what)
    }
}

/// What the first line of a file is.
pub(super) enum FirstLine {
    /// A message by itself: a whole object with a field of a message, and without the field `messages`.
    Message,
    /// The beginning of a document, or of what is taken for one.
    Document,
    /// Too short to say.
    CutOff,
}

/// Looks at the first line of a file, or as much of it as there is.
pub(super) fn first_line(line: &[u8]) -> FirstLine {
    let mut seen = Seen::default();
    match seen.read(line) {
        Ok(()) if seen.message && !seen.document => FirstLine::Message,
        Err(error) if error.classify() == Category::Eof && !seen.document => FirstLine::CutOff,
        Ok(()) | Err(_) => FirstLine::Document,
    }
}

/// Whether a file, which is no document, has a message a line, the first of which is bad.
pub(super) fn is_bad_line(bytes: &[u8]) -> bool {
    let bytes = bytes.trim_ascii_start();
    let (line, next) = bytes.split_at(memchr::memchr(b'\n', bytes).unwrap_or(bytes.len()));
    let next = next.trim_ascii_start().first();
    let mut seen = Seen::default();
    let is_cut_off = seen.read(line).is_err_and(|error| error.classify() == Category::Eof);
    let is_line = match next {
        // Nothing of a document, unless it is spread over lines, is followed by an object.
        Some(b'{') => seen.message || !(is_cut_off || line.starts_with(b"[")),
        None => seen.message,
        Some(_) => seen.message && !is_cut_off,
    };
    is_line && !seen.document
}

/// The names of fields that a line was seen to have, up to what is wrong with it.
#[derive(Default)]
struct Seen {
    /// One of a message.
    message: bool,
    /// The one of a document.
    document: bool,
}

impl Seen {
    fn read(&mut self, line: &[u8]) -> serde_json::Result<()> {
        de::Deserializer::deserialize_map(&mut serde_json::Deserializer::from_slice(line), self)
    }
}

impl<'de> Visitor<'de> for &mut Seen {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        while let Some(field) = fields.next_key::<String>()? {
            match field.as_str() {
                MESSAGES => {
                    self.document = true;
                    return Err(de::Error::custom("a document"));
                }
                "id" | TEXT | "timestamp" => self.message = true,
                _ => {}
            }
            fields.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}
