//! `POST /score`: what messages of a client's own would cost. Nothing of them is kept.

use crate::bill::ChargedPeriod;
use crate::error::Error;
use crate::model::window::Window;
use crate::output::Format;
use crate::server::accept;
use crate::server::answer;
use crate::server::app::App;
use crate::server::body::Received;
use crate::server::problem::Problem;
use crate::server::published;
use crate::server::request::Asked;
use crate::source::OpenInput;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use std::sync::Arc;
use std::time::Duration;

/// What errors call the messages of a client.
pub const BODY: &str = "body";
/// Media types of messages: a form needs no preflight, and could come from any page.
const MEDIA_TYPES: [&str; 4] =
    ["application/json", "application/x-ndjson", "application/ndjson", "application/gzip"];

/// Charges the messages of a body.
pub(in crate::server) async fn charge(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Asked { .. }: Asked,
    request: Request,
) -> Result<Response, Problem> {
    expect_messages(&headers)?;
    let Received { bytes, memory } = app.bodies.read(request.into_body()).await?;
    let format = accept::format(&headers);
    let bytes = tokio::task::spawn_blocking(move || {
        let bill = bill(&app, bytes, format);
        drop(memory);
        bill
    });
    let bytes = bytes.await.map_err(|_| Problem::internal())??;
    let mut response = answer::no_store(answer::json(bytes));
    let content_type = HeaderValue::from_static(accept::content_type(format));
    response.headers_mut().insert(header::CONTENT_TYPE, content_type);
    Ok(response)
}

fn bill(app: &App, body: Bytes, format: Format) -> Result<Vec<u8>, Problem> {
    let open = OpenInput::of_bytes(body).map_err(|error| Problem::bad_body(error.to_string()))?;
    let period = (app.open_body)(open).and_then(|period| ChargedPeriod::make(period, &app.tariff));
    let period = period.map_err(|error| problem(&error))?;
    published::encode(&period.records(&Window::default()), format).map_err(|_| Problem::internal())
}

/// What is wrong with messages of a client, or with the upstream that has their reports.
fn problem(error: &Error) -> Problem {
    match error {
        Error::Data { place, .. } if place == BODY => Problem::bad_body(error.to_string()),
        Error::Several(errors) => match errors.first() {
            Some(first) => problem(first),
            None => Problem::internal(),
        },
        error => Problem::of_bill(error, Duration::from_secs(1)),
    }
}

fn expect_messages(headers: &HeaderMap) -> Result<(), Problem> {
    let content_type =
        headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if MEDIA_TYPES.contains(&&*media_type) {
        return Ok(());
    }
    let message = format!("expected a Content-Type of {}", MEDIA_TYPES.join(", "));
    Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", message))
}
