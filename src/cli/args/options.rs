//! Options that several commands share, and the values that they take.
#![allow(clippy::doc_markdown, reason = "the comments are the help, which shows no Markdown")]

use crate::cli::args::needs;
use clap::{ArgAction, Args, ValueEnum};
use copilot_usage::model::credits::Credits;
use copilot_usage::views::summary::Key;
use std::path::PathBuf;
use std::time::Duration;

/// Where the environment says that the API is.
pub(crate) const BASE_URL_VARIABLE: &str = "COPILOT_USAGE_BASE_URL";
/// Where the API is if nobody says anything else.
pub(crate) const BASE_URL_DEFAULT: &str = "https://owpublic.blob.core.windows.net/tech-task";

/// The tariff that messages are charged by.
#[derive(Debug, Args)]
#[command(next_help_heading = "Charging")]
pub(crate) struct TariffArg {
    /// Charge by this tariff: a name of `copilot-usage tariffs`, or a file
    #[arg(long, value_name = "NAME|FILE", default_value = "text")]
    pub(crate) tariff: String,
}

/// What is done with a bill beside printing it.
#[derive(Debug, Args)]
pub(crate) struct BillArgs {
    /// Write figures of a run that went well for a monitor, as OpenMetrics
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(crate) metrics: Option<PathBuf>,
    /// Exit with 7 when the total is higher
    #[arg(long, value_name = "CREDITS", value_parser = limit, allow_negative_numbers = true, help_heading = "Charging")]
    pub(crate) fail_over: Option<Credits>,
    /// Exit with 7 when more of the reports that messages name are missing: a number of them, or a percentage such as 10%
    #[arg(long, value_name = "N|N%", value_parser = max_missing, help_heading = "Charging")]
    pub(crate) max_missing: Option<MaxMissing>,
}

/// How many reports may be missing.
#[derive(Debug, Clone, Copy)]
pub(crate) enum MaxMissing {
    Reports(u64),
    /// Of the reports that messages name, each counted once.
    Percent(u8),
}

/// Which messages there are: in files, or fetched where there are none.
#[derive(Debug, Args)]
#[command(group(needs::FILE.of(["reports", "input_format"])))]
pub(crate) struct SourceArgs {
    /// JSON document, snapshot, bare array or NDJSON, plain or gzip; - for standard input; without one, the current
    /// period is fetched
    #[arg(id = needs::FILE.argument, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) shape: FileArgs,
    #[command(flatten)]
    pub(crate) api: ApiArgs,
}

/// Where the API is, where it is not always asked.
#[derive(Debug, Args)]
pub(crate) struct ApiArgs {
    /// Where the API is; with a FILE, look reports up there instead of in a snapshot. Without a FILE it may come from
    /// the environment: COPILOT_USAGE_BASE_URL
    #[arg(long, value_name = "URL", help_heading = "Upstream")]
    pub(crate) base_url: Option<String>,
    #[command(flatten)]
    pub(crate) upstream: UpstreamArgs,
}

/// How files are read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Input")]
pub(crate) struct FileArgs {
    /// Read files as this, instead of telling by their content
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(crate) input_format: Option<InputFormatArg>,
    /// Look reports up in a JSON file or a folder of {id}.json, instead of the snapshot
    #[arg(long, value_name = "PATH", conflicts_with = "base_url")]
    pub(crate) reports: Option<PathBuf>,
}

/// Of which time messages count.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Messages")]
pub(crate) struct TimeArgs {
    /// Leave out messages before this: a date, or a date and time such as 2024-05-02T08:00:00Z
    #[arg(long, value_name = "TIME")]
    pub(crate) since: Option<String>,
    /// Leave out messages from this on: 2024-06-01 leaves out June, and the whole of May is kept
    #[arg(long, value_name = "TIME")]
    pub(crate) until: Option<String>,
    /// Only messages of this month, such as 2024-05
    #[arg(long, value_name = "MONTH", conflicts_with_all = ["since", "until", "on", "last"])]
    pub(crate) month: Option<String>,
    /// Only messages of this day, such as 2024-05-31
    #[arg(long, value_name = "DATE", conflicts_with_all = ["since", "until", "last"])]
    pub(crate) on: Option<String>,
    /// Only messages of the last days, such as 7d: today and the 6 days before it
    #[arg(long, value_name = "DAYS", value_parser = days, conflicts_with_all = ["since", "until"])]
    pub(crate) last: Option<u32>,
    /// Begin days as they do in this time zone, by its IANA name; local is the zone of this machine
    #[arg(long, value_name = "ZONE", default_value = "UTC")]
    pub(crate) timezone: String,
}

