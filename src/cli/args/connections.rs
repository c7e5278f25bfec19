//! Where a service listens, what its connections may take, and how it ends.
#![allow(clippy::doc_markdown, reason = "the comments are the help, which shows no Markdown")]

use crate::cli::args::upstream::{duration, duration_or_zero};
use clap::Args;
use std::path::PathBuf;
use std::time::Duration;

/// The connections of a service. What is not typed may be said by a variable.
#[derive(Debug, Args)]
#[command(next_help_heading = "Connections")]
pub(crate) struct ConnectionArgs {
    /// Listen on this address, or unix:PATH [env: COPILOT_USAGE_LISTEN]
    ///
    /// May be given several times; in the variable, addresses are separated by commas. A port of 0 is any that is free. A
    /// Unix socket can be used by its owner alone, and is removed at the end. Sockets that systemd hands over are used as
    /// well, and in place of the default.
    ///
    /// [default: 127.0.0.1:8000]
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) listen: Vec<String>,
    /// Encrypt with the certificate in FILE, as PEM [env: COPILOT_USAGE_TLS_CERT]
    ///
    /// The certificates between it and its authority stand behind it. SIGHUP reads the file again, and the key. A Unix
    /// socket is not encrypted.
    #[arg(long, value_name = "FILE")]
    pub(crate) tls_cert: Option<PathBuf>,
    /// Use the private key in FILE, as PEM [env: COPILOT_USAGE_TLS_KEY]
    #[arg(long, value_name = "FILE")]
    pub(crate) tls_key: Option<PathBuf>,
    /// Let in only clients with a certificate of an authority in FILE [env: COPILOT_USAGE_CLIENT_CA]
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub(crate) client_ca: Option<PathBuf>,
    /// Serve up to N connections at once [env: COPILOT_USAGE_MAX_CONNECTIONS]
    ///
    /// Any more are answered with 503. [default: 4096]
    #[arg(long, value_name = "N", hide_short_help = true, value_parser = connections)]
    pub(crate) max_connections: Option<usize>,
    /// Limit the time to send the head of a request [env: COPILOT_USAGE_HEADER_TIMEOUT]
    ///
    /// Also limits the time to agree on encryption. [default: 10s]
    #[arg(long, value_name = "TIME", hide_short_help = true, value_parser = duration)]
    pub(crate) header_timeout: Option<Duration>,
    /// Limit the time to send the body of a request [env: COPILOT_USAGE_BODY_TIMEOUT]
    ///
    /// [default: 30s]
    #[arg(long, value_name = "TIME", hide_short_help = true, value_parser = duration)]
    pub(crate) body_timeout: Option<Duration>,
    /// Close connections on which nothing happens for TIME [env: COPILOT_USAGE_IDLE_TIMEOUT]
    ///
    /// Either no request comes, or the client takes nothing of an answer. [default: 60s]
    #[arg(long, value_name = "TIME", hide_short_help = true, value_parser = duration)]
    pub(crate) idle_timeout: Option<Duration>,
    /// After SIGTERM, accept connections for TIME more [env: COPILOT_USAGE_DRAIN]
    ///
    /// Meanwhile /health/ready answers with 503. A second signal ends the service at once. [default: 0]
    #[arg(long, value_name = "TIME", hide_short_help = true, value_parser = duration_or_zero)]
    pub(crate) drain: Option<Duration>,
    /// Then let requests end within TIME [env: COPILOT_USAGE_GRACE]
    ///
    /// [default: 30s]
    #[arg(long, value_name = "TIME", hide_short_help = true, value_parser = duration)]
    pub(crate) grace: Option<Duration>,
}

/// Reads a number of connections.
pub(crate) fn connections(text: &str) -> Result<usize, String> {
    /// Connections that a number may allow.
    const MAX: usize = 1_000_000;
    let number = text.parse().ok().filter(|number| (1..=MAX).contains(number));
    number.ok_or_else(|| format!("expected a number from 1 to {MAX}"))
}
