//! The arguments of each command, and its help.
#![allow(clippy::doc_markdown, reason = "the comments are the help, which shows no Markdown")]

use crate::cli::args::charging::{BillArgs, TariffArg};
use crate::cli::args::input::{FileArgs, SourceArgs};
use crate::cli::args::messages::MessageArgs;
use crate::cli::args::needs;
use crate::cli::args::output::OutputArgs;
use crate::cli::args::upstream::{ApiArgs, BASE_URL_DEFAULT, BASE_URL_VARIABLE, UpstreamArgs};
use clap::{Args, Subcommand, ValueEnum};
use copilot_usage::views::summary::Key;
use std::ffi::OsString;
use std::path::PathBuf;

/// Fetch the current period from the API, charge it and print the usage
///
/// Each report that messages name is requested once. A message whose report does not exist is charged by its text.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  copilot-usage fetch
  copilot-usage fetch --output usage.csv
  copilot-usage fetch --snapshot may.json     keep what was billed, for score
  copilot-usage fetch | jq '[.usage[].credits_used] | add'")]
pub(crate) struct FetchArgs {
    /// Also write the messages and their reports to FILE, for score
    ///
    /// `copilot-usage score FILE` then charges them again, offline. The file holds the texts of the messages, and is
    /// readable by its owner alone.
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
        help = format!("Set the URL of the API [env: {BASE_URL_VARIABLE}]"),
        long_help = format!(
            "Set the URL of the API [env: {BASE_URL_VARIABLE}]\n\nThe messages are at URL/messages/current-period, a \
             report at URL/reports/ID. A user name or password does not belong here, use a token.\n\n\
             [default: {BASE_URL_DEFAULT}]"
        ),
        help_heading = "Upstream API"
    )]
    pub(crate) base_url: Option<String>,
    #[command(flatten)]
    pub(crate) upstream: UpstreamArgs,
}

/// Charge messages from files and print the usage
///
/// Several files are read one after the other into one bill. Nothing is requested from the API, unless --base-url says
/// to look up reports there.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  copilot-usage score may.json                with the reports of a snapshot
  copilot-usage score messages.json --reports reports/
  zcat may.ndjson.gz | copilot-usage score - --format ndjson
  copilot-usage score may.json --tariff tokens --fail-over 2000")]
pub(crate) struct ScoreArgs {
    /// Files of messages, or - for standard input
    ///
    /// A file is a JSON document {"messages":[…]}, a snapshot of `copilot-usage fetch --snapshot`, a JSON array of
    /// messages, or NDJSON; plain or gzip. - stands for standard input.
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
    /// Look up reports in the API at this URL
    ///
    /// By default, reports come from the file itself if it is a snapshot. COPILOT_USAGE_BASE_URL does not count here.
    #[arg(long, value_name = "URL", help_heading = "Upstream API")]
    pub(crate) base_url: Option<String>,
    #[command(flatten)]
    pub(crate) upstream: UpstreamArgs,
}

/// Explain what a text or a message costs, line by line
///
/// Shows each rule of the tariff that charges something: how often, at which rate, what that adds, and the subtotal.
/// A text is charged as of now. A message is charged as in the bill: by its report, or by its text.
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
    /// Text to explain, or - for standard input; with --message: files of messages
    ///
    /// Each character of the text counts, on standard input also a line feed at the end. With --message, see
    /// `copilot-usage score --help` for the files; without any, the current period is fetched.
    #[arg(id = needs::FILE.argument, value_name = "TEXT")]
    pub(crate) words: Vec<OsString>,
    /// Explain the message with this id, from files or the current period
    ///
    /// The options about messages, their files and their reports need this one: --since, --reports and so on.
    #[arg(id = needs::MESSAGE.argument, long = "message", value_name = "ID", allow_negative_numbers = true)]
    pub(crate) message: Option<i64>,
    /// Also show rules that charge nothing
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

/// Sum up the usage by day, report or other keys
///
/// Shows for each group its messages, credits, share of the total, mean and maximum. Hours, days, weeks and months
/// without a message are listed, too.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  copilot-usage summary                       the current period by day, fetched
  copilot-usage summary may.json --by report
  copilot-usage summary may.json --by day,source --timezone Europe/London
  copilot-usage summary may.json --by hour --since 2024-05-02 --until 2024-05-03")]
