//! The HTTP client. It retries requests that failed for a temporary reason.

use crate::clock::Clock;
use crate::error::{Error, Hint, Result, Setting};
use crate::event::{Event, Listener};
use crate::http::cause::{no_thread, root_cause};
use crate::http::dns::DnsResolver;
use crate::http::failure::{Attempt, AttemptFailure};
use crate::http::retry::{Attempts, GiveUp, Queued};
use crate::http::settings::Settings;
use crate::http::token::Credential;
use crate::model::printable::Found;
use crate::wire::decode;
use reqwest::StatusCode;
use reqwest::blocking::Response;
use reqwest::header::{self, HeaderMap, HeaderValue};
use reqwest::redirect;
use std::io::Read;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// The maximum number of redirects to follow. All must stay within the origin.
const REDIRECTS_MAX: usize = 5;

/// An answer of the upstream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// 200.
    Body {
        /// The body, decompressed.
        bytes: Vec<u8>,
        /// The entity tag of the body, if the upstream sent one.
        etag: Option<String>,
        /// Whether the answer may be cached for the same credential.
        may_keep: bool,
    },
    /// 304, to a request with an entity tag: the body with this tag is still valid.
    Unchanged {
        /// Whether the answer may be cached for the same credential.
        may_keep: bool,
    },
    /// 404.
    NotFound,
}

/// A request for one path.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The path below the base URL.
    pub path: &'a str,
    /// The maximum size of the body in bytes, compressed and decompressed.
    pub body_max: u64,
    /// The entity tag of the cached body, if any.
    pub etag: Option<&'a str>,
    /// The retry budget and the position in the queue, if this is one of many look-ups.
    pub queued: Option<Queued<'a>>,
}

/// An HTTP client for one upstream and one run.
pub struct Client {
    settings: Settings,
    clock: Clock,
    listener: Listener,
    http: OnceLock<reqwest::Result<reqwest::blocking::Client>>,
}

impl Client {
    /// Creates a client. `clock` measures the time of the run.
    ///
    /// # Errors
    /// [`Error::Usage`] if a token would be sent unencrypted.
    pub fn new(mut settings: Settings, clock: Clock, listener: Listener) -> Result<Self> {
        if settings.token.is_some() && !settings.base_url.is_private() {
            return Err(Error::usage(Setting::Token, "would be sent over plain HTTP")
                .with_hint(Hint::UseHttpsOrNoToken));
        }
        if settings.token.is_some() && settings.base_url.0.scheme() == "http" {
            // The token may be sent in plain text within this machine only, and a proxy may be on another one.
            settings.proxy = None;
        }
        Ok(Self { settings, clock, listener, http: OnceLock::new() })
    }

    /// Returns the URL of a path below the base URL.
    pub fn url(&self, path: &str) -> String {
        format!("{}/{path}", self.settings.base_url.0.as_str().trim_end_matches('/'))
    }

    /// Returns the credential that the client sends.
    pub fn credential(&self) -> Credential {
        Credential::of(self.settings.token.as_ref())
    }

    /// Returns the clock of the run.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Returns the maximum size of the message list in bytes.
    pub fn body_max(&self) -> u64 {
        self.settings.body_max
    }

    /// Fetches a path. Retries temporary failures as often as the settings and the retry budget, if any, allow.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::NotRetried`], [`Error::TimeUp`], [`Error::Refused`], or [`Error::Data`] if the
    /// body is too large or is damaged gzip.
    pub fn get(&self, request: &Request<'_>) -> Result<Answer> {
        let url = self.url(request.path);
        let mut attempts = Attempts::new(self.settings.retries);
        loop {
            if request.queued.is_some_and(Queued::is_cancelled) {
                return Err(Error::unavailable(url, "not requested"));
            }
            let (why, retry_after, hint) = match self.attempt(&url, request) {
                Ok(answer) => return Ok(answer),
                Err(AttemptFailure::Final(error)) => return Err(error),
                Err(AttemptFailure::Transient { why, retry_after, hint }) => (why, retry_after, hint),
            };
            let attempt = attempts.number;
            let wait = attempts.next(retry_after, self.time_left(), request.queued);
            let wait = wait.map_err(|give_up| {
                let error = match give_up {
                    GiveUp::NoTime => Error::TimeUp { url: url.clone(), why: why.clone() },
                    GiveUp::NoRetries => Error::not_retried(&*url, &*why),
                    GiveUp::Limit(reason) => Error::unavailable(&*url, format!("{why}, {reason}")),
                };
                match hint {
                    Some(hint) => error.with_hint(hint),
                    None => error,
                }
            })?;
            let wait_ms = wait.as_millis();
            (self.listener)(&Event::Retry { url: url.clone(), attempt, wait_ms, reason: why });
            self.clock.wait(wait);
        }
    }

    /// Fails if the time of the run is over. The error names `path`, and `why` says what has happened until now.
    ///
    /// # Errors
    /// [`Error::TimeUp`].
    pub(crate) fn check_time(&self, path: &str, why: &str) -> Result<()> {
        if self.time_left().is_zero() {
            return Err(Error::TimeUp { url: self.url(path), why: why.to_owned() });
        }
        Ok(())
    }

    /// Returns the time that is left for the run, or zero if it is over.
    fn time_left(&self) -> Duration {
        self.settings.max_time.saturating_sub(self.clock.elapsed())
    }

