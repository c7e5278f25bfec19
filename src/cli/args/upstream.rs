//! The URL of the API, and how it is requested.
#![allow(clippy::doc_markdown, reason = "the comments are the help, which shows no Markdown")]

use clap::Args;
use std::path::PathBuf;
use std::time::Duration;

/// The environment variable with the URL of the API.
pub(crate) const BASE_URL_VARIABLE: &str = "COPILOT_USAGE_BASE_URL";
/// The default URL of the API.
pub(crate) const BASE_URL_DEFAULT: &str = "https://owpublic.blob.core.windows.net/tech-task";

/// The API, for commands that also read files.
#[derive(Debug, Args)]
pub(crate) struct ApiArgs {
    /// Use the API at this URL; with a FILE, only to look up reports
    ///
    /// Without a FILE, messages and reports come from the API, whose URL may also be set in COPILOT_USAGE_BASE_URL.
    /// With a FILE, messages come from the file; their reports come from the API only if this option is given.
    #[arg(long, value_name = "URL", help_heading = "Upstream API")]
    pub(crate) base_url: Option<String>,
    #[command(flatten)]
    pub(crate) upstream: UpstreamArgs,
}

/// How the API is requested.
#[derive(Debug, Args)]
#[command(next_help_heading = "Upstream API")]
pub(crate) struct UpstreamArgs {
    /// Read the bearer token from FILE [env: COPILOT_USAGE_TOKEN]
    ///
    /// COPILOT_USAGE_TOKEN holds the token itself. A token is sent over HTTPS, or over plain HTTP within this machine;
    /// no message shows it.
    #[arg(long, value_name = "FILE")]
    pub(crate) token_file: Option<PathBuf>,
    /// Also trust the certificate authorities in FILE, as PEM
    ///
    /// They are trusted beside those of the system.
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub(crate) ca_cert: Option<PathBuf>,
    /// Open up to N connections at once
    ///
    /// N is from 1 to 256. Each report is requested once.
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) concurrency: u16,
    /// Cache reports in DIR between runs [env: COPILOT_USAGE_CACHE_DIR]
    ///
    /// Several runs may share the folder. A report is cached for the token that it was requested with. Missing reports
    /// are not cached, nor what the API marks as no-store.
    #[arg(long, value_name = "DIR")]
    pub(crate) cache_dir: Option<PathBuf>,
    /// Use a cached report for TIME before checking for changes
    ///
    /// A report that is older is requested with its entity tag, and answered with its content only if it has changed.
    /// TIME is a number of seconds, or a number with its unit: 0, 30s, 10m, 1h. 0 checks each report.
    #[arg(long, value_name = "TIME", default_value = "1h", value_parser = duration_or_zero, hide_short_help = true)]
    pub(crate) cache_ttl: Duration,
    /// Retry a failed request up to N times
    ///
    /// A request is retried if there is no connection, if the answer is cut off or comes too late, and for the statuses
    /// 408, 429, 500, 502, 503 and 504; after 0.5 s, 1 s, 2 s and so on, or as long as Retry-After asks for. N is from
    /// 0 to 20.
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u8).range(0..=20))]
    pub(crate) retries: u8,
    /// Limit the time to connect
    ///
    /// TIME is a number of seconds, or a number with its unit: 500ms, 5s, 2m.
    #[arg(long, value_name = "TIME", default_value = "5s", value_parser = duration, hide_short_help = true)]
    pub(crate) connect_timeout: Duration,
    /// Limit the time of a request, such as 500ms, 30s, 2m
    ///
    /// The time includes the body of the answer, and begins anew with each retry. TIME is a number of seconds, or a
    /// number with its unit.
    #[arg(long, value_name = "TIME", default_value = "30s", value_parser = duration)]
    pub(crate) timeout: Duration,
    /// Limit the time of all requests together
    ///
    /// The time counts from the start of the run, with retries and the waits between them. TIME is a number of seconds,
    /// or a number with its unit: 30s, 5m, 1h.
    #[arg(long, value_name = "TIME", default_value = "5m", value_parser = duration, hide_short_help = true)]
    pub(crate) max_time: Duration,
}

/// Reads a duration that is not zero.
pub(crate) fn duration(text: &str) -> Result<Duration, String> {
    duration_or_zero(text)
        .and_then(|time| if time.is_zero() { Err(EXPECTED_TIME.to_owned()) } else { Ok(time) })
}

/// Reads a duration: seconds, or a number with its unit.
pub(crate) fn duration_or_zero(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().map(Duration::from_secs).ok();
    let with_unit = || text.parse::<jiff::SignedDuration>().ok()?.try_into().ok();
    seconds.or_else(with_unit).ok_or_else(|| EXPECTED_TIME.to_owned())
}

const EXPECTED_TIME: &str = "expected seconds, or a time such as 500ms, 30s, 2m";
