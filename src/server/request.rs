//! What every handler is told of its request.

use crate::server::app::App;
use crate::server::problem::Problem;
use crate::server::query::Query;
use crate::server::route::Route;
use axum::extract::FromRequestParts;
use axum::http::Uri;
use axum::http::request::Parts;
use std::sync::Arc;

/// The query of a request, of which the route knows every parameter, and its URI.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) query: Query,
    pub(super) uri: Uri,
}

impl FromRequestParts<Arc<App>> for Asked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, Problem> {
        // The guard has looked it up.
        let route = parts.extensions.get::<&'static Route>();
        let parameters = route.map_or(&[][..], |route| route.parameters);
        let known = |name: &str| parameters.iter().any(|known| known.name == name);
        let query = Query::read(parts.uri.query().unwrap_or_default(), known)?;
        Ok(Self { query, uri: parts.uri.clone() })
    }
}
