//! The one HTTP client: timeouts, retries, redirects, size limits, the token. Built when it is first used.

use crate::content;
use crate::error::{Error, Result};
use crate::model::printable::Found;
use crate::notice::{Listener, Notice};
use backon::{BackoffBuilder, ExponentialBuilder};
use reqwest::blocking::Response;
use reqwest::header::{self, HeaderMap, HeaderValue};
use reqwest::redirect;
use reqwest::{StatusCode, Url};
use std::error::Error as StdError;
use std::io::Read;
use std::net::IpAddr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

/// Bytes of one report, at the most.
pub const REPORT_BYTES_MAX: u64 = 1 << 20;
/// Redirects within the origin that are followed.
const REDIRECTS_MAX: usize = 5;
/// The wait before the first retry; it doubles with each.
const WAIT_FIRST: Duration = Duration::from_millis(500);
/// The longest wait of our own accord.
const WAIT_MAX: Duration = Duration::from_secs(8);
/// The longest wait that the upstream may ask for.
const RETRY_AFTER_MAX: Duration = Duration::from_mins(1);
/// Retries that all reports together may always have.
const RETRY_BUDGET_MIN: usize = 20;
/// One retry more for each so many reports.
const REPORTS_PER_RETRY: usize = 5;

/// How the upstream is reached.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the API is, without a slash at its end.
    pub base_url: BaseUrl,
    /// Sent with each request, where there is one.
    pub token: Option<Token>,
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
pub struct BaseUrl(Url);

impl std::str::FromStr for BaseUrl {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let url = Url::parse(text.trim_end_matches('/')).map_err(|error| error.to_string())?;
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err("expected http://… or https://…".to_owned());
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
    fn is_private(&self) -> bool {
        let host = self.0.host_str().unwrap_or_default();
        let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        let loopback = address.map_or(host == "localhost", |address| address.is_loopback());
        self.0.scheme() == "https" || loopback
    }
}

/// A bearer token. Shows itself to nobody but the upstream.
#[derive(Clone)]
pub struct Token(HeaderValue);

impl Token {
    /// Takes a token, less the white space around it.
    ///
    /// # Errors
    /// What is wrong with it, without a word of it.
    pub fn new(text: &str) -> std::result::Result<Self, &'static str> {
        let token = text.trim();
        if token.is_empty() {
            return Err("empty, expected a token");
        }
        if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err("expected one word of printable ASCII");
        }
        let mut value = HeaderValue::try_from(format!("Bearer {token}"))
            .map_err(|_| "expected one word of printable ASCII")?;
        value.set_sensitive(true);
        Ok(Self(value))
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Token(…)")
    }
}

/// What the upstream answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// 200, and the body, decompressed.
    Body(Vec<u8>),
    /// 404.
    NotFound,
}

/// How often the reports of a run may be tried again, together: 20 times or a fifth of their number.
#[derive(Debug, Default)]
pub struct RetryBudget {
    reports: AtomicUsize,
    used: AtomicUsize,
}

impl RetryBudget {
    /// Takes note of reports that will be looked up.
    pub fn expect(&self, reports: usize) {
        self.reports.fetch_add(reports, Ordering::Relaxed);
    }

    fn take(&self) -> bool {
        let most = RETRY_BUDGET_MIN.max(self.reports.load(Ordering::Relaxed) / REPORTS_PER_RETRY);
        self.used.fetch_add(1, Ordering::Relaxed) < most
    }
}

/// A client of one upstream for one run.
pub struct Client {
    settings: Settings,
    listener: Listener,
    deadline: Option<Instant>,
    http: OnceLock<reqwest::blocking::Client>,
}

/// Why one attempt failed.
enum Failure {
    /// Another may succeed, after the wait that the upstream asked for.
    Passing { why: String, retry_after: Option<Duration> },
    /// No other will.
    Final(Error),
}

impl Client {
    /// A client; the time of the run starts now.
    ///
    /// # Errors
    /// [`Error::Usage`] where a token would travel unencrypted.
    pub fn new(settings: Settings, listener: Listener) -> Result<Self> {
        if settings.token.is_some() && !settings.base_url.is_private() {
            return Err(Error::usage("token", "would be sent over plain HTTP")
                .with_hint("use an https URL, or unset COPILOT_USAGE_TOKEN and --token-file"));
        }
        let deadline = Instant::now().checked_add(settings.max_time);
        Ok(Self { settings, listener, deadline, http: OnceLock::new() })
    }

