//! The connections of the service: what was typed and the variables -> values for the library; what happens to them ->
//! lines of the log.

use crate::cli::args::{ConnectionArgs, connections, duration, duration_or_zero};
use crate::cli::commands::serve::systemd;
use crate::cli::failure::{Failure, Result};
use crate::cli::session::Session;
use crate::cli::settings::{setting, variable};
use copilot_usage::server::{
    Bodies, ConnectionLimits, ListenAddress, OnServiceEvent, ServiceConfig, ServiceEvent, Socket, Tls,
    TlsFiles,
};
use serde::Serialize;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

/// Where the service listens if nobody says anything else.
const LISTEN_DEFAULT: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 8000);
const LISTEN_VARIABLE: &str = "COPILOT_USAGE_LISTEN";
const MAX_CONNECTIONS_DEFAULT: usize = 4096;

/// Where the service listens, for the log.
#[derive(Serialize)]
struct Listening {
    address: String,
}

/// What a client was answered that never reached a route, for the log.
#[derive(Serialize)]
struct Refused {
    status: u16,
}

/// A line of the log that its message says all of.
#[derive(Serialize)]
struct Nothing {}

/// Where the service is to listen.
pub(super) struct Listeners {
    /// The sockets that systemd has opened.
    inherited: Vec<Socket>,
    /// The addresses to open.
    addresses: Vec<ListenAddress>,
}

impl Listeners {
    /// Every address.
    pub(super) fn addresses(&self) -> impl Iterator<Item = &ListenAddress> {
        self.inherited.iter().map(|socket| &socket.address).chain(&self.addresses)
    }

    /// Opens the sockets to listen at.
    pub(super) fn bind(self) -> Result<Vec<Socket>> {
        let mut sockets = self.inherited;
        for address in &self.addresses {
            sockets.push(Socket::bind(address)?);
        }
        Ok(sockets)
    }
}

/// Reads where the service is to listen.
pub(super) fn listeners(args: &ConnectionArgs) -> Result<Listeners> {
    let inherited = systemd::sockets()?;
    let mut addresses = Vec::new();
    for typed in &args.listen {
        addresses.push(typed.parse().map_err(|why: String| Failure::call(format!("--listen {typed}"), why))?);
    }
    if let (true, Some(listed)) = (addresses.is_empty(), variable(LISTEN_VARIABLE)?) {
        for listed in listed.split(',') {
            addresses.push(listed.trim().parse().map_err(|why: String| Failure::call(LISTEN_VARIABLE, why))?);
        }
    }
    if addresses.is_empty() && inherited.is_empty() {
        addresses.push(ListenAddress::Tcp(LISTEN_DEFAULT));
    }
    Ok(Listeners { inherited, addresses })
}

/// What connections may take, and how the service ends.
pub(super) fn config(args: &ConnectionArgs) -> Result<ServiceConfig> {
    let time = |typed, name, default| {
        Ok::<_, Failure>(setting(typed, name, duration)?.unwrap_or(Duration::from_secs(default)))
    };
    let most = setting(args.max_connections, "COPILOT_USAGE_MAX_CONNECTIONS", connections)?;
    Ok(ServiceConfig {
        tls: tls(args)?,
        limits: ConnectionLimits {
            connections: most.unwrap_or(MAX_CONNECTIONS_DEFAULT),
            header_timeout: time(args.header_timeout, "COPILOT_USAGE_HEADER_TIMEOUT", 10)?,
            idle_timeout: time(args.idle_timeout, "COPILOT_USAGE_IDLE_TIMEOUT", 60)?,
        },
        drain: setting(args.drain, "COPILOT_USAGE_DRAIN", duration_or_zero)?.unwrap_or_default(),
        grace: time(args.grace, "COPILOT_USAGE_GRACE", 30)?,
    })
}

/// How bodies are read.
pub(super) fn bodies(args: &ConnectionArgs, bytes_max: usize) -> Result<Bodies> {
    let time = setting(args.body_timeout, "COPILOT_USAGE_BODY_TIMEOUT", duration)?;
    Ok(Bodies::new(bytes_max, time.unwrap_or(Duration::from_secs(30))))
}

fn tls(args: &ConnectionArgs) -> Result<Option<Tls>> {
    let file = |typed: &Option<PathBuf>, name| setting(typed.clone(), name, |path| Ok(path.into()));
    let certificate = file(&args.tls_cert, "COPILOT_USAGE_TLS_CERT")?;
    let key = file(&args.tls_key, "COPILOT_USAGE_TLS_KEY")?;
    let client_authority = file(&args.client_ca, "COPILOT_USAGE_CLIENT_CA")?;
    match (certificate, key) {
        (Some(certificate), Some(key)) => {
            Ok(Some(Tls::read(TlsFiles { certificate, key, client_authority })?))
        }
        (Some(_), None) => Err(Failure::call("--tls-cert", "needs --tls-key")),
        (None, Some(_)) => Err(Failure::call("--tls-key", "needs --tls-cert")),
        (None, None) if client_authority.is_some() => {
            Err(Failure::call("--client-ca", "needs --tls-cert and --tls-key"))
        }
        (None, None) => Ok(None),
    }
}

/// Writes what happens to the service into the log, and tells systemd.
pub(super) fn on_event(session: &Session) -> OnServiceEvent {
    let session = session.clone();
    Box::new(move |event| {
        let console = &session.console;
        match event {
            ServiceEvent::Listening { address, is_encrypted } => {
                let scheme = match address {
                    ListenAddress::Tcp(_) if *is_encrypted => "https://",
                    ListenAddress::Tcp(_) => "http://",
                    ListenAddress::Unix(_) => "",
                };
                let message = format!("listening on {scheme}{address}");
                console.info("listening", &message, Listening { address: address.to_string() });
            }
            ServiceEvent::Ready => systemd::notify("READY=1"),
            ServiceEvent::NotAccepted(error) => {
                console.error("accept", &format!("cannot accept connections: {error}"), None);
            }
            ServiceEvent::Refused(problem) => {
                let fields = Refused { status: problem.status.as_u16() };
                console.info(problem.code, &format!("refused: {}", problem.message), fields);
            }
            ServiceEvent::CertificatesRead => {
                console.info("certificates", "the certificates were read again", Nothing {});
            }
            ServiceEvent::CertificatesKept(error) => {
                console.failure("certificates", error);
                console.info("certificates", "the old certificates stay in force", Nothing {});
            }
            ServiceEvent::Stopping => {
                systemd::notify("STOPPING=1");
                console.info("stopping", "stopping: requests may end, no new ones are wanted", Nothing {});
            }
            ServiceEvent::CutOff(connections) => {
                let message = format!("connections were cut off, their time is over: {connections}");
                console.error("cut-off", &message, None);
            }
        }
    })
}
