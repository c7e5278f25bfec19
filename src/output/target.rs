//! Where bytes end up. A file is replaced as a whole or not at all, and compressed where its name ends in `.gz`.

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

/// Bytes that are held back in memory; more of them go to a temporary file that nobody else sees.
pub(super) const HELD_BYTES_MAX: usize = 4 << 20;

/// Where an output goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// Standard output.
    Stdout,
    /// A file, replaced as a whole or not at all.
    File(PathBuf),
}

/// An output that is being written.
#[derive(Debug)]
pub struct Target {
    sink: Sink,
    /// Compresses what is written. Its header holds no name and no time: the same content gives the same bytes.
    gzip: Option<Box<GzEncoder<Vec<u8>>>>,
    /// What must not appear before the run has succeeded.
    held: Option<SpooledTempFile>,
}

#[derive(Debug)]
enum Sink {
    Stdout(Stdout),
    /// What exists and is no regular file, such as `/dev/stdout` or a FIFO: written as it stands.
    Device(File, PathBuf),
    /// A file that takes the place of the one at the path.
    AtomicFile(AtomicFile),
}

impl Target {
    /// Opens a destination; nothing appears there before [`Ready::commit`], unless the format streams.
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
        // What is written beside the file cannot be seen: there is nothing to hold back.
        let shows = !matches!(sink, Sink::AtomicFile(_));
        let held = (shows && !streams).then(|| tempfile::spooled_tempfile(HELD_BYTES_MAX));
        Ok(Self { sink, gzip, held })
    }

    /// The file that is replaced, if it is one.
    pub(super) fn file(&self) -> Option<&Path> {
        if let Sink::AtomicFile(file) = &self.sink { Some(file.path()) } else { None }
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
        let Some(gzip) = &mut self.gzip else {
            return self.write_plain(bytes);
        };
        gzip.write_all(bytes).map_err(Error::in_memory)?;
        let compressed = std::mem::take(gzip.get_mut());
        self.write_plain(&compressed)
    }

    /// Writes bytes as they are, or holds them back.
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
    pub(super) fn ready(mut self) -> Result<Ready> {
        if let Some(gzip) = self.gzip.take() {
            self.write_plain(&gzip.finish().map_err(Error::in_memory)?)?;
        }
        self.sink.sync().map_err(|error| self.failed(error))?;
        Ok(Ready(self))
    }

    /// The error of this target that an error of the system means.
    pub(super) fn failed(&self, error: io::Error) -> Error {
        match &self.sink {
            Sink::Stdout(_) if error.kind() == io::ErrorKind::BrokenPipe => Error::OutputClosed,
            sink => Error::write(sink.path(), error),
        }
    }
}

/// The error of what is kept for later.
pub(super) fn held_failed(error: io::Error) -> Error {
    Error::write(tempfile::env::temp_dir(), error)
}

/// An output that is complete, and only has to be put in its place.
#[derive(Debug)]
#[must_use = "nothing is written before it is committed"]
pub struct Ready(Target);

impl Ready {
    /// Whether it takes the place of a file. What does not may still fail when it is written.
    pub fn is_file(&self) -> bool {
        self.0.file().is_some()
    }

    /// Where it goes, as errors call it.
    pub fn path(&self) -> &Path {
        self.0.sink.path()
    }

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
            Sink::AtomicFile(file) => {
                let path = file.path().to_owned();
                file.commit().map_err(|error| cannot_replace(&path, error))?;
                sync_folder(&path);
                Ok(())
            }
        }
    }
}

/// The error of a file that cannot be put in its place.
fn cannot_replace(path: &Path, error: io::Error) -> Error {
    let is_mounted = error.kind() == io::ErrorKind::ResourceBusy;
    let error = Error::write(path, error);
    if is_mounted { error.with_hint(Hint::MountFolder) } else { error }
}

/// Bytes that are copied at a time.
const COPIED_BYTES: usize = 1 << 18;

impl Sink {
    fn open(path: &Path, access: Access) -> io::Result<Self> {
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
