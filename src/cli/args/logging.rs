//! The options of the log, which is printed on standard error.
#![allow(clippy::doc_markdown, reason = "the comments are the help, which shows no Markdown")]

use clap::{ArgAction, Args, ValueEnum};

/// How much is logged, and in which format.
#[derive(Debug, Args)]
#[command(next_help_heading = "Logging")]
pub(crate) struct LoggingArgs {
    /// Print only warnings and errors
    ///
    /// Leaves out the closing line with the totals, and the progress in a terminal. The output stays the same.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Also log each HTTP answer, retry and missing report
    ///
    /// Logs each HTTP answer, each retry with its reason, each missing report, and each duplicate that is left out. No
    /// line shows the token.
    #[arg(short, long, global = true, action = ArgAction::SetTrue)]
    pub(crate) verbose: bool,
    /// Use colors
    ///
    /// Colors are used in tables, and in warnings and errors.
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value = "auto")]
    pub(crate) color: ColorArg,
    /// Set the log format
    ///
    /// The log is what the program prints on standard error. Each JSON line has the fields level, code and message;
    /// code is a stable name, for alerts. The default is text; it is json for a service whose log is not a terminal.
    #[arg(long, global = true, value_name = "FORMAT", value_enum)]
    pub(crate) log_format: Option<LogFormatArg>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorArg {
    /// In a terminal, unless NO_COLOR is set
    Auto,
    /// Everywhere, also in a file or a pipe
    Always,
    /// Nowhere
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormatArg {
    /// Lines for people
    Text,
    /// One JSON object per line, for programs
    Json,
}
