//! The message as nearly everybody writes it, read fast: known fields only, in the usual order or in that of their
//! names. Whatever looks any other way is left to the strict reader, which alone decides what is right and says what is
//! wrong.

use crate::model::message::Message;
use crate::model::timestamp::split_rfc3339;
use std::borrow::Cow;
use wide::u8x16;

/// The message that a text begins with, on one line or not, and what follows it. Nothing, where it is not the usual
/// one.
#[allow(clippy::inline_always, reason = "a call takes as long as what is done")]
#[inline(always)]
pub(super) fn message(text: &str, one_line: bool) -> Option<(Message<'_>, &str)> {
    let reader = Reader { one_line };
    let rest = reader.skip(text, "{")?;
    let (id, rest) = reader.integer(reader.skip(rest, "\"id\":")?)?;
    let rest = reader.skip(rest, ",")?;
    let (first_report_id, rest) = match reader.skip(rest, REPORT_ID) {
        Some(rest) => {
            let (report_id, rest) = reader.integer(rest)?;
            (Some(report_id), reader.skip(rest, ",")?)
        }
        None => (None, rest),
    };
    let (words, rest) = reader.string(reader.skip(rest, "\"text\":")?)?;
    let rest = reader.skip(rest, ",")?;
    let (timestamp, rest) = reader.timestamp(reader.skip(rest, "\"timestamp\":")?)?;
    let (report_id, rest) = match reader.skip(rest, ",") {
        Some(rest) if first_report_id.is_none() => {
            let (report_id, rest) = reader.integer(reader.skip(rest, REPORT_ID)?)?;
            (Some(report_id), rest)
        }
        _ => (first_report_id, rest),
    };
    let rest = reader.skip(rest, "}")?;
    Some((Message { id, text: words, timestamp: Cow::Borrowed(timestamp), report_id }, rest))
}

const REPORT_ID: &str = "\"report_id\":";

/// Reads what a text begins with, and returns what follows it.
#[derive(Clone, Copy)]
struct Reader {
    one_line: bool,
}

impl Reader {
    /// Skips blanks, and what is expected after them.
    #[allow(clippy::inline_always, reason = "it is quick because what is expected is known beforehand")]
    #[inline(always)]
    fn skip<'t>(self, text: &'t str, expected: &str) -> Option<&'t str> {
        self.without_blanks(text).strip_prefix(expected)
    }

    #[inline]
    fn without_blanks(self, text: &str) -> &str {
        if matches!(text.as_bytes(), [first, ..] if *first > b' ') { text } else { self.skip_blanks(text) }
    }

    #[cold]
    fn skip_blanks(self, text: &str) -> &str {
        if self.one_line {
            text.trim_start_matches([' ', '\t', '\r'])
        } else {
            text.trim_start_matches([' ', '\t', '\r', '\n'])
        }
    }

    /// An integer of 1 to 18 digits, which no 64 bits are too few for.
    #[allow(clippy::inline_always, reason = "a call takes as long as what is done")]
    #[inline(always)]
    fn integer(self, text: &str) -> Option<(i64, &str)> {
        let text = self.without_blanks(text);
        let (mut value, mut count) = (0, 0);
        for digit in text.bytes().take(DIGITS_MAX) {
            if !digit.is_ascii_digit() {
                break;
            }
            value = 10 * value + i64::from(digit - b'0');
            count += 1;
        }
        if count == 0 || (count > 1 && text.starts_with('0')) {
            return None;
        }
        Some((value, text.get(count..)?))
    }

    #[inline]
    fn string(self, text: &str) -> Option<(Cow<'_, str>, &str)> {
        let quoted = self.without_blanks(text);
        let text = quoted.strip_prefix("\"")?;
        let (string, rest) = text.split_at_checked(plain(text.as_bytes()))?;
        match rest.strip_prefix("\"") {
            Some(rest) => Some((Cow::Borrowed(string), rest)),
            None => escaped(quoted),
        }
    }

    #[allow(clippy::inline_always, reason = "a call takes as long as what is done")]
    #[inline(always)]
    fn timestamp(self, text: &str) -> Option<(&str, &str)> {
        let (timestamp, rest) = split_rfc3339(self.skip(text, "\"")?)?;
        Some((timestamp, rest.strip_prefix("\"")?))
    }
}

/// Digits of an integer, at the most: one more stands where something else must.
const DIGITS_MAX: usize = 18;

/// A string with escapes.
#[cold]
fn escaped(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let mut strings = serde_json::Deserializer::from_str(text).into_iter();
    let string = strings.next()?.ok()?;
    Some((Cow::Owned(string), text.get(strings.byte_offset()..)?))
}

/// How many bytes of a string stand for themselves: up to a quote, a backslash or a control character.
fn plain(bytes: &[u8]) -> usize {
    let (sixteens, rest) = bytes.as_chunks::<16>();
    for (index, sixteen) in sixteens.iter().enumerate() {
        let bytes = u8x16::new(*sixteen);
        let controls = bytes.min(u8x16::splat(0x1f)).simd_eq(bytes);
        let ends = controls | bytes.simd_eq(u8x16::splat(b'"')) | bytes.simd_eq(u8x16::splat(b'\\'));
        let ends = ends.to_bitmask();
        if ends != 0 {
            return 16 * index + ends.trailing_zeros() as usize;
        }
    }
    let ends = rest.iter().position(|byte| matches!(byte, 0..=0x1f | b'"' | b'\\'));
    bytes.len() - rest.len() + ends.unwrap_or(rest.len())
}
