//! Where bytes end up. A file is replaced as a whole or not at all: written beside itself, synced, renamed.

use crate::error::{Error, Result};
use crate::output::Destination;
use crate::replacement::{Replacement, names_descriptor, resolve_links};
use std::fs::{self, File};
use std::io::{self, Stdout, Write};
use std::path::{Path, PathBuf};

/// Bytes gathered before they are written.
const BUFFER_BYTES: usize = 256 * 1024;

/// An output that is being written.
#[derive(Debug)]
pub struct Target {
    sink: Sink,
    buffer: Vec<u8>,
    /// Whether bytes may leave before the run has succeeded.
    streams: bool,
}

#[derive(Debug)]
enum Sink {
    Stdout(Stdout),
    /// What exists and is no regular file, such as `/dev/stdout` or a FIFO: written as it stands.
    Device(File, PathBuf),
    /// A file that takes the place of the one at the path.
    Replacement(Replacement),
}

impl Target {
    /// Opens a destination; nothing appears there before [`Ready::commit`], unless the format streams.
    ///
    /// # Errors
    /// [`Error::File`].
    pub fn open(destination: &Destination, streams: bool) -> Result<Self> {
        let sink = match destination {
            Destination::Stdout => Sink::Stdout(io::stdout()),
            Destination::File(path) => Sink::open(path).map_err(|error| Error::write(path, error))?,
        };
        // What is written beside the file cannot be seen: there is nothing to hold back.
        let streams = streams || matches!(sink, Sink::Replacement(_));
        Ok(Self { sink, buffer: Vec::new(), streams })
    }

    /// The file that is replaced, if it is one.
    pub fn file(&self) -> Option<&Path> {
        if let Sink::Replacement(file) = &self.sink { Some(file.path()) } else { None }
    }

    /// Writes a text as a whole.
    ///
    /// # Errors
    /// [`Error::File`], [`Error::OutputClosed`].
    pub fn print(destination: &Destination, text: &[u8]) -> Result<()> {
        let mut target = Self::open(destination, false)?;
        target.write_all(text).map_err(|error| target.failed(error))?;
        target.ready()?.commit()
    }

    /// Hands on what a reader may be waiting for.
    pub(super) fn end_batch(&mut self) -> io::Result<()> {
        if self.streams { self.drain() } else { Ok(()) }
    }

    fn drain(&mut self) -> io::Result<()> {
        self.sink.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }

    /// All bytes are there: makes sure that a file's are on the disk.
    ///
    /// # Errors
    /// [`Error::File`], [`Error::OutputClosed`].
    pub(super) fn ready(mut self) -> Result<Ready> {
        let synced = match self.sink {
            Sink::Stdout(_) | Sink::Device(..) => Ok(()),
            Sink::Replacement(_) => self.drain().and_then(|()| self.sink.sync()),
        };
        synced.map_err(|error| self.failed(error))?;
        Ok(Ready(self))
    }

    /// The error of this target that an error of the system means.
    pub(super) fn failed(&self, error: io::Error) -> Error {
        match &self.sink {
            Sink::Stdout(_) | Sink::Device(..) if error.kind() == io::ErrorKind::BrokenPipe => {
                Error::OutputClosed
            }
            Sink::Stdout(_) => Error::write("standard output", error),
            Sink::Device(_, path) => Error::write(path, error),
            Sink::Replacement(file) => Error::write(file.path(), error),
        }
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.streams && self.buffer.len() + bytes.len() > BUFFER_BYTES {
            self.drain()?;
        }
        self.buffer.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// Does nothing: what is gathered leaves at the end of a batch.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// An output that is complete, and only has to be put in its place.
#[derive(Debug)]
#[must_use = "nothing is written before it is committed"]
pub struct Ready(Target);

impl Ready {
    /// Puts the output in its place.
    ///
    /// # Errors
    /// [`Error::File`], [`Error::OutputClosed`].
    pub fn commit(mut self) -> Result<()> {
        let written = self.0.drain().and_then(|()| self.0.sink.flush());
        written.map_err(|error| self.0.failed(error))?;
        match self.0.sink {
            Sink::Stdout(_) | Sink::Device(..) => Ok(()),
            Sink::Replacement(file) => {
                let path = file.path().to_owned();
                file.commit().map_err(|error| Error::write(path, error))
            }
        }
    }
}

impl Sink {
    fn open(path: &Path) -> io::Result<Self> {
        // A link stays a link: what it names is replaced.
        let path = resolve_links(path)?;
        if path.ends_with("fd/1") && names_descriptor(&path) {
            return Ok(Self::Stdout(io::stdout()));
        }
        match fs::metadata(&path) {
            Ok(found) if found.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            Ok(found) if !found.is_file() || names_descriptor(&path) => {
                Ok(Self::Device(File::options().append(true).open(&path)?, path))
            }
            _ => Replacement::begin(&path).map(Self::Replacement),
        }
    }

    fn sync(&self) -> io::Result<()> {
        match self {
            Self::Stdout(_) | Self::Device(..) => Ok(()),
            Self::Replacement(file) => file.sync(),
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(stdout) => stdout.write(bytes),
            Self::Device(file, _) => file.write(bytes),
            Self::Replacement(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(stdout) => stdout.flush(),
            Self::Device(file, _) => file.flush(),
            Self::Replacement(file) => file.flush(),
        }
    }
}
