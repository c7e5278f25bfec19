//! Why an attempt failed, and whether another may succeed.

use crate::error::Error;
use crate::model::printable::Found;
use reqwest::blocking::Response;
use reqwest::header::{self, HeaderMap};
use std::error::Error as StdError;
use std::io;
use std::time::{Duration, SystemTime};

const CHECK_CERTIFICATES: &str =
    "check the certificate of the upstream; --ca-cert adds an authority to trust";

/// Why one attempt failed.
pub(super) enum Failure {
    /// Another may succeed, after the wait that the upstream asked for.
    Passing { why: String, retry_after: Option<Duration> },
    /// No other will.
    Final(Error),
}

/// What an answer says that is neither a body nor a passing failure.
pub(super) fn refusal(response: &Response) -> String {
    let status = response.status();
    let location = response.headers().get(header::LOCATION).and_then(|location| location.to_str().ok());
    let Some(location) = location.filter(|_| status.is_redirection()) else {
        return status.to_string();
    };
    let within = response.url().join(location).is_ok_and(|to| to.origin() == response.url().origin());
    let why = if within { "after too many" } else { "to another origin" };
    format!("{status}: redirected to {}, {why}, which is not followed", Found(location))
}

/// What to make of an error of the transfer.
pub(super) fn failed(url: &str, error: &reqwest::Error, timeout: Duration) -> Failure {
    let retry_after = None;
    if error.is_timeout() && !error.is_connect() {
        let why = format!("no whole answer within {} s", seconds(timeout));
        return Failure::Passing { why, retry_after };
    }
    if error.is_builder() {
        return Failure::Final(Error::usage(url, root_cause(error)));
    }
    if error.is_redirect() {
        return Failure::Final(Error::refused(url, root_cause(error)));
    }
    let why = root_cause(error);
    if is_tls(error) {
        let error = Error::refused(url, format!("no secure connection: {why}"));
        return Failure::Final(error.with_hint(CHECK_CERTIFICATES));
    }
    Failure::Passing { why, retry_after }
}

/// A time as people write it: `30`, `0.5`.
fn seconds(time: Duration) -> String {
    let text = format!("{}.{:03}", time.as_secs(), time.subsec_millis());
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The error at the bottom, which says the most: `Connection refused`.
pub(super) fn root_cause(error: &reqwest::Error) -> String {
    causes(error).last().map_or_else(|| error.to_string(), ToString::to_string)
}

/// What the system said, if it has no thread left for the client.
pub(super) fn no_thread(error: &reqwest::Error) -> Option<io::Error> {
    let said = causes(error).find_map(|cause| cause.downcast_ref::<io::Error>())?;
    // EAGAIN, which means something else only for what is read or written.
    let is_thread = said.kind() == io::ErrorKind::WouldBlock;
    said.raw_os_error().filter(|_| is_thread).map(io::Error::from_raw_os_error)
}

fn is_tls(error: &reqwest::Error) -> bool {
    causes(error).any(<dyn StdError>::is::<rustls::Error>)
}

/// An error and what caused it, to the bottom. An I/O error hides the one that it wraps.
fn causes<'e>(error: &'e reqwest::Error) -> impl Iterator<Item = &'e (dyn StdError + 'static)> {
    std::iter::successors(Some(error as &'e (dyn StdError + 'static)), |&error| {
        match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(inner) => Some(inner),
            None => error.source(),
        }
    })
}

/// The wait that an answer asks for, in seconds or until a date; anything else is ignored.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(value.parse().map_or(Duration::MAX, Duration::from_secs));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(SystemTime::now()).unwrap_or_default())
}
