//! The position of a piece in a document, so that errors count lines and bytes from the beginning of the document.

/// A position between two bytes of a document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Position {
    /// The number of line ends before it.
    pub lines: u64,
    /// The number of bytes before it on its line.
    pub column: u64,
    /// The number of bytes before it.
    pub bytes: u64,
}

impl Position {
    /// Returns the position after these bytes, which begin at this one.
    #[must_use]
    pub fn after(self, bytes: &[u8]) -> Self {
        let lines = memchr::memchr_iter(b'\n', bytes).count() as u64;
        let column = match memchr::memrchr(b'\n', bytes) {
            Some(end) => (bytes.len() - end - 1) as u64,
            None => self.column + bytes.len() as u64,
        };
        Self { lines: self.lines + lines, column, bytes: self.bytes + bytes.len() as u64 }
    }
}
