//! The description of the service and the page about it, made once.

use crate::dashboard::{STYLE, source_hash};
use crate::server::fixed::Fixed;
use askama::Template;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

/// The page, as `docs/docs.html` writes it: it reads the description, and asks nobody but its service.
#[derive(Template)]
#[template(path = "docs.html")]
struct DocsPage {
    policy: String,
    style: &'static str,
    docs_style: &'static str,
    script: &'static str,
}

const DOCS_STYLE: &str = include_str!("docs/docs.css");
const SCRIPT: &str = include_str!("docs/docs.js");
/// A client asks again after this time whether anything has changed, which it has only in a new version.
const CACHE_CONTROL: HeaderValue = HeaderValue::from_static("private, max-age=60");

/// What the service says of itself.
#[derive(Debug)]
pub(super) struct Description {
    openapi: Fixed,
    docs: Fixed,
}

impl Description {
    /// A description by an `OpenAPI` document.
    pub(super) fn new(openapi: &serde_json::Value) -> Self {
        let openapi = Fixed::new("application/json", format!("{openapi}\n").into_bytes());
        let policy = format!(
            "default-src 'none'; script-src {}; style-src {} {}; connect-src 'self'; img-src data:; base-uri 'none'; \
             form-action 'none'",
            source_hash(SCRIPT),
            source_hash(STYLE),
            source_hash(DOCS_STYLE)
        );
        let page = DocsPage { policy, style: STYLE, docs_style: DOCS_STYLE, script: SCRIPT };
        // A template without a loop or a filter of its own cannot fail.
        let html = page.render().unwrap_or_default();
        Self { openapi, docs: Fixed::new("text/html; charset=utf-8", html.into_bytes()) }
    }

    /// The `OpenAPI` document.
    pub(super) fn openapi(&self, headers: &HeaderMap) -> Response {
        cached(self.openapi.answer(headers))
    }

    /// The page.
    pub(super) fn docs(&self, headers: &HeaderMap) -> Response {
        cached(self.docs.answer(headers))
    }
}

fn cached(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, CACHE_CONTROL);
    response
}
