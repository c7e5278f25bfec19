//! Why a command fails: the call is wrong, or the library failed.

use crate::cli::words::sentences;
use copilot_usage::error::Error;
#[cfg(feature = "serve")]
use copilot_usage::error::Setting;
use std::fmt;

/// The result of a function in `cli/`.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

/// Why a command fails. Prints as `WHAT: WHY`, on one line.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The call is wrong.
    Call {
        /// The option, argument or variable, with its value if that helps.
        what: String,
        /// What is wrong with it.
        why: String,
        /// What to do about it.
        hint: Option<String>,
    },
    /// The library failed.
    Library(Error),
}

impl Failure {
    /// A wrong call, without a hint.
    pub(crate) fn call(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self::Call { what: what.into(), why: why.into(), hint: None }
    }

    /// A wrong call, with what to do about it.
    pub(crate) fn hinted(what: impl Into<String>, why: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Call { what: what.into(), why: why.into(), hint: Some(hint.into()) }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Library(error)
    }
}

/// For the service, which hears of a wrong setting when it uses it.
#[cfg(feature = "serve")]
impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Call { what, why, .. } => Self::usage(Setting::Named(what), why),
            Failure::Library(error) => error,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call { what, why, .. } => write!(formatter, "{what}: {why}"),
            Self::Library(error) => formatter.write_str(&sentences::of_error(error)),
        }
    }
}
