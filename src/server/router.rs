//! The table of routes as a router, and what every request goes through before its route and after it.

use crate::server::app::App;
use crate::server::observe::observe;
use crate::server::problem::Problem;
use crate::server::routes::ROUTES;
use axum::Router;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// The service, without a socket.
pub fn router(app: Arc<App>) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        router = router.route(route.path, (route.handler)());
    }
    let router = router.fallback(not_found).method_not_allowed_fallback(not_allowed);
    // The last layer is the outermost: it sees whatever the others answer.
    router.layer(from_fn_with_state(Arc::clone(&app), observe)).with_state(app)
}

async fn not_found() -> Response {
    Problem::not_found("there is nothing here").into_response()
}

async fn not_allowed() -> Response {
    let message = "this path does not take this method";
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", message).into_response()
}
