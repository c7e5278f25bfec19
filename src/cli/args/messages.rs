//! The options of messages: their time range, invalid ones, duplicates, warnings and limits.
#![allow(clippy::doc_markdown, reason = "the comments are the help, which shows no Markdown")]

use clap::{Args, ValueEnum};

/// The time range of the messages.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Messages")]
pub(crate) struct TimeArgs {
    /// Keep only messages from TIME on, such as 2024-05-02
    ///
    /// TIME is a date, which means its first moment in --timezone, or a date and time with Z or an offset, such as
    /// 2024-05-02T08:00:00Z or 2024-05-02T08:00:00+02:00. Other messages are still read and checked.
    #[arg(long, value_name = "TIME")]
    pub(crate) since: Option<String>,
    /// Keep only messages before TIME, such as 2024-06-01
    ///
    /// TIME is a date, or a date and time, as for --since, and is excluded: --until 2024-06-01 keeps the whole of May,
    /// and nothing of June.
    #[arg(long, value_name = "TIME")]
    pub(crate) until: Option<String>,
    /// Keep only messages of MONTH, such as 2024-05
    ///
    /// The month begins and ends in --timezone.
    #[arg(long, value_name = "MONTH", conflicts_with_all = ["since", "until", "on", "last"])]
    pub(crate) month: Option<String>,
    /// Keep only messages of DATE, such as 2024-05-31
    ///
    /// The day begins and ends in --timezone.
    #[arg(long, value_name = "DATE", conflicts_with_all = ["since", "until", "last"])]
    pub(crate) on: Option<String>,
    /// Keep only messages of the last DAYS, such as 7d
    ///
    /// 7d is today and the 6 whole days before it, in --timezone.
    #[arg(long, value_name = "DAYS", value_parser = days, conflicts_with_all = ["since", "until"])]
    pub(crate) last: Option<u32>,
    /// Set the time zone of days: an IANA name or local
    ///
    /// Days, weeks and months begin and end in this time zone, daylight saving included. An example is Europe/London;
    /// local is the time zone of this machine, or of TZ.
    #[arg(long, value_name = "ZONE", default_value = "UTC")]
    pub(crate) timezone: String,
}

/// Which messages are kept, and what happens on invalid ones, duplicates and warnings.
#[derive(Debug, Args)]
#[command(next_help_heading = "Messages")]
pub(crate) struct MessageArgs {
    #[command(flatten)]
    pub(crate) time: TimeArgs,
    /// Set what to do if a report is malformed, unreachable or refused
    ///
    /// A report that does not exist is no error: its messages are charged by their text.
    #[arg(long, value_name = "ACTION", value_enum, default_value = "error")]
    pub(crate) on_report_error: OnReportErrorArg,
    /// Set what to do if a message id occurs twice
    ///
    /// The action once is for files that overlap. Two messages are the same if their id, text, time and report are.
    #[arg(long, value_name = "ACTION", value_enum, default_value = "refuse")]
    pub(crate) duplicates: DuplicatesArg,
    /// Same as --duplicates charge (deprecated)
    #[arg(long, conflicts_with = "duplicates", hide_short_help = true)]
    pub(crate) allow_duplicates: bool,
    /// Report up to N invalid messages of a file
    ///
    /// By default, the run stops at the first invalid message. With 2 or more, the rest of the file is checked, and up
    /// to N invalid messages are reported together. The run fails in any case. N is from 1 to 65535.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) max_errors: u16,
    /// Use N threads [default: one per processor]
    ///
    /// The threads read and charge messages; the output is the same for any number. N is from 1 to 1024.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    /// Exit with 7 if there were warnings
    ///
    /// The output is printed all the same.
    #[arg(long)]
    pub(crate) strict: bool,
    /// Limit the size of an answer or a message, in bytes
    ///
    /// The limit applies to each thing that is held in memory as a whole, decompressed, such as a single message of a
    /// file, the rest of a document of messages, a bill, a file of reports, or an answer of the API. The default is 1
    /// GiB.
    #[arg(long, value_name = "BYTES", default_value_t = 1 << 30, hide_short_help = true)]
    pub(crate) max_body: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OnReportErrorArg {
    /// Fail
    Error,
    /// Charge its messages by their text, with a warning
    Fallback,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DuplicatesArg {
    /// Fail
    Refuse,
    /// Charge it once if the two messages are the same, fail if they differ
    Once,
    /// Charge both, with a warning
    Charge,
}

/// Reads a number of days, at least one.
fn days(text: &str) -> Result<u32, String> {
    let days = text.strip_suffix('d').and_then(|days| days.parse().ok()).filter(|days| *days > 0);
    days.ok_or_else(|| "expected a number of days such as 7d".to_owned())
}
