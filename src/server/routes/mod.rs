//! The routes: one table, from which the router, the check of parameters and the OpenAPI document are made. To add one:
//! a file here and a line in [`ROUTES`].

pub(super) mod explain;
pub(super) mod health;
pub(super) mod metrics;
pub(super) mod score;
pub(super) mod summary;
pub(super) mod usage;

use crate::model::record::UsageRecord;
use crate::model::row::Listing;
use crate::server::app::App;
use crate::views::explanation::Explanation;
use axum::http::Method;
use axum::routing::{MethodRouter, get, post};
use std::sync::Arc;

/// What a key must allow for a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Bills and what is asked of them.
    Usage,
    /// Calls of language models.
    Chat,
    /// Figures of the service.
    Admin,
}

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
    Listing(fn() -> Listing<'static>, &'static [&'static str]),
    /// An object with these fields, all of them text.
    Object(&'static [&'static str]),
    /// Text of a media type.
    Text(&'static str),
}

const SINCE: Parameter = Parameter {
    name: "since",
    about: "Only messages from this time on: a date, or a date and time with Z or an offset.",
    example: "2024-05-01",
};
const UNTIL: Parameter = Parameter {
    name: "until",
    about: "Only messages before this time: a date, or a date and time with Z or an offset.",
    example: "2024-06-01",
};
const TIMEZONE: Parameter = Parameter {
    name: "timezone",
    about: "The time zone whose days are meant, by its IANA name. UTC by default.",
    example: "Europe/London",
};
const LIMIT: Parameter =
    Parameter { name: "limit", about: "Records of a page, at the most: 1 to 10000.", example: "100" };
const CURSOR: Parameter = Parameter {
    name: "cursor",
    about: "Where a page begins, as a Link header of the page before it says.",
    example: "0",
};
const BY: Parameter = Parameter {
    name: "by",
    about: "One or two of hour, day, week, month, report, source, kind, with a comma in between. By default day.",
    example: "day,report",
};

/// The media types of a bill.
const BILL: &[&str] = &["application/json", "application/x-ndjson", "text/csv"];
const JSON: &[&str] = &["application/json"];

/// Every route.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: Method::GET,
        path: "/usage",
        about: "What each message of the current period cost.",
        scope: Some(Scope::Usage),
        parameters: &[SINCE, UNTIL, TIMEZONE, LIMIT, CURSOR],
        takes: None,
        answers: Answers::Listing(|| UsageRecord::LISTING, BILL),
        handler: || get(usage::list),
    },
    Route {
        method: Method::GET,
        path: "/api/usage",
        about: "The same as /usage.",
        scope: Some(Scope::Usage),
        parameters: &[SINCE, UNTIL, TIMEZONE, LIMIT, CURSOR],
        takes: None,
        answers: Answers::Listing(|| UsageRecord::LISTING, BILL),
        handler: || get(usage::list),
    },
    Route {
        method: Method::GET,
        path: "/usage/summary",
        about: "What the messages come to, group by group.",
        scope: Some(Scope::Usage),
        parameters: &[BY, SINCE, UNTIL, TIMEZONE],
        takes: None,
        answers: Answers::Listing(summary::listing, JSON),
        handler: || get(summary::show),
    },
    Route {
        method: Method::GET,
        path: "/usage/{message_id}",
        about: "Why a message costs what it costs, line by line.",
        scope: Some(Scope::Usage),
        parameters: &[],
        takes: None,
        answers: Answers::Listing(|| Explanation::LISTING, JSON),
        handler: || get(explain::show),
    },
    Route {
        method: Method::POST,
        path: "/score",
        about: "What messages of your own would cost. Nothing of them is kept.",
        scope: Some(Scope::Usage),
        parameters: &[],
        takes: Some(Takes::Messages),
        answers: Answers::Listing(|| UsageRecord::LISTING, BILL),
        handler: || post(score::charge),
    },
    Route {
        method: Method::GET,
        path: "/health",
        about: "Whether the service runs.",
        scope: None,
        parameters: &[],
        takes: None,
        answers: Answers::Object(&["status", "timestamp"]),
        handler: || get(health::live),
    },
    Route {
        method: Method::GET,
        path: "/health/live",
        about: "Whether the service runs.",
        scope: None,
        parameters: &[],
        takes: None,
        answers: Answers::Object(&["status", "timestamp"]),
        handler: || get(health::live),
    },
    Route {
        method: Method::GET,
        path: "/health/ready",
        about: "Whether the service has a bill to give out.",
        scope: None,
        parameters: &[],
        takes: None,
        answers: Answers::Object(&["status", "timestamp"]),
        handler: || get(health::ready),
    },
    Route {
        method: Method::GET,
        path: "/metrics",
        about: "Figures of the service and of its last bill, for a monitor.",
        scope: Some(Scope::Admin),
        parameters: &[],
        takes: None,
        answers: Answers::Text(metrics::MEDIA_TYPE),
        handler: || get(metrics::show),
    },
];

/// A path as it stands in the table, which outlives the request.
pub(super) fn template(path: &str) -> Option<&'static str> {
    ROUTES.iter().find(|route| route.path == path).map(|route| route.path)
}

/// The route of a path as it stands in the table.
pub(super) fn of_template(path: &str, method: &Method) -> Option<&'static Route> {
    let method = if *method == Method::HEAD { &Method::GET } else { method };
    ROUTES.iter().find(|route| route.path == path && route.method == *method)
}
