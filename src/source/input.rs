//! A file of messages, opened once: whoever reads it again reads the same file, even where its name leads to another one
//! by now.

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

/// How a file is to be read, where its content shall not decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputFormat {
    /// One document: `{"messages":[…]}` or a bare array.
    Json,
    /// A message a line.
    Ndjson,
}

/// An input that has been opened.
pub struct OpenInput {
    /// What it holds, decompressed.
    pub(crate) reader: decode::Reader,
    /// The file, where it can be read more than once.
    pub(crate) file: Option<StoredFile>,
}

/// A file that stays what it is while it is read: no pipe, no device.
#[derive(Debug, Clone)]
pub(crate) struct StoredFile {
    file: Arc<File>,
    /// Whether it holds gzip.
    pub(super) is_gzip: bool,
}

impl Input {
    /// What errors call it.
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
    /// Its bytes as they are stored, from one on.
    pub(super) fn bytes_from(&self, at: u64) -> impl Read + Send + use<> {
        ReadAt { file: Arc::clone(&self.file), at }
    }

    /// What it holds, decompressed, from a byte on.
    pub(super) fn content_from(&self, at: u64) -> io::Result<decode::Reader> {
        let mut reader = decode::open(self.bytes_from(0))?.reader;
        io::copy(&mut (&mut reader).take(at), &mut io::sink())?;
        Ok(reader)
    }

    /// How many bytes are stored now.
    pub(super) fn length(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }

    /// A file that is open, as it is: what looks like gzip is not decompressed.
    pub(super) fn of(file: File) -> Self {
        Self { file: Arc::new(file), is_gzip: false }
    }
}

/// Reads a file from a place of its own: many may read one open file at once.
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
