//! The outermost layer of the router: whatever a request comes to, it is counted and told of.

use crate::server::app::App;
use crate::server::monitor::{Observation, UNMATCHED};
use crate::server::routes::table;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;

/// Observes a request from its head to its answer.
pub(super) async fn observe(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>();
    let route = path.and_then(|path| table::template(path.as_str())).unwrap_or(UNMATCHED);
    let observation = Observation::begin(&app.monitor, request.method(), route, request.headers());
    let mut response = next.run(request).await;
    observation.end(&mut response);
    response
}
