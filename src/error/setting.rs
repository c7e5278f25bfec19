//! What a run is told by whoever starts it, and can be told wrong.

use std::fmt;
use std::path::PathBuf;

/// What is wrong in a call of the library. Prints as what it is, not as how it was set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// What a summary is grouped by: the name of the key.
    GroupBy(&'static str),
    /// The one message that is asked for: its id.
    Message(i64),
    /// The file of a snapshot.
    Snapshot,
    /// The bearer token.
    Token,
    /// What the HTTP client is made of.
    HttpClient,
    /// A URL to ask.
    Url(String),
    /// A variable of the environment about proxies.
    ProxyVariable(&'static str),
    /// A tariff.
    Tariff {
        /// Its name, or its file.
        name: String,
        /// The line, from 1, where there is one to look at.
        line: Option<usize>,
    },
    /// A file, or a folder.
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
