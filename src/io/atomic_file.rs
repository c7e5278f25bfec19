//! A file that is replaced as a whole or not at all: written without a name or beside itself, synced, put in its place.
//! Imports nothing.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tempfile::NamedTempFile;

/// The new content of a file, which takes the place of the old one when it is committed and is gone when it is not.
#[derive(Debug)]
pub struct AtomicFile {
    draft: Draft,
    path: PathBuf,
}

#[derive(Debug)]
enum Draft {
    /// A file without a name, which is gone when the process ends, however it ends.
    Unnamed(File),
    /// A file beside the old one, for systems and file systems that have no files without a name.
    Named(NamedTempFile<File>),
}

/// Who may read and write a file that is replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Whoever may the old file; for a new one, whoever the umask says.
    Usual,
    /// Its owner and nobody else: mode 0600.
    Private,
}

/// The temporary files of this process that have a name.
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
            Ok(target) => path = folder_of(&path).join(target),
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

/// Makes sure that a file is in its folder after a power failure, too, where the system lets this be done. Whatever it says:
/// the file is whole, and so was the old one.
pub fn sync_folder(path: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder_of(path)).and_then(|folder| folder.sync_all());
    }
}

/// The folder that a file is in.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

impl AtomicFile {
    /// Begins a replacement in the folder of the file. A link is not followed: see [`resolve_links`].
    ///
    /// # Errors
    /// What the system says of the folder, or of the mode of the old file.
    pub fn begin(path: &Path, access: Access) -> io::Result<Self> {
        let old = fs::metadata(path).ok();
        // Nobody else looks in before it is known who may.
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

    /// Replaces a file by these bytes, which nobody but its owner may read.
    ///
    /// # Errors
    /// What the system says.
    pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut replacement = Self::begin(path, Access::Private)?;
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
        self.draft.file().sync_all()
    }

    /// Puts the new content in the place of the old.
    ///
    /// # Errors
    /// What the system says.
    pub fn commit(self) -> io::Result<()> {
        // Held to the end: a signal waits until the file is in its place.
        let mut files = temporary_files();
        match self.draft {
            Draft::Unnamed(file) => match unnamed::link(&file, &self.path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    // No system call puts a file without a name in the place of another one. It gets a name, and is
                    // renamed at once: only a SIGKILL within these microseconds leaves it behind.
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

/// The mode of what only its owner may read.
const PRIVATE: u32 = 0o600;

/// What temporary files are called.
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
            // The file itself: its wrapper would show the name of the temporary file in an error.
            Self::Named(file) => file.as_file(),
        }
    }
}

/// Lets those use the new file who may use the old one.
#[cfg(unix)]
fn keep_access(new: &File, old: &Metadata, access: Access) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let begun = new.metadata()?;
    let mut mode = if access == Access::Private { PRIVATE } else { old.mode() & 0o777 };
    let is_others = (begun.uid(), begun.gid()) != (old.uid(), old.gid());
    // Only root may give a file away, others no more than change its group.
    if is_others
        && fchown(new, Some(old.uid()), Some(old.gid())).is_err()
        && fchown(new, None, Some(old.gid())).is_err()
    {
        // It has another group now, which may do no more than anybody may.
        mode = mode & !0o070 | (mode & 0o007) << 3;
    }
    if begun.mode() & 0o777 == mode { Ok(()) } else { new.set_permissions(fs::Permissions::from_mode(mode)) }
}

#[cfg(not(unix))]
fn keep_access(_: &File, _: &Metadata, _: Access) -> io::Result<()> {
    Ok(())
}

/// Files without a name.
#[cfg(target_os = "linux")]
mod unnamed {
    use rustix::fs::{AtFlags, CWD, Mode, OFlags};
    use std::fs::File;
    use std::io;
    use std::os::fd::AsRawFd;
    use std::path::{Path, PathBuf};

    /// A file in a folder, without a name; none where it could not get one later, or where there are no such files.
    pub(super) fn create(folder: &Path, mode: u32) -> Option<File> {
        let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
        let file = File::from(rustix::fs::open(folder, flags, Mode::from_raw_mode(mode)).ok()?);
        descriptor(&file).exists().then_some(file)
    }

    /// Gives the file a name that nothing has yet.
    pub(super) fn link(file: &File, name: &Path) -> io::Result<()> {
        Ok(rustix::fs::linkat(CWD, descriptor(file), CWD, name, AtFlags::SYMLINK_FOLLOW)?)
    }

    fn descriptor(file: &File) -> PathBuf {
        PathBuf::from(format!("/proc/self/fd/{}", file.as_raw_fd()))
    }
}

/// Files without a name: only Linux has them.
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
