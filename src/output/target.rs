//! The destination of an output. A file is replaced atomically, and compressed if its name ends in `.gz`.

use crate::error::{Error, Hint, Result};
use crate::io::atomic_file::{Access, AtomicFile, names_descriptor, resolve_links, sync_folder};
use crate::io::pipe;
use crate::io::standard_stream;
use crate::output::format::without_gz;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs::{self, File};
use std::io::{self, Read, Seek, Stdout, Write};
use std::path::{Path, PathBuf};
use tempfile::SpooledTempFile;

/// The maximum number of bytes to hold back in memory. Any more go to an unnamed temporary file.
pub(super) const HELD_BYTES_MAX: usize = 4 << 20;

/// The destination of an output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// Standard output.
    Stdout,
    /// A file, which is replaced atomically.
    File(PathBuf),
}

/// An output that is being written.
#[derive(Debug)]
pub struct Target {
    sink: Sink,
    /// Compresses the output of a `.gz` file. The gzip header holds no name and no time: the same content gives the
    /// same bytes.
    gzip: Option<Box<GzEncoder<Vec<u8>>>>,
    /// The output that must not appear before the run has succeeded, if it is held back.
    held: Option<SpooledTempFile>,
}

#[derive(Debug)]
enum Sink {
    Stdout(Stdout),
    /// An existing path that is not a regular file, such as `/dev/stdout` or a FIFO. It is written directly.
    Device(File, PathBuf),
    /// A new file, which replaces the one at its path.
    AtomicFile(AtomicFile),
}

impl Target {
    /// Opens a destination. Unless the format streams, nothing appears there before [`Ready::commit`].
    ///
    /// # Errors
    /// [`Error::File`].
    pub fn open(destination: &Destination, streams: bool) -> Result<Self> {
        Self::open_for(destination, streams, Access::Usual)
    }

    /// Opens a file that only its owner may read.
    ///
    /// # Errors
    /// As for [`Target::open`].
    pub(super) fn open_private(path: &Path) -> Result<Self> {
        Self::open_for(&Destination::File(path.to_owned()), false, Access::Private)
    }

    fn open_for(destination: &Destination, streams: bool, access: Access) -> Result<Self> {
        let (sink, is_gzip) = match destination {
            Destination::Stdout => (Sink::Stdout(pipe::widened(io::stdout())), false),
            Destination::File(path) => {
                let sink = Sink::open(path, access).map_err(|error| Error::write(path, error))?;
                (sink, without_gz(path).is_some())
            }
        };
        if matches!(sink, Sink::Stdout(_)) {
            standard_stream::expect_output()?;
        }
        let gzip = is_gzip.then(|| Box::new(GzEncoder::new(Vec::new(), Compression::default())));
        // The bytes of a new file are not visible before it replaces the old one, so nothing has to be held back.
        let shows = !matches!(sink, Sink::AtomicFile(_));
        let held = (shows && !streams).then(|| tempfile::spooled_tempfile(HELD_BYTES_MAX));
        Ok(Self { sink, gzip, held })
    }

    /// Returns the path of the file that is replaced, if the target is one.
    pub(super) fn file(&self) -> Option<&Path> {
        if let Sink::AtomicFile(file) = &self.sink { Some(file.path()) } else { None }
    }

    /// Writes a text to a destination and commits it.
    ///
    /// # Errors
    /// [`Error::File`], [`Error::OutputClosed`].
    pub fn print(destination: &Destination, text: &[u8]) -> Result<()> {
        Self::open(destination, false)?.fill(text)?.commit()
    }

    /// Writes a text as the whole output.
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
        let Some(gzip) = &mut self.gzip else {
            return self.write_plain(bytes);
        };
        gzip.write_all(bytes).map_err(Error::in_memory)?;
        let compressed = std::mem::take(gzip.get_mut());
        self.write_plain(&compressed)
    }

    /// Writes bytes without compression, or holds them back.
    fn write_plain(&mut self, bytes: &[u8]) -> Result<()> {
        match &mut self.held {
            Some(held) => held.write_all(bytes).map_err(held_failed),
            None => self
                .sink
                .write_all(bytes)
                .and_then(|()| self.sink.flush())
                .map_err(|error| self.failed(error)),
        }
    }

    /// Writes all bytes of a temporary file.
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

    /// Completes the output. Flushes the bytes of a file to the disk.
    ///
    /// # Errors
    /// [`Error::File`].
    pub(super) fn ready(mut self) -> Result<Ready> {
        if let Some(gzip) = self.gzip.take() {
            self.write_plain(&gzip.finish().map_err(Error::in_memory)?)?;
        }
        self.sink.sync().map_err(|error| self.failed(error))?;
        Ok(Ready(self))
    }

    /// Turns an error of the system into the error of this target.
    pub(super) fn failed(&self, error: io::Error) -> Error {
        match &self.sink {
            Sink::Stdout(_) if error.kind() == io::ErrorKind::BrokenPipe => Error::OutputClosed,
            sink => Error::write(sink.path(), error),
        }
    }
}

/// Returns the error of a temporary file.
pub(super) fn held_failed(error: io::Error) -> Error {
    Error::write(tempfile::env::temp_dir(), error)
}

/// An output that is complete and ready to be committed.
#[derive(Debug)]
#[must_use = "nothing is written before it is committed"]
pub struct Ready(Target);

impl Ready {
    /// Whether the output replaces a file. Any other output may be written only when it is committed, and may fail
    /// then.
    pub fn is_file(&self) -> bool {
        self.0.file().is_some()
    }

    /// Returns the path of the output, as errors show it.
    pub fn path(&self) -> &Path {
        self.0.sink.path()
    }

    /// Replaces the file, or writes what was held back.
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
            Sink::AtomicFile(file) => {
                let path = file.path().to_owned();
                file.commit().map_err(|error| cannot_replace(&path, error))?;
                sync_folder(&path);
                Ok(())
            }
        }
    }
}

/// Returns the error of a file that cannot be replaced.
fn cannot_replace(path: &Path, error: io::Error) -> Error {
    let is_mounted = error.kind() == io::ErrorKind::ResourceBusy;
    let error = Error::write(path, error);
    if is_mounted { error.with_hint(Hint::MountFolder) } else { error }
}

/// The number of bytes to copy at once.
const COPIED_BYTES: usize = 1 << 18;

impl Sink {
    fn open(path: &Path, access: Access) -> io::Result<Self> {
        // Keep a symbolic link, and replace the file that it names.
        let path = resolve_links(path)?;
        if path.ends_with("fd/1") && names_descriptor(&path) {
            return Ok(Self::Stdout(pipe::widened(io::stdout())));
        }
        match fs::metadata(&path) {
            Ok(found) if found.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            Ok(found) if !found.is_file() || names_descriptor(&path) => {
                Ok(Self::Device(pipe::widened(File::options().append(true).open(&path)?), path))
            }
            _ => AtomicFile::begin(&path, access).map(Self::AtomicFile),
        }
    }

    fn path(&self) -> &Path {
        match self {
            Self::Stdout(_) => Path::new("standard output"),
            Self::Device(_, path) => path,
            Self::AtomicFile(file) => file.path(),
        }
    }

    fn sync(&self) -> io::Result<()> {
        match self {
            Self::Stdout(_) | Self::Device(..) => Ok(()),
            Self::AtomicFile(file) => file.sync(),
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(stdout) => stdout.write(bytes),
            Self::Device(file, _) => file.write(bytes),
            Self::AtomicFile(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(stdout) => stdout.flush(),
            Self::Device(file, _) => file.flush(),
            Self::AtomicFile(file) => file.flush(),
        }
    }
}
