//! The settings of the HTTP client.

use crate::http::base_url::BaseUrl;
use crate::http::cause::root_cause;
use crate::http::proxy::Proxy;
use crate::http::token::Token;
use reqwest::Certificate;
use std::time::Duration;

/// The settings of a [`Client`](crate::http::Client).
#[derive(Debug, Clone)]
pub struct Settings {
    /// The base URL of the upstream, without a trailing slash.
    pub base_url: BaseUrl,
    /// The bearer token to send with each request, if any.
    pub token: Option<Token>,
    /// The proxy between this machine and the upstream, if any.
    pub proxy: Option<Proxy>,
    /// The certificate authorities to trust in addition to those of the system.
    pub authorities: Authorities,
    /// The time limit for one connection attempt.
    pub connect_timeout: Duration,
    /// The time limit for one attempt, including its body.
    pub timeout: Duration,
    /// The time limit for the whole run.
    pub max_time: Duration,
    /// The maximum number of attempts after the first.
    pub retries: usize,
    /// The maximum size of the message list in bytes, compressed and decompressed.
    pub body_max: u64,
}

/// Certificates of authorities to trust in addition to those of the system.
#[derive(Debug, Clone, Default)]
pub struct Authorities(pub(super) Vec<Certificate>);

impl Authorities {
    /// Parses the certificates of a PEM file.
    ///
    /// # Errors
    /// A message if a certificate is malformed, or if there is none.
    pub fn read(pem: &[u8]) -> Result<Self, String> {
        let certificates = Certificate::from_pem_bundle(pem).map_err(|error| root_cause(&error))?;
        if certificates.is_empty() {
            Err("holds no certificate in PEM".to_owned())
        } else {
            Ok(Self(certificates))
        }
    }
}
