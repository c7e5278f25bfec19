//! The errors of the library, with one variant for each thing that a user can do about them. They name no options and
//! no exit codes: the command line adds these, and the words of the hints.

mod hint;
mod setting;

pub use hint::{Conversion, FewerGroups, Hint};
pub use setting::Setting;

use std::io;
use std::path::PathBuf;

/// The result of a stage.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a run failed. `Display` prints `WHAT: WHY` on one line and names no option or variable of the command line.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A setting or a tariff is wrong: fix it.
    #[error("{what}: {why}")]
    Usage {
        /// The setting that is wrong.
        what: Setting,
        /// What is wrong with it.
        why: String,
        /// What to do about it.
        hint: Option<Hint>,
    },
    /// The input, or what the upstream sent, breaks the contract: look at the data.
    #[error("{place}: {why}")]
    Data {
        /// The file or URL.
        place: String,
        /// The line or path in it, what was found, and what was expected.
        why: String,
        /// What to do about it.
        hint: Option<Hint>,
    },
    /// Several errors of the same kind, reported together.
    #[error("{} errors", .0.len())]
    Several(Vec<Self>),
    /// The upstream could not be reached or had a temporary failure: run again later.
    #[error("{url}: {why}")]
    Unavailable {
        /// What was asked for.
        url: String,
        /// The last failure and the number of attempts.
        why: String,
        /// What to do about it.
        hint: Option<Hint>,
    },
    /// As [`Error::Unavailable`], but the settings allow no retries: allow some.
    #[error("{url}: {why}, not tried again")]
    NotRetried {
        /// What was asked for.
        url: String,
        /// The failure.
        why: String,
        /// What to do about it.
        hint: Option<Hint>,
    },
    /// The time limit of the run was reached before the upstream answered: run again later, or raise the limit.
    #[error("{url}: {why}, and the time of the run is over")]
    TimeUp {
        /// What was asked for.
        url: String,
        /// What happened before that.
        why: String,
    },
    /// The upstream refused the request or cannot be trusted: fix the credentials, the URL or the certificates.
    #[error("{url}: {why}")]
    Refused {
        /// What was asked for.
        url: String,
        /// The answer.
        why: String,
        /// What to do about it.
        hint: Option<Hint>,
    },
    /// A file could not be read or written: fix the path or the disk.
    #[error("{}: cannot {action}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The action that failed: `read` or `write`; `listen` at the address of a service.
        action: &'static str,
        /// The error of the system.
        source: io::Error,
        /// What to do about it.
        hint: Option<Hint>,
    },
    /// A thread that is needed could not be started: raise the limits of the system.
    #[error("{what}: cannot start a thread: {source}")]
    NoThread {
        /// What needs the thread.
        what: &'static str,
        /// The error of the system.
        source: io::Error,
    },
    /// An error of this program, never of the data or the settings.
    #[error("unexpected: {0}")]
    Bug(String),
    /// The reader of standard output has closed it. This is not a failure.
    #[error("standard output: closed by its reader")]
    OutputClosed,
}

impl Error {
    /// Creates an [`Error::Usage`] without a hint.
    pub fn usage(what: Setting, why: impl Into<String>) -> Self {
        Self::Usage { what, why: why.into(), hint: None }
    }

    /// Creates an [`Error::Data`] without a hint.
    pub fn data(place: impl Into<String>, why: impl Into<String>) -> Self {
        Self::Data { place: place.into(), why: why.into(), hint: None }
    }

    /// Creates an [`Error::Unavailable`] with the hint to run again later.
    pub fn unavailable(url: impl Into<String>, why: impl Into<String>) -> Self {
        Self::Unavailable { url: url.into(), why: why.into(), hint: Some(Hint::RunAgainLater) }
    }

    /// Creates an [`Error::NotRetried`] with the hint to run again later.
    pub fn not_retried(url: impl Into<String>, why: impl Into<String>) -> Self {
        Self::NotRetried { url: url.into(), why: why.into(), hint: Some(Hint::RunAgainLater) }
    }

    /// Creates an [`Error::Refused`] with the hint to check the base URL and the token.
    pub fn refused(url: impl Into<String>, why: impl Into<String>) -> Self {
        Self::Refused { url: url.into(), why: why.into(), hint: Some(Hint::CheckBaseUrlAndToken) }
    }

    /// Creates an [`Error::Bug`]: an invariant was violated.
    pub fn bug(what: impl Into<String>) -> Self {
        Self::Bug(what.into())
    }

    /// Creates an [`Error::Bug`] from the error of a write to memory, which cannot fail.
    pub fn in_memory(error: impl std::fmt::Display) -> Self {
        Self::Bug(error.to_string())
    }

    /// Creates an [`Error::File`] for a file that could not be read.
    pub fn read(path: impl Into<PathBuf>, source: io::Error) -> Self {
        Self::File { path: path.into(), action: "read", source, hint: None }
    }

    /// Creates an [`Error::File`] for a file that could not be written.
    pub fn write(path: impl Into<PathBuf>, source: io::Error) -> Self {
        Self::File { path: path.into(), action: "write", source, hint: None }
    }

    /// Creates an [`Error::Data`] about the message with this id in a file or an answer.
    pub fn of_message(place: &str, message_id: i64, why: impl std::fmt::Display) -> Self {
        Self::data(place, format!("message {message_id}: {why}"))
    }

    /// Returns the only error, or an [`Error::Several`] of all.
    pub fn together(mut errors: Vec<Self>) -> Self {
        match errors.pop() {
            Some(only) if errors.is_empty() => only,
            last => {
                errors.extend(last);
                Self::Several(errors)
            }
        }
    }

    /// Replaces the hint, if this variant has one.
    #[must_use]
    pub fn with_hint(mut self, other: Hint) -> Self {
        if let Self::Usage { hint, .. }
        | Self::Data { hint, .. }
        | Self::Unavailable { hint, .. }
        | Self::NotRetried { hint, .. }
        | Self::Refused { hint, .. }
        | Self::File { hint, .. } = &mut self
        {
            *hint = Some(other);
        }
        self
    }

    /// Returns what to do about the error, if there is more to say than the error says.
    pub fn hint(&self) -> Option<&Hint> {
        match self {
            Self::Usage { hint, .. }
            | Self::Data { hint, .. }
            | Self::Unavailable { hint, .. }
            | Self::NotRetried { hint, .. }
            | Self::Refused { hint, .. }
            | Self::File { hint, .. } => hint.as_ref(),
            Self::NoThread { .. } => Some(&Hint::RaiseThreadLimit),
            Self::Several(_) | Self::TimeUp { .. } | Self::Bug(_) | Self::OutputClosed => None,
        }
    }
}
