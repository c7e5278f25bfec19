//! Replaces a file as a whole or not at all: writes an unnamed or a temporary file in the same folder, syncs it, and
//! moves it into place. Imports no other room.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tempfile::NamedTempFile;

/// The new content of a file. It replaces the old content when it is committed, and is discarded otherwise.
#[derive(Debug)]
pub struct AtomicFile {
    draft: Draft,
    path: PathBuf,
}

#[derive(Debug)]
enum Draft {
    /// An unnamed file, which disappears when the process ends, even if it is killed.
    Unnamed(File),
    /// A temporary file in the same folder, for systems and file systems without unnamed files.
    Named(NamedTempFile<File>),
}

/// Who may access the new file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// The same users as the old file, or those that the umask allows if there is no old file.
    Usual,
    /// Only its owner: mode 0600.
    Private,
}

/// The named temporary files of this process.
static TEMPORARY: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn temporary_files() -> MutexGuard<'static, Vec<PathBuf>> {
    TEMPORARY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes all temporary files that have not been committed, for a program that is about to exit. Afterwards,
/// [`AtomicFile::begin`] and [`AtomicFile::commit`] block until the program exits.
pub fn abandon_all() {
    let temporary = temporary_files();
    for path in temporary.iter() {
        // Nothing can be done about a file that cannot be removed.
        let _ = fs::remove_file(path);
    }
    std::mem::forget(temporary);
}

/// The most symbolic links that are followed in a row.
const LINKS_MAX: usize = 40;

/// Follows the symbolic links of a path. The file that it leads to need not exist.
///
/// # Errors
/// There are too many links in a row, such as a link to itself.
pub fn resolve_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..LINKS_MAX {
        match fs::read_link(&path) {
            // A descriptor of this process is not a file that can be replaced, whatever it refers to.
            Ok(_) if names_descriptor(&path) => return Ok(path),
            Ok(target) => path = folder_of(&path).join(target),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("too many levels of symbolic links"))
}

/// Whether a path names an open file descriptor of this process, such as `/dev/fd/3` or `/proc/self/fd/3`.
pub fn names_descriptor(path: &Path) -> bool {
    let proc_of_own = format!("/proc/{}/fd", std::process::id());
    ["/dev/fd", "/proc/self/fd", &proc_of_own].iter().any(|folder| path.starts_with(folder))
}

/// Syncs the folder of a file, so that its new entry survives a power failure. Errors are ignored: without this, the
/// folder may have the old file instead, which is whole too.
pub fn sync_folder(path: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder_of(path)).and_then(|folder| folder.sync_all());
    }
}

/// Returns the folder of a file: `.` for a bare name.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

impl AtomicFile {
    /// Begins to replace the file at `path`, with a new file in the same folder. A symbolic link is itself replaced:
    /// see [`resolve_links`].
    ///
    /// # Errors
    /// The new file cannot be created, or not with the mode of the old file.
    pub fn begin(path: &Path, access: Access) -> io::Result<Self> {
        let old = fs::metadata(path).ok();
        // The file stays private until it has the mode of the old file.
        let mode = if access == Access::Usual && old.is_none() { 0o666 } else { PRIVATE };
        let draft = match unnamed::create(folder_of(path), mode) {
            Some(file) => Draft::Unnamed(file),
            None => Draft::named(folder_of(path), mode)?,
        };
        if let Some(old) = old {
            keep_access(draft.file(), &old, access)?;
        }
        Ok(Self { draft, path: path.to_owned() })
    }

