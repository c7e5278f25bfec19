//! What has come of looking a report up, and how the JSON of one becomes that.

use crate::error::{Error, Result};
use crate::model::report::{Absence, Report};
use crate::wire::file_kind;
use crate::wire::report::{GivenReports, ReportAt};
use crate::wire::strict::{self, Place};
use crate::wire::utf8;

/// What to do about a report that is malformed, out of reach or refused.
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

/// A report, or the knowledge that there is none, or why neither can be said.
pub(super) type Lookup = Result<Option<Report>>;

/// What an error says of a report; nothing, where it is about the call, the time or this machine.
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

/// A report among those of a file.
pub(super) fn look_up(given: &GivenReports, id: i64) -> Lookup {
    match given.get(id) {
        None => Ok(None),
        Some(Ok(report)) => Ok(Some(report.clone())),
        Some(Err(why)) => Err(Error::data(given.place.clone(), why.clone())),
    }
}

/// Reads the one report that a file or an answer holds, which must be the one that was asked for.
pub(super) fn read(place: &str, bytes: &[u8], id: i64) -> Result<Report> {
    let text = utf8::text(place, bytes)?;
    let report = strict::read(ReportAt(Place::Root), text, Place::Root)
        .map_err(|why| file_kind::unread(place, bytes, why))?;
    if report.id != id {
        return Err(Error::data(place, format!("id: found {}, expected {id}", report.id)));
    }
    Ok(report)
}
