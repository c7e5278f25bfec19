//! What every answer of a bill says of it: its tag, its age, how long it may be kept.

use crate::server::refresher::{Current, Freshness};
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;

/// Seconds that a stale bill has been older than it should be.
pub(super) const USAGE_STALE: HeaderName = HeaderName::from_static("usage-stale");

/// An answer made of a bill.
pub(super) fn of_bill(
    current: &Current,
    content_type: &'static str,
    body: Bytes,
    freshness: Freshness,
) -> Response {
    let mut response = Response::new(Body::from(body));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    say_of_bill(response.headers_mut(), current, freshness);
    response
}

/// The answer 304, where the client has what it asks for.
pub(super) fn unchanged(current: &Current, headers: &HeaderMap, freshness: Freshness) -> Option<Response> {
    if !headers.contains_key(header::IF_NONE_MATCH) {
        return None;
    }
    has(headers, current.bill.etag().to_str().unwrap_or_default()).then(|| {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        say_of_bill(response.headers_mut(), current, freshness);
        response
    })
}

/// Whether the client has what is known by a tag.
pub(super) fn has(headers: &HeaderMap, etag: &str) -> bool {
    let wanted = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let is_same = |tag: &str| {
        let tag = tag.trim();
        tag == "*" || tag.trim_start_matches("W/") == etag.trim_start_matches("W/")
    };
    wanted.flat_map(|value| value.split(',')).any(is_same)
}

fn say_of_bill(headers: &mut HeaderMap, current: &Current, freshness: Freshness) {
    headers.insert(header::ETAG, current.bill.etag().clone());
    say_age(headers, current, freshness);
}

/// Says how old the bill is that an answer is made of, and how long the answer may be kept.
pub(super) fn say_age(headers: &mut HeaderMap, current: &Current, freshness: Freshness) {
    // A cache takes the age off by itself.
    let fresh_for = freshness.refresh.as_secs();
    if let Ok(value) = HeaderValue::try_from(format!("private, max-age={fresh_for}")) {
        headers.insert(header::CACHE_CONTROL, value);
    }
    headers.insert(header::AGE, HeaderValue::from(current.age.as_secs()));
    if current.is_stale {
        let over = current.age.saturating_sub(freshness.refresh).as_secs();
        headers.insert(USAGE_STALE, HeaderValue::from(over));
    }
}

/// An answer that must not be kept.
pub(super) fn no_store(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// JSON that a program made, as an answer.
pub(super) fn json(body: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(body));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