    /// The URL of a path below the base URL.
    pub fn url(&self, path: &str) -> String {
        format!("{}/{path}", self.settings.base_url.0.as_str().trim_end_matches('/'))
    }

    /// Bytes of the message list, at the most.
    pub fn body_max(&self) -> u64 {
        self.settings.body_max
    }

    /// Fetches a path, trying again where that may help and the budget, if there is one, allows it.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Refused`], or [`Error::Data`] for a body over `bytes_max` or damaged gzip.
    pub fn get(&self, path: &str, bytes_max: u64, budget: Option<&RetryBudget>) -> Result<Answer> {
        let url = self.url(path);
        let mut waits = ExponentialBuilder::new()
            .with_min_delay(WAIT_FIRST)
            .with_max_delay(WAIT_MAX)
            .with_max_times(self.settings.retries)
            .build();
        let mut attempt = 1;
        loop {
            let (why, retry_after) = match self.attempt(&url, bytes_max) {
                Ok(answer) => return Ok(answer),
                Err(Failure::Final(error)) => return Err(error),
                Err(Failure::Passing { why, retry_after }) => (why, retry_after),
            };
            let wait = waits.next().ok_or_else(|| after(attempt, &why));
            let wait = wait
                .and_then(|wait| self.wait(wait, retry_after, budget).map_err(|no| format!("{why}, {no}")));
            let wait = wait.map_err(|why| Error::Unavailable { url: url.clone(), why })?;
            (self.listener)(&Notice::Retry {
                url: url.clone(),
                attempt,
                wait_ms: wait.as_millis(),
                reason: why,
            });
            std::thread::sleep(wait);
            attempt += 1;
        }
    }

    /// How long to wait before the next attempt, or why there is none.
    fn wait(
        &self,
        own: Duration,
        retry_after: Option<Duration>,
        budget: Option<&RetryBudget>,
    ) -> std::result::Result<Duration, String> {
        // Half of the wait is left to chance, so that clients that failed together do not come back together.
        let own = own / 1000 * fastrand::u32(500..=1000);
        let wait = own.max(retry_after.unwrap_or_default());
        if wait > RETRY_AFTER_MAX {
            return Err(format!(
                "and asks to wait {} s, longer than {} s",
                wait.as_secs(),
                RETRY_AFTER_MAX.as_secs()
            ));
        }
        if self.time_left().is_none_or(|left| wait >= left) {
            return Err("and no time is left to try again (--max-time)".to_owned());
        }
        if budget.is_some_and(|budget| !budget.take()) {
            return Err("and the reports of this run have been tried again too often".to_owned());
        }
        Ok(wait)
    }

    fn time_left(&self) -> Option<Duration> {
        let Some(deadline) = self.deadline else {
            return Some(Duration::MAX);
        };
        deadline.checked_duration_since(Instant::now()).filter(|left| !left.is_zero())
    }

    fn attempt(&self, url: &str, bytes_max: u64) -> std::result::Result<Answer, Failure> {
        let Some(left) = self.time_left() else {
            let why = format!("the run is over its {} s (--max-time)", self.settings.max_time.as_secs());
            return Err(Failure::Final(Error::Unavailable { url: url.to_owned(), why }));
        };
        let timeout = self.settings.timeout.min(left);
        let request = self.http().map_err(Failure::Final)?.get(url).timeout(timeout);
        let response = request.send().map_err(|error| failed(url, &error, timeout))?;
        let status = response.status();
        (self.listener)(&Notice::Answer { url: url.to_owned(), status: status.as_u16() });
        match status {
            StatusCode::OK => body(url, response, bytes_max, timeout).map(Answer::Body),
            StatusCode::NOT_FOUND => Ok(Answer::NotFound),
            StatusCode::REQUEST_TIMEOUT
            | StatusCode::TOO_MANY_REQUESTS
            | StatusCode::INTERNAL_SERVER_ERROR
            | StatusCode::BAD_GATEWAY
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT => Err(Failure::Passing {
                why: status.to_string(),
                retry_after: retry_after(response.headers()),
            }),
            _ if status.is_server_error() => {
                Err(Failure::Final(Error::Unavailable { url: url.to_owned(), why: status.to_string() }))
            }
            _ => Err(Failure::Final(Error::Refused { url: url.to_owned(), why: refusal(&response) })),
        }
    }