    /// Replaces a file by these bytes. Only its owner may read it.
    ///
    /// # Errors
    /// The file cannot be created, written, synced or moved into place.
    pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut replacement = Self::begin(path, Access::Private)?;
        replacement.write_all(bytes)?;
        replacement.sync()?;
        replacement.commit()
    }

    /// Returns the path of the file that is replaced.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Waits until the bytes are on the disk.
    ///
    /// # Errors
    /// The file cannot be synced.
    pub fn sync(&self) -> io::Result<()> {
        self.draft.file().sync_all()
    }

    /// Moves the new file into the place of the old one.
    ///
    /// # Errors
    /// The file cannot be linked or renamed.
    pub fn commit(self) -> io::Result<()> {
        // The lock is held to the end, so that a signal handler waits until the file is in place.
        let mut files = temporary_files();
        match self.draft {
            Draft::Unnamed(file) => match unnamed::link(&file, &self.path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    // No system call replaces a file by an unnamed one. Give it a name and rename it at once: only a
                    // SIGKILL between the two leaves a temporary file.
                    let link = |name: &Path| unnamed::link(&file, name);
                    let named = naming().make_in(folder_of(&self.path), link)?;
                    named.persist(&self.path).map_err(|failed| failed.error)
                }
                linked => linked,
            },
            Draft::Named(file) => {
                files.retain(|name| name.as_path() != file.path());
                file.persist(&self.path).map(|_| ()).map_err(|failed| failed.error)
            }
        }
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.draft.file().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.draft.file().flush()
    }
}

/// The mode of a file that only its owner may read and write.
const PRIVATE: u32 = 0o600;

/// The naming pattern of temporary files.
fn naming() -> tempfile::Builder<'static, 'static> {
    let mut naming = tempfile::Builder::new();
    naming.prefix(".copilot-usage-").suffix(".tmp");
    naming
}

impl Draft {
    fn named(folder: &Path, mode: u32) -> io::Result<Self> {
        let mut options = File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
        #[cfg(not(unix))]
        let _ = mode;
        let mut files = temporary_files();
        let file = naming().make_in(folder, |name| options.open(name))?;
        files.push(file.path().to_owned());
        Ok(Self::Named(file))
    }

    fn file(&self) -> &File {
        match self {
            Self::Unnamed(file) => file,
            // Not the wrapper, whose errors show the name of the temporary file.
            Self::Named(file) => file.as_file(),
        }
    }
}

/// Gives the new file the owner, the group and the mode of the old one, as far as possible.
#[cfg(unix)]
fn keep_access(new: &File, old: &Metadata, access: Access) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let begun = new.metadata()?;
    let mut mode = if access == Access::Private { PRIVATE } else { old.mode() & 0o777 };
    let is_others = (begun.uid(), begun.gid()) != (old.uid(), old.gid());
    // Only root may change the owner of a file. Others may at most change its group.
    if is_others
        && fchown(new, Some(old.uid()), Some(old.gid())).is_err()
        && fchown(new, None, Some(old.gid())).is_err()
    {
        // The new file has another group, which gets only the rights that everybody has.
        mode = mode & !0o070 | (mode & 0o007) << 3;
    }
    if begun.mode() & 0o777 == mode { Ok(()) } else { new.set_permissions(fs::Permissions::from_mode(mode)) }
}

#[cfg(not(unix))]
fn keep_access(_: &File, _: &Metadata, _: Access) -> io::Result<()> {
    Ok(())
}

/// Unnamed files.
#[cfg(target_os = "linux")]
mod unnamed {
    use rustix::fs::{AtFlags, CWD, Mode, OFlags};
    use std::fs::File;
    use std::io;
    use std::os::fd::AsRawFd;
    use std::path::{Path, PathBuf};

    /// Creates an unnamed file in a folder. Returns `None` if this is not supported, or if the file could not be named
    /// later because `/proc` is missing.
    pub(super) fn create(folder: &Path, mode: u32) -> Option<File> {
        let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
        let file = File::from(rustix::fs::open(folder, flags, Mode::from_raw_mode(mode)).ok()?);
        descriptor(&file).exists().then_some(file)
    }

    /// Gives the file a name, which must not exist yet.
    pub(super) fn link(file: &File, name: &Path) -> io::Result<()> {
        Ok(rustix::fs::linkat(CWD, descriptor(file), CWD, name, AtFlags::SYMLINK_FOLLOW)?)
    }

    fn descriptor(file: &File) -> PathBuf {
        PathBuf::from(format!("/proc/self/fd/{}", file.as_raw_fd()))
    }
}

/// Unnamed files, which only Linux has.
#[cfg(not(target_os = "linux"))]
mod unnamed {
    use std::fs::File;
    use std::io;
    use std::path::Path;

    pub(super) fn create(_: &Path, _: u32) -> Option<File> {
        None
    }

    pub(super) fn link(_: &File, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
