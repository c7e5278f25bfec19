//! What `keys` takes.
#![allow(clippy::doc_markdown, reason = "the comments are the help, which shows no Markdown")]

use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Make keys for the service
#[derive(Debug, Args)]
pub(crate) struct KeysArgs {
    #[command(subcommand)]
    pub(crate) command: KeysCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum KeysCommand {
    New(NewKeyArgs),
}

/// Make a key, add it to a file and print it
///
/// The key is printed once: the file holds only its SHA-256, its label and what it allows. What stands in the file stays as
/// it is. A service that runs reads the file again on SIGHUP.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  copilot-usage keys new --label dashboard --scope usage --keys keys.toml
  copilot-usage keys new --label ops --scope usage,admin --expires 2030-01-01 --keys keys.toml
  copilot-usage serve --listen 0.0.0.0:8000 --keys keys.toml")]
pub(crate) struct NewKeyArgs {
    /// Call the key LABEL in the log
    #[arg(long, value_name = "LABEL")]
    pub(crate) label: String,
    /// Allow these, separated by commas
    #[arg(long = "scope", value_name = "SCOPE", value_enum, value_delimiter = ',', required = true)]
    pub(crate) scopes: Vec<ScopeArg>,
    /// Let the key expire at TIME
    ///
    /// TIME is a date, whose day begins in UTC, or a date and time with Z or an offset. Without it, the key does not expire.
    #[arg(long, value_name = "TIME")]
    pub(crate) expires: Option<String>,
    /// Add the key to FILE [env: COPILOT_USAGE_KEYS]
    ///
    /// FILE is made if there is none, and is readable by its owner alone.
    #[arg(long, value_name = "FILE")]
    pub(crate) keys: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScopeArg {
    /// Bills and what is asked of them
    Usage,
    /// Calls of language models
    Chat,
    /// Figures of the service
    Admin,
}
