//! The `OpenAPI` document: made of the table of routes and of the columns of listings, so that it cannot say anything
//! else than they do.

mod components;

use crate::server::openapi::components::{
    BODY, KEY, header_ref, if_none_match, parameter_ref, response_ref, schema_ref,
};
use crate::server::route::{Answers, Route, Takes};
use crate::server::routes::table::ROUTES;
use axum::http::Method;
use serde_json::{Map, Value, json};

/// The document.
pub(super) fn document() -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for route in ROUTES {
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        if let Some(path) = path.as_object_mut() {
            path.insert(route.method.as_str().to_ascii_lowercase(), operation(route));
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "copilot-usage",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": env!("CARGO_PKG_DESCRIPTION"),
            "description": ABOUT,
            "license": { "name": "MIT", "identifier": "MIT" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": components::all(),
    })
}

const ABOUT: &str = "One bill is made at a time and shared by all requests. An answer made of it has an ETag, and says \
    by Age how old the bill is and by Usage-Stale by how many seconds it is older than it should be. Every problem has \
    the same shape: error.code is its stable name, and error.param the parameter that it is about. A parameter that is \
    not listed here is refused.";

fn operation(route: &Route) -> Value {
    let mut operation = json!({
        "operationId": operation_id(route),
        "summary": route.about,
        "parameters": parameters(route),
        "responses": responses(route),
    });
    if let Some(operation) = operation.as_object_mut() {
        if let Some(scope) = route.scope {
            // On a loopback address anyone may ask.
            operation.insert("security".to_owned(), json!([{}, { KEY: [scope] }]));
        }
        if route.takes == Some(Takes::Messages) {
            let body = json!({ "$ref": format!("#/components/requestBodies/{BODY}") });
            operation.insert("requestBody".to_owned(), body);
        }
    }
    operation
}

/// A name for a function of a client: `getUsageSummary`.
fn operation_id(route: &Route) -> String {
    let words = route.path.split(['/', '_', '.']).map(|word| word.trim_matches(['{', '}']));
    let mut words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        words.push("page");
    }
    words.iter().fold(route.method.as_str().to_ascii_lowercase(), |mut id, word| {
        let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
        id.push_str(&first.to_ascii_uppercase());
        id.push_str(rest);
        id
    })
}

fn parameters(route: &Route) -> Vec<Value> {
    let in_path = route.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let named = in_path.chain(route.parameters.iter().map(|parameter| parameter.name));
    let mut parameters: Vec<Value> = named.map(parameter_ref).collect();
    if is_tagged(route) {
        parameters.push(if_none_match());
    }
    parameters
}

/// Whether an answer has an entity tag.
fn is_tagged(route: &Route) -> bool {
    route.method == Method::GET && !matches!(route.answers, Answers::Object(..))
}

/// Whether an answer is made of the current bill.
fn is_of_bill(route: &Route) -> bool {
    route.method == Method::GET && matches!(route.answers, Answers::Listing(..) | Answers::Page)
}

fn responses(route: &Route) -> Value {
    let headers = headers(route);
    let mut responses = json!({
        "200": { "description": success(route), "headers": headers, "content": content(route) },
        "default": response_ref("default"),
    });
    if let Some(responses) = responses.as_object_mut() {
        if is_tagged(route) {
            let unchanged =
                json!({ "description": "The client has the current answer.", "headers": headers });
            responses.insert("304".to_owned(), unchanged);
        }
        for status in problems(route) {
            responses.insert(status.to_owned(), response_ref(status));
        }
    }
    responses
}

fn success(route: &Route) -> String {
    match &route.answers {
        Answers::Listing(schema, _) => (schema.listing)().about.to_owned(),
        _ => route.about.to_owned(),
    }
}

fn headers(route: &Route) -> Map<String, Value> {
    let mut names = vec!["Cache-Control"];
    if is_tagged(route) {
        names.push("ETag");
    }
    if is_of_bill(route) {
        names.extend(["Age", "Usage-Stale"]);
    }
    if pages(route) {
        names.push("Link");
    }
    names.into_iter().map(|name| (name.to_owned(), header_ref(name))).collect()
}

/// Whether an answer may be one page of several.
fn pages(route: &Route) -> bool {
    route.parameters.iter().any(|parameter| parameter.name == "cursor")
}

fn content(route: &Route) -> Map<String, Value> {
    let text = |about: &str| json!({ "schema": { "type": "string", "description": about } });
    let json = |name: &str| json!({ "schema": schema_ref(name) });
    let one = |media_type: &str, content| Map::from_iter([(media_type.to_owned(), content)]);
    match &route.answers {
        Answers::Listing(schema, media_types) => {
            let of = |media_type: &str| match media_type {
                "application/x-ndjson" => text(&format!("A {} in each line, as JSON.", schema.item)),
                "text/csv" => text(&format!("A heading, and a {} in each row.", schema.item)),
                _ => json(schema.name),
            };
            media_types.iter().map(|media_type| ((*media_type).to_owned(), of(media_type))).collect()
        }
        Answers::Object(name, _) => one("application/json", json(name)),
        Answers::Page => one("text/html", text("A page.")),
        Answers::Text(media_type) => one(media_type, text("Text.")),
        Answers::Openapi => one("application/json", json!({ "schema": { "type": "object" } })),
    }
}

/// The statuses of the problems that a route may have.
fn problems(route: &Route) -> Vec<&'static str> {
    let mut statuses = vec!["400", "421", "500", "503"];
    if route.scope.is_some() {
        statuses.extend(["401", "403", "429"]);
    }
    if route.path.contains('{') {
        statuses.push("404");
    }
    if pages(route) {
        statuses.push("409");
    }
    if route.takes.is_some() {
        statuses.extend(["408", "413", "415", "422"]);
    }
    statuses
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_route_is_described_once() {
        let document = document();
        let mut described: Vec<(String, String)> = Vec::new();
        for (path, operations) in document["paths"].as_object().unwrap() {
            described
                .extend(operations.as_object().unwrap().keys().map(|method| (path.clone(), method.clone())));
        }
        let mut routes: Vec<(String, String)> = ROUTES
            .iter()
            .map(|route| (route.path.to_owned(), route.method.as_str().to_ascii_lowercase()))
            .collect();
        routes.sort();
        described.sort();
        assert_eq!(described, routes);
        let mut ids: Vec<String> = ROUTES.iter().map(operation_id).collect();
        ids.sort();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count, "{ids:?}");
    }
}
