//! The command line and its help: the commands here, their options in one file per topic. `settings.rs` turns them into
//! values for the library.
#![allow(clippy::doc_markdown, reason = "the comments are the help, which shows no Markdown")]

#[cfg(feature = "serve")]
mod access;
mod charging;
mod commands;
#[cfg(feature = "serve")]
mod connections;
#[cfg(feature = "serve")]
mod health;
mod input;
#[cfg(feature = "serve")]
mod keys;
mod logging;
mod messages;
mod needs;
mod output;
#[cfg(feature = "serve")]
mod serve;
mod upstream;

#[cfg(feature = "serve")]
pub(crate) use access::*;
pub(crate) use charging::*;
use clap::{Args, FromArgMatches, Parser, Subcommand};
pub(crate) use commands::*;
#[cfg(feature = "serve")]
pub(crate) use connections::*;
#[cfg(feature = "serve")]
pub(crate) use health::*;
pub(crate) use input::*;
#[cfg(feature = "serve")]
pub(crate) use keys::*;
pub(crate) use logging::*;
pub(crate) use messages::*;
pub(crate) use needs::unmet_need;
pub(crate) use output::*;
#[cfg(feature = "serve")]
pub(crate) use serve::*;
use std::env;
pub(crate) use upstream::*;

const AFTER_HELP: &str = "\
Examples:
  copilot-usage fetch --output usage.csv            the bill of the current period, from the API
  copilot-usage score may.json                      the bill of messages in a file
  copilot-usage summary may.json --by day,source    the totals by day and source
  copilot-usage explain 'orbital latibro'           why a text costs what it costs

Environment:
  COPILOT_USAGE_BASE_URL                            URL of the API, as --base-url
  COPILOT_USAGE_TOKEN                               bearer token of the API, see --token-file
  COPILOT_USAGE_CACHE_DIR                           folder to cache reports in, as --cache-dir
  HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY      proxies, and hosts to reach without one
  NO_COLOR                                          no colors, unless --color asks for them
  TZ                                                time zone that --timezone local stands for

Exit codes:
  0  success
  1  bug in copilot-usage
  2  wrong call, setting or tariff
  3  invalid messages, reports or answer of the API
  4  API unavailable, after retries
  5  API refused the request
  6  file or standard output not readable or writable, or no thread left
  7  verdict: --strict, --fail-over, --max-missing, or diff found differences";

/// Charge the usage of an AI assistant: exact to a hundredth of a credit, or an error
///
/// Messages come from an HTTP API or from files. A message that produced a report costs what the report costs; every
/// other message is charged by its text, under a tariff. The usage is printed as JSON, NDJSON, CSV or a table.
///
/// Each command lists its options with -h, and explains them with --help. An option overrides its environment
/// variable; an empty variable counts as unset.
#[derive(Debug, Parser)]
#[command(name = "copilot-usage", version, max_term_width = 100, after_help = AFTER_HELP)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) logging: LoggingArgs,
}

/// The doc comments of the arguments are the help of each command.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Fetch(FetchArgs),
    Score(ScoreArgs),
    Explain(ExplainArgs),
    Summary(SummaryArgs),
    Compare(CompareArgs),
    Diff(DiffArgs),
    Dashboard(DashboardArgs),
    #[cfg(feature = "serve")]
    Serve(Box<ServeArgs>),
    #[cfg(feature = "serve")]
    Keys(KeysArgs),
    #[cfg(feature = "serve")]
    Health(HealthArgs),
    Tariffs(TariffsArgs),
    Schema(SchemaArgs),
    Completions(CompletionsArgs),
    /// Print the manual page
    #[command(after_help = "Examples:\n  copilot-usage man | man -l -")]
    Man,
}

impl Cli {
    /// Parses the call. To describe all commands to clap takes longer than most calls do, so that a command which is
    /// named first is tried alone; only help and errors need the others.
    pub(crate) fn of_call() -> Result<Self, clap::Error> {
        let call = || env::args_os();
        let alone = call().nth(1).and_then(|first| ALONE.iter().find(|(name, _)| *name == first));
        let alone = alone.and_then(|&(name, describe)| {
            let root = clap::Command::new("copilot-usage").subcommand_required(true);
            let root = root.subcommand(describe(clap::Command::new(name)));
            Self::from_arg_matches(&LoggingArgs::augment_args(root).try_get_matches_from(call()).ok()?).ok()
        });
        alone.map_or_else(|| Self::try_parse_from(call()), Ok)
    }
}

/// Describes a command to clap.
type Describe = fn(clap::Command) -> clap::Command;

/// The commands that are worth to be described alone.
const ALONE: &[(&str, Describe)] = &[
    ("fetch", FetchArgs::augment_args),
    ("score", ScoreArgs::augment_args),
    ("explain", ExplainArgs::augment_args),
    ("summary", SummaryArgs::augment_args),
    ("compare", CompareArgs::augment_args),
    ("diff", DiffArgs::augment_args),
    ("dashboard", DashboardArgs::augment_args),
    #[cfg(feature = "serve")]
    ("serve", ServeArgs::augment_args),
    ("tariffs", TariffsArgs::augment_args),
];

impl Command {
    /// Whether it answers others until it is ended.
    pub(crate) fn is_service(&self) -> bool {
        match self {
            #[cfg(feature = "serve")]
            Self::Serve(_) => true,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_that_relations_name_are_there() {
        Cli::command().debug_assert();
    }
}
