//! What a run has to say beside its output: warnings and, for the curious, what it is doing.

use crate::error::Error;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Hears the events of a run as they come, from any thread.
pub type Listener = Arc<dyn Fn(&Event) + Send + Sync>;

/// How often something has happened in a run so far.
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

    /// Warnings.
    pub fn warnings(&self) -> usize {
        self.warnings.load(Ordering::Relaxed)
    }

    /// HTTP requests that were made again.
    pub fn retries(&self) -> usize {
        self.retries.load(Ordering::Relaxed)
    }

    /// HTTP requests that were answered.
    pub fn answers(&self) -> usize {
        self.answers.load(Ordering::Relaxed)
    }

    /// Messages that were left out because they came before.
    pub fn duplicates_left_out(&self) -> usize {
        self.duplicates_left_out.load(Ordering::Relaxed)
    }
}

/// How much an [`Event`] matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// The bill is right by the rules, but somebody should look.
    Warning,
    /// What the run is doing.
    Debug,
}

/// Something worth saying that does not end the run.
#[derive(Debug, serde::Serialize)]
#[serde(untagged)]
pub enum Event {
    /// A message id came again and was charged again, as was asked for.
    DuplicateMessage {
        /// The message.
        message_id: i64,
        /// The file or URL, and where in it.
        place: String,
    },
    /// A message came again, the same, and was left out, as was asked for.
    DuplicateLeftOut {
        /// The message.
        message_id: i64,
        /// The file or URL, and where in it.
        place: String,
    },
    /// Messages name reports and no reports were given: all of them count as missing.
    NoReports {},
    /// No message is of the time that was asked for.
    NothingSelected {
        /// That time, as people say it.
        asked: String,
        /// How many messages there are of other times.
        left_out: u64,
        /// When the earliest of them came.
        first: String,
        /// When the latest of them came.
        last: String,
    },
    /// At least two reports are named and none is to be had, which looks like an outage or a wrong path.
    AllReportsMissing {
        /// How many are named.
        reports: usize,
    },
    /// There is no report by this number, and its messages are charged by the tariff.
    ReportMissing {
        /// The report.
        report_id: i64,
        /// The file, folder or URL where it was looked for.
        place: String,
    },
    /// A report could not be used, and its messages are charged by the tariff, as was asked for.
    ReportFallback {
        /// The report.
        report_id: i64,
        /// Why it could not be used. Whoever writes the event down puts it into words.
        #[serde(skip)]
        error: Error,
    },
    /// The name of a file tells another format than the one that was asked for, and that it gets.
    FormatEnding {
        /// The file.
        path: String,
        /// The format that it gets.
        format: &'static str,
        /// The format of its name.
        ending: &'static str,
    },
    /// A file of the report cache cannot be read or written, and is passed over.
    CachePassedOver {
        /// The file.
        path: String,
        /// Why.
        reason: String,
    },
    /// An HTTP request failed and is tried again.
    Retry {
        /// What was asked for.
        url: String,
        /// The attempt that failed, from 1.
        attempt: u32,
        /// How long the run waits before the next, in milliseconds.
        wait_ms: u128,
        /// Why it failed.
        reason: String,
    },
    /// An HTTP request was answered.
    Answer {
        /// What was asked for.
        url: String,
        /// The status of the answer.
        status: u16,
    },
}

impl Event {
    /// How much it matters.
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

    /// A stable name, for alerts.
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
                write!(formatter, "message {message_id} came before, the same, and is left out ({place})")
            }
            Self::NoReports {} => {
                formatter.write_str("messages name reports but none were given: all count as missing")
            }
            Self::NothingSelected { asked, first, last, .. } => write!(
                formatter,
                "no message is of the time asked for, {asked}: the earliest is of {first}, the latest of {last}"
            ),
            Self::AllReportsMissing { reports } => {
                write!(
                    formatter,
                    "none of the {reports} reports that messages name is to be had, all are charged by their \
                     text: is this the right place to look for reports, and is it up?"
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
                write!(formatter, "{path}: holds {format}, as asked for, although its ending says {ending}")
            }
            Self::CachePassedOver { path, reason } => {
                write!(formatter, "{path}: the report cache passes it over: {reason}")
            }
            Self::Retry { url, attempt, wait_ms, reason } => {
                write!(formatter, "{url}: attempt {attempt} failed ({reason}), next in {wait_ms} ms")
            }
            Self::Answer { url, status } => write!(formatter, "{url}: {status}"),
        }
    }
}
