//! A file of messages, opened once. Reading it again reads the same file, even if its path names another file by then.

use crate::io::pipe;
use crate::wire::decode;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file, plain or gzip.
    File(PathBuf),
}

/// The format of a file, if it is not to be detected from its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputFormat {
    /// One document: `{"messages":[…]}` or a bare array.
    Json,
    /// One message per line.
    Ndjson,
}

/// An input that has been opened.
pub struct OpenInput {
    /// Its decompressed content.
    pub(crate) reader: decode::Reader,
    /// The file, if it can be read more than once.
    pub(crate) file: Option<StoredFile>,
}

/// A regular file, which can be read more than once, unlike a pipe or a device.
#[derive(Debug, Clone)]
pub(crate) struct StoredFile {
    file: Arc<File>,
    /// Whether it holds gzip.
    pub(super) is_gzip: bool,
}

impl Input {
    /// Its name in errors: the path, or `standard input`.
    pub fn path(&self) -> PathBuf {
        match self {
            Self::Stdin => PathBuf::from("standard input"),
            Self::File(path) => path.clone(),
        }
    }

    pub(crate) fn open(&self) -> io::Result<OpenInput> {
        let Self::File(path) = self else {
            return Ok(OpenInput { reader: decode::open(pipe::widened(io::stdin()))?.reader, file: None });
        };
        let file = pipe::widened(File::open(path)?);
        if !file.metadata()?.is_file() {
            return Ok(OpenInput { reader: decode::open(file)?.reader, file: None });
        }
        let file = Arc::new(file);
        let decoded = decode::open(ReadAt { file: Arc::clone(&file), at: 0 })?;
        let stored = StoredFile { file, is_gzip: decoded.is_gzip };
        Ok(OpenInput { reader: decoded.reader, file: Some(stored) })
    }
}

impl OpenInput {
    /// Bytes that are in memory.
    ///
    /// # Errors
    /// As for a file.
    pub fn of_bytes(bytes: impl AsRef<[u8]> + Send + 'static) -> io::Result<Self> {
        Ok(Self { reader: decode::open(io::Cursor::new(bytes))?.reader, file: None })
    }
}

impl StoredFile {
    /// Reads its stored bytes from offset `at` on, without decompression.
    pub(super) fn bytes_from(&self, at: u64) -> impl Read + Send + use<> {
        ReadAt { file: Arc::clone(&self.file), at }
    }

    /// Reads its decompressed content from offset `at` on.
    pub(super) fn content_from(&self, at: u64) -> io::Result<decode::Reader> {
        let mut reader = decode::open(self.bytes_from(0))?.reader;
        io::copy(&mut (&mut reader).take(at), &mut io::sink())?;
        Ok(reader)
    }

    /// Its current size in bytes, as stored.
    pub(super) fn length(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }

    /// Wraps an open file whose content is not decompressed, even if it looks like gzip.
    pub(super) fn of(file: File) -> Self {
        Self { file: Arc::new(file), is_gzip: false }
    }
}

/// Reads a file at its own offset, so that several readers can share one open file.
struct ReadAt {
    file: Arc<File>,
    at: u64,
}

impl Read for ReadAt {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        #[cfg(unix)]
        let read = std::os::unix::fs::FileExt::read_at(&*self.file, buffer, self.at)?;
        #[cfg(windows)]
        let read = std::os::windows::fs::FileExt::seek_read(&*self.file, buffer, self.at)?;
        self.at += read as u64;
        Ok(read)
    }
}
