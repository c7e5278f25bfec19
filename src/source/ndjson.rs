//! Messages in NDJSON: one per line. Blank lines are skipped.

use crate::model::message::Message;
use crate::source::fast_message;
use crate::source::parsed::{MESSAGE_BYTES, Parsed, Stop, is_blank};
use crate::wire::message::MessageAt;
use crate::wire::strict::{self, Place};
use crate::wire::utf8;

/// The index after the last line end. The first `searched` bytes have been searched before.
pub(super) fn border(bytes: &[u8], searched: usize) -> Option<usize> {
    memchr::memrchr(b'\n', bytes.get(searched..)?).map(|end| searched + end + 1)
}

/// Parses lines up to the first bad one.
pub(super) fn parse(text: &str) -> Parsed<'_> {
    let mut messages = Vec::with_capacity(text.len() / MESSAGE_BYTES);
    let mut rest = text;
    while !rest.is_empty() {
        if let Some((message, after)) = fast_message::message(rest, true)
            && let Some(next) = next_line(after)
        {
            messages.push(message);
            rest = next;
            continue;
        }
        let end = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
        let (line, next) = rest.split_at_checked(end).unwrap_or_default();
        match read(line, 0) {
            None => {}
            Some(Ok(message)) => messages.push(message),
            Some(Err(_)) => return Parsed { messages, stop: Stop::Bad(text.len() - rest.len()) },
        }
        rest = next;
    }
    Parsed { messages, stop: Stop::End }
}

/// Returns what follows the line end. Returns `None` if the line does not end here.
fn next_line(rest: &str) -> Option<&str> {
    rest.strip_prefix("\n").or_else(|| rest.strip_prefix("\r\n")).or(rest.is_empty().then_some(rest))
}

/// Reads the message on a line. Returns `None` if the line is blank.
fn read(line: &str, number: u64) -> Option<Result<Message<'_>, String>> {
    // Without its end: otherwise the error of a line that is cut off would name the next line.
    let line = line.trim_end_matches(['\n', '\r']);
    if is_blank(line.as_bytes()) {
        return None;
    }
    let place = Place::Line(number);
    Some(strict::read(MessageAt(place), line, place))
}

/// Reads the messages on all lines. Returns each message, or what is wrong with it, with its place. The first line has
/// the number `first`.
pub(super) fn read_all(
    bytes: &[u8],
    first: u64,
) -> impl Iterator<Item = (Place, Result<Message<'_>, String>)> {
    let lines = (first..).zip(bytes.split_inclusive(|&byte| byte == b'\n'));
    lines.filter_map(|(number, line)| {
        let message = match std::str::from_utf8(line) {
            Ok(line) => read(line, number)?,
            Err(error) => Err(format!("{}: {}", Place::Line(number), utf8::what_is_wrong(line, &error, 0))),
        };
        Some((Place::Line(number), message))
    })
}

/// The numbers of the lines that are not blank. The first line has the number `first`.
pub(super) fn numbers(bytes: &[u8], first: u64) -> impl Iterator<Item = u64> {
    let lines = (first..).zip(bytes.split(|&byte| byte == b'\n'));
    lines.filter(|(_, line)| !is_blank(line)).map(|(number, _)| number)
}
