//! `/usage`, `/usage/{id}`, `/usage/summary` and `/score` through the router.

use super::scenario::{service, service_of};
use crate::support::{fixture, read, run};
use axum::http::StatusCode;
use copilot_usage::server::Bodies;
use std::time::Duration;

#[tokio::test]
async fn the_bill_is_byte_for_byte_that_of_the_command() {
    let service = service().await;
    for (accept, file, content_type) in [
        ("*/*", "text.json", "application/json"),
        ("application/json, text/plain, */*", "text.json", "application/json"),
        ("application/x-ndjson", "text.ndjson", "application/x-ndjson"),
        ("text/csv", "text.csv", "text/csv; charset=utf-8"),
    ] {
        for path in ["/usage", "/api/usage"] {
            let answer = service.get_with(path, "accept", accept).await;
            assert_eq!(answer.status, StatusCode::OK);
            assert_eq!(answer.text(), read(&format!("expected/{file}")), "{accept}");
            assert_eq!(answer.header("content-type"), content_type);
        }
    }
}

#[tokio::test]
async fn pages_hold_each_record_once() {
    let service = service().await;
    let (mut next, mut records) = ("/usage?limit=17".to_owned(), Vec::new());
    loop {
        let answer = service.get(&next).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        records.extend(answer.json()["usage"].as_array().unwrap().clone());
        match answer.header("link").strip_prefix('<').and_then(|link| link.split_once(">; rel=\"next\"")) {
            Some((link, "")) => next = link.to_owned(),
            _ => break,
        }
    }
    let whole = service.get("/usage").await.json();
    assert_eq!(serde_json::Value::from(records), whole["usage"]);
}

#[tokio::test]
async fn a_window_is_that_of_the_command() {
    let service = service().await;
    for (query, arguments) in [
        ("since=2024-05-30", vec!["--since", "2024-05-30"]),
        ("until=2024-05-30T12:00:00Z", vec!["--until", "2024-05-30T12:00:00Z"]),
        (
            "since=2024-05-30&until=2024-06-01&timezone=Pacific/Auckland",
            vec!["--since", "2024-05-30", "--until", "2024-06-01", "--timezone", "Pacific/Auckland"],
        ),
    ] {
        let answer = service.get(&format!("/usage?{query}")).await;
        let call = run(["score", "-q", "-f", "json"]).args(arguments).arg(fixture("snapshot.json"));
        call.exits(0).stdout(answer.text().to_owned());
    }
}

#[tokio::test]
async fn an_explanation_and_a_summary_are_those_of_the_commands() {
    let service = service().await;
    for id in ["2000", "2002", "2016"] {
        let answer = service.get(&format!("/usage/{id}")).await;
        let call = run(["explain", "-q", "-f", "json", "--message", id]).arg(fixture("snapshot.json"));
        call.exits(0).stdout(answer.text().to_owned());
    }
    for by in ["day", "day,report", "kind", "hour,source"] {
        let answer = service.get(&format!("/usage/summary?by={by}&timezone=Europe/London")).await;
        let call = run(["summary", "-q", "-f", "json", "--by", by, "--timezone", "Europe/London"]);
        call.arg(fixture("snapshot.json")).exits(0).stdout(answer.text().to_owned());
    }
}

#[tokio::test]
async fn messages_of_a_client_are_charged_and_not_kept() {
    let service = service().await;
    let answer = service.post("/score", "application/json", read("snapshot.json")).await;
    assert_eq!((answer.status, answer.text()), (StatusCode::OK, &*read("expected/text.json")));
    assert_eq!(answer.header("cache-control"), "no-store");
    for (content_type, body, problem) in [
        ("application/json", "{\"messages\":[{\"id\":1}]}", (422, "bad_body")),
        ("application/json", "", (422, "bad_body")),
        ("application/x-www-form-urlencoded", "messages=1", (415, "unsupported_media_type")),
        ("text/plain", "{\"messages\":[]}", (415, "unsupported_media_type")),
        ("", "{\"messages\":[]}", (415, "unsupported_media_type")),
    ] {
        let answer = service.post("/score", content_type, body).await;
        assert_eq!(answer.problem(), (problem.0, problem.1.to_owned()), "{}", answer.text());
    }
    let small = service_of(fixture("snapshot.json"), |app| {
        app.bodies = Bodies::new(10, Duration::from_secs(30));
    })
    .await;
    let answer = small.post("/score", "application/json", read("snapshot.json")).await;
    assert_eq!(answer.problem(), (413, "body_too_large".to_owned()));
}

#[tokio::test]
async fn what_cannot_be_answered_has_one_shape() {
    let service = service().await;
    for (uri, problem) in [
        ("/usage?sinc=2024-05-01", (400, "bad_parameter")),
        ("/usage?since=2024-05-01&since=2024-05-02", (400, "bad_parameter")),
        ("/usage?since=yesterday", (400, "bad_parameter")),
        ("/usage?since=2024-02-30", (400, "bad_parameter")),
        ("/usage?since=2024-05-02&until=2024-05-01", (400, "bad_parameter")),
        ("/usage?timezone=Mars", (400, "bad_parameter")),
        ("/usage?limit=0", (400, "bad_parameter")),
        ("/usage?limit=-1", (400, "bad_parameter")),
        ("/usage?limit=99999999999999999999", (400, "bad_parameter")),
        ("/usage?cursor=7", (400, "bad_parameter")),
        ("/usage?cursor=00000000000000000000000000000000.7", (409, "bill_changed")),
        ("/usage?%FF=1", (400, "bad_parameter")),
        ("/usage/summary?by=year", (400, "bad_parameter")),
        ("/usage/summary?by=day,day", (400, "bad_parameter")),
        ("/usage/summary?by=day,report,kind", (400, "bad_parameter")),
        ("/usage/x", (400, "bad_parameter")),
        ("/usage/007", (400, "bad_parameter")),
        ("/usage/1", (404, "not_found")),
        ("/nothing", (404, "not_found")),
        ("/health?x=1", (400, "bad_parameter")),
    ] {
        let answer = service.get(uri).await;
        assert_eq!(answer.problem(), (problem.0, problem.1.to_owned()), "{uri}");
    }
    let answer = service.post("/usage", "application/json", "").await;
    assert_eq!(answer.problem(), (405, "method_not_allowed".to_owned()));
}

#[tokio::test]
async fn what_a_client_has_is_not_sent_again() {
    let service = service().await;
    let first = service.get("/usage").await;
    let etag = first.header("etag").to_owned();
    assert!(etag.starts_with("W/\""), "{etag}");
    for uri in ["/usage", "/usage?limit=3", "/usage/summary", "/usage/2000"] {
        for tags in [etag.as_str(), "*", &format!("\"other\", {etag}")] {
            let answer = service.get_with(uri, "if-none-match", tags).await;
            assert_eq!((answer.status, answer.body.len()), (StatusCode::NOT_MODIFIED, 0), "{uri} {tags}");
            assert_eq!(answer.header("etag"), etag);
        }
    }
    assert_eq!(service.get_with("/usage", "if-none-match", "W/\"other\"").await.status, StatusCode::OK);
    assert!(first.header("cache-control").starts_with("private, max-age="));
}
