//! Reports in files: a JSON array, an object `{"reports":[…]}`, or a folder of `{id}.json`.

use crate::content;
use crate::content::kind;
use crate::error::{Error, Result};
use crate::model::document::Document;
use crate::model::report::{GivenReportAt, GivenReports};
use crate::model::strict::{self, ListOf, Place};
use crate::reports::Lookup;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Reports in a file or a folder.
#[derive(Debug)]
pub enum ReportFiles {
    /// All of a file, read.
    File(GivenReports),
    /// A folder, whose files are read when they are asked for.
    Folder(PathBuf),
}

impl ReportFiles {
    /// Opens a file, of at most `bytes_max` bytes when it is decompressed, or a folder.
    ///
    /// # Errors
    /// [`Error::File`], and [`Error::Data`] where a file is no list of reports.
    pub fn open(path: &Path, bytes_max: u64) -> Result<Self> {
        let failed = |error| Error::read(path, error);
        if fs::metadata(path).map_err(failed)?.is_dir() {
            return Ok(Self::Folder(path.to_owned()));
        }
        let place = path.display().to_string();
        let bytes = content::read_file(path, bytes_max)?;
        let text = content::utf8(&bytes).map_err(|why| Error::data(&*place, why))?;
        let list = if text.trim_start().starts_with('[') {
            strict::read(ListOf { name: "", element: GivenReportAt }, text, Place::Root)
        } else {
            strict::read(Document::Reports, text, Place::Root)
                .map(|contents| contents.reports.unwrap_or_default())
        };
        let list = list.map_err(|why| kind::unread(&place, &bytes, why))?;
        Ok(Self::File(GivenReports::new(place, list)))
    }

    pub(super) fn look_up(&self, id: i64) -> Lookup {
        match self {
            Self::File(given) => super::look_up(given, id),
            Self::Folder(folder) => {
                let path = folder.join(format!("{id}.json"));
                match fs::read(&path) {
                    Ok(bytes) => super::read(&path.display().to_string(), &bytes, id).map(Some),
                    Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                    Err(error) => Err(Error::read(path, error)),
                }
            }
        }
    }
}