/// Which messages count, and what is done about those that are not as they should be.
#[derive(Debug, Args)]
#[command(next_help_heading = "Messages")]
pub(crate) struct MessageArgs {
    #[command(flatten)]
    pub(crate) time: TimeArgs,
    /// What to do when a report is malformed, unreachable or refused
    #[arg(long, value_name = "ACTION", value_enum, default_value = "error")]
    pub(crate) on_report_error: OnReportErrorArg,
    /// What to do when a message id comes twice
    #[arg(long, value_name = "ACTION", value_enum, default_value = "refuse")]
    pub(crate) duplicates: DuplicatesArg,
    /// The old name of --duplicates charge
    #[arg(long, conflicts_with = "duplicates")]
    pub(crate) allow_duplicates: bool,
    /// Tell up to so many bad messages of a file before giving it up
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) max_errors: u16,
    /// Threads that read and charge; all processors where it is not given
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    /// Exit with 7 when there were warnings
    #[arg(long)]
    pub(crate) strict: bool,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct OutputArgs {
    /// How to print: by default as the name of the file tells (.json, .ndjson, .jsonl, .csv, each also with .gz), else
    /// a table in a terminal and json anywhere else
    #[arg(short, long, value_name = "FORMAT", value_enum)]
    pub(crate) format: Option<FormatArg>,
    /// Write to a file, replaced as a whole or not at all, compressed if its name ends in .gz; - for standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// CSV: leave text alone that a spreadsheet would run as a formula
    #[arg(long)]
    pub(crate) csv_raw: bool,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Upstream")]
pub(crate) struct UpstreamArgs {
    /// Read the bearer token from a file; else from the environment: COPILOT_USAGE_TOKEN
    #[arg(long, value_name = "FILE")]
    pub(crate) token_file: Option<PathBuf>,
    /// Trust the authorities in this PEM file too, beside those of the system
    #[arg(long, value_name = "FILE")]
    pub(crate) ca_cert: Option<PathBuf>,
    /// Connections at once
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) concurrency: u16,
    /// Keep reports in this folder between runs; else from the environment: COPILOT_USAGE_CACHE_DIR
    #[arg(long, value_name = "DIR")]
    pub(crate) cache_dir: Option<PathBuf>,
    /// Ask whether a kept report has changed when it is older than this
    #[arg(long, value_name = "TIME", default_value = "1h", value_parser = duration_or_zero)]
    pub(crate) cache_ttl: Duration,
    /// Attempts after the first that failed
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u8).range(0..=20))]
    pub(crate) retries: u8,
    /// For making a connection, in seconds or as 500ms, 2m
    #[arg(long, value_name = "TIME", default_value = "5s", value_parser = duration)]
    pub(crate) connect_timeout: Duration,
    /// For one attempt, its body included
    #[arg(long, value_name = "TIME", default_value = "30s", value_parser = duration)]
    pub(crate) timeout: Duration,
    /// For the whole run
    #[arg(long, value_name = "TIME", default_value = "5m", value_parser = duration)]
    pub(crate) max_time: Duration,
    /// Bytes of an answer or a message that is held in memory, decompressed, at the most
    #[arg(long, value_name = "BYTES", default_value_t = 1 << 30)]
    pub(crate) max_body: u64,
}

/// What is said beside the output, on standard error.
#[derive(Debug, Args)]
#[command(next_help_heading = "Messages on standard error")]
pub(crate) struct TalkArgs {
    /// Say nothing but warnings and errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say what is going on: each answer, each attempt that is made again
    #[arg(short, long, global = true, action = ArgAction::SetTrue)]
    pub(crate) verbose: bool,
    /// Use colors; NO_COLOR is honored
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value = "auto")]
    pub(crate) color: ColorArg,
    /// Lines for people, or a JSON object a line
    #[arg(long, global = true, value_name = "FORMAT", value_enum, default_value = "text")]
    pub(crate) log_format: LogFormatArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormatArg {
    /// One document, the usage contract
    Json,
    /// A record a line
    #[value(alias = "jsonl")]
    Ndjson,
    /// RFC 4180
    Csv,
    /// For people
    Table,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormatArg {
    /// One document or array
    Json,
    /// A message a line; may be empty
    Ndjson,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaArg {
    /// The usage contract: of fetch and score
    Usage,
    /// Of explain
    Explain,
    /// Of summary
    Summary,
    /// Of compare
    Compare,
    /// Of diff
    Diff,
    /// Of tariffs
    Tariffs,
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorArg {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormatArg {
    Text,
    Json,
}

/// Reads an amount that is not negative.
fn limit(text: &str) -> Result<Credits, String> {
    match text.parse::<Credits>() {
        Ok(limit) if limit.is_negative() => Err("expected an amount that is not negative".to_owned()),
        Ok(limit) => Ok(limit),
        Err(problem) => Err(format!("{problem}, expected an amount such as 2000 or 99.50")),
    }
}

/// Reads a number of days, at least one.
fn days(text: &str) -> Result<u32, String> {
    let days = text.strip_suffix('d').and_then(|days| days.parse().ok()).filter(|days| *days > 0);
    days.ok_or_else(|| "expected a number of days such as 7d".to_owned())
}

/// Reads a number of reports, or a percentage of them.
fn max_missing(text: &str) -> Result<MaxMissing, String> {
    let digits = text.strip_suffix('%').unwrap_or(text);
    // A sign would be read, too.
    let parsed = if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        None
    } else if digits.len() == text.len() {
        text.parse().ok().map(MaxMissing::Reports)
    } else {
        digits.parse().ok().filter(|percent| *percent <= 100).map(MaxMissing::Percent)
    };
    parsed.ok_or_else(|| "expected a number of reports, or a percentage from 0% to 100%".to_owned())
}

/// Reads a key of a summary.
pub(super) fn key(text: &str) -> Result<Key, String> {
    let key = Key::ALL.into_iter().find(|key| key.name() == text);
    key.ok_or_else(|| format!("expected {}", Key::ALL.map(Key::name).join(", ")))
}

/// Reads a time that is not zero.
fn duration(text: &str) -> Result<Duration, String> {
    duration_or_zero(text)
        .and_then(|time| if time.is_zero() { Err(EXPECTED_TIME.to_owned()) } else { Ok(time) })
}

/// Reads a time: seconds, or a number with its unit.
fn duration_or_zero(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().map(Duration::from_secs).ok();
    let with_unit = || text.parse::<jiff::SignedDuration>().ok()?.try_into().ok();
    seconds.or_else(with_unit).ok_or_else(|| EXPECTED_TIME.to_owned())
}

const EXPECTED_TIME: &str = "expected seconds, or a time such as 500ms, 30s, 2m";
