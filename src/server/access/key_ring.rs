//! The keys of a file, which are read again when the service is asked to.

use crate::error::Result;
use crate::server::access::key_file;
use crate::server::access::keys::Keys;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

/// Hears what has come of reading the keys again: how many there are, or why the old ones stay.
pub type OnReload = Box<dyn Fn(&Result<usize>) + Send + Sync>;

/// The keys of a file, as it was when it was last read.
pub struct KeyRing {
    path: PathBuf,
    keys: RwLock<Arc<Keys>>,
    on_reload: OnReload,
}

impl KeyRing {
    /// Reads a file of keys.
    ///
    /// # Errors
    /// [`Error::File`](crate::error::Error::File), and [`Error::Usage`](crate::error::Error::Usage) with the line.
    pub fn open(path: &Path, on_reload: OnReload) -> Result<Self> {
        let keys = RwLock::new(Arc::new(key_file::read(path)?));
        Ok(Self { path: path.to_owned(), keys, on_reload })
    }

    /// The keys of now.
    pub(super) fn current(&self) -> Arc<Keys> {
        Arc::clone(&self.keys.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the file again. The old keys stay where it cannot be used.
    pub fn reload(&self) {
        let read = key_file::read(&self.path).map(|keys| {
            let count = keys.len();
            *self.keys.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(keys);
            count
        });
        (self.on_reload)(&read);
    }
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("KeyRing").field("path", &self.path).finish_non_exhaustive()
    }
}
