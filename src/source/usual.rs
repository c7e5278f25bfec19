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
        let given_before = match reader.name()? {
            b"id" => id.replace(reader.integer()?).is_some(),
            b"text" => words.replace(reader.string()?).is_some(),
            b"timestamp" => timestamp.replace(reader.string()?).is_some(),
            b"report_id" => report_id.replace(reader.integer()?).is_some(),
            _ => return None,
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

    fn name(&mut self) -> Option<&'t [u8]> {
        self.skip(b'"')?;
        let name = self.rest().split(|&byte| byte == b'"').next()?;
        self.at += name.len() + 1;
        self.skip(b':')?;
        Some(name)
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
