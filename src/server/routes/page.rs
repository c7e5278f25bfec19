//! `GET /` and `GET /dashboard`: the current bill as a page.

use crate::server::answer;
use crate::server::app::App;
use crate::server::problem::Problem;
use crate::server::request::Asked;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use std::sync::Arc;

/// Answers with the page, in a time zone.
pub(in crate::server) async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Asked { query, .. }: Asked,
) -> Result<Response, Problem> {
    let timezone = query.timezone()?;
    let current = app.bills.current().await?;
    let page = app.pages.get(&current, &app.tariff, timezone).await?;
    let mut response = page.answer(&headers);
    answer::say_age(response.headers_mut(), &current, app.freshness);
    Ok(response)
}