    fn http(&self) -> Result<&reqwest::blocking::Client> {
        if let Some(client) = self.http.get() {
            return Ok(client);
        }
        let client = self.build().map_err(|error| Error::usage("HTTP client", root_cause(&error)))?;
        Ok(self.http.get_or_init(|| client))
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
        reqwest::blocking::Client::builder()
            .user_agent(concat!("copilot-usage/", env!("CARGO_PKG_VERSION")))
            .default_headers(headers)
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

/// What an answer says that is neither a body nor a passing failure.
fn refusal(response: &Response) -> String {
    let status = response.status();
    let location = response.headers().get(header::LOCATION).and_then(|location| location.to_str().ok());
    let Some(location) = location.filter(|_| status.is_redirection()) else {
        return status.to_string();
    };
    let within = response.url().join(location).is_ok_and(|to| to.origin() == response.url().origin());
    let why = if within { "after too many" } else { "to another origin" };
    format!("{status}: redirected to {}, {why}, which is not followed", Found(location))
}

/// Reads a whole body, or fails: a part of one is no answer.
fn body(
    url: &str,
    response: Response,
    bytes_max: u64,
    timeout: Duration,
) -> std::result::Result<Vec<u8>, Failure> {
    let encoding = response.headers().get(header::CONTENT_ENCODING).cloned();
    let mut bytes = Vec::new();
    if let Err(error) = response.take(bytes_max.saturating_add(1)).read_to_end(&mut bytes) {
        let why = match error.get_ref().and_then(|inner| inner.downcast_ref::<reqwest::Error>()) {
            Some(error) => return Err(failed(url, error, timeout)),
            None => error.to_string(),
        };
        return Err(Failure::Passing { why, retry_after: None });
    }
    if bytes.len() as u64 > bytes_max {
        return Err(Failure::Final(content::too_large(url, bytes_max)));
    }
    match encoding.as_ref().map(HeaderValue::as_bytes) {
        None | Some(b"identity" | b"") => Ok(bytes),
        Some(b"gzip" | b"x-gzip") => content::gunzip(url, &bytes, bytes_max).map_err(Failure::Final),
        Some(other) => {
            let other = String::from_utf8_lossy(other);
            let why = format!("found Content-Encoding {}, expected gzip", Found(&other));
            Err(Failure::Final(Error::data(url, why)))
        }
    }
}

/// What to make of an error of the transfer.
fn failed(url: &str, error: &reqwest::Error, timeout: Duration) -> Failure {
    let retry_after = None;
    if error.is_timeout() && !error.is_connect() {
        let why = format!("no whole answer within {} s", seconds(timeout));
        return Failure::Passing { why, retry_after };
    }
    if error.is_builder() {
        return Failure::Final(Error::usage(url, root_cause(error)));
    }
    if error.is_redirect() {
        return Failure::Final(Error::Refused { url: url.to_owned(), why: root_cause(error) });
    }
    let why = root_cause(error);
    if is_tls(error) {
        return Failure::Final(Error::Unavailable {
            url: url.to_owned(),
            why: format!("no secure connection: {why}"),
        });
    }
    Failure::Passing { why, retry_after }
}

fn after(attempts: u32, why: &str) -> String {
    if attempts == 1 { why.to_owned() } else { format!("{why}, after {attempts} attempts") }
}

/// A time as people write it: `30`, `0.5`.
fn seconds(time: Duration) -> String {
    let text = format!("{}.{:03}", time.as_secs(), time.subsec_millis());
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The error at the bottom, which says the most: `Connection refused`.
fn root_cause(error: &reqwest::Error) -> String {
    causes(error).last().map_or_else(|| error.to_string(), ToString::to_string)
}

fn is_tls(error: &reqwest::Error) -> bool {
    causes(error).any(|cause| {
        let inner = cause.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        cause.is::<rustls::Error>() || inner.is_some_and(<dyn StdError + Send + Sync>::is::<rustls::Error>)
    })
}

fn causes<'e>(error: &'e reqwest::Error) -> impl Iterator<Item = &'e (dyn StdError + 'static)> {
    std::iter::successors(Some(error as &'e (dyn StdError + 'static)), |&error| error.source())
}

/// The wait that an answer asks for, in seconds or until a date; anything else is ignored.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(value.parse().map_or(Duration::MAX, Duration::from_secs));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(SystemTime::now()).unwrap_or_default())
}
