//! The table of routes as a router, and what every request goes through before its route and after it.

use crate::server::app::App;
use crate::server::description::Description;
use crate::server::openapi;
use crate::server::problem::Problem;
use crate::server::routes::ROUTES;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Router};
use std::sync::Arc;

/// The service, without a socket.
pub fn router(app: Arc<App>) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        router = router.route(route.path, (route.handler)());
    }
    let description = Arc::new(Description::new(&openapi::document()));
    let router = router.layer(Extension(description));
    router.fallback(not_found).method_not_allowed_fallback(not_allowed).with_state(app)
}

async fn not_found() -> Response {
    Problem::not_found("there is nothing here").into_response()
}

async fn not_allowed() -> Response {
    let message = "this path does not take this method";
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", message).into_response()
}
