//! JSON that is safe to print on a terminal.

use crate::model::printable::is_harmful;
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use std::io;

/// Appends a value as JSON that is safe to print on a terminal: the characters that
/// [`Printable`](crate::model::printable::Printable) escapes are written as JSON escapes.
///
/// # Errors
/// Those of the value. Writing to memory does not fail.
pub fn append_json<T: Serialize + ?Sized>(value: &T, out: &mut Vec<u8>) -> serde_json::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, Harmless))
}

/// Escapes the harmful characters from U+0020 on. The serializer already escapes those below.
struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: io::Write + ?Sized>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(is_harmful) {
            let (harmless, from) = rest.split_at(at);
            out.write_all(harmless.as_bytes())?;
            let mut characters = from.chars();
            for unit in characters.next().unwrap_or_default().encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = characters.as_str();
        }
        out.write_all(rest.as_bytes())
    }
}
