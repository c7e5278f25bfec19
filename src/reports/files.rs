//! Reports in files: a JSON array, an object `{"reports":[…]}`, or a folder of `{id}.json`.

use crate::error::{Error, Hint, Result, Setting};
use crate::reports::lookup::{self, Lookup};
use crate::wire::decode;
use crate::wire::document::Document;
use crate::wire::file_kind;
use crate::wire::report::REPORT_BYTES_MAX;
use crate::wire::report::{GivenReportAt, GivenReports};
use crate::wire::strict::{self, ListOf, Place};
use crate::wire::utf8;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The maximum number of entries of a folder that are searched for a folder with reports, for a hint.
const ENTRIES_MAX: usize = 10_000;

/// Reports in a file or a folder.
#[derive(Debug)]
pub enum ReportFiles {
    /// The reports of a file.
    File(GivenReports),
    /// A folder. Each of its files is read when its report is looked up.
    Folder(PathBuf),
}

impl ReportFiles {
    /// Reads a file or opens a folder. The file may have at most `bytes_max` bytes after decompression.
    ///
    /// # Errors
    /// [`Error::File`], [`Error::Data`] if a file is not a list of reports, and [`Error::Usage`] if a folder holds no
    /// report, for it is probably the wrong one.
    pub fn open(path: &Path, bytes_max: u64) -> Result<Self> {
        let failed = |error| Error::read(path, error);
        if fs::metadata(path).map_err(failed)?.is_dir() {
            return folder_of_reports(path);
        }
        let place = path.display().to_string();
        let bytes = decode::read_file(path, bytes_max)?;
        let text = utf8::check(&bytes).map_err(|why| Error::data(&*place, why))?;
        let list = if text.trim_start().starts_with('[') {
            strict::read(ListOf { name: "", element: GivenReportAt }, text, Place::Root)
        } else {
            strict::read(Document::Reports, text, Place::Root)
                .map(|contents| contents.reports.unwrap_or_default())
        };
        let list = list.map_err(|why| file_kind::unread(&place, &bytes, why))?;
        Ok(Self::File(GivenReports::new(place, list)))
    }

    pub(super) fn look_up(&self, id: i64) -> Lookup {
        match self {
            Self::File(given) => lookup::look_up(given, id),
            Self::Folder(folder) => {
                let path = folder.join(file_name(id));
                match decode::read_regular_file(&path, REPORT_BYTES_MAX) {
                    Ok(bytes) => lookup::read(&path.display().to_string(), &bytes, id).map(Some),
                    Err(Error::File { source, .. }) if source.kind() == io::ErrorKind::NotFound => Ok(None),
                    Err(error) => Err(error),
                }
            }
        }
    }

    /// Returns the path where a report is looked up.
    pub(super) fn place(&self, id: i64) -> String {
        match self {
            Self::File(given) => given.place.clone(),
            Self::Folder(folder) => folder.join(file_name(id)).display().to_string(),
        }
    }
}

fn file_name(id: i64) -> String {
    format!("{id}.json")
}

/// Opens a folder that holds at least one report. If there is none, the hint names a folder within it that has reports.
fn folder_of_reports(folder: &Path) -> Result<ReportFiles> {
    let failed = |error| Error::read(folder, error);
    match holds_report(folder) {
        Ok(true) => return Ok(ReportFiles::Folder(folder.to_owned())),
        // The files of a folder may be readable even if the folder cannot be listed.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            return Ok(ReportFiles::Folder(folder.to_owned()));
        }
        Err(error) => return Err(failed(error)),
        Ok(false) => {}
    }
    let error = Error::usage(Setting::File(folder.to_owned()), "holds no file {id}.json, such as 5392.json");
    let entries = fs::read_dir(folder).map_err(failed)?.take(ENTRIES_MAX).flatten();
    let below = entries.map(|entry| entry.path()).filter(|path| path.is_dir());
    Err(match below.filter(|path| holds_report(path).unwrap_or_default()).min() {
        Some(below) => error.with_hint(Hint::TryFolder(below)),
        None => error.with_hint(Hint::GiveReports),
    })
}

/// Whether a folder holds a file that is named like a report.
fn holds_report(folder: &Path) -> io::Result<bool> {
    let mut entries = fs::read_dir(folder)?;
    Ok(entries.any(|entry| entry.is_ok_and(|entry| is_report(&entry.file_name()))))
}

fn is_report(name: &OsStr) -> bool {
    let id = name.to_str().and_then(|name| name.strip_suffix(".json")?.parse().ok());
    id.is_some_and(|id: i64| *file_name(id) == *name)
}
