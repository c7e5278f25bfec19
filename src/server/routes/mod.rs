//! The routes: one table, from which the router, the check of parameters and the `OpenAPI` document are made. To add one:
//! a file here and a line in [`ROUTES`].

pub(super) mod description;
pub(super) mod explain;
pub(super) mod health;
pub(super) mod page;
pub(super) mod score;
pub(super) mod summary;
pub(super) mod usage;

use crate::model::record::UsageRecord;
use crate::model::row::Listing;
use crate::server::access::scope::Scope;
use crate::server::app::App;
use crate::views::explanation::Explanation;
use axum::http::Method;
use axum::routing::{MethodRouter, get, post};
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

const SINCE: Parameter = Parameter {
    name: "since",
    about: "Only messages from this time on: a date, or a date and time with Z or an offset.",
    example: "2024-05-01",
    kind: ParameterKind::Time,
};
const UNTIL: Parameter = Parameter {
    name: "until",
    about: "Only messages before this time: a date, or a date and time with Z or an offset.",
    example: "2024-06-01",
    kind: ParameterKind::Time,
};
const TIMEZONE: Parameter = Parameter {
    name: "timezone",
    about: "The time zone whose days are meant, by its IANA name. UTC by default.",
    example: "Europe/London",
    kind: ParameterKind::TimeZone,
};
const LIMIT: Parameter = Parameter {
    name: "limit",
    about: "Records of a page, at the most: 1 to 10000.",
    example: "100",
    kind: ParameterKind::Count(usage::LIMIT_MAX),
};
const CURSOR: Parameter = Parameter {
    name: "cursor",
    about: "Where a page begins, as a Link header of the page before it says.",
    example: "0123456789abcdef0123456789abcdef.100",
    kind: ParameterKind::Cursor,
};
const BY: Parameter = Parameter {
    name: "by",
    about: "One or two of hour, day, week, month, report, source, kind, with a comma in between. By default day.",
    example: "day,report",
    kind: ParameterKind::Keys,
};

/// The media types of a bill.
const BILL: &[&str] = &["application/json", "application/x-ndjson", "text/csv"];
const JSON: &[&str] = &["application/json"];

const USAGE: Schema = Schema { name: "Usage", item: "UsageRecord", listing: || UsageRecord::LISTING };
const SUMMARY: Schema = Schema { name: "Summary", item: "SummaryGroup", listing: summary::listing };
const EXPLANATION: Schema =
    Schema { name: "Explanation", item: "LineItem", listing: || Explanation::LISTING };

/// Every route.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: Method::GET,
        path: "/usage",
        about: "What each message of the current period cost.",
        scope: Some(Scope::Usage),
        parameters: &[SINCE, UNTIL, TIMEZONE, LIMIT, CURSOR],
        takes: None,
        answers: Answers::Listing(USAGE, BILL),
        handler: || get(usage::list),
    },
    Route {
        method: Method::GET,
        path: "/api/usage",
        about: "The same as /usage.",
        scope: Some(Scope::Usage),
        parameters: &[SINCE, UNTIL, TIMEZONE, LIMIT, CURSOR],
        takes: None,
        answers: Answers::Listing(USAGE, BILL),
        handler: || get(usage::list),
    },
    Route {
        method: Method::GET,
        path: "/usage/summary",
        about: "What the messages come to, group by group.",
        scope: Some(Scope::Usage),
        parameters: &[BY, SINCE, UNTIL, TIMEZONE],
        takes: None,
        answers: Answers::Listing(SUMMARY, JSON),
        handler: || get(summary::show),
    },
    Route {
        method: Method::GET,
        path: "/usage/{message_id}",
        about: "Why a message costs what it costs, line by line.",
        scope: Some(Scope::Usage),
        parameters: &[],
        takes: None,
        answers: Answers::Listing(EXPLANATION, JSON),
        handler: || get(explain::show),
    },
    Route {
        method: Method::POST,
        path: "/score",
        about: "What messages of your own would cost. Nothing of them is kept.",
        scope: Some(Scope::Usage),
        parameters: &[],
        takes: Some(Takes::Messages),
        answers: Answers::Listing(USAGE, BILL),
        handler: || post(score::charge),
    },
    Route {
        method: Method::GET,
        path: "/health",
        about: "Whether the service runs.",
        scope: None,
        parameters: &[],
        takes: None,
        answers: Answers::Object("Health", &["status", "timestamp"]),
        handler: || get(health::live),
    },
    Route {
        method: Method::GET,
        path: "/health/live",
        about: "Whether the service runs.",
        scope: None,
        parameters: &[],
        takes: None,
        answers: Answers::Object("Health", &["status", "timestamp"]),
        handler: || get(health::live),
    },
    Route {
        method: Method::GET,
        path: "/health/ready",
        about: "Whether the service has a bill to give out.",
        scope: None,
        parameters: &[],
        takes: None,
        answers: Answers::Object("Health", &["status", "timestamp"]),
        handler: || get(health::ready),
    },
    Route {
        method: Method::GET,
        path: "/",
        about: "The current bill as a page.",
        scope: Some(Scope::Usage),
        parameters: &[TIMEZONE],
        takes: None,
        answers: Answers::Page,
        handler: || get(page::show),
    },
    Route {
        method: Method::GET,
        path: "/dashboard",
        about: "The same as /.",
        scope: Some(Scope::Usage),
        parameters: &[TIMEZONE],
        takes: None,
        answers: Answers::Page,
        handler: || get(page::show),
    },
    Route {
        method: Method::GET,
        path: "/openapi.json",
        about: "What the service answers, as an OpenAPI document.",
        scope: Some(Scope::Usage),
        parameters: &[],
        takes: None,
        answers: Answers::Openapi,
        handler: || get(description::openapi),
    },
    Route {
        method: Method::GET,
        path: "/docs",
        about: "What the service answers, as a page.",
        scope: None,
        parameters: &[],
        takes: None,
        answers: Answers::Text("text/html"),
        handler: || get(description::docs),
    },
];

/// The route of a path as it stands in the table.
pub(super) fn of_template(path: &str, method: &Method) -> Option<&'static Route> {
    let method = if *method == Method::HEAD { &Method::GET } else { method };
    ROUTES.iter().find(|route| route.path == path && route.method == *method)
}
