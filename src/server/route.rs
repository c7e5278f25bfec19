//! What a route is: what it takes, what it answers, and who may ask.

use crate::model::row::Listing;
use crate::server::access::scope::Scope;
use crate::server::app::App;
use axum::http::Method;
use axum::routing::MethodRouter;
use std::sync::Arc;

/// A route of the service.
pub(super) struct Route {
    pub(super) method: Method,
    /// Its path, with parameters as `{name}`.
    pub(super) path: &'static str,
    /// What it does, in a line.
    pub(super) about: &'static str,
    /// What a key must allow; `None` where it is open to all.
    pub(super) scope: Option<Scope>,
    /// The parameters of its query.
    pub(super) parameters: &'static [Parameter],
    /// What it takes in its body, if anything.
    pub(super) takes: Option<Takes>,
    /// What it answers with 200.
    pub(super) answers: Answers,
    pub(super) handler: fn() -> MethodRouter<Arc<App>>,
}

/// A parameter of a query.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parameter {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) example: &'static str,
    pub(super) kind: ParameterKind,
}

/// What the value of a parameter may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ParameterKind {
    /// A date, or a date and time.
    Time,
    /// A time zone.
    TimeZone,
    /// A whole number from 1 up to this.
    Count(usize),
    /// A place in a bill.
    Cursor,
    /// Keys of a summary.
    Keys,
}

/// What a body may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    /// Messages as JSON or NDJSON.
    Messages,
}

/// What an answer is.
pub(super) enum Answers {
    /// A listing, as JSON; and as NDJSON and CSV, where the client asks for it.
    Listing(Schema, &'static [&'static str]),
    /// An object of a name, with these fields, all of them text.
    Object(&'static str, &'static [&'static str]),
    /// The current bill as a page.
    Page,
    /// Text of a media type.
    Text(&'static str),
    /// The `OpenAPI` document.
    Openapi,
}

/// What a listing is called in the description of the service, and an item of its list.
pub(super) struct Schema {
    pub(super) name: &'static str,
    pub(super) item: &'static str,
    pub(super) listing: fn() -> Listing<'static>,
}
