//! Checks that bytes are UTF-8, and reports the first byte that is not.

use crate::error::{Error, Result};
use crate::model::position::Position;

/// The byte order mark that UTF-8 text may begin with.
pub(super) const BYTE_ORDER_MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

/// The length in bytes of the byte order mark at the beginning: 3, or 0 if there is none.
pub fn mark_length(bytes: &[u8]) -> usize {
    if bytes.starts_with(&BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 }
}

/// Returns the text of a response, without its byte order mark.
///
/// # Errors
/// [`Error::Data`] if it is not UTF-8, as for [`check`].
pub fn text<'b>(place: &str, bytes: &'b [u8]) -> Result<&'b str> {
    check(bytes.get(mark_length(bytes)..).unwrap_or_default()).map_err(|why| Error::data(place, why))
}

/// Returns bytes as text.
///
/// # Errors
/// A sentence with the first byte that is not UTF-8, and its line.
pub fn check(bytes: &[u8]) -> std::result::Result<&str, String> {
    check_at(bytes, Position::default())
}

/// Returns the bytes at a position of a document as text.
///
/// # Errors
/// As for [`check`].
pub fn check_at(bytes: &[u8], start: Position) -> std::result::Result<&str, String> {
    std::str::from_utf8(bytes).map_err(|error| {
        let at = start.after(valid_prefix(bytes).as_bytes());
        format!("line {}: {}", at.lines + 1, what_is_wrong(bytes, &error, start.bytes))
    })
}

/// Returns the text before the first byte that is not UTF-8.
pub fn valid_prefix(bytes: &[u8]) -> &str {
    simdutf8::basic::from_utf8(bytes)
        .unwrap_or_else(|_| bytes.utf8_chunks().next().map(|chunk| chunk.valid()).unwrap_or_default())
}

/// Describes the first byte that is not UTF-8. The document has `before` bytes before these.
pub fn what_is_wrong(bytes: &[u8], error: &std::str::Utf8Error, before: u64) -> String {
    let at = error.valid_up_to();
    match bytes.get(at) {
        Some(byte) => format!("found byte 0x{byte:02x} at byte {}, expected UTF-8", before + at as u64 + 1),
        None => "expected UTF-8".to_owned(),
    }
}
