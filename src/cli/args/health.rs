//! What `health` takes.
#![allow(clippy::doc_markdown, reason = "the comments are the help, which shows no Markdown")]

use crate::cli::args::upstream::duration;
use clap::Args;
use std::path::PathBuf;
use std::time::Duration;

/// Ask a service whether it is ready
///
/// Exits with 0 if the answer is 200, and with 4 if it is anything else or if there is none: for containers and monitors.
/// It asks once, and directly: no proxy is used.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  copilot-usage health http://127.0.0.1:8000              is it ready?
  copilot-usage health http://127.0.0.1:8000/health/live  does it run?")]
pub(crate) struct HealthArgs {
    /// URL of the service; without a path, /health/ready is asked for
    #[arg(value_name = "URL")]
    pub(crate) url: String,
    /// Also trust the certificate authorities in FILE, as PEM
    ///
    /// They are trusted beside those of the system.
    #[arg(long, value_name = "FILE")]
    pub(crate) ca_cert: Option<PathBuf>,
    /// Limit the time of the request
    #[arg(long, value_name = "TIME", default_value = "3s", value_parser = duration)]
    pub(crate) timeout: Duration,
}
