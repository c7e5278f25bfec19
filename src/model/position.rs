//! Where a piece of a document begins, so that errors can count from the beginning of the whole.

/// A place between two bytes of a document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Position {
    /// Lines before its own.
    pub lines: u64,
    /// Bytes of its own line before it.
    pub column: u64,
    /// Bytes before it.
    pub bytes: u64,
}

impl Position {
    /// The position behind these bytes.
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
