//! The settings and files that an error can be about.

use std::fmt;
use std::path::PathBuf;

/// The setting or file that an [`Error::Usage`](crate::error::Error::Usage) is about. `Display` does not name the
/// option or variable that set it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// The key by which a summary is grouped.
    GroupBy(&'static str),
    /// The id of the message to explain.
    Message(i64),
    /// The file of a snapshot.
    Snapshot,
    /// The bearer token.
    Token,
    /// The HTTP client and what it needs from the system.
    HttpClient,
    /// A URL to request.
    Url(String),
    /// An environment variable that names a proxy.
    ProxyVariable(&'static str),
    /// A tariff.
    Tariff {
        /// Its name or file.
        name: String,
        /// The line, from 1, if the error is about one.
        line: Option<usize>,
    },
    /// A file or a folder.
    File(PathBuf),
    /// Something that only the caller knows, by its name.
    Named(String),
}

impl fmt::Display for Setting {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::GroupBy(key) => write!(formatter, "groups by {key}"),
            Self::Message(id) => write!(formatter, "message {id}"),
            Self::Snapshot => formatter.write_str("snapshot"),
            Self::Token => formatter.write_str("token"),
            Self::HttpClient => formatter.write_str("HTTP client"),
            Self::Url(url) => formatter.write_str(url),
            Self::ProxyVariable(name) => formatter.write_str(name),
            Self::Tariff { name, line: None } => write!(formatter, "tariff {name}"),
            Self::Tariff { name, line: Some(line) } => write!(formatter, "tariff {name} line {line}"),
            Self::Named(name) => formatter.write_str(name),
            Self::File(path) => write!(formatter, "{}", path.display()),
        }
    }
}
