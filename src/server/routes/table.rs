//! The table of routes, from which the router, the check of parameters and the `OpenAPI` document are made.

use crate::model::record::UsageRecord;
use crate::server::access::scope::Scope;
use crate::server::route::{Answers, Parameter, ParameterKind, Route, Schema, Takes};
use crate::server::routes::{description, explain, health, metrics, page, score, summary, usage};
use crate::views::explanation::Explanation;
use axum::http::Method;
use axum::routing::{get, post};

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
pub(in crate::server) const ROUTES: &[Route] = &[
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
        path: "/metrics",
        about: "Figures of the service and of its last bill, for a monitor.",
        scope: Some(Scope::Admin),
        parameters: &[],
        takes: None,
        answers: Answers::Text(metrics::MEDIA_TYPE),
        handler: || get(metrics::show),
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
pub(in crate::server) fn of_template(path: &str, method: &Method) -> Option<&'static Route> {
    let method = if *method == Method::HEAD { &Method::GET } else { method };
    ROUTES.iter().find(|route| route.path == path && route.method == *method)
}

/// A path as it stands in the table, which outlives the request.
pub(in crate::server) fn template(path: &str) -> Option<&'static str> {
    ROUTES.iter().find(|route| route.path == path).map(|route| route.path)
}
