//! Reads a file again from its first message on.

use crate::source::input::StoredFile;
use crate::wire::decode;
use std::io::{self, Cursor};
use std::sync::Arc;

/// How to read a file again from its first message on.
#[derive(Debug, Clone)]
pub(super) enum Reread {
    /// Bytes in memory, from this index on.
    Memory(SharedBytes, usize),
    /// A temporary file, from its beginning.
    Spool(StoredFile),
    /// A file, from this offset in its decompressed content on.
    Stored(StoredFile, u64),
}

impl Reread {
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

/// Bytes that several readers share.
#[derive(Debug, Clone)]
pub(super) struct SharedBytes(pub(super) Arc<Vec<u8>>);

impl AsRef<[u8]> for SharedBytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}
