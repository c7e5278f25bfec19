//! `GET /openapi.json` and `GET /docs`: what the service answers, for programs and for people.

use crate::server::description::Description;
use crate::server::request::Asked;
use axum::Extension;
use axum::http::HeaderMap;
use axum::response::Response;
use std::sync::Arc;

/// Answers with the description of the service.
pub(in crate::server) async fn openapi(
    Extension(description): Extension<Arc<Description>>,
    headers: HeaderMap,
    Asked { .. }: Asked,
) -> Response {
    description.openapi(&headers)
}

/// Answers with the page about it.
pub(in crate::server) async fn docs(
    Extension(description): Extension<Arc<Description>>,
    headers: HeaderMap,
    Asked { .. }: Asked,
) -> Response {
    description.docs(&headers)
}
