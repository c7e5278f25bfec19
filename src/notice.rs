//! What a run has to say beside its output: warnings and, for the curious, what it is doing.

use std::fmt;
use std::sync::Arc;

/// Hears the notices of a run as they come, from any thread.
pub type Listener = Arc<dyn Fn(&Notice) + Send + Sync>;

/// How much a [`Notice`] matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// The bill is right by the rules, but somebody should look.
    Warning,
    /// What the run is doing.
    Debug,
}

/// Something worth saying that does not end the run.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(untagged)]
pub enum Notice {
    /// A message id came again and was charged again, as `--duplicates charge` asks.
    DuplicateMessage {
        /// The message.
        message_id: i64,
        /// The file or URL, and where in it.
        place: String,
    },
    /// A message came again, the same, and was left out, as `--duplicates once` asks.
    DuplicateLeftOut {
        /// The message.
        message_id: i64,
        /// The file or URL, and where in it.
        place: String,
    },
    /// Messages name reports and no reports were given: all of them count as missing.
    NoReports {},
    /// A report could not be used, and its messages are charged by the tariff, as `--on-report-error fallback` asks.
    ReportFallback {
        /// The report.
        report_id: i64,
        /// Why it could not be used.
        reason: String,
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

impl Notice {
    /// How much it matters.
    pub fn level(&self) -> Level {
        match self {
            Self::DuplicateMessage { .. }
            | Self::NoReports {}
            | Self::ReportFallback { .. }
            | Self::CachePassedOver { .. } => Level::Warning,
            Self::DuplicateLeftOut { .. } | Self::Retry { .. } | Self::Answer { .. } => Level::Debug,
        }
    }

    /// A stable name, for alerts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::DuplicateMessage { .. } => "duplicate-message",
            Self::DuplicateLeftOut { .. } => "duplicate-left-out",
            Self::NoReports {} => "no-reports",
            Self::ReportFallback { .. } => "report-fallback",
            Self::CachePassedOver { .. } => "cache-passed-over",
            Self::Retry { .. } => "retry",
            Self::Answer { .. } => "answer",
        }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DuplicateMessage { message_id, place } => {
                write!(formatter, "message {message_id} came before and is charged again ({place})")
            }
            Self::DuplicateLeftOut { message_id, place } => {
                write!(formatter, "message {message_id} came before, the same, and is left out ({place})")
            }
            Self::NoReports {} => formatter
                .write_str("messages name reports but none were given: all count as missing (see --reports)"),
            Self::ReportFallback { report_id, reason } => {
                write!(
                    formatter,
                    "report {report_id} cannot be used, its messages are charged by their text: {reason}"
                )
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
