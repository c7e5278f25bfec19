//! `GET /usage/summary`: what messages come to, group by group.

use crate::model::row::{Column, Listing};
use crate::output::{Format, Layout, to_bytes};
use crate::server::answer;
use crate::server::app::App;
use crate::server::problem::Problem;
use crate::server::query::shown;
use crate::server::request::Asked;
use crate::views::summary::{self, Key};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use std::sync::{Arc, LazyLock};

static COLUMNS: LazyLock<Vec<Column>> = LazyLock::new(|| summary::columns(&Key::ALL));

/// What a summary by any key may say.
pub(in crate::server) fn listing() -> Listing<'static> {
    summary::listing(&COLUMNS)
}

/// Answers with a summary.
pub(in crate::server) async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Asked { query, .. }: Asked,
) -> Result<Response, Problem> {
    let (window, timezone) = query.window()?;
    let by = keys(query.get("by").unwrap_or("day"))?;
    let current = app.bills.current().await?;
    if let Some(unchanged) = answer::unchanged(&current, &headers, app.freshness) {
        return Ok(unchanged);
    }
    let view = current.bill.period.summary(by, &timezone, window, &app.tariff).map_err(|_| {
        Problem::bad_parameter(
            "by",
            "there are too many times without a message to show: ask for a coarser key or less time",
        )
    })?;
    let body = to_bytes(&view, Format::Json, Layout::default()).map_err(|_| Problem::internal())?;
    Ok(answer::of_bill(&current, "application/json", body.into(), app.freshness))
}

/// The key or the two keys that are asked for.
fn keys(text: &str) -> Result<(Key, Option<Key>), Problem> {
    let key = |name: &str| {
        let known = Key::ALL.into_iter().find(|key| key.name() == name);
        known.ok_or_else(|| {
            let expected = Key::ALL.map(Key::name).join(", ");
            Problem::bad_parameter(
                "by",
                format!("by: found {}, expected one or two of {expected}", shown(name)),
            )
        })
    };
    match text.split(',').map(key).collect::<Result<Vec<Key>, Problem>>()?.as_slice() {
        [outer] => Ok((*outer, None)),
        [outer, inner] if outer != inner => Ok((*outer, Some(*inner))),
        _ => Err(Problem::bad_parameter("by", "by: expected a key, or two that are not the same")),
    }
}
