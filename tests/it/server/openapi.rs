//! `/openapi.json` held against what the service does, and `/docs`.

use super::scenario::{Answer, Service, service, service_of};
use crate::support::{fixture, read};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use boon::{Compiler, Draft, Schemas};
use copilot_usage::server::Bodies;
use flate2::read::GzDecoder;
use serde_json::{Value, json};
use std::io::Read;
use std::time::Duration;

async fn openapi(service: &Service) -> Value {
    let answer = service.get("/openapi.json").await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/json"));
    answer.json()
}

/// What a reference stands for.
fn resolve<'d>(document: &'d Value, value: &'d Value) -> &'d Value {
    match value["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).expect(reference),
        None => value,
    }
}

/// What is wrong with a value, as a schema within the document has it.
fn validate(document: &Value, schema: &Value, value: &Value) -> Result<(), String> {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.set_default_draft(Draft::V2020_12);
    compiler.enable_format_assertions();
    let whole = json!({ "components": document["components"], "$defs": { "this": schema } });
    compiler.add_resource("openapi.json", whole).unwrap();
    let index = compiler.compile("openapi.json#/$defs/this", &mut schemas).unwrap();
    schemas.validate(value, index).map_err(|error| error.to_string())
}

/// Holds an answer against what the document says of its operation.
fn expect_described(document: &Value, (method, path): (&str, &str), answer: &Answer) {
    let operation = &document["paths"][path][method];
    let status = answer.status.as_str();
    let told = format!("{method} {path}: {status}");
    let response = resolve(document, &operation["responses"][status]);
    assert!(response.is_object(), "{told} is not described");
    for (name, header) in response["headers"].as_object().unwrap() {
        let header = resolve(document, header);
        match answer.header(name) {
            "" => assert!(["Link", "Usage-Stale"].contains(&name.as_str()), "{told}: no {name}"),
            text => {
                let number = text.parse::<u64>().map_or_else(|_| Value::from(text), Value::from);
                assert_eq!(validate(document, &header["schema"], &number), Ok(()), "{told}: {name}");
            }
        }
    }
    let Some(content) = response["content"].as_object() else {
        return assert!(answer.body.is_empty(), "{told}");
    };
    let media_type = answer.header("content-type").split(';').next().unwrap();
    let schema = &content.get(media_type).unwrap_or_else(|| panic!("{told}: {media_type}"))["schema"];
    let body = if media_type == "application/json" { answer.json() } else { Value::from(answer.text()) };
    assert_eq!(validate(document, schema, &body), Ok(()), "{told}");
}

#[tokio::test]
async fn every_answer_is_as_it_is_described() {
    let service = service().await;
    let document = openapi(&service).await;
    let usage = ["/usage", "/api/usage"];
    let mut requests: Vec<(&str, String, &str)> = Vec::new();
    for path in usage {
        for query in ["", "?limit=3", "?since=2024-05-30", "?limit=x", "?sinc=x"] {
            for accept in ["*/*", "application/x-ndjson", "text/csv"] {
                requests.push((path, format!("{path}{query}"), accept));
            }
        }
        requests.push((path, format!("{path}?cursor=00000000000000000000000000000000.7"), "*/*"));
    }
    for by in ["day", "hour,report", "kind", "week,source", "month", "year"] {
        requests.push(("/usage/summary", format!("/usage/summary?by={by}"), "*/*"));
    }
    for id in ["2000", "2002", "2016", "1", "x", "%FF", "%00"] {
        requests.push(("/usage/{message_id}", format!("/usage/{id}"), "*/*"));
    }
    for path in ["/health", "/health/live", "/health/ready", "/openapi.json", "/docs", "/", "/dashboard"] {
        requests.push((path, path.to_owned(), "*/*"));
        requests.push((path, format!("{path}?x=1"), "text/html"));
    }
    requests.push(("/", "/?timezone=Nowhere/At_All".to_owned(), "text/html"));
    for (path, uri, accept) in &requests {
        let answer = service.get_with(uri, "accept", accept).await;
        expect_described(&document, ("get", path), &answer);
        if answer.status == StatusCode::OK && !answer.header("etag").is_empty() {
            let unchanged = service.get_with(uri, "if-none-match", answer.header("etag")).await;
            assert_eq!(unchanged.status, StatusCode::NOT_MODIFIED, "{uri}");
            expect_described(&document, ("get", path), &unchanged);
        }
    }
    let small =
        service_of(fixture("snapshot.json"), |app| app.bodies = Bodies::new(10, Duration::from_secs(30)))
            .await;
    for (service, content_type, body) in [
        (&service, "application/json", read("snapshot.json")),
        (&service, "application/json", "[]".to_owned()),
        (&service, "application/x-ndjson", crate::support::message(1, "x")),
        (&service, "application/json", "{\"messages\":[{\"id\":1}]}".to_owned()),
        (&service, "text/plain", "[]".to_owned()),
        (&small, "application/json", read("snapshot.json")),
    ] {
        let answer = service.post("/score", content_type, body).await;
        expect_described(&document, ("post", "/score"), &answer);
    }
    let unready = service_of(fixture("nothing.json"), |_| ()).await;
    for path in ["/usage", "/usage/summary", "/health/ready", "/", "/dashboard"] {
        let answer = unready.get_with(path, "accept", "text/html").await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        expect_described(&document, ("get", path), &answer);
    }
}

