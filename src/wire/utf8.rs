//! Bytes that are text, and what is wrong with those that are not.

use crate::error::{Error, Result};
use crate::model::position::Position;

/// The bytes that a text may begin with, to say that it is UTF-8.
pub(super) const BYTE_ORDER_MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

/// Bytes of the byte order mark that a text begins with.
pub fn mark_length(bytes: &[u8]) -> usize {
    if bytes.starts_with(&BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 }
}

/// The text of an answer, without its byte order mark.
///
/// # Errors
/// [`Error::Data`], as for [`check`].
pub fn text<'b>(place: &str, bytes: &'b [u8]) -> Result<&'b str> {
    check(bytes.get(mark_length(bytes)..).unwrap_or_default()).map_err(|why| Error::data(place, why))
}

/// The text that bytes are.
///
/// # Errors
/// The line of the first byte that is not UTF-8, and what was found there.
pub fn check(bytes: &[u8]) -> std::result::Result<&str, String> {
    check_at(bytes, Position::default())
}

/// The text that the bytes at a position of a document are.
///
/// # Errors
/// As for [`check`].
pub fn check_at(bytes: &[u8], start: Position) -> std::result::Result<&str, String> {
    std::str::from_utf8(bytes).map_err(|error| {
        let at = start.after(valid_prefix(bytes).as_bytes());
        format!("line {}: {}", at.lines + 1, what_is_wrong(bytes, &error, start.bytes))
    })
}

/// The text that bytes are up to the first that is not UTF-8.
pub fn valid_prefix(bytes: &[u8]) -> &str {
    simdutf8::basic::from_utf8(bytes)
        .unwrap_or_else(|_| bytes.utf8_chunks().next().map(|chunk| chunk.valid()).unwrap_or_default())
}

/// What is wrong with bytes that are not UTF-8; so many come before them.
pub fn what_is_wrong(bytes: &[u8], error: &std::str::Utf8Error, before: u64) -> String {
    let at = error.valid_up_to();
    match bytes.get(at) {
        Some(byte) => format!("found byte 0x{byte:02x} at byte {}, expected UTF-8", before + at as u64 + 1),
        None => "expected UTF-8".to_owned(),
    }
}
