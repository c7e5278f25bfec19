//! `GET /metrics`: the figures of the service and of its last bill, as `OpenMetrics` text.

use crate::bill::figures;
use crate::server::answer;
use crate::server::app::App;
use crate::server::problem::Problem;
use crate::server::request::Asked;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use jiff::SignedDuration;
use prometheus_client::encoding::text::{encode_eof, encode_registry};
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::registry::{Registry, Unit};
use std::fmt::Write as _;
use std::sync::Arc;

/// `OpenMetrics` 1.0.
pub(in crate::server) const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Answers with all figures.
pub(in crate::server) async fn show(
    State(app): State<Arc<App>>,
    Asked { .. }: Asked,
) -> Result<Response, Problem> {
    let text = text(&app).ok_or_else(Problem::internal)?;
    let mut response = answer::no_store(Response::new(Body::from(text)));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    Ok(response)
}

/// The text; `None` never, as in memory nothing fails.
fn text(app: &App) -> Option<String> {
    let mut text = String::new();
    let mut now = Registry::with_prefix("copilot_usage");
    if let Some(current) = app.bills.latest() {
        let bill = &current.bill;
        let took = SignedDuration::try_from(bill.took).unwrap_or_default();
        let ended_at = bill.made_at.saturating_add(took).unwrap_or(bill.made_at);
        let mut of_bill = Vec::new();
        figures(&bill.period.totals, bill.retries, bill.took, ended_at).write(&mut of_bill).ok()?;
        text.write_str(std::str::from_utf8(&of_bill).ok()?).ok()?;
        let age = ConstGauge::new(current.age.as_secs_f64());
        now.register_with_unit("bill_age", "How old the bill is that is served", Unit::Seconds, age);
    }
    let (made, failed) = app.bills.made_and_failed();
    let (answers, retries) = app.monitor.upstream();
    let mut count = |name, help, count| now.register(name, help, ConstCounter::new(count));
    count("bills_made", "Bills that were made", made);
    count("bills_failed", "Bills that could not be made", failed);
    count("upstream_requests", "HTTP requests that the upstream answered", answers as u64);
    count("upstream_retries", "HTTP requests to the upstream that were made again", retries as u64);
    encode_registry(&mut text, &now).ok()?;
    encode_registry(&mut text, &app.monitor.registry).ok()?;
    encode_eof(&mut text).ok()?;
    Some(text)
}
