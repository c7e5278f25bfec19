//! What a request is known by: the `x-request-id` and the trace that its client names, or an id of our own.

use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// The header of an id, of a request as of its answer.
pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// The header of a trace: version, trace, span and flags, each in hexadecimal digits.
const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");
/// Bytes of an id, at the most.
const ID_BYTES_MAX: usize = 64;

/// The id of a request: the client's, where it is a short and harmless word, else a new one.
pub(super) fn request_id(headers: &HeaderMap) -> HeaderValue {
    let given = headers.get(REQUEST_ID).filter(|id| is_sane(id.as_bytes()));
    given.cloned().unwrap_or_else(|| {
        let id = format!("{:032x}", fastrand::u128(..));
        HeaderValue::try_from(id).unwrap_or(HeaderValue::from_static("0"))
    })
}

fn is_sane(id: &[u8]) -> bool {
    let is_harmless = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
    (1..=ID_BYTES_MAX).contains(&id.len()) && id.iter().all(is_harmless)
}

/// The trace that a request is part of.
pub(super) fn traceparent(headers: &HeaderMap) -> Option<HeaderValue> {
    headers.get(TRACEPARENT).filter(|value| trace_id(value).is_some()).cloned()
}

/// The id of a trace; `None` where the header is not what W3C's Trace Context has.
pub(super) fn trace_id(traceparent: &HeaderValue) -> Option<&str> {
    let text = traceparent.to_str().ok()?;
    let mut parts = text.splitn(5, '-');
    let (version, trace, span, flags) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let is_hex = |part: &str, length: usize| {
        part.len() == length && part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    let is_zero = |part: &str| part.bytes().all(|byte| byte == b'0');
    let is_known = is_hex(version, 2) && version != "ff" && (version != "00" || parts.next().is_none());
    let is_whole = is_hex(trace, 32) && is_hex(span, 16) && is_hex(flags, 2);
    (is_known && is_whole && !is_zero(trace) && !is_zero(span)).then_some(trace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_taken_over_if_it_is_harmless() {
        for (given, is_taken) in [
            ("a", true),
            ("7f3e-AB_c.9", true),
            (&*"x".repeat(64), true),
            (&*"x".repeat(65), false),
            ("", false),
            ("a b", false),
            ("a\"b", false),
            ("{}", false),
            ("ä", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(REQUEST_ID, HeaderValue::from_bytes(given.as_bytes()).unwrap());
            let id = request_id(&headers);
            assert_eq!(id.as_bytes() == given.as_bytes(), is_taken, "{given}");
            assert!(is_sane(id.as_bytes()), "{id:?}");
        }
        let headers = HeaderMap::new();
        assert_ne!(request_id(&headers), request_id(&headers));
    }

    #[test]
    fn a_trace_is_one_or_is_none() {
        const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
        for (traceparent, is_trace) in [
            (format!("00-{TRACE}-00f067aa0ba902b7-01"), true),
            (format!("cc-{TRACE}-00f067aa0ba902b7-01-more"), true),
            (format!("00-{TRACE}-00f067aa0ba902b7-01-more"), false),
            (format!("ff-{TRACE}-00f067aa0ba902b7-01"), false),
            (format!("00-{}-00f067aa0ba902b7-01", TRACE.to_uppercase()), false),
            (format!("00-{}-00f067aa0ba902b7-01", "0".repeat(32)), false),
            (format!("00-{TRACE}-0000000000000000-01"), false),
            (format!("00-{TRACE}-00f067aa0ba902b7"), false),
            (String::new(), false),
        ] {
            let value = HeaderValue::try_from(traceparent.clone()).unwrap();
            assert_eq!(trace_id(&value), is_trace.then_some(TRACE), "{traceparent}");
        }
    }
}
