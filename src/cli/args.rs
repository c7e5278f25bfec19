//! What can be typed, and the help for it. Nothing else: what it means is in `settings.rs`.
#![allow(clippy::doc_markdown, reason = "the comments are the help, which shows no Markdown")]

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use copilot_usage::model::credits::Credits;
use std::path::PathBuf;
use std::time::Duration;

const EXIT_CODES: &str = "\
Exit codes:
  0 done                               4 the upstream is unavailable
  1 a bug                              5 the upstream refused
  2 the call or the tariff is wrong    6 a file or standard output failed
  3 the data breaks the contract       7 a verdict: --strict or --fail-over";

/// The exact credit bill of an AI assistant's usage: every message charged to the last hundredth, or an error.
#[derive(Debug, Parser)]
#[command(name = "copilot-usage", version, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) talk: TalkArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Fetch the current period's messages from the API, charge them, print the usage
    Fetch(FetchArgs),
    /// Charge messages from files, offline
    Score(ScoreArgs),
    /// List the tariffs that ship, or print one to copy and edit
    Tariffs(TariffsArgs),
    /// Print the completions for a shell
    Completions(CompletionsArgs),
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  copilot-usage fetch
  copilot-usage fetch --format csv --output usage.csv
  copilot-usage fetch --snapshot may.json     what was billed, for score
  copilot-usage fetch | jq '[.usage[].credits_used] | add'")]
pub(crate) struct FetchArgs {
    /// Also write the messages and their reports to a file that `score` reads
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(crate) snapshot: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) charge: ChargeArgs,
    /// Where the API is
    #[arg(
        long,
        value_name = "URL",
        env = "COPILOT_USAGE_BASE_URL",
        hide_env_values = true,
        default_value = "https://owpublic.blob.core.windows.net/tech-task",
        help_heading = "Upstream"
    )]
    pub(crate) base_url: String,
    #[command(flatten)]
    pub(crate) upstream: UpstreamArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  copilot-usage score may.json                with the reports of a snapshot
  copilot-usage score messages.json --reports reports/
  zcat may.ndjson.gz | copilot-usage score - --format ndjson
  copilot-usage score may.json --tariff tokens --fail-over 2000")]
pub(crate) struct ScoreArgs {
    /// JSON document, snapshot, bare array or NDJSON, plain or gzip; - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Read files as this, instead of telling by their content
    #[arg(long, value_name = "FORMAT", value_enum, help_heading = "Input")]
    pub(crate) input_format: Option<InputFormatArg>,
    /// Look reports up in a JSON file or a folder of {id}.json, instead of the snapshot
    #[arg(long, value_name = "PATH", conflicts_with = "base_url", help_heading = "Input")]
    pub(crate) reports: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) charge: ChargeArgs,
    /// Look reports up in this API, instead of the snapshot
    #[arg(long, value_name = "URL", help_heading = "Upstream")]
    pub(crate) base_url: Option<String>,
    #[command(flatten)]
    pub(crate) upstream: UpstreamArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  copilot-usage tariffs
  copilot-usage tariffs text --output my.toml
  copilot-usage score may.json --tariff my.toml")]
pub(crate) struct TariffsArgs {
    /// The tariff to print
    #[arg(value_name = "NAME", conflicts_with = "format")]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  copilot-usage completions bash > ~/.local/share/bash-completion/completions/copilot-usage
  copilot-usage completions zsh > ~/.zfunc/_copilot-usage
  copilot-usage completions fish > ~/.config/fish/completions/copilot-usage.fish")]
pub(crate) struct CompletionsArgs {
    #[arg(value_enum, value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

/// How messages are charged, and what makes a run stand out.
#[derive(Debug, Args)]
#[command(next_help_heading = "Charging")]
pub(crate) struct ChargeArgs {
    /// Charge by this tariff: a name of `copilot-usage tariffs`, or a file
    #[arg(long, value_name = "NAME|FILE", default_value = "text")]
    pub(crate) tariff: String,
    /// What to do when a report is malformed, unreachable or refused
    #[arg(long, value_name = "ACTION", value_enum, default_value = "error")]
    pub(crate) on_report_error: OnReportErrorArg,
    /// Write figures of a run that went well for a monitor, as OpenMetrics
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(crate) metrics: Option<PathBuf>,
    /// Charge a message id that comes twice both times, with a warning
    #[arg(long)]
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
    /// Exit with 7 when the total is higher
    #[arg(long, value_name = "CREDITS", value_parser = limit, allow_negative_numbers = true)]
    pub(crate) fail_over: Option<Credits>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct OutputArgs {
    /// How to print: by default a table in a terminal and json anywhere else
    #[arg(short, long, value_name = "FORMAT", value_enum)]
    pub(crate) format: Option<FormatArg>,
    /// Write to a file, replaced as a whole or not at all; - for standard output
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
    /// Keep reports in this folder between runs
    #[arg(long, value_name = "DIR", env = "COPILOT_USAGE_CACHE_DIR", hide_env_values = true)]
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
pub(crate) enum OnReportErrorArg {
    /// Fail
    Error,
    /// Charge its messages by their text, with a warning
    Fallback,
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
