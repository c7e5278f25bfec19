//! Events of a run beside its output: warnings, and debug messages.

use crate::error::Error;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Receives the events of a run, from any thread.
pub type Listener = Arc<dyn Fn(&Event) + Send + Sync>;

/// The numbers of events of a run so far.
#[derive(Debug, Default)]
pub struct Counts {
    warnings: AtomicUsize,
    retries: AtomicUsize,
    answers: AtomicUsize,
    duplicates_left_out: AtomicUsize,
}

impl Counts {
    /// Counts an event.
    pub fn add(&self, event: &Event) {
        let more = |count: &AtomicUsize| {
            count.fetch_add(1, Ordering::Relaxed);
        };
        if event.level() == Level::Warning {
            more(&self.warnings);
        }
        match event {
            Event::Retry { .. } => more(&self.retries),
            Event::Answer { .. } => more(&self.answers),
            Event::DuplicateLeftOut { .. } => more(&self.duplicates_left_out),
            _ => {}
        }
    }

    /// Returns the number of warnings.
    pub fn warnings(&self) -> usize {
        self.warnings.load(Ordering::Relaxed)
    }

    /// Returns the number of retries of HTTP requests.
    pub fn retries(&self) -> usize {
        self.retries.load(Ordering::Relaxed)
    }

    /// HTTP requests that were answered.
    pub fn answers(&self) -> usize {
        self.answers.load(Ordering::Relaxed)
    }

    /// Returns the number of duplicate messages that were left out.
    pub fn duplicates_left_out(&self) -> usize {
        self.duplicates_left_out.load(Ordering::Relaxed)
    }
}

/// The level of an [`Event`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Something that should be checked, although the bill follows the rules.
    Warning,
    /// A detail of the run.
    Debug,
}

/// Something that happened in a run and does not end it.
#[derive(Debug, serde::Serialize)]
#[serde(untagged)]
pub enum Event {
    /// A message has the id of an earlier one, and is charged too, as requested.
    DuplicateMessage {
        /// The id of the message.
        message_id: i64,
        /// The file or URL, and the place in it.
        place: String,
    },
    /// A message is the same as an earlier one, and is left out, as requested.
    DuplicateLeftOut {
        /// The id of the message.
        message_id: i64,
        /// The file or URL, and the place in it.
        place: String,
    },
    /// Messages name reports, but no reports were given: all of them count as missing.
    NoReports {},
    /// No message is in the selected time range.
    NothingSelected {
        /// The time range, as text.
        asked: String,
        /// The number of messages outside the time range.
        left_out: u64,
        /// The time of the earliest of them.
        first: String,
        /// The time of the latest of them.
        last: String,
    },
    /// Messages name at least two reports and none is available, which may be an outage or a wrong path.
    AllReportsMissing {
        /// The number of reports that messages name.
        reports: usize,
    },
    /// A report does not exist, and its messages are charged by the tariff.
    ReportMissing {
        /// The id of the report.
        report_id: i64,
        /// The file, folder or URL where it was looked up.
        place: String,
    },
    /// A report cannot be used, and its messages are charged by the tariff, as requested.
    ReportFallback {
        /// The id of the report.
        report_id: i64,
        /// Why it cannot be used. It is not serialized: the log writes its sentence.
        #[serde(skip)]
        error: Error,
    },
    /// The extension of an output file names another format than the requested one, in which the file is written.
    FormatEnding {
        /// The file.
        path: String,
        /// The requested format.
        format: &'static str,
        /// The format of the extension.
        ending: &'static str,
    },
    /// A file of the report cache cannot be read or written, and is skipped.
    CachePassedOver {
        /// The file.
        path: String,
        /// Why.
        reason: String,
    },
    /// An HTTP request failed and is retried.
    Retry {
        /// The URL of the request.
        url: String,
        /// The attempt that failed, from 1.
        attempt: u32,
        /// The wait before the next attempt, in milliseconds.
        wait_ms: u128,
        /// Why the attempt failed.
        reason: String,
    },
    /// An HTTP request was answered.
    Answer {
        /// The URL of the request.
        url: String,
        /// The status of the response.
        status: u16,
    },
}

impl Event {
    /// Returns its level.
    pub fn level(&self) -> Level {
        match self {
            Self::DuplicateMessage { .. }
            | Self::NoReports {}
            | Self::NothingSelected { .. }
            | Self::AllReportsMissing { .. }
            | Self::ReportFallback { .. }
            | Self::FormatEnding { .. }
            | Self::CachePassedOver { .. } => Level::Warning,
            Self::ReportMissing { .. }
            | Self::DuplicateLeftOut { .. }
            | Self::Retry { .. }
            | Self::Answer { .. } => Level::Debug,
        }
    }

    /// Returns its code: a stable name, for alerts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::DuplicateMessage { .. } => "duplicate-message",
            Self::DuplicateLeftOut { .. } => "duplicate-left-out",
            Self::NoReports {} => "no-reports",
            Self::NothingSelected { .. } => "nothing-selected",
            Self::AllReportsMissing { .. } => "all-reports-missing",
            Self::ReportMissing { .. } => "report-missing",
            Self::ReportFallback { .. } => "report-fallback",
            Self::FormatEnding { .. } => "format-ending",
            Self::CachePassedOver { .. } => "cache-passed-over",
            Self::Retry { .. } => "retry",
            Self::Answer { .. } => "answer",
        }
    }
}

impl fmt::Display for Event {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DuplicateMessage { message_id, place } => {
                write!(formatter, "message {message_id} came before and is charged again ({place})")
            }
            Self::DuplicateLeftOut { message_id, place } => {
                write!(formatter, "message {message_id} came before, is the same, and is left out ({place})")
            }
            Self::NoReports {} => {
                formatter.write_str("messages name reports but none were given: all count as missing")
            }
            Self::NothingSelected { asked, first, last, .. } => write!(
                formatter,
                "no message is in the selected time range, {asked}: the earliest is from {first}, the latest from \
                 {last}"
            ),
            Self::AllReportsMissing { reports } => {
                write!(
                    formatter,
                    "none of the {reports} reports that messages name is available, so these messages are charged by \
                     their text: is this the right place to look for reports, and is it up?"
                )
            }
            Self::ReportMissing { report_id, place } => {
                write!(
                    formatter,
                    "report {report_id} is missing, its messages are charged by their text ({place})"
                )
            }
            Self::ReportFallback { report_id, error } => {
                write!(
                    formatter,
                    "report {report_id} cannot be used, its messages are charged by their text: {error}"
                )
            }
            Self::FormatEnding { path, format, ending } => {
                write!(
                    formatter,
                    "{path}: written as {format}, as requested, although its extension says {ending}"
                )
            }
            Self::CachePassedOver { path, reason } => {
                write!(formatter, "{path}: skipped by the report cache: {reason}")
            }
            Self::Retry { url, attempt, wait_ms, reason } => {
                write!(formatter, "{url}: attempt {attempt} failed ({reason}), next in {wait_ms} ms")
            }
            Self::Answer { url, status } => write!(formatter, "{url}: {status}"),
        }
    }
}