pub(crate) struct SummaryArgs {
    /// Group by one or two keys: hour, day, week, month, report, source, kind
    ///
    /// Weeks are those of ISO 8601. source is report or text: what a message was charged by. kind also tells why a
    /// message was charged by its text although it names a report. Example: --by day,source.
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

/// Compare what messages cost under several tariffs
///
/// Shows the total under each tariff, then the messages whose charge differs most.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  copilot-usage compare may.json --tariff text --tariff tokens
  copilot-usage compare may.json --tariff text --tariff my.toml --top 20")]
pub(crate) struct CompareArgs {
    /// Compare this tariff, a built-in name or a file; give two or more
    ///
    /// The first tariff is the one that the others are compared with. `copilot-usage tariffs` lists the names.
    #[arg(long = "tariff", value_name = "NAME|FILE", required = true, help_heading = "Charging")]
    pub(crate) tariffs: Vec<String>,
    /// Show the N largest differences of single messages
    ///
    /// A difference is between the first tariff and another one. 0 shows only the totals.
    #[arg(long, value_name = "N", default_value_t = 10, help_heading = "Output")]
    pub(crate) top: u32,
    #[command(flatten)]
    pub(crate) source: SourceArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) messages: MessageArgs,
}

/// Compare two bills and list what was added, removed or changed
///
/// Either may be a bill as JSON, NDJSON or CSV, or messages, which are charged first. Exits with 7 if the bills differ.
#[derive(Debug, Args)]
#[command(
    mut_arg("base_url", |base_url| base_url.help(DIFF_BASE_URL).long_help(DIFF_BASE_URL_LONG)),
    after_help = "\
Exits with 7 if there are differences.

Examples:
  copilot-usage diff monday.json tuesday.json
  copilot-usage fetch -f ndjson | copilot-usage diff usage.csv -
  copilot-usage diff april.snapshot.json may.snapshot.json --tariff tokens"
)]
pub(crate) struct DiffArgs {
    /// Old bill, or messages to charge; - for standard input
    ///
    /// A bill is what fetch or score printed as JSON, NDJSON or CSV, plain or gzip.
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// New bill, or messages to charge; - for standard input
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

const DIFF_BASE_URL: &str = "Look up the reports of messages in the API at this URL";
const DIFF_BASE_URL_LONG: &str = "\
Look up the reports of messages in the API at this URL

By default, reports come from the file itself if it is a snapshot. Two bills are refused with this option: they need no
reports.";

/// Write the usage as a single HTML page
///
/// The page needs no network and no other file. It shows totals, a chart, and a table of the messages to sort, search
/// and filter; each message opens to its explanation.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  copilot-usage dashboard --output usage.html         the current period, fetched
  copilot-usage dashboard may.json -o usage.html --timezone Europe/London")]
pub(crate) struct DashboardArgs {
    #[command(flatten)]
    pub(crate) source: SourceArgs,
    /// Write to FILE instead of standard output
    ///
    /// The file is replaced only when the whole page is ready. A name that ends in .gz compresses it. - stands for
    /// standard output; without this option, a terminal is refused.
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,
    /// Include the texts of the messages
    ///
    /// By default the page holds what a message costs and why, and nothing of its text.
    #[arg(long, help_heading = "Output")]
    pub(crate) include_text: bool,
    /// List up to N messages, and only sum up the others
    #[arg(long, value_name = "N", default_value_t = 200_000, help_heading = "Output")]
    pub(crate) max_rows: u32,
    /// Leave out the time of creation
    ///
    /// The same input then gives the same bytes.
    #[arg(long, help_heading = "Output")]
    pub(crate) reproducible: bool,
    #[command(flatten)]
    pub(crate) tariff: TariffArg,
    #[command(flatten)]
    pub(crate) messages: MessageArgs,
}

/// List, print or check tariffs
///
/// Without arguments, lists the built-in tariffs. With NAME, prints that tariff as TOML, to copy and edit.
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
    /// Tariff to print
    #[arg(value_name = "NAME", conflicts_with = "format")]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TariffsCommand {
    /// Check tariff files, and charge their test cases
    Check {
        /// Tariff files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

/// Print the JSON Schema of an output
///
/// The schema describes what the command prints with --format json.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  copilot-usage schema > usage.schema.json
  copilot-usage schema summary")]
pub(crate) struct SchemaArgs {
    /// Output to describe
    #[arg(value_enum, value_name = "VIEW", default_value = "usage")]
    pub(crate) of: SchemaArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaArg {
    /// Output of fetch and score
    Usage,
    /// Output of explain
    Explain,
    /// Output of summary
    Summary,
    /// Output of compare
    Compare,
    /// Output of diff
    Diff,
    /// Output of tariffs
    Tariffs,
}

/// Print a shell completion script
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  copilot-usage completions bash > ~/.local/share/bash-completion/completions/copilot-usage
  copilot-usage completions zsh > ~/.zfunc/_copilot-usage
  copilot-usage completions fish > ~/.config/fish/completions/copilot-usage.fish")]
pub(crate) struct CompletionsArgs {
    /// Shell to complete for
    #[arg(value_enum, value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

/// Reads a key of a summary.
fn key(text: &str) -> Result<Key, String> {
    let key = Key::ALL.into_iter().find(|key| key.name() == text);
    key.ok_or_else(|| format!("expected {}", Key::ALL.map(Key::name).join(", ")))
}
