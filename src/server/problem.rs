//! The one body of all errors. Made from the values of the library's errors; no path, option or secret of the server
//! stands in it.

use crate::error::Error;
use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use serde::Serialize;
use serde_json::json;
use std::time::Duration;

/// Why a request was not answered as it asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The status of the answer.
    pub status: StatusCode,
    /// A stable name, for programs.
    pub code: &'static str,
    /// What is wrong, in a sentence.
    pub message: String,
    /// The parameter that it is about.
    pub param: Option<String>,
    /// When to ask again.
    pub retry_after: Option<Duration>,
}

/// The body of a [`Problem`], as it is written.
#[derive(Serialize)]
struct ProblemBody<'p> {
    error: ErrorBody<'p>,
    /// The message once more, where clients of other services look for it.
    detail: &'p str,
}

#[derive(Serialize)]
struct ErrorBody<'p> {
    message: &'p str,
    r#type: &'static str,
    code: &'static str,
    param: Option<&'p str>,
}

impl Problem {
    /// A problem with a status and a code.
    pub fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), param: None, retry_after: None }
    }

    /// A parameter of the query that cannot be used.
    pub fn bad_parameter(param: &str, message: impl Into<String>) -> Self {
        let param = Some(param.to_owned());
        Self { param, ..Self::new(StatusCode::BAD_REQUEST, "bad_parameter", message) }
    }

    /// Something that is not there.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", message)
    }

    /// A body that is not what the route takes.
    pub fn bad_body(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "bad_body", message)
    }

    /// An answer that has to wait.
    pub fn unavailable(code: &'static str, message: impl Into<String>, retry_after: Duration) -> Self {
        let retry_after = Some(retry_after);
        Self { retry_after, ..Self::new(StatusCode::SERVICE_UNAVAILABLE, code, message) }
    }

    /// The problem of a bill that could not be made: the upstream's trouble, never the caller's.
    pub fn of_bill(error: &Error, retry_after: Duration) -> Self {
        let (code, message) = match error {
            Error::Several(errors) if !errors.is_empty() => {
                return errors.first().map_or_else(Self::internal, |first| Self::of_bill(first, retry_after));
            }
            Error::Unavailable { .. } | Error::NotRetried { .. } | Error::TimeUp { .. } => {
                ("upstream_unavailable", "the upstream is not available, so there is no current bill")
            }
            Error::Refused { .. } => {
                ("upstream_refused", "the upstream refused the request of this service for the messages")
            }
            Error::Data { .. } | Error::Several(_) => {
                ("upstream_malformed", "what the upstream sent cannot be charged: it breaks the contract")
            }
            Error::Usage { .. } | Error::File { .. } | Error::NoThread { .. } | Error::OutputClosed => {
                ("bill_failed", "the bill could not be made: the log of the service says why")
            }
            Error::Bug(_) => return Self::internal(),
        };
        Self::unavailable(code, message, retry_after)
    }

    /// A fault of this program.
    pub fn internal() -> Self {
        let message = "a fault of this service: its log says more";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", message)
    }

    /// The kind of problem, as clients of model APIs know them.
    fn kind(&self) -> &'static str {
        match self.status {
            StatusCode::UNAUTHORIZED => "authentication_error",
            StatusCode::FORBIDDEN => "permission_error",
            StatusCode::NOT_FOUND => "not_found_error",
            StatusCode::TOO_MANY_REQUESTS => "rate_limit_error",
            status if status.is_client_error() => "invalid_request_error",
            _ => "api_error",
        }
    }

    /// The body, as JSON.
    fn body(&self) -> Vec<u8> {
        let Self { code, message, param, .. } = self;
        let error = ErrorBody { message, r#type: self.kind(), code, param: param.as_deref() };
        let body = ProblemBody { error, detail: message };
        let mut json = Vec::new();
        // Strings alone cannot fail in memory.
        let _ = crate::wire::json_text::append_json(&body, &mut json);
        json.push(b'\n');
        json
    }
}

impl Problem {
    /// The last answer of a connection, byte for byte, where no request has reached a route.
    pub(super) fn whole_answer(&self) -> Vec<u8> {
        let body = self.body();
        let mut answer = format!("HTTP/1.1 {}\r\n", self.status).into_bytes();
        for (name, value) in self.clone().into_response().headers() {
            answer.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
        }
        let now = httpdate::fmt_http_date(std::time::SystemTime::now());
        let rest = format!("connection: close\r\ncontent-length: {}\r\ndate: {now}\r\n\r\n", body.len());
        answer.extend(rest.into_bytes());
        answer.extend(body);
        answer
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response<Body> {
        let mut response = Response::new(Body::from(self.body()));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(wait) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(wait.as_secs().max(1)));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        // For the log, which names the code.
        response.extensions_mut().insert(self);
        response
    }
}

/// The schema of the body, for the description of the service.
pub(super) fn schema() -> serde_json::Value {
    json!({
        "type": "object",
        "required": ["error", "detail"],
        "properties": {
            "error": {
                "type": "object",
                "required": ["message", "type", "code", "param"],
                "properties": {
                    "message": { "type": "string", "description": "What is wrong, in a sentence." },
                    "type": { "type": "string", "description": "The kind of problem." },
                    "code": { "type": "string", "description": "A stable name, for programs." },
                    "param": { "type": ["string", "null"], "description": "The parameter that it is about." }
                }
            },
            "detail": { "type": "string", "description": "The message once more." }
        }
    })
}
