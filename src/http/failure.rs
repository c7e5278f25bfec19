//! Classifies failed attempts: what failed (the upstream, the proxy, TLS, the name server), and whether to retry.

use crate::clock::Clock;
use crate::error::{Error, Hint, Setting};
use crate::http::base_url::BaseUrl;
use crate::http::cause::{causes, root_cause};
use crate::http::proxy::Proxy;
use crate::http::tunnel;
use reqwest::StatusCode;
use reqwest::blocking::Response;
use reqwest::header::{self, HeaderMap};
use std::time::{Duration, SystemTime};

/// Why one attempt failed.
pub(super) enum AttemptFailure {
    /// A retry may succeed.
    Transient {
        why: String,
        /// The wait that the upstream asked for.
        retry_after: Option<Duration>,
        /// What to do if all retries fail, if there is a better hint than to wait.
        hint: Option<Hint>,
    },
    /// A retry would fail as well.
    Final(Error),
}

/// One attempt: the URL, the parties and the time limits.
#[derive(Clone, Copy)]
pub(super) struct Attempt<'a> {
    pub(super) url: &'a str,
    pub(super) upstream: &'a BaseUrl,
    pub(super) proxy: Option<&'a Proxy>,
    pub(super) connect_timeout: Duration,
    pub(super) timeout: Duration,
    pub(super) clock: &'a Clock,
}

impl Attempt<'_> {
    /// Returns the failure that a status means. The client itself handles 200, 404 and the 304 of a conditional
    /// request.
    pub(super) fn answered(&self, response: &Response) -> AttemptFailure {
        let status = response.status();
        // The answer may come from the proxy instead of the upstream.
        let proxy = self.proxy.filter(|proxy| proxy.forwards(self.upstream));
        let why = match (status, proxy) {
            (StatusCode::PROXY_AUTHENTICATION_REQUIRED, Some(proxy)) => {
                return self.proxy_auth_required(proxy);
            }
            (_, Some(proxy)) => format!("{status}, via {proxy}"),
            (_, None) => status.to_string(),
        };
        if is_transient(status) {
            return AttemptFailure::Transient {
                why,
                retry_after: self.retry_after(response.headers()),
                hint: None,
            };
        }
        if status.is_server_error() {
            return AttemptFailure::Final(Error::unavailable(self.url, why));
        }
        let error = |more: &str| Error::refused(self.url, format!("{why}{more}"));
        AttemptFailure::Final(match (status, proxy) {
            _ if status.is_redirection() && response.headers().contains_key(header::LOCATION) => {
                self.redirected(response, &why)
            }
            (StatusCode::NO_CONTENT, _) => error(": nothing was sent, expected 200 and a JSON document"),
            (StatusCode::NOT_MODIFIED, _) => error(": nothing was sent, and nothing is cached"),
            (_, Some(proxy)) => {
                error("").with_hint(Hint::CheckBaseUrlTokenAndProxy { variable: proxy.variable })
            }
            (_, None) => error(""),
        })
    }

    /// Returns the wait that the `Retry-After` header asks for, in seconds or as a date. Ignores any other value.
    fn retry_after(self, headers: &HeaderMap) -> Option<Duration> {
        let value = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
        if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(value.parse().map_or(Duration::MAX, Duration::from_secs));
        }
        let date = httpdate::parse_http_date(value).ok()?;
        Some(date.duration_since(SystemTime::from(self.clock.now())).unwrap_or_default())
    }

    /// Returns the error of a redirect that is not followed. It names only the origin of the target, for the rest of
    /// the URL may hold secrets.
    fn redirected(&self, response: &Response, status: &str) -> Error {
        let from = response.url();
        let location = response.headers().get(header::LOCATION).and_then(|location| location.to_str().ok());
        let Some(to) = location.and_then(|location| from.join(location).ok()) else {
            return Error::refused(self.url, format!("{status}: redirected to an invalid URL"));
        };
        if to.origin() == from.origin() {
            return Error::refused(self.url, format!("{status}: redirected too many times"));
        }
        let origin =
            if to.has_host() { to.origin().ascii_serialization() } else { format!("{}:", to.scheme()) };
        let why = format!("{status}: redirected to {origin}, another origin, which is not followed");
        let error = Error::refused(self.url, why);
        let to_https = (from.scheme(), to.scheme()) == ("http", "https") && from.host() == to.host();
        if to_https { error.with_hint(Hint::UseHttps { origin }) } else { error }
    }

    /// Returns the failure that an error of the transfer means.
    pub(super) fn failed(&self, error: &reqwest::Error) -> AttemptFailure {
        if error.is_timeout() && !error.is_connect() {
            return transient(format!("no whole answer within {} s", seconds(self.timeout)));
        }
        if error.is_builder() {
            return AttemptFailure::Final(Error::usage(Setting::Url(self.url.to_owned()), root_cause(error)));
        }
        if error.is_redirect() {
            return AttemptFailure::Final(Error::refused(self.url, root_cause(error)));
        }
        let to_proxy =
            |proxy: &&Proxy| error.is_connect() && (proxy.forwards(self.upstream) || is_proxy_error(error));
        match self.proxy.filter(to_proxy) {
            Some(proxy) => self.proxy_failed(proxy, error),
            None => self.upstream_failed(error),
        }
    }

    fn upstream_failed(&self, error: &reqwest::Error) -> AttemptFailure {
        let why = root_cause(error);
        match tls_cause(error) {
            Some(rustls::Error::InvalidMessage(_)) => {
                let why =
                    format!("no secure connection: the upstream does not speak TLS at this port: {why}");
                let error = Error::refused(self.url, why);
                return AttemptFailure::Final(error.with_hint(Hint::CheckPortOrPlainHttp));
            }
            Some(_) => {
                let error = Error::refused(self.url, format!("no secure connection: {why}"));
                return AttemptFailure::Final(error.with_hint(Hint::CheckCertificate));
            }
            None => {}
        }
        if says(error, "dns error") {
            return transient_with_hint(
                format!("the host of the upstream is not found: {why}"),
                Hint::CheckHost,
            );
        }
        if says(error, "invalid HTTP ") {
            let why = format!("the answer is not HTTP: {why}");
            return transient_with_hint(why, Hint::CheckPortAndHttps);
        }
        if error.is_timeout() {
            return transient(format!("no connection within {} s", seconds(self.connect_timeout)));
        }
        transient(why)
    }

    fn proxy_failed(&self, proxy: &Proxy, error: &reqwest::Error) -> AttemptFailure {
        let why = root_cause(error);
        let check = Hint::CheckProxy { variable: proxy.variable };
        let refused = |what: &str| {
            AttemptFailure::Final(
                Error::refused(self.url, format!("{proxy} {what}: {why}")).with_hint(check.clone()),
            )
        };
        if says(error, "tunnel error: proxy authorization required") || is_credentials_error(&why) {
            return self.proxy_auth_required(proxy);
        }
        if tls_cause(error).is_some() {
            return refused("makes no secure connection");
        }
        if says(error, "tunnel error: unsuccessful") {
            return self.no_tunnel(proxy, check);
        }
        if why == "SOCKS error: connection not allowed" {
            return refused("does not allow connections to the upstream");
        }
        let why = if says(error, "dns error") {
            format!("{proxy} is not found: {why}")
        } else if error.is_timeout() {
            format!("{proxy} did not answer within {} s", seconds(self.connect_timeout))
        } else if is_proxy_error(error) && !says(error, NOT_REACHED) {
            format!("{proxy} makes no connection to the upstream: {why}")
        } else {
            format!("{proxy} cannot be reached: {why}")
        };
        transient_with_hint(why, check)
    }

    /// Returns the failure of a proxy that answered but did not make a tunnel.
    fn no_tunnel(&self, proxy: &Proxy, check: Hint) -> AttemptFailure {
        let what = format!("{proxy} makes no tunnel to the upstream");
        match tunnel::status(proxy, &self.upstream.0, self.connect_timeout, self.clock) {
            Some(status) if status.is_client_error() && !is_transient(status) => {
                AttemptFailure::Final(Error::refused(self.url, format!("{what}: {status}")).with_hint(check))
            }
            Some(status) => transient_with_hint(format!("{what}: {status}"), check),
            None => transient_with_hint(what, check),
        }
    }

    fn proxy_auth_required(&self, proxy: &Proxy) -> AttemptFailure {
        let why = format!("{proxy} requires a valid user name and password");
        let hint = Hint::GiveProxyCredentials { variable: proxy.variable };
        AttemptFailure::Final(Error::refused(self.url, why).with_hint(hint))
    }
}

