//! Who may ask the service, how often, and from which pages.
#![allow(clippy::doc_markdown, reason = "the comments are the help, which shows no Markdown")]

use clap::Args;
use std::path::PathBuf;

/// Who may ask. Kept as typed: each may come from a variable, too, and is read in the same way.
#[derive(Debug, Args)]
#[command(next_help_heading = "Access")]
pub(crate) struct AccessArgs {
    /// Answer only requests with a key of FILE [env: COPILOT_USAGE_KEYS]
    ///
    /// Needed to listen on an address that other machines reach. `copilot-usage keys new` makes a key and adds it to FILE.
    /// A request sends it as Authorization: Bearer KEY. FILE is read again on SIGHUP.
    #[arg(long, value_name = "FILE", conflicts_with = "no_auth", hide_short_help = true)]
    pub(crate) keys: Option<PathBuf>,
    /// Answer everyone on any address [env: COPILOT_USAGE_NO_AUTH]
    ///
    /// For a service behind something else that lets only some through. The variable is 1 or 0.
    #[arg(long, hide_short_help = true)]
    pub(crate) no_auth: bool,
    /// Limit requests per second or minute [env: COPILOT_USAGE_RATE_LIMIT]
    ///
    /// RATE is N/s or N/m. Requests are counted by key, else by the address that they come from, and N may come at once.
    /// More are answered with 429. /health is never limited.
    #[arg(long, value_name = "RATE", hide_short_help = true)]
    pub(crate) rate_limit: Option<String>,
    /// Trust what this proxy says of its clients [env: COPILOT_USAGE_TRUST_PROXY]
    ///
    /// ADDRESS is an address or a network, such as 10.0.0.0/8. Requests from there are counted by the address in
    /// X-Forwarded-For. May be given several times; in the variable with commas.
    #[arg(long, value_name = "ADDRESS", hide_short_help = true)]
    pub(crate) trust_proxy: Vec<String>,
    /// Let pages of this origin use the service [env: COPILOT_USAGE_CORS_ORIGIN]
    ///
    /// ORIGIN is scheme, host and port, such as http://localhost:5173. Without it, browsers let no page of another site
    /// read an answer. May be given several times; in the variable with commas.
    #[arg(long, value_name = "ORIGIN", hide_short_help = true)]
    pub(crate) cors_origin: Vec<String>,
    /// Also answer requests to this host name [env: COPILOT_USAGE_ALLOWED_HOST]
    ///
    /// On a loopback address, only requests to localhost or a loopback address are answered by default, so that no page
    /// reaches the service under a name of its own. On another address, any name is answered, unless this is given. May be
    /// given several times; in the variable with commas.
    #[arg(long, value_name = "HOST", hide_short_help = true)]
    pub(crate) allowed_host: Vec<String>,
}
