//! What is made once and then handed out as it is: the description of the service, its pages.

use crate::server::accept;
use crate::server::answer;
use crate::server::published;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;

/// What a page may do beside what it says of itself: it is shown in no frame.
const NO_FRAME: HeaderValue = HeaderValue::from_static("frame-ancestors 'none'");

/// A body, its gzip and its tag.
#[derive(Debug)]
pub(super) struct Fixed {
    content_type: &'static str,
    plain: Bytes,
    gzip: Bytes,
    etag: String,
}

impl Fixed {
    /// A body that is known by a digest of it.
    pub(super) fn new(content_type: &'static str, plain: Vec<u8>) -> Self {
        let etag = published::digest(&plain);
        Self::tagged(content_type, plain, format!("W/\"{etag}\""))
    }

    /// A body that is known by a tag.
    pub(super) fn tagged(content_type: &'static str, plain: Vec<u8>, etag: String) -> Self {
        // In memory nothing fails; without it the body is sent as it is.
        let gzip = published::compressed(&plain).unwrap_or_default();
        Self { content_type, plain: plain.into(), gzip: gzip.into(), etag }
    }

    /// Bytes that it takes.
    pub(super) fn size(&self) -> usize {
        self.plain.len().saturating_add(self.gzip.len())
    }

    /// The answer to a request with these headers: the body, or that the client has it.
    pub(super) fn answer(&self, headers: &HeaderMap) -> Response {
        let is_known = answer::has(headers, &self.etag);
        let is_gzip = !self.gzip.is_empty() && accept::takes_gzip(headers);
        let body = match (is_known, is_gzip) {
            (true, _) => Bytes::new(),
            (false, true) => self.gzip.clone(),
            (false, false) => self.plain.clone(),
        };
        let mut response = Response::new(Body::from(body));
        let say = response.headers_mut();
        say.append(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Ok(etag) = HeaderValue::from_str(&self.etag) {
            say.insert(header::ETAG, etag);
        }
        if self.content_type.starts_with("text/html") {
            say.insert(header::CONTENT_SECURITY_POLICY, NO_FRAME);
            say.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        }
        if is_known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        say.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        if is_gzip {
            say.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        response
    }
}
