//! Why an attempt failed, who is to blame, and whether another may succeed.

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
    /// Another may succeed, after the wait that the upstream asked for.
    Passing {
        why: String,
        retry_after: Option<Duration>,
        /// What to do about it in the end, where more can be said than to wait.
        hint: Option<Hint>,
    },
    /// No other will.
    Final(Error),
}

/// An attempt: what was asked for, of whom, and how long it may take.
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
    /// What to make of an answer by its status alone, which is neither 200, 304 nor 404.
    pub(super) fn answered(&self, response: &Response) -> AttemptFailure {
        let status = response.status();
        // A proxy hands on the requests, and may answer them itself.
        let proxy = self.proxy.filter(|proxy| proxy.forwards(self.upstream));
        let why = match (status, proxy) {
            (StatusCode::PROXY_AUTHENTICATION_REQUIRED, Some(proxy)) => return self.proxy_asks_who(proxy),
            (_, Some(proxy)) => format!("{status}, by way of {proxy}"),
            (_, None) => status.to_string(),
        };
        if is_passing(status) {
            return AttemptFailure::Passing {
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
            (StatusCode::NOT_MODIFIED, _) => error(": nothing was sent, and nothing is at hand"),
            (_, Some(proxy)) => {
                error("").with_hint(Hint::CheckBaseUrlTokenAndProxy { variable: proxy.variable })
            }
            (_, None) => error(""),
        })
    }

    /// The wait that an answer asks for, in seconds or until a date; anything else is ignored.
    fn retry_after(self, headers: &HeaderMap) -> Option<Duration> {
        let value = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
        if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(value.parse().map_or(Duration::MAX, Duration::from_secs));
        }
        let date = httpdate::parse_http_date(value).ok()?;
        Some(date.duration_since(SystemTime::from(self.clock.now())).unwrap_or_default())
    }

    /// A redirect that is not followed. Of its target only the origin is told: the rest is the upstream's affair.
    fn redirected(&self, response: &Response, status: &str) -> Error {
        let from = response.url();
        let location = response.headers().get(header::LOCATION).and_then(|location| location.to_str().ok());
        let Some(to) = location.and_then(|location| from.join(location).ok()) else {
            return Error::refused(self.url, format!("{status}: redirected to what is no URL"));
        };
        if to.origin() == from.origin() {
            return Error::refused(
                self.url,
                format!("{status}: redirected again and again, which is not followed"),
            );
        }
        let origin =
            if to.has_host() { to.origin().ascii_serialization() } else { format!("{}:", to.scheme()) };
        let why = format!("{status}: redirected to {origin}, another origin, which is not followed");
        let error = Error::refused(self.url, why);
        let to_https = (from.scheme(), to.scheme()) == ("http", "https") && from.host() == to.host();
        if to_https { error.with_hint(Hint::UseHttps { origin }) } else { error }
    }

    /// What to make of an error of the transfer.
    pub(super) fn failed(&self, error: &reqwest::Error) -> AttemptFailure {
        if error.is_timeout() && !error.is_connect() {
            return passing(format!("no whole answer within {} s", seconds(self.timeout)));
        }
        if error.is_builder() {
            return AttemptFailure::Final(Error::usage(Setting::Url(self.url.to_owned()), root_cause(error)));
        }
        if error.is_redirect() {
            return AttemptFailure::Final(Error::refused(self.url, root_cause(error)));
        }
        let to_proxy =
            |proxy: &&Proxy| error.is_connect() && (proxy.forwards(self.upstream) || names_proxy(error));
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
            return passing_with(format!("the host of the upstream is not found: {why}"), Hint::CheckHost);
        }
        if says(error, "invalid HTTP ") {
            let why = format!("what was answered is not HTTP: {why}");
            return passing_with(why, Hint::CheckPortAndHttps);
        }
        if error.is_timeout() {
            return passing(format!("no connection within {} s", seconds(self.connect_timeout)));
        }
        passing(why)
    }

    fn proxy_failed(&self, proxy: &Proxy, error: &reqwest::Error) -> AttemptFailure {
        let why = root_cause(error);
        let check = Hint::CheckProxy { variable: proxy.variable };
        let refused = |what: &str| {
            AttemptFailure::Final(
                Error::refused(self.url, format!("{proxy} {what}: {why}")).with_hint(check.clone()),
            )
        };
        if says(error, "tunnel error: proxy authorization required") || names_credentials(&why) {
            return self.proxy_asks_who(proxy);
        }
        if tls_cause(error).is_some() {
            return refused("makes no secure connection");
        }
        if says(error, "tunnel error: unsuccessful") {
            return self.no_tunnel(proxy, check);
        }
        if why == "SOCKS error: connection not allowed" {
            return refused("lets nobody through to the upstream");
        }
        let why = if says(error, "dns error") {
            format!("{proxy} is not found: {why}")
        } else if error.is_timeout() {
            format!("{proxy} is not there within {} s", seconds(self.connect_timeout))
        } else if names_proxy(error) && !says(error, NOT_REACHED) {
            format!("{proxy} makes no connection to the upstream: {why}")
        } else {
            format!("{proxy} is not reached: {why}")
        };
        passing_with(why, check)
    }

    /// A proxy that answered, and made no tunnel.
    fn no_tunnel(&self, proxy: &Proxy, check: Hint) -> AttemptFailure {
        let what = format!("{proxy} makes no tunnel to the upstream");
        match tunnel::status(proxy, &self.upstream.0, self.connect_timeout, self.clock) {
            Some(status) if status.is_client_error() && !is_passing(status) => {
                AttemptFailure::Final(Error::refused(self.url, format!("{what}: {status}")).with_hint(check))
            }
            Some(status) => passing_with(format!("{what}: {status}"), check),
            None => passing_with(what, check),
        }
    }

    fn proxy_asks_who(&self, proxy: &Proxy) -> AttemptFailure {
        let why = format!("{proxy} does not let us through without the right user name and password");
        let hint = Hint::GiveProxyCredentials { variable: proxy.variable };
        AttemptFailure::Final(Error::refused(self.url, why).with_hint(hint))
    }
}

fn is_passing(status: StatusCode) -> bool {
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

fn passing(why: String) -> AttemptFailure {
    AttemptFailure::Passing { why, retry_after: None, hint: None }
}

fn passing_with(why: String, hint: Hint) -> AttemptFailure {
    AttemptFailure::Passing { why, retry_after: None, hint: Some(hint) }
}

/// What a client of proxies says where it did not reach one.
const NOT_REACHED: &str = "failed to create underlying connection";

/// Whether the client blames the way to the upstream, or its own resolver, for a connection through a proxy. Its errors
/// have no names of their own: they are told by what they say, which tests hold it to.
fn names_proxy(error: &reqwest::Error) -> bool {
    says(error, "tunnel error: ") || says(error, "SOCKS error: ")
}

fn names_credentials(why: &str) -> bool {
    ["credentials not accepted", "server does not support user/pass", "server ident"]
        .iter()
        .any(|said| why.contains(said))
}

/// Whether an error, or what caused it, says this.
fn says(error: &reqwest::Error, what: &str) -> bool {
    causes(error).any(|cause| cause.to_string().contains(what))
}

fn tls_cause(error: &reqwest::Error) -> Option<&rustls::Error> {
    causes(error).find_map(|cause| cause.downcast_ref())
}

/// A time as people write it: `30`, `0.5`.
fn seconds(time: Duration) -> String {
    let text = format!("{}.{:03}", time.as_secs(), time.subsec_millis());
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
