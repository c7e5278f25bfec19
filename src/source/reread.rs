//! What follows the beginning of the messages of a file, to be read once more.

use crate::source::input::StoredFile;
use crate::wire::decode;
use std::io::{self, Cursor};
use std::sync::Arc;

/// What a file holds from its first message on.
#[derive(Debug, Clone)]
pub(super) enum Again {
    /// Bytes in memory, from one on.
    Memory(SharedBytes, usize),
    /// All of a temporary file.
    Spool(StoredFile),
    /// A file, decompressed, from a byte on.
    Stored(StoredFile, u64),
}

impl Again {
    pub(super) fn open(&self) -> io::Result<decode::Reader> {
        match self {
            Self::Memory(bytes, start) => {
                let mut reader = Cursor::new(bytes.clone());
                reader.set_position(*start as u64);
                Ok(Box::new(reader))
            }
            Self::Spool(file) => Ok(Box::new(file.bytes_from(0))),
            Self::Stored(file, start) => file.content_from(*start),
        }
    }
}

/// Bytes that several readers read.
#[derive(Debug, Clone)]
pub(super) struct SharedBytes(pub(super) Arc<Vec<u8>>);

impl AsRef<[u8]> for SharedBytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}
