//! What can be typed, and the help for it. Nothing else: what it means is in `settings.rs`.
#![allow(clippy::doc_markdown, reason = "the comments are the help, which shows no Markdown")]

mod needs;
mod options;

use clap::{Args, Parser, Subcommand};
use copilot_usage::views::summary::Key;
pub(crate) use needs::unmet_need;
pub(crate) use options::*;
use std::ffi::OsString;
use std::path::PathBuf;

const EXIT_CODES: &str = "\
Exit codes:
  0 done                               4 the upstream is unavailable
  1 a bug                              5 the upstream refused
  2 the call or the tariff is wrong    6 a file or standard output failed
  3 the data breaks the contract       7 a verdict: --strict, --fail-over, diff";

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
    /// Explain what a text or a message costs, line by line
    Explain(ExplainArgs),
    /// Put the usage together by day, by report or by what was charged
    Summary(SummaryArgs),
    /// Compare what a period costs under several tariffs
    Compare(CompareArgs),
    /// Tell what has changed from one bill to another
    Diff(DiffArgs),
    /// Write the usage as one HTML page that needs nothing else
    Dashboard(DashboardArgs),
    /// List the tariffs that ship, print one to copy and edit, or check one of your own
    Tariffs(TariffsArgs),
    /// Print the JSON Schema of an output
    Schema(SchemaArgs),
    /// Print the completions for a shell
    Completions(CompletionsArgs),
    /// Print the manual page
    #[command(after_help = "Examples:\n  copilot-usage man | man -l -")]
    Man,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  copilot-usage fetch
  copilot-usage fetch --output usage.csv
  copilot-usage fetch --snapshot may.json     what was billed, for score
  copilot-usage fetch | jq '[.usage[].credits_used] | add'")]
pub(crate) struct FetchArgs {
    /// Also write the messages and their reports to a file that `score` reads
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(crate) snapshot: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) tariff: TariffArg,
    #[command(flatten)]
    pub(crate) bill: BillArgs,
    #[command(flatten)]
    pub(crate) messages: MessageArgs,
    #[arg(
        long,
        value_name = "URL",
        help = format!("Where the API is; else from the environment: {BASE_URL_VARIABLE} [default: {BASE_URL_DEFAULT}]"),
        help_heading = "Upstream"
    )]
    pub(crate) base_url: Option<String>,
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
    #[command(flatten)]
    pub(crate) shape: FileArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) tariff: TariffArg,
    #[command(flatten)]
    pub(crate) bill: BillArgs,
    #[command(flatten)]
    pub(crate) messages: MessageArgs,
    /// Look reports up in this API, instead of the snapshot
    #[arg(long, value_name = "URL", help_heading = "Upstream")]
    pub(crate) base_url: Option<String>,
    #[command(flatten)]
    pub(crate) upstream: UpstreamArgs,
}

#[derive(Debug, Args)]
#[command(
    group(needs::MESSAGE.of([
        "since", "until", "month", "on", "last", "on_report_error", "duplicates", "allow_duplicates", "max_errors",
        "reports", "input_format", "base_url",
    ])),
    group(needs::FILE.of(["reports", "input_format"])),
    override_usage = "copilot-usage explain [OPTIONS] <TEXT>\n       copilot-usage explain [OPTIONS] --message <ID> [FILE]...",
    after_help = "\
Examples:
  copilot-usage explain 'orbital latibro'
  printf %s \"$TEXT\" | copilot-usage explain - --tariff tokens
  copilot-usage explain --message 1013 may.json
  copilot-usage explain --message 1013        of the current period, fetched"
)]
pub(crate) struct ExplainArgs {
    /// The text, to the character, which is charged as of now; - for standard input. With --message: files of messages
    #[arg(id = needs::FILE.argument, value_name = "TEXT")]
    pub(crate) words: Vec<OsString>,
    /// Explain the message with this id, of files or of the current period
    #[arg(id = needs::MESSAGE.argument, long = "message", value_name = "ID", allow_negative_numbers = true)]
    pub(crate) message: Option<i64>,
    /// Show the rules that found nothing, too
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) shape: FileArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) tariff: TariffArg,
    #[command(flatten)]
    pub(crate) messages: MessageArgs,
    #[command(flatten)]
    pub(crate) api: ApiArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  copilot-usage summary                       the current period by day, fetched
  copilot-usage summary may.json --by report
  copilot-usage summary may.json --by day,source --timezone Europe/London
  copilot-usage summary may.json --by hour --since 2024-05-02 --until 2024-05-03")]