#[tokio::test]
async fn what_is_described_is_there_and_nothing_else_is() {
    let service = service().await;
    let document = openapi(&service).await;
    for (path, operations) in document["paths"].as_object().unwrap() {
        let uri = path.replace("{message_id}", "2000");
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"] {
            let request = Request::builder().method(method).uri(&uri).body(Body::empty()).unwrap();
            let answer = service.ask(request).await;
            let is_described = operations.get(method.to_ascii_lowercase()).is_some();
            assert_ne!(answer.status, StatusCode::NOT_FOUND, "{method} {uri}");
            if method == "OPTIONS" {
                assert_eq!(answer.status, StatusCode::NO_CONTENT, "{uri}");
                assert!(!answer.header("allow").is_empty(), "{uri}");
                continue;
            }
            assert_eq!(answer.status != StatusCode::METHOD_NOT_ALLOWED, is_described, "{method} {uri}");
            if !is_described {
                assert_eq!(answer.problem().1, "method_not_allowed");
                assert!(!answer.header("allow").is_empty(), "{method} {uri}");
            }
        }
    }
}

/// Every value in a document, with the key that it stands under.
fn walk<'d>(value: &'d Value, see: &mut dyn FnMut(&'d str, &'d Value)) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                see(key, value);
                walk(value, see);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| walk(item, see)),
        _ => {}
    }
}

#[tokio::test]
async fn references_lead_somewhere_and_examples_are_what_they_show() {
    let service = service().await;
    let document = openapi(&service).await;
    let mut references = 0;
    walk(&document["paths"], &mut |key, value| {
        if key == "$ref" {
            let reference = value.as_str().unwrap();
            assert!(document.pointer(&reference[1..]).is_some(), "{reference}");
            references += 1;
        }
    });
    assert!(references > 100, "{references}");
    let components = &document["components"];
    for parameter in components["parameters"].as_object().unwrap().values() {
        let example = &parameter["example"];
        if !example.is_null() {
            assert_eq!(validate(&document, &parameter["schema"], example), Ok(()), "{parameter}");
        }
    }
    for (media_type, content) in components["requestBodies"]["Messages"]["content"].as_object().unwrap() {
        assert_eq!(validate(&document, &content["schema"], &content["example"]), Ok(()), "{media_type}");
        let example = &content["example"];
        let body = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
        let answer = service.post("/score", media_type, body).await;
        assert_eq!(answer.status, StatusCode::OK, "{media_type}: {}", answer.text());
    }
    for name in ["Message", "Report"] {
        let schema = &components["schemas"][name];
        assert_eq!(validate(&document, schema, &schema["example"]), Ok(()), "{name}");
    }
    let uri = "/usage?since=2024-05-01&until=2024-06-01&timezone=Europe/London&limit=100";
    assert_eq!(service.get(uri).await.status, StatusCode::OK);
    assert_eq!(service.get("/usage/summary?by=day,report").await.status, StatusCode::OK);
}

#[tokio::test]
async fn it_is_made_once_and_sent_compressed() {
    let service = service().await;
    for path in ["/openapi.json", "/docs", "/", "/dashboard"] {
        let plain = service.get(path).await;
        let packed = service.get_with(path, "accept-encoding", "gzip").await;
        assert_eq!((plain.header("content-encoding"), packed.header("content-encoding")), ("", "gzip"));
        let mut unpacked = Vec::new();
        GzDecoder::new(&*packed.body).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, plain.body, "{path}");
        assert_eq!(plain.header("etag"), packed.header("etag"));
        assert!(plain.header("cache-control").starts_with("private, max-age="), "{path}");
        assert_eq!(plain.header("vary"), "accept-encoding");
        let head = Request::head(path).body(Body::empty()).unwrap();
        let head = service.ask(head).await;
        assert_eq!(
            (head.status, head.body.len(), head.header("etag")),
            (StatusCode::OK, 0, plain.header("etag"))
        );
    }
}
