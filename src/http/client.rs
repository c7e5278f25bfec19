//! The client: it asks, and asks again where that may help.

use crate::clock::Clock;
use crate::error::{Error, Hint, Result, Setting};
use crate::event::{Event, Listener};
use crate::http::cause::{no_thread, root_cause};
use crate::http::failure::{Attempt, AttemptFailure};
use crate::http::resolver::DnsResolver;
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

/// Redirects within the origin that are followed.
const REDIRECTS_MAX: usize = 5;

/// What the upstream answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// 200.
    Body {
        /// The body, decompressed.
        bytes: Vec<u8>,
        /// The entity tag that stands for it, if the upstream gave one.
        etag: Option<String>,
        /// Whether it may be kept for who asked.
        may_keep: bool,
    },
    /// 304, to a request that had an entity tag: the body is the one that the tag stands for.
    Unchanged {
        /// Whether it may be kept for who asked.
        may_keep: bool,
    },
    /// 404.
    NotFound,
}

/// What to fetch.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The path below the base URL.
    pub path: &'a str,
    /// Bytes of the body, at the most, decompressed too.
    pub body_max: u64,
    /// The entity tag of a body that is at hand.
    pub etag: Option<&'a str>,
    /// What the retries depend on beside the limit of each path, for one of many look-ups.
    pub queued: Option<Queued<'a>>,
}

/// A client of one upstream for one run.
pub struct Client {
    settings: Settings,
    clock: Clock,
    listener: Listener,
    http: OnceLock<reqwest::Result<reqwest::blocking::Client>>,
}

impl Client {
    /// A client for the run that a clock tells the time of.
    ///
    /// # Errors
    /// [`Error::Usage`] where a token would travel unencrypted.
    pub fn new(mut settings: Settings, clock: Clock, listener: Listener) -> Result<Self> {
        if settings.token.is_some() && !settings.base_url.is_private() {
            return Err(Error::usage(Setting::Token, "would be sent over plain HTTP")
                .with_hint(Hint::UseHttpsOrNoToken));
        }
        if settings.token.is_some() && settings.base_url.0.scheme() == "http" {
            // It may travel in clear text within this machine, and a proxy may be anywhere.
            settings.proxy = None;
        }
        Ok(Self { settings, clock, listener, http: OnceLock::new() })
    }

    /// The URL of a path below the base URL.
    pub fn url(&self, path: &str) -> String {
        format!("{}/{path}", self.settings.base_url.0.as_str().trim_end_matches('/'))
    }

    /// Who asks.
    pub fn credential(&self) -> Credential {
        Credential::of(self.settings.token.as_ref())
    }

    /// What tells the time of the run.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Bytes of the message list, at the most.
    pub fn body_max(&self) -> u64 {
        self.settings.body_max
    }

    /// Fetches a path, trying again where that may help and the budget, if there is one, allows it.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::NotRetried`], [`Error::TimeUp`], [`Error::Refused`], or [`Error::Data`] for a body that is too large or damaged gzip.
    pub fn get(&self, request: &Request<'_>) -> Result<Answer> {
        let url = self.url(request.path);
        let mut attempts = Attempts::new(self.settings.retries);
        loop {
            if request.queued.is_some_and(Queued::is_cancelled) {
                return Err(Error::unavailable(url, "not asked for any more"));
            }
            let (why, retry_after, hint) = match self.attempt(&url, request) {
                Ok(answer) => return Ok(answer),
                Err(AttemptFailure::Final(error)) => return Err(error),
                Err(AttemptFailure::Passing { why, retry_after, hint }) => (why, retry_after, hint),
            };
            let attempt = attempts.number;
            let wait = attempts.next(retry_after, self.time_left(), request.queued);
            let wait = wait.map_err(|give_up| {
                let error = match give_up {
                    GiveUp::NoTime => Error::TimeUp { url: url.clone(), why: why.clone() },
                    GiveUp::NoRetries => Error::not_retried(&*url, &*why),
                    GiveUp::Enough(reason) => Error::unavailable(&*url, format!("{why}, {reason}")),
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

    /// Whether there is time left for what a path is asked for; `why` says what had happened until now.
    ///
    /// # Errors
    /// [`Error::TimeUp`].
    pub(crate) fn check_time(&self, path: &str, why: &str) -> Result<()> {
        if self.time_left().is_zero() {
            return Err(Error::TimeUp { url: self.url(path), why: why.to_owned() });
        }
        Ok(())
    }

    /// What is left of the time of the run; zero when it is over.
    fn time_left(&self) -> Duration {
        self.settings.max_time.saturating_sub(self.clock.elapsed())
    }

    fn attempt(&self, url: &str, request: &Request<'_>) -> std::result::Result<Answer, AttemptFailure> {
        let left = self.time_left();
        if left.is_zero() {
            let why = "not asked for any more".to_owned();
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
                // What sends the token back is not written down.
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
        // Fails only where a provider is installed already, which then serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        if let Some(token) = &self.settings.token {
            headers.insert(header::AUTHORIZATION, token.0.clone());
        }
        let mut builder = reqwest::blocking::Client::builder();
        builder = match self.settings.base_url.0.scheme() {
            // Plain HTTP stays plain, redirects included: it works on a machine that has no certificates.
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

/// Follows a few redirects within the origin; any other answer is left as it is, and refused by its status.
fn within_origin(attempt: redirect::Attempt<'_>) -> redirect::Action {
    let same = attempt.previous().first().is_some_and(|first| first.origin() == attempt.url().origin());
    if same && attempt.previous().len() <= REDIRECTS_MAX { attempt.follow() } else { attempt.stop() }
}

/// Whether an answer may be kept, for the same URL and token. A `Vary` on named headers is no hindrance: each is the
/// token, or one that a run always sends alike, or never.
fn may_keep(headers: &HeaderMap) -> bool {
    let says = |name, word: &str| {
        let values =
            headers.get_all(name).iter().flat_map(|value| value.as_bytes().split(|&byte| byte == b','));
        values.map(<[u8]>::trim_ascii).any(|value| value.eq_ignore_ascii_case(word.as_bytes()))
    };
    !says(header::CACHE_CONTROL, "no-store") && !says(header::VARY, "*")
}

/// Reads a whole body, or fails: a part of one is no answer.
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
            None => AttemptFailure::Passing { why: error.to_string(), retry_after: None, hint: None },
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
