//! What can be typed, and the help for it: the commands here, their options in a file a topic. Nothing else: what it
//! means is in `settings.rs`.
#![allow(clippy::doc_markdown, reason = "the comments are the help, which shows no Markdown")]

mod charging;
mod commands;
mod input;
mod logging;
mod messages;
mod needs;
mod output;
#[cfg(feature = "serve")]
mod serve;
mod upstream;

pub(crate) use charging::*;
use clap::{Parser, Subcommand};
pub(crate) use commands::*;
pub(crate) use input::*;
pub(crate) use logging::*;
pub(crate) use messages::*;
pub(crate) use needs::unmet_need;
pub(crate) use output::*;
#[cfg(feature = "serve")]
pub(crate) use serve::*;
pub(crate) use upstream::*;

const AFTER_HELP: &str = "\
Examples:
  copilot-usage fetch --output usage.csv            the bill of the current period, from the API
  copilot-usage score may.json                      the bill of messages in a file
  copilot-usage summary may.json --by day,source    what they come to
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
    pub(crate) talk: TalkArgs,
}

/// The help of each is at its arguments.
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
    Serve(ServeArgs),
    Tariffs(TariffsArgs),
    Schema(SchemaArgs),
    Completions(CompletionsArgs),
    /// Print the manual page
    #[command(after_help = "Examples:\n  copilot-usage man | man -l -")]
    Man,
}

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
