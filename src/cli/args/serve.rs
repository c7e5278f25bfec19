//! What `serve` takes.
#![allow(clippy::doc_markdown, reason = "the comments are the help, which shows no Markdown")]

use crate::cli::args::access::AccessArgs;
use crate::cli::args::charging::TariffArg;
use crate::cli::args::connections::ConnectionArgs;
use crate::cli::args::input::SourceArgs;
use crate::cli::args::messages::MessageArgs;
use crate::cli::args::upstream::{duration, duration_or_zero};
use clap::Args;
use std::time::Duration;

/// Serve the bill over HTTP
///
/// One bill is made at a time, in the background, and shared by all requests. GET /usage answers with the bytes of
/// `copilot-usage fetch`, or of `copilot-usage score` if a FILE is given.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  copilot-usage serve                               the current period, on http://127.0.0.1:8000
  copilot-usage serve may.json --listen 127.0.0.1:9000
  curl http://127.0.0.1:8000/usage")]
pub(crate) struct ServeArgs {
    #[command(flatten)]
    pub(crate) source: SourceArgs,
    #[command(flatten)]
    pub(crate) freshness: FreshnessArgs,
    #[command(flatten)]
    pub(crate) connections: ConnectionArgs,
    #[command(flatten)]
    pub(crate) access: AccessArgs,
    #[command(flatten)]
    pub(crate) tariff: TariffArg,
    #[command(flatten)]
    pub(crate) messages: MessageArgs,
}

/// How old the bill of a service may be.
#[derive(Debug, Args)]
#[command(next_help_heading = "Service")]
pub(crate) struct FreshnessArgs {
    /// Make a new bill when the last is older than TIME [default: 60s]
    ///
    /// May also be set in COPILOT_USAGE_REFRESH.
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub(crate) refresh: Option<Duration>,
    /// If the API fails, serve the old bill for TIME more [default: 0]
    ///
    /// May also be set in COPILOT_USAGE_STALE_IF_ERROR.
    #[arg(long, value_name = "TIME", value_parser = duration_or_zero)]
    pub(crate) stale_if_error: Option<Duration>,
}
