//! Writes a snapshot: the messages of a period and the reports that they name, to charge them again offline.

use crate::error::{Error, Result, Setting};
use crate::model::report::ReportCatalog;
use crate::output::target::{HELD_BYTES_MAX, Ready, Target, held_failed};
use crate::wire::snapshot;
use std::io::Write;
use std::path::Path;
use tempfile::SpooledTempFile;

/// A snapshot that is being written.
#[derive(Debug)]
pub struct Snapshot {
    target: Target,
    /// The messages. They come after the reports in the file, and all reports are known only at the end.
    messages: SpooledTempFile,
    has_messages: bool,
}

impl Snapshot {
    /// Opens a file. It is replaced atomically, and only its owner may read it.
    ///
    /// # Errors
    /// [`Error::File`], and [`Error::Usage`] if the path is not that of a regular file.
    pub fn open(path: &Path) -> Result<Self> {
        let target = Target::open_private(path)?;
        if target.file().is_none() {
            return Err(Error::usage(Setting::Snapshot, format!("{} is not a regular file", path.display())));
        }
        Ok(Self { target, messages: tempfile::spooled_tempfile(HELD_BYTES_MAX), has_messages: false })
    }

    /// Writes the next messages, encoded by [`snapshot::messages`].
    ///
    /// # Errors
    /// [`Error::File`].
    pub fn write(&mut self, messages: &[u8]) -> Result<()> {
        if !messages.is_empty() {
            let before: &[u8] = if std::mem::replace(&mut self.has_messages, true) { b",\n" } else { b"\n" };
            let written = self.messages.write_all(before).and_then(|()| self.messages.write_all(messages));
            written.map_err(held_failed)?;
        }
        Ok(())
    }

    /// Writes the reports of a catalog, ordered by id, and the messages.
    ///
    /// # Errors
    /// [`Error::File`].
    pub fn finish(mut self, catalog: &ReportCatalog) -> Result<Ready> {
        let reports = snapshot::reports(catalog).map_err(|error| self.target.failed(error))?;
        self.target.write(&reports)?;
        self.target.copy(self.messages)?;
        self.target.write(if self.has_messages { b"\n]}\n" } else { b"]}\n" })?;
        self.target.ready()
    }
}
