//! Reports in files: a JSON array, an object `{"reports":[…]}`, or a folder of `{id}.json`.

use crate::content;
use crate::error::{Error, Result};
use crate::model::report::{GivenReport, GivenReportAt, GivenReports};
use crate::model::strict::{self, ListOf, Place};
use crate::reports::Lookup;
use serde::de::{self, DeserializeSeed, IgnoredAny, MapAccess, Visitor};
use std::fmt;
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
    /// Opens a file or a folder.
    ///
    /// # Errors
    /// [`Error::File`], and [`Error::Data`] where a file is no list of reports.
    pub fn open(path: &Path) -> Result<Self> {
        let failed = |error| Error::read(path, error);
        if fs::metadata(path).map_err(failed)?.is_dir() {
            return Ok(Self::Folder(path.to_owned()));
        }
        let bytes = fs::read(path).map_err(failed)?;
        let place = path.display().to_string();
        let text = content::text(&place, &bytes)?;
        let list = if text.trim_start().starts_with('[') {
            strict::read(ListOf { name: "", element: GivenReportAt }, text, Place::Root)
        } else {
            strict::read(Document, text, Place::Root)
        };
        let list = list.map_err(|why| Error::data(&*place, why))?;
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

const REPORTS: &str = "reports";

/// The object `{"reports":[…]}`.
struct Document;

#[derive(serde::Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Field {
    Reports,
    #[serde(other)]
    Unknown,
}

impl<'de> DeserializeSeed<'de> for Document {
    type Value = Vec<GivenReport>;

    fn deserialize<D: de::Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> std::result::Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Document {
    type Value = Vec<GivenReport>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object with the field reports, or an array of reports")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> std::result::Result<Self::Value, A::Error> {
        let mut reports = None;
        while let Some(field) = fields.next_key()? {
            match field {
                Field::Reports => {
                    let list = fields.next_value_seed(ListOf { name: REPORTS, element: GivenReportAt })?;
                    strict::once(&mut reports, Place::Root.field(REPORTS), list)?;
                }
                Field::Unknown => {
                    fields.next_value::<IgnoredAny>()?;
                }
            }
        }
        reports.ok_or_else(|| strict::missing(Place::Root.field(REPORTS), "an array of reports"))
    }
}
