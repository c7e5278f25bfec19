//! How the upstream is reached: the base URL, the token, the limits.

use crate::http::failure::root_cause;
use crate::http::{Proxy, Token};
use reqwest::{Certificate, Url};
use std::net::IpAddr;
use std::time::Duration;

/// How the upstream is reached.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the API is, without a slash at its end.
    pub base_url: BaseUrl,
    /// Sent with each request, where there is one.
    pub token: Option<Token>,
    /// What stands between this machine and the upstream, if anything does.
    pub proxy: Option<Proxy>,
    /// Whom to trust beside the authorities of the system.
    pub authorities: Authorities,
    /// For making a connection.
    pub connect_timeout: Duration,
    /// For one attempt, its body included.
    pub timeout: Duration,
    /// For the whole run.
    pub max_time: Duration,
    /// Attempts after the first.
    pub retries: usize,
    /// Bytes of the message list, at the most, decompressed too.
    pub body_max: u64,
}

/// An `http` or `https` URL to which paths can be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(pub(super) Url);

impl std::str::FromStr for BaseUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let expected = || "expected http://… or https://…".to_owned();
        let url = Url::parse(text.trim_end_matches('/')).map_err(|_| expected())?;
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(expected());
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("a user name or password does not belong here, use a token".to_owned());
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err("a base URL has no ?query and no #fragment".to_owned());
        }
        Ok(Self(url))
    }
}

impl BaseUrl {
    /// Whether a token may travel there: encrypted, or within this machine.
    pub(super) fn is_private(&self) -> bool {
        let host = self.0.host_str().unwrap_or_default();
        let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        let loopback = address.map_or(host == "localhost", |address| address.is_loopback());
        self.0.scheme() == "https" || loopback
    }
}

/// Certificates of authorities that vouch for the upstream beside those of the system.
#[derive(Debug, Clone, Default)]
pub struct Authorities(pub(super) Vec<Certificate>);

impl Authorities {
    /// Reads a file of certificates in PEM.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(pem: &[u8]) -> Result<Self, String> {
        let certificates = Certificate::from_pem_bundle(pem).map_err(|error| root_cause(&error))?;
        if certificates.is_empty() {
            Err("holds no certificate in PEM".to_owned())
        } else {
            Ok(Self(certificates))
        }
    }
}
