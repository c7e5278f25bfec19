//! A snapshot: the messages of a period and the reports that they name, enough to charge them again offline.

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
    /// The messages: they come behind the reports, which are known last.
    messages: SpooledTempFile,
    has_messages: bool,
}

impl Snapshot {
    /// Opens a file, which is replaced as a whole or not at all, and which only its owner may read.
    ///
    /// # Errors
    /// [`Error::File`], and [`Error::Usage`] for what is no file.
    pub fn open(path: &Path) -> Result<Self> {
        let target = Target::open_private(path)?;
        if target.file().is_none() {
            return Err(Error::usage(Setting::Snapshot, format!("{} is no file to write", path.display())));
        }
        Ok(Self { target, messages: tempfile::spooled_tempfile(HELD_BYTES_MAX), has_messages: false })
    }

    /// Takes the next messages in, as [`snapshot::messages`] makes them.
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

    /// Writes the reports of a catalog, in the order of their numbers, and the messages.
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
