//! The result of looking up a report.

use crate::error::{Error, Result};
use crate::model::report::{Absence, Report};
use crate::wire::file_kind;
use crate::wire::report::{GivenReports, ReportAt};
use crate::wire::strict::{self, Place};
use crate::wire::utf8;

/// What to do about a report that is malformed, unavailable or refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnReportError {
    /// The run fails.
    Error,
    /// Its messages are charged by the tariff, with a warning.
    Fallback,
}

impl OnReportError {
    pub(super) fn tolerates(self, error: &Error) -> bool {
        self == Self::Fallback && absence(error).is_some()
    }
}

/// A report, or `None` if there is no such report, or the error of the look-up.
pub(super) type Lookup = Result<Option<Report>>;

/// Returns why a report is absent after an error. Returns `None` if the error is not about the report, but about the
/// call, the time limit or this machine.
pub(super) fn absence(error: &Error) -> Option<Absence> {
    match error {
        Error::Data { .. } => Some(Absence::Malformed),
        Error::Unavailable { .. } | Error::NotRetried { .. } => Some(Absence::Unavailable),
        Error::Refused { .. } => Some(Absence::Refused),
        Error::Usage { .. }
        | Error::Several(_)
        | Error::TimeUp { .. }
        | Error::File { .. }
        | Error::Bug(_)
        | Error::NoThread { .. }
        | Error::OutputClosed => None,
    }
}

/// Looks up a report among those of a file.
pub(super) fn look_up(given: &GivenReports, id: i64) -> Lookup {
    match given.get(id) {
        None => Ok(None),
        Some(Ok(report)) => Ok(Some(report.clone())),
        Some(Err(why)) => Err(Error::data(given.place.clone(), why.clone())),
    }
}

/// Parses the report of a file or an answer, which must have this id.
pub(super) fn read(place: &str, bytes: &[u8], id: i64) -> Result<Report> {
    let text = utf8::text(place, bytes)?;
    let report = strict::read(ReportAt(Place::Root), text, Place::Root)
        .map_err(|why| file_kind::unread(place, bytes, why))?;
    if report.id != id {
        return Err(Error::data(place, format!("id: found {}, expected {id}", report.id)));
    }
    Ok(report)
}