    fn attempt(&self, url: &str, request: &Request<'_>) -> std::result::Result<Answer, AttemptFailure> {
        let left = self.time_left();
        if left.is_zero() {
            let why = "not requested".to_owned();
            return Err(AttemptFailure::Final(Error::TimeUp { url: url.to_owned(), why }));
        }
        let timeout = self.settings.timeout.min(left);
        let asked = Attempt {
            url,
            upstream: &self.settings.base_url,
            proxy: self.settings.proxy.as_ref(),
            connect_timeout: self.settings.connect_timeout.min(timeout),
            timeout,
            clock: &self.clock,
        };
        let mut attempt = self.http().map_err(AttemptFailure::Final)?.get(url).timeout(timeout);
        if let Some(etag) = request.etag {
            attempt = attempt.header(header::IF_NONE_MATCH, etag);
        }
        let response = attempt.send().map_err(|error| asked.failed(&error))?;
        let status = response.status();
        (self.listener)(&Event::Answer { url: url.to_owned(), status: status.as_u16() });
        match status {
            StatusCode::OK => {
                let etag = response.headers().get(header::ETAG).and_then(|etag| etag.to_str().ok());
                let etag = etag.map(str::to_owned);
                let may_keep = may_keep(response.headers());
                let bytes = body(&asked, response, request.body_max)?;
                // A body that contains the token must not be written to the cache.
                let token = self.settings.token.as_ref();
                let may_keep = may_keep && !token.is_some_and(|token| token.is_in(&bytes));
                Ok(Answer::Body { bytes, etag, may_keep })
            }
            StatusCode::NOT_MODIFIED if request.etag.is_some() => {
                Ok(Answer::Unchanged { may_keep: may_keep(response.headers()) })
            }
            StatusCode::NOT_FOUND => Ok(Answer::NotFound),
            _ => Err(asked.answered(&response)),
        }
    }

    fn http(&self) -> Result<&reqwest::blocking::Client> {
        let client = self.http.get_or_init(|| self.build());
        client.as_ref().map_err(|error| {
            if let Some(source) = no_thread(error) {
                return Error::NoThread { what: "HTTP client", source };
            }
            Error::usage(Setting::HttpClient, root_cause(error)).with_hint(Hint::ProvideCertificates)
        })
    }

    fn build(&self) -> reqwest::Result<reqwest::blocking::Client> {
        // This fails only if a provider is already installed, and that one will do as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        if let Some(token) = &self.settings.token {
            headers.insert(header::AUTHORIZATION, token.0.clone());
        }
        let mut builder = reqwest::blocking::Client::builder();
        builder = match self.settings.base_url.0.scheme() {
            // Redirects to HTTPS are not followed, so plain HTTP needs no certificates: it works on a machine without.
            "http" => builder.tls_certs_only([]),
            _ => builder.tls_certs_merge(self.settings.authorities.0.iter().cloned()),
        };
        builder = match &self.settings.proxy {
            None => builder.no_proxy(),
            Some(proxy) => builder.proxy(reqwest::Proxy::all(proxy.url.clone())?),
        };
        builder
            .user_agent(concat!("copilot-usage/", env!("CARGO_PKG_VERSION")))
            .default_headers(headers)
            .dns_resolver(Arc::new(DnsResolver))
            .connect_timeout(self.settings.connect_timeout)
            .timeout(self.settings.timeout)
            .redirect(redirect::Policy::custom(within_origin))
            .build()
    }
}

impl std::fmt::Debug for Client {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Client").field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// Follows up to [`REDIRECTS_MAX`] redirects within the origin. The status of any other redirect is an error later.
fn within_origin(attempt: redirect::Attempt<'_>) -> redirect::Action {
    let same = attempt.previous().first().is_some_and(|first| first.origin() == attempt.url().origin());
    if same && attempt.previous().len() <= REDIRECTS_MAX { attempt.follow() } else { attempt.stop() }
}

/// Whether an answer may be cached for the same URL and token. A `Vary` on named headers does not matter: apart from
/// the token, every request of every run sends the same headers.
fn may_keep(headers: &HeaderMap) -> bool {
    let says = |name, word: &str| {
        let values =
            headers.get_all(name).iter().flat_map(|value| value.as_bytes().split(|&byte| byte == b','));
        values.map(<[u8]>::trim_ascii).any(|value| value.eq_ignore_ascii_case(word.as_bytes()))
    };
    !says(header::CACHE_CONTROL, "no-store") && !says(header::VARY, "*")
}

/// Reads the whole body. A partial body is an error.
fn body(
    asked: &Attempt<'_>,
    response: Response,
    bytes_max: u64,
) -> std::result::Result<Vec<u8>, AttemptFailure> {
    let url = asked.url;
    let encoding = response.headers().get(header::CONTENT_ENCODING).cloned();
    let mut bytes = Vec::new();
    if let Err(error) = response.take(bytes_max.saturating_add(1)).read_to_end(&mut bytes) {
        return Err(match error.get_ref().and_then(|inner| inner.downcast_ref::<reqwest::Error>()) {
            Some(error) => asked.failed(error),
            None => AttemptFailure::Transient { why: error.to_string(), retry_after: None, hint: None },
        });
    }
    if bytes.len() as u64 > bytes_max {
        return Err(AttemptFailure::Final(decode::too_large(url, bytes_max)));
    }
    let encoding = encoding.map(|encoding| encoding.as_bytes().to_ascii_lowercase());
    match encoding.as_deref() {
        None | Some(b"identity" | b"") => Ok(bytes),
        Some(b"gzip" | b"x-gzip") => decode::gunzip(url, &bytes, bytes_max).map_err(AttemptFailure::Final),
        Some(other) => {
            let other = String::from_utf8_lossy(other);
            let why = format!("found Content-Encoding {}, expected gzip", Found(&other));
            Err(AttemptFailure::Final(Error::data(url, why)))
        }
    }
}
