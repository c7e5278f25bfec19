//! The table of routes as a router, and what every request goes through before its route and after it.

use crate::server::access::guard::guard;
use crate::server::app::App;
use crate::server::description::Description;
use crate::server::observe::observe;
use crate::server::openapi;
use crate::server::problem::Problem;
use crate::server::routes::table::ROUTES;
use axum::http::{Method, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Router};
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;

/// The service, without a socket.
pub fn router(app: Arc<App>) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        router = router.route(route.path, (route.handler)());
    }
    let description = Arc::new(Description::new(&openapi::document()));
    let router = router.fallback(not_found).method_not_allowed_fallback(not_allowed);
    // From the inside out. Even the answer to a panic says to browsers which pages may read it.
    router
        .layer(Extension(description))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(Arc::clone(&app), guard))
        .layer(from_fn_with_state(Arc::clone(&app), observe))
        .with_state(app)
}

async fn not_found() -> Response {
    Problem::not_found("there is nothing here").into_response()
}

/// The router adds which methods there are.
async fn not_allowed(method: Method) -> Response {
    if method == Method::OPTIONS {
        return StatusCode::NO_CONTENT.into_response();
    }
    let message = "this path does not take this method";
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", message).into_response()
}

/// A fault of this program ends one request, and no other. The log has been told of it by then.
fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    Problem::internal().into_response()
}