fn is_transient(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::REQUEST_TIMEOUT
            | StatusCode::TOO_MANY_REQUESTS
            | StatusCode::INTERNAL_SERVER_ERROR
            | StatusCode::BAD_GATEWAY
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT
    )
}

fn transient(why: String) -> AttemptFailure {
    AttemptFailure::Transient { why, retry_after: None, hint: None }
}

fn transient_with_hint(why: String, hint: Hint) -> AttemptFailure {
    AttemptFailure::Transient { why, retry_after: None, hint: Some(hint) }
}

/// The message of an error of the client that could not connect to a proxy.
const NOT_REACHED: &str = "failed to create underlying connection";

/// Whether an error comes from a tunnel or a SOCKS connection. The client has no types for these errors, so this looks
/// at their messages; tests check that the messages are still the same.
fn is_proxy_error(error: &reqwest::Error) -> bool {
    says(error, "tunnel error: ") || says(error, "SOCKS error: ")
}

fn is_credentials_error(why: &str) -> bool {
    ["credentials not accepted", "server does not support user/pass", "server ident"]
        .iter()
        .any(|said| why.contains(said))
}

/// Whether the message of an error or of one of its causes contains `what`.
fn says(error: &reqwest::Error, what: &str) -> bool {
    causes(error).any(|cause| cause.to_string().contains(what))
}

fn tls_cause(error: &reqwest::Error) -> Option<&rustls::Error> {
    causes(error).find_map(|cause| cause.downcast_ref())
}

/// Formats a time in seconds, without trailing zeros: `30`, `0.5`.
fn seconds(time: Duration) -> String {
    let text = format!("{}.{:03}", time.as_secs(), time.subsec_millis());
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
