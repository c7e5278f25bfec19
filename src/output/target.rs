//! Where bytes end up. A file is replaced as a whole or not at all: written beside itself, synced, renamed.

use crate::error::{Error, Result};
use crate::output::Destination;
use crate::pipe;
use crate::replacement::{Replacement, names_descriptor, resolve_links};
use std::fs::{self, File};
use std::io::{self, Read, Seek, Stdout, Write};
use std::path::{Path, PathBuf};
use tempfile::SpooledTempFile;

/// Bytes that are held back in memory; more of them go to a temporary file that nobody else sees.
pub(super) const HELD_BYTES_MAX: usize = 4 << 20;

/// An output that is being written.
#[derive(Debug)]
pub struct Target {
    sink: Sink,
    /// What must not appear before the run has succeeded.
    held: Option<SpooledTempFile>,
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
            Destination::Stdout => Sink::Stdout(pipe::widened(io::stdout())),
            Destination::File(path) => Sink::open(path).map_err(|error| Error::write(path, error))?,
        };
        // What is written beside the file cannot be seen: there is nothing to hold back.
        let shows = !matches!(sink, Sink::Replacement(_));
        let held = (shows && !streams).then(|| tempfile::spooled_tempfile(HELD_BYTES_MAX));
        Ok(Self { sink, held })
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
        Self::open(destination, false)?.fill(text)?.commit()
    }

    /// Writes the whole of a text.
    ///
    /// # Errors
    /// [`Error::File`], [`Error::OutputClosed`].
    pub fn fill(mut self, text: &[u8]) -> Result<Ready> {
        self.write(text)?;
        self.ready()
    }

    /// Writes bytes, or holds them back.
    ///
    /// # Errors
    /// [`Error::File`], [`Error::OutputClosed`].
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        match &mut self.held {
            Some(held) => held.write_all(bytes).map_err(held_failed),
            None => self
                .sink
                .write_all(bytes)
                .and_then(|()| self.sink.flush())
                .map_err(|error| self.failed(error)),
        }
    }

    /// Writes all that was kept for later.
    ///
    /// # Errors
    /// [`Error::File`], [`Error::OutputClosed`].
    pub(super) fn copy(&mut self, mut held: SpooledTempFile) -> Result<()> {
        held.rewind().map_err(held_failed)?;
        let mut bytes = vec![0; COPIED_BYTES];
        loop {
            match held.read(&mut bytes).map_err(held_failed)? {
                0 => return Ok(()),
                read => self.write(bytes.get(..read).unwrap_or_default())?,
            }
        }
    }

    /// All bytes are there: makes sure that a file's are on the disk.
    ///
    /// # Errors
    /// [`Error::File`].
    pub(super) fn ready(self) -> Result<Ready> {
        self.sink.sync().map_err(|error| self.failed(error))?;
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

/// The error of what is kept for later.
pub(super) fn held_failed(error: io::Error) -> Error {
    Error::write(std::env::temp_dir(), error)
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
    pub fn commit(self) -> Result<()> {
        let Self(mut target) = self;
        if let Some(held) = target.held.take() {
            target.copy(held)?;
        }
        match target.sink {
            Sink::Stdout(_) | Sink::Device(..) => Ok(()),
            Sink::Replacement(file) => {
                let path = file.path().to_owned();
                file.commit().map_err(|error| Error::write(path, error))
            }
        }
    }
}

/// Bytes that are copied at a time.
const COPIED_BYTES: usize = 1 << 18;

impl Sink {
    fn open(path: &Path) -> io::Result<Self> {
        // A link stays a link: what it names is replaced.
        let path = resolve_links(path)?;
        if path.ends_with("fd/1") && names_descriptor(&path) {
            return Ok(Self::Stdout(pipe::widened(io::stdout())));
        }
        match fs::metadata(&path) {
            Ok(found) if found.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            Ok(found) if !found.is_file() || names_descriptor(&path) => {
                Ok(Self::Device(pipe::widened(File::options().append(true).open(&path)?), path))
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