pub(crate) struct SummaryArgs {
    /// Put messages together by this, or by two of them: hour, day, week, month, report, source, kind
    #[arg(long, value_name = "KEY[,KEY]", value_delimiter = ',', value_parser = key, default_value = "day")]
    pub(crate) by: Vec<Key>,
    #[command(flatten)]
    pub(crate) source: SourceArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) tariff: TariffArg,
    #[command(flatten)]
    pub(crate) messages: MessageArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  copilot-usage compare may.json --tariff text --tariff tokens
  copilot-usage compare may.json --tariff text --tariff my.toml --top 20")]
pub(crate) struct CompareArgs {
    /// Compare these tariffs, the later ones with the first: names of `copilot-usage tariffs`, or files
    #[arg(long = "tariff", value_name = "NAME|FILE", required = true, help_heading = "Charging")]
    pub(crate) tariffs: Vec<String>,
    /// Show so many of the largest differences of a message
    #[arg(long, value_name = "N", default_value_t = 10, help_heading = "Output")]
    pub(crate) top: u32,
    #[command(flatten)]
    pub(crate) source: SourceArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) messages: MessageArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Exits with 7 when there are differences.

Examples:
  copilot-usage diff monday.json tuesday.json
  copilot-usage fetch -f ndjson | copilot-usage diff usage.csv -
  copilot-usage diff april.snapshot.json may.snapshot.json --tariff tokens")]
pub(crate) struct DiffArgs {
    /// A bill as JSON, NDJSON or CSV; or messages, which are charged first; - for standard input
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// The bill that it is held against
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    #[command(flatten)]
    pub(crate) shape: FileArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) tariff: TariffArg,
    #[command(flatten)]
    pub(crate) messages: MessageArgs,
    #[command(flatten)]
    pub(crate) api: ApiArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  copilot-usage dashboard --output usage.html         the current period, fetched
  copilot-usage dashboard may.json -o usage.html --timezone Europe/London")]
pub(crate) struct DashboardArgs {
    #[command(flatten)]
    pub(crate) source: SourceArgs,
    /// Write to a file, replaced as a whole or not at all, compressed if its name ends in .gz; - for standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,
    /// Put the texts of the messages into the page, which it does not hold otherwise
    #[arg(long, help_heading = "Output")]
    pub(crate) include_text: bool,
    /// List no more messages than this: of more, the page says what they come to
    #[arg(long, value_name = "N", default_value_t = 200_000, help_heading = "Output")]
    pub(crate) max_rows: u32,
    /// Leave out when the page was made: the same input gives the same bytes
    #[arg(long, help_heading = "Output")]
    pub(crate) reproducible: bool,
    #[command(flatten)]
    pub(crate) tariff: TariffArg,
    #[command(flatten)]
    pub(crate) messages: MessageArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  copilot-usage schema > usage.schema.json
  copilot-usage schema summary")]
pub(crate) struct SchemaArgs {
    /// The output
    #[arg(value_enum, default_value = "usage")]
    pub(crate) of: SchemaArg,
}

#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
Examples:
  copilot-usage tariffs
  copilot-usage tariffs text --output my.toml
  copilot-usage tariffs check my.toml
  copilot-usage score may.json --tariff my.toml"
)]
pub(crate) struct TariffsArgs {
    #[command(subcommand)]
    pub(crate) command: Option<TariffsCommand>,
    /// The tariff to print
    #[arg(value_name = "NAME", conflicts_with = "format")]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TariffsCommand {
    /// Check tariff files, and charge the cases that they carry
    Check {
        /// Tariff files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
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
