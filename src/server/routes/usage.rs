//! `GET /usage`: the usage contract, whole or a window or a page of it.

use crate::model::window::Window;
use crate::server::accept;
use crate::server::answer;
use crate::server::app::App;
use crate::server::problem::Problem;
use crate::server::published;
use crate::server::request::Asked;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::Response;
use std::sync::Arc;

/// Records of a page, at the most.
pub(in crate::server) const LIMIT_MAX: usize = 10_000;

/// Answers with the records that are asked for.
pub(in crate::server) async fn list(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Asked { query, uri, .. }: Asked,
) -> Result<Response, Problem> {
    let (window, _) = query.window()?;
    let limit = query.count("limit", LIMIT_MAX)?;
    let cursor = query.get("cursor");
    let current = app.bills.current().await?;
    if let Some(unchanged) = answer::unchanged(&current, &headers, app.freshness) {
        return Ok(unchanged);
    }
    let format = accept::format(&headers);
    let bill = &current.bill;
    if window == Window::default() && limit.is_none() && cursor.is_none() {
        let body = bill.body(format).ok_or_else(Problem::internal)?;
        let is_gzip = accept::takes_gzip(&headers);
        let bytes = if is_gzip { &body.gzip } else { &body.plain };
        let mut response =
            answer::of_bill(&current, accept::content_type(format), bytes.clone(), app.freshness);
        if is_gzip {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        return Ok(response);
    }
    let records = bill.period.records(&window);
    let (begin, end) = page(cursor, limit, &bill.id, records.len())?;
    let page = records.get(begin..end).unwrap_or_default();
    let bytes = published::encode(page, format).map_err(|_| Problem::internal())?;
    let mut response = answer::of_bill(&current, accept::content_type(format), bytes.into(), app.freshness);
    if end < records.len() {
        let link = next_link(&uri, &bill.id, end);
        if let Ok(link) = HeaderValue::from_str(&link) {
            response.headers_mut().insert(header::LINK, link);
        }
    }
    Ok(response)
}

/// Where a page begins and ends. A cursor belongs to one bill: the pages of two would not fit together.
fn page(
    cursor: Option<&str>,
    limit: Option<usize>,
    bill: &str,
    records: usize,
) -> Result<(usize, usize), Problem> {
    let begin = match cursor.map(|cursor| cursor.split_once('.').unwrap_or(("", cursor))) {
        None => 0,
        Some((of, _)) if of != bill && is_id(of) => {
            let message = "cursor: the bill has changed since then, begin again without a cursor";
            let problem = Problem::new(StatusCode::CONFLICT, "bill_changed", message);
            return Err(Problem { param: Some("cursor".to_owned()), ..problem });
        }
        Some((of, begin)) => {
            let is_ours = of == bill && begin.bytes().all(|byte| byte.is_ascii_digit());
            let begin = begin.parse().ok().filter(|_| is_ours);
            begin
                .ok_or_else(|| Problem::bad_parameter("cursor", "cursor: not one that a Link header named"))?
        }
    };
    let begin = records.min(begin);
    let end = limit.map_or(records, |limit| begin.saturating_add(limit).min(records));
    Ok((begin, end))
}

/// Whether a text may be the id of a bill.
fn is_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The same request for the page behind this one.
fn next_link(uri: &Uri, bill: &str, begin: usize) -> String {
    let kept = uri
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("cursor="));
    let mut query: Vec<&str> = kept.collect();
    let cursor = format!("cursor={bill}.{begin}");
    query.push(&cursor);
    format!("<{}?{}>; rel=\"next\"", uri.path(), query.join("&"))
}
