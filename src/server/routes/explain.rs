//! `GET /usage/{message_id}`: why a message costs what it costs.

use crate::output::{Format, Layout, to_bytes};
use crate::server::answer;
use crate::server::app::App;
use crate::server::problem::Problem;
use crate::server::query::shown;
use crate::server::request::Asked;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use std::sync::Arc;

/// Answers with the explanation of a message.
pub(in crate::server) async fn show(
    State(app): State<Arc<App>>,
    path: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    Asked { .. }: Asked,
) -> Result<Response, Problem> {
    let Path(message_id) = path.map_err(|_| Problem::bad_parameter("message_id", "expected UTF-8"))?;
    let id = message_id.parse().ok().filter(|id: &i64| id.to_string() == message_id);
    let id = id.ok_or_else(|| {
        let message = format!("message_id: found {}, expected an integer of 64 bits", shown(&message_id));
        Problem::bad_parameter("message_id", message)
    })?;
    let current = app.bills.current().await?;
    let view = current.bill.period.explain(id, &app.tariff).map_err(|_| Problem::internal())?;
    let mut view =
        view.ok_or_else(|| Problem::not_found(format!("there is no message {id} in the current period")))?;
    if let Some(unchanged) = answer::unchanged(&current, &headers, app.freshness) {
        return Ok(unchanged);
    }
    view.explanation.retain_fired();
    let body = to_bytes(&view, Format::Json, Layout::default()).map_err(|_| Problem::internal())?;
    Ok(answer::of_bill(&current, "application/json", body.into(), app.freshness))
}
