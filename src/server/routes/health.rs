//! `GET /health`: whether the service runs, and whether it can answer.

use crate::server::answer;
use crate::server::app::App;
use crate::server::problem::Problem;
use crate::server::request::Asked;
use axum::extract::State;
use axum::response::Response;
use std::sync::Arc;
use std::time::Duration;

/// Answers as long as the service runs.
pub(in crate::server) async fn live(State(app): State<Arc<App>>, Asked { .. }: Asked) -> Response {
    healthy(&app)
}

/// Answers with 200 where `/usage` would.
pub(in crate::server) async fn ready(
    State(app): State<Arc<App>>,
    Asked { .. }: Asked,
) -> Result<Response, Problem> {
    if app.is_draining() {
        return Err(Problem::unavailable("draining", "the service is about to end", Duration::from_secs(1)));
    }
    app.bills.ready().await?;
    Ok(healthy(&app))
}

fn healthy(app: &App) -> Response {
    let now = app.clock.now();
    answer::no_store(answer::json(
        format!("{{\"status\":\"healthy\",\"timestamp\":\"{now:.3}\"}}\n").into_bytes(),
    ))
}
