//! Why a run fails: one variant for each thing that a user can do about it. Errors are values: what they are told as, and
//! what could be done about them, is put into words by whoever asked.

mod hint;
mod setting;

pub use hint::{Conversion, FewerGroups, Hint};
pub use setting::Setting;

use std::io;
use std::path::PathBuf;

/// The result of a stage.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a run fails. Prints as `WHAT: WHY`, on one line, without a word of how anything was set.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The call, a setting or a tariff is wrong: fix it.
    #[error("{what}: {why}")]
    Usage {
        /// What is wrong.
        what: Setting,
        /// What about it.
        why: String,
        /// What to do about it.
        hint: Option<Hint>,
    },
    /// The input, or what the upstream sent, breaks the contract: look at the data.
    #[error("{place}: {why}")]
    Data {
        /// The file or URL.
        place: String,
        /// The line or path in it, what was found and what was expected.
        why: String,
        /// What to do about it.
        hint: Option<Hint>,
    },
    /// Several of a kind, told together.
    #[error("{} errors", .0.len())]
    Several(Vec<Self>),
    /// The upstream could not be reached, or said that it cannot answer now: run again later.
    #[error("{url}: {why}")]
    Unavailable {
        /// What was asked for.
        url: String,
        /// The last failure and how often it was tried.
        why: String,
        /// What to do about it.
        hint: Option<Hint>,
    },
    /// The upstream could not be reached, or said that it cannot answer now, and no second attempt was allowed: allow
    /// some.
    #[error("{url}: {why}, not tried again")]
    NotRetried {
        /// What was asked for.
        url: String,
        /// The failure.
        why: String,
        /// What to do about it.
        hint: Option<Hint>,
    },
    /// The time of the run is over before the upstream has answered: run again later, or give it more time.
    #[error("{url}: {why}, and the time of the run is over")]
    TimeUp {
        /// What was asked for.
        url: String,
        /// What had happened until then.
        why: String,
    },
    /// The upstream answered and refused, or cannot be trusted: fix the credentials, the URL or the certificates.
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
        /// What was to be done with it: `read` or `write`; `listen` at the address of a service.
        action: &'static str,
        /// What the system said.
        source: io::Error,
        /// What to do about it.
        hint: Option<Hint>,
    },
    /// The system has no thread left for what cannot be done without one: raise its limits.
    #[error("{what}: cannot start a thread: {source}")]
    NoThread {
        /// What needs it.
        what: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// What cannot be, and is: a fault of this program, never of the data.
    #[error("unexpected: {0}")]
    Bug(String),
    /// Whoever read the output has had enough: not a failure.
    #[error("standard output: closed by its reader")]
    OutputClosed,
}

impl Error {
    /// A wrong call, setting or tariff, without a hint.
    pub fn usage(what: Setting, why: impl Into<String>) -> Self {
        Self::Usage { what, why: why.into(), hint: None }
    }

    /// Data that breaks the contract, without a hint.
    pub fn data(place: impl Into<String>, why: impl Into<String>) -> Self {
        Self::Data { place: place.into(), why: why.into(), hint: None }
    }

    /// An upstream that may answer another time.
    pub fn unavailable(url: impl Into<String>, why: impl Into<String>) -> Self {
        Self::Unavailable { url: url.into(), why: why.into(), hint: Some(Hint::RunAgainLater) }
    }

    /// An upstream that may answer another time, and was asked once.
    pub fn not_retried(url: impl Into<String>, why: impl Into<String>) -> Self {
        Self::NotRetried { url: url.into(), why: why.into(), hint: Some(Hint::RunAgainLater) }
    }

    /// An upstream that will answer the same another time.
    pub fn refused(url: impl Into<String>, why: impl Into<String>) -> Self {
        Self::Refused { url: url.into(), why: why.into(), hint: Some(Hint::CheckBaseUrlAndToken) }
    }

    /// A fault of this program: what holds always did not hold.
    pub fn bug(what: impl Into<String>) -> Self {
        Self::Bug(what.into())
    }

    /// A fault of this program: in memory nothing can go wrong.
    pub fn in_memory(error: impl std::fmt::Display) -> Self {
        Self::Bug(error.to_string())
    }

    /// A file that could not be read.
    pub fn read(path: impl Into<PathBuf>, source: io::Error) -> Self {
        Self::File { path: path.into(), action: "read", source, hint: None }
    }

    /// A file that could not be written.
    pub fn write(path: impl Into<PathBuf>, source: io::Error) -> Self {
        Self::File { path: path.into(), action: "write", source, hint: None }
    }

    /// What is wrong with a message of a file or an answer, by its number.
    pub fn of_message(place: &str, message_id: i64, why: impl std::fmt::Display) -> Self {
        Self::data(place, format!("message {message_id}: {why}"))
    }

    /// One error as it is, several together.
    pub fn together(mut errors: Vec<Self>) -> Self {
        match errors.pop() {
            Some(only) if errors.is_empty() => only,
            last => {
                errors.extend(last);
                Self::Several(errors)
            }
        }
    }

    /// The error with another hint, where its kind has one.
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

    /// What to do about it, where more can be said than the error does.
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
