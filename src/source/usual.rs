//! The message as nearly everybody writes it, read fast: known fields only, each once. Whatever looks any other way is
//! left to the strict reader, which alone decides what is right and says what is wrong.

use crate::model::message::Message;
use crate::model::timestamp::is_rfc3339;
use std::borrow::Cow;
use wide::u8x16;

/// The message that begins at a byte of `text`, on one line or not, and the byte behind it. Nothing, where it is not
/// the usual one.
pub(super) fn message(text: &str, start: usize, one_line: bool) -> Option<(Message<'_>, usize)> {
    let mut reader = Reader { text, at: start, one_line };
    let (mut id, mut words, mut timestamp, mut report_id) = (None, None, None, None);
    reader.skip(b'{')?;
    loop {
        let given_before = match reader.field()? {
            Field::Id => id.replace(reader.integer()?).is_some(),
            Field::Text => words.replace(reader.string()?).is_some(),
            Field::Timestamp => timestamp.replace(reader.string()?).is_some(),
            Field::ReportId => report_id.replace(reader.integer()?).is_some(),
        };
        if given_before {
            return None;
        }
        match reader.next()? {
            b',' => {}
            b'}' => break,
            _ => return None,
        }
    }
    let message = Message { id: id?, text: words?, timestamp: timestamp?, report_id };
    is_rfc3339(&message.timestamp).then_some((message, reader.at))
}

enum Field {
    Id,
    Text,
    Timestamp,
    ReportId,
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    one_line: bool,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// The next byte that is no blank.
    fn next(&mut self) -> Option<u8> {
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            self.at += 1;
            match byte {
                b' ' | b'\t' | b'\r' => {}
                b'\n' if !self.one_line => {}
                _ => return Some(byte),
            }
        }
    }

    fn skip(&mut self, expected: u8) -> Option<()> {
        (self.next()? == expected).then_some(())
    }

    fn field(&mut self) -> Option<Field> {
        self.skip(b'"')?;
        let (field, length) = match self.rest() {
            [b'i', b'd', b'"', b':', ..] => (Field::Id, 4),
            [b't', b'e', b'x', b't', b'"', b':', ..] => (Field::Text, 6),
            [b't', b'i', b'm', b'e', b's', b't', b'a', b'm', b'p', b'"', b':', ..] => (Field::Timestamp, 11),
            [b'r', b'e', b'p', b'o', b'r', b't', b'_', b'i', b'd', b'"', b':', ..] => (Field::ReportId, 11),
            _ => return None,
        };
        self.at += length;
        Some(field)
    }

    /// An integer of 1 to 18 digits, which no 64 bits are too few for.
    fn integer(&mut self) -> Option<i64> {
        let first = self.next()?;
        self.at -= 1;
        let digits = self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
        if !(1..=18).contains(&digits) || (first == b'0' && digits > 1) {
            return None;
        }
        let value =
            self.rest().iter().take(digits).fold(0, |value, digit| 10 * value + i64::from(digit - b'0'));
        self.at += digits;
        Some(value)
    }

    fn string(&mut self) -> Option<Cow<'t, str>> {
        self.skip(b'"')?;
        let start = self.at;
        let mut escaped = false;
        loop {
            self.at += plain(self.rest());
            match self.rest().first()? {
                b'"' => break,
                b'\\' => {
                    escaped = true;
                    self.at += 2;
                }
                _ => return None,
            }
        }
        self.at += 1;
        if escaped {
            return serde_json::from_str(self.text.get(start - 1..self.at)?).ok().map(Cow::Owned);
        }
        self.text.get(start..self.at - 1).map(Cow::Borrowed)
    }
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
