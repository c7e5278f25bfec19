//! How the upstream is reached: the URL, the token, the authorities, the limits.

use crate::http::base_url::BaseUrl;
use crate::http::cause::root_cause;
use crate::http::proxy::Proxy;
use crate::http::token::Token;
use reqwest::Certificate;
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
