//! The files of messages, their format and their reports.
#![allow(clippy::doc_markdown, reason = "the comments are the help, which shows no Markdown")]

use crate::cli::args::needs;
use crate::cli::args::upstream::ApiArgs;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Files of messages; without any, the API.
#[derive(Debug, Args)]
#[command(group(needs::FILE.of(["reports", "input_format"])))]
pub(crate) struct SourceArgs {
    /// Files of messages, - for standard input; without any, fetch the current period
    ///
    /// A file is a JSON document {"messages":[…]}, a snapshot of `copilot-usage fetch --snapshot`, a JSON array of
    /// messages, or NDJSON; plain or gzip. Several files are read one after the other. - stands for standard input.
    /// Without a file, the messages of the current period are fetched from the API.
    #[arg(id = needs::FILE.argument, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) shape: FileArgs,
    #[command(flatten)]
    pub(crate) api: ApiArgs,
}

/// How files are read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Input")]
pub(crate) struct FileArgs {
    /// Set the format of input files
    ///
    /// By default, the format is detected from the content of a file, not from its name. An empty file is an error,
    /// unless it is read as ndjson.
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(crate) input_format: Option<InputFormatArg>,
    /// Look up reports in PATH: a JSON file or a folder of {id}.json
    ///
    /// By default, reports come from the file itself if it is a snapshot. With --reports or --base-url, reports in the
    /// file are ignored. A report that is not in PATH is missing: its messages are charged by their text.
    #[arg(long, value_name = "PATH", conflicts_with = "base_url")]
    pub(crate) reports: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormatArg {
    /// One document or array
    Json,
    /// One message per line; an empty file is no messages
    Ndjson,
}
