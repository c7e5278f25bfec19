//! Messages in the list of one JSON document: `{"messages":[…]}`, a snapshot with `"reports":[…]` beside them, or a
//! bare array. The list is read in chunks; what comes before and after it must fit into memory.

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
    /// The field that holds it; empty if the document is the list.
    pub(super) name: &'static str,
    /// The kind of document.
    pub(super) document: Document,
    /// Whether the reports come before it.
    pub(super) after_reports: bool,
}

/// The part of a document before its messages.
pub(super) struct Head {
    pub(super) list: List,
    /// The index of the byte after the bracket that opens the list.
    pub(super) end: usize,
    pub(super) reports: Option<Vec<GivenReport>>,
}

/// Reads a document up to its messages. Returns `None` if more bytes are needed.
///
/// # Errors
/// What is wrong with the document.
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
        Ok(_) => Err("the fast and the strict reader disagree".to_owned()),
    }
}

/// Reads a document up to its messages. Returns `None` if it is not valid, or cut off before its messages.
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
    /// Returns the next byte that is not blank, and moves past it.
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

/// Finds where the last message in a piece of a list begins. The result may be wrong if other fields hold lists of
/// objects; then the chunk before it turns out to be cut off. The first `searched` bytes have been searched before; the
/// last of them is searched again, because what follows it was not yet known.
pub(super) fn border(bytes: &[u8], searched: usize) -> Option<usize> {
    let not_blank = |byte: &&u8| !is_blank(&[**byte]);
    let from = searched.saturating_sub(1);
    memchr::memrchr_iter(b'{', bytes.get(from..)?).map(|at| from + at).find(|&at| {
        let (before, from) = bytes.split_at_checked(at).unwrap_or_default();
        let mut before = before.iter().rev().filter(not_blank);
        let mut after = from.iter().skip(1).filter(not_blank);
        before.next() == Some(&b',') && before.next() == Some(&b'}') && after.next() == Some(&b'"')
    })
}

/// Parses messages of a list up to the first bad one, or to the end of the list.
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
        let after = if let Some((message, after)) = fast_message::message(rest, false) {
            messages.push(message);
            after
        } else if let Some((message, after)) = message(rest) {
            messages.push(message);
            after
        } else {
            break Stop::Bad(at(rest));
        };
        let after = without_blanks(after);
        if let Some(next) = after.strip_prefix(",") {
            rest = without_blanks(next);
        } else if after.starts_with(']') {
            break Stop::ListEnd(at(after));
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

/// The messages of a piece of a list, good and bad.
pub(super) struct Survey<'t> {
    /// Each message, or what is wrong with it.
    pub(super) messages: Vec<Result<Message<'t>, String>>,
    /// The message at the end that is cut off, if any.
    pub(super) cut_off: Option<CutOff>,
}

/// A message that may continue in the next chunk.
pub(super) struct CutOff {
    pub(super) at: usize,
    /// The error if the file ends here.
    pub(super) what: String,
}

impl List {
    /// Reads a piece of the list message by message, until `most` are bad. The first message has this index.
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

    /// Reads the message at a position, and the comma or bracket after it. Returns the message, or what is wrong with
    /// it, and whether the list ends there.
    ///
    /// # Errors
    /// A problem after which the list cannot be read on.
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
            // If this value is valid JSON, reading can continue after it.
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

    /// Reads the part of the document from the bracket that ends the list, and returns the reports in it, if any.
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

/// What the first line of a file looks like.
pub(super) enum FirstLine {
    /// A message: a whole object that has a field of a message and no field `messages`.
    Message,
    /// The beginning of a document, or anything else.
    Document,
    /// Cut off before either can be detected.
    CutOff,
}

/// Detects what the first line of a file is, or as much of the line as has been read.
pub(super) fn first_line(line: &[u8]) -> FirstLine {
    let mut seen = Seen::default();
    match seen.read(line) {
        Ok(()) if seen.message && !seen.document => FirstLine::Message,
        Err(error) if error.classify() == Category::Eof && !seen.document => FirstLine::CutOff,
        Ok(()) | Err(_) => FirstLine::Document,
    }
}

/// Whether a file that is not a valid document looks like NDJSON with a bad first line.
pub(super) fn is_bad_line(bytes: &[u8]) -> bool {
    let bytes = bytes.trim_ascii_start();
    let (line, next) = bytes.split_at(memchr::memchr(b'\n', bytes).unwrap_or(bytes.len()));
    let next = next.trim_ascii_start().first();
    let mut seen = Seen::default();
    let is_cut_off = seen.read(line).is_err_and(|error| error.classify() == Category::Eof);
    let is_line = match next {
        // In a document, an object can begin the second line only if the first line is incomplete or begins an array.
        Some(b'{') => seen.message || !(is_cut_off || line.starts_with(b"[")),
        None => seen.message,
        Some(_) => seen.message && !is_cut_off,
    };
    is_line && !seen.document
}

/// Which kinds of fields a line has, up to the first error in it.
#[derive(Default)]
struct Seen {
    /// Whether it has a field of a message.
    message: bool,
    /// Whether it has the field `messages` of a document.
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
