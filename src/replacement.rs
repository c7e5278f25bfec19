//! A file that is replaced as a whole or not at all: written beside itself, synced, renamed. Imports nothing.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tempfile::NamedTempFile;

/// The new content of a file, which takes the place of the old one when it is committed and is gone when it is not.
#[derive(Debug)]
pub struct Replacement {
    temporary: NamedTempFile,
    path: PathBuf,
}

/// The temporary files of this process.
static TEMPORARY: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn temporary_files() -> MutexGuard<'static, Vec<PathBuf>> {
    TEMPORARY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes away what has been begun and not committed, for a program that is about to end. From here on, beginning or
/// committing a replacement waits for that end.
pub fn abandon_all() {
    let temporary = temporary_files();
    for path in temporary.iter() {
        // About one that cannot be removed, nothing more can be done.
        let _ = fs::remove_file(path);
    }
    std::mem::forget(temporary);
}

/// Links to links that are followed.
const LINKS_MAX: usize = 40;

/// What a path names in the end, whether it is there or not.
///
/// # Errors
/// A link that leads to itself.
pub fn resolve_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..LINKS_MAX {
        match fs::read_link(&path) {
            // A descriptor of this process is no file to replace, whatever it is open on.
            Ok(_) if names_descriptor(&path) => return Ok(path),
            Ok(target) => path = path.parent().unwrap_or(Path::new("")).join(target),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("too many levels of symbolic links"))
}

/// Whether a path names something that this process has open, as `/dev/fd/3` and `/proc/self/fd/3` do.
pub fn names_descriptor(path: &Path) -> bool {
    let proc_of_own = format!("/proc/{}/fd", std::process::id());
    ["/dev/fd", "/proc/self/fd", &proc_of_own].iter().any(|folder| path.starts_with(folder))
}

impl Replacement {
    /// Begins a replacement in the folder of the file, with the mode that the umask says. A link is not followed: see
    /// [`resolve_links`].
    ///
    /// # Errors
    /// What the system says of the folder.
    pub fn begin(path: &Path) -> io::Result<Self> {
        let path = path.to_owned();
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".copilot-usage-").suffix(".tmp");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        fs::metadata(folder)?;
        let mut files = temporary_files();
        // The name of the temporary file, which the error would show, says nothing to anybody.
        let temporary = builder.tempfile_in(folder).map_err(|error| error.kind())?;
        files.push(temporary.path().to_owned());
        drop(files);
        Ok(Self { temporary, path })
    }

    /// Replaces a file by these bytes.
    ///
    /// # Errors
    /// What the system says.
    pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut replacement = Self::begin(path)?;
        replacement.write_all(bytes)?;
        replacement.sync()?;
        replacement.commit()
    }

    /// The file that is replaced.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Waits until the bytes are on the disk.
    ///
    /// # Errors
    /// What the system says.
    pub fn sync(&self) -> io::Result<()> {
        self.temporary.as_file().sync_all()
    }

    /// Puts the new content in the place of the old.
    ///
    /// # Errors
    /// What the system says.
    pub fn commit(self) -> io::Result<()> {
        let mut files = temporary_files();
        let name = self.temporary.path().to_owned();
        self.temporary.persist(&self.path).map_err(|failed| failed.error)?;
        files.retain(|file| *file != name);
        Ok(())
    }
}

impl Write for Replacement {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // The file itself: its wrapper would show the name of the temporary file in an error.
        self.temporary.as_file_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.temporary.as_file_mut().flush()
    }
}
