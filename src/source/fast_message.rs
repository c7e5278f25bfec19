//! A fast reader for messages in the usual form: only known fields, in the usual or in alphabetical order. All other
//! messages are left to the strict reader, which alone decides what is valid and reports errors.

use crate::model::message::Message;
use crate::model::timestamp::split_rfc3339;
use std::borrow::Cow;
use wide::u8x16;

/// Reads the message at the beginning of a text, and returns it with the rest of the text. If `one_line` is set, the
/// message must not contain a line end. Returns `None` if the message is not in the usual form.
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

/// Reads values from the beginning of a text. Each method returns the rest of the text.
#[derive(Clone, Copy)]
struct Reader {
    one_line: bool,
}

impl Reader {
    /// Skips blanks and the expected text after them. Returns `None` if other text follows.
    #[allow(clippy::inline_always, reason = "it is fast because the expected text is known at compile time")]
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

    /// Reads an integer of 1 to 18 digits, which always fits into 64 bits.
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

/// The most digits of an integer. Another digit after them fails, because a comma or a brace is expected there.
const DIGITS_MAX: usize = 18;

/// Reads a string with escapes.
#[cold]
fn escaped(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let mut strings = serde_json::Deserializer::from_str(text).into_iter();
    let string = strings.next()?.ok()?;
    Some((Cow::Owned(string), text.get(strings.byte_offset()..)?))
}

/// The number of bytes before the first quote, backslash or control character.
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
