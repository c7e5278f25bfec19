//! The base URL of the upstream.

use reqwest::Url;
use std::net::IpAddr;

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
    /// Whether a token may be sent to this URL: it uses HTTPS or names a loopback host.
    pub(super) fn is_private(&self) -> bool {
        let host = self.0.host_str().unwrap_or_default();
        let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        let loopback = address.map_or(host == "localhost", |address| address.is_loopback());
        self.0.scheme() == "https" || loopback
    }
}
