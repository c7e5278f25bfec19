//! `/metrics` and the log of requests: what is counted and told, and what never is.

use super::scenario::{Service, service_of, start};
use crate::support::{fixture, json_lines, read, run};
use axum::body::{Body, Bytes};
use axum::http::Request;
use copilot_usage::server::{Monitor, OnRequest};
use httpmock::MockServer;
use hyper::body::Frame;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

/// What a client sends, and no line may show.
const CANARY: &str = "c4nary-s3cret";
/// A token, and the one that takes its place.
const TOKENS: [&str; 2] = ["zebra-quartz-77", "mango_violin_42"];

/// A service of the snapshot, and the log of its requests.
async fn watched() -> (Service, Arc<Mutex<Vec<Value>>>) {
    let log = Arc::new(Mutex::new(Vec::new()));
    let lines = Arc::clone(&log);
    let on_request: OnRequest =
        Box::new(move |request| lines.lock().unwrap().push(serde_json::to_value(request).unwrap()));
    let monitor = Monitor::new(on_request, [Arc::default(), Arc::default()]);
    let service = service_of(fixture("snapshot.json"), |app| app.monitor = monitor).await;
    (service, log)
}

#[tokio::test]
async fn each_request_is_one_line() {
    let (service, log) = watched().await;
    let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    let request = Request::get("/usage/2000?x=1").header("x-request-id", "mine-1");
    let request = request.header("traceparent", format!("00-{trace}-00f067aa0ba902b7-01"));
    let answer = service.ask(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.header("x-request-id"), "mine-1");
    let answer = service.get("/usage").await;
    let made = answer.header("x-request-id");
    assert!(made.len() == 32 && made.bytes().all(|digit| digit.is_ascii_hexdigit()), "{made}");
    service.post("/usage", "text/plain", "").await;
    service.get("/no/such/path").await;
    service.ask(Request::builder().method("BREW").uri("/usage").body(Body::empty()).unwrap()).await;
    let mut lines = std::mem::take(&mut *log.lock().unwrap());
    for line in &mut lines {
        let fields = line.as_object_mut().unwrap();
        let duration = fields.remove("duration_ms").unwrap();
        assert!((0.0..60_000.0).contains(&duration.as_f64().unwrap()), "{duration}");
        let id = fields.remove("id").unwrap();
        assert_eq!(id == "mine-1", fields["route"] == "/usage/{message_id}");
    }
    let expected = json!([
        {"method":"GET","route":"/usage/{message_id}","status":400,"problem":"bad_parameter","trace_id":trace},
        {"method":"GET","route":"/usage","status":200},
        {"method":"POST","route":"/usage","status":405,"problem":"method_not_allowed"},
        {"method":"GET","route":"unmatched","status":404,"problem":"not_found"},
        {"method":"OTHER","route":"/usage","status":405,"problem":"method_not_allowed"},
    ]);
    assert_eq!(Value::from(lines), expected);
}

#[tokio::test]
async fn no_line_and_no_figure_has_what_a_client_sent() {
    let (service, log) = watched().await;
    let text = format!("{{\"messages\":[{{\"id\":1,\"text\":\"{CANARY}\",\"timestamp\":\"{CANARY}\"}}]}}");
    for (method, uri, body) in [
        ("GET", format!("/usage?{CANARY}=1"), String::new()),
        ("GET", format!("/usage?since={CANARY}"), String::new()),
        ("GET", format!("/usage/{CANARY}"), String::new()),
        ("GET", format!("/{CANARY}"), String::new()),
        ("POST", "/score".to_owned(), text),
        (CANARY, "/usage".to_owned(), String::new()),
    ] {
        let request = Request::builder().method(method).uri(&uri).header("content-type", "application/json");
        let request = request.header("authorization", format!("Bearer {CANARY}"));
        let request = request.header("x-request-id", format!("{CANARY}!")).header("traceparent", CANARY);
        let answer = service.ask(request.body(Body::from(body)).unwrap()).await;
        assert!(answer.status.is_client_error(), "{method} {uri}");
    }
    let metrics = service.get("/metrics").await;
    for told in [format!("{:?}", log.lock().unwrap()), metrics.text().to_owned()] {
        assert!(!told.contains(CANARY) && told.contains("unmatched"), "{told}");
    }
}

/// Holds a text against the rules of `OpenMetrics` that a monitor refuses to read a text for; the values of its samples.
fn samples(text: &str) -> Vec<(String, String)> {
    let lines: Vec<&str> = text.strip_suffix("# EOF\n").unwrap().lines().collect();
    let (mut family, mut kind, mut families, mut samples) = (String::new(), "", BTreeSet::new(), Vec::new());
    for line in lines {
        if let Some(about) = line.strip_prefix("# ") {
            let [what, name, rest] = about.splitn(3, ' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
            if name != family {
                assert!(families.insert(name.to_owned()), "{name} comes twice");
                (family, kind) = (name.to_owned(), "");
            }
            match what {
                "TYPE" => kind = rest,
                "UNIT" => assert!(name.ends_with(&format!("_{rest}")), "{line}"),
                _ => assert_eq!(what, "HELP"),
            }
            continue;
        }
        let (name, value) = line.rsplit_once(' ').unwrap();
        let suffix =
            name.split('{').next().unwrap().strip_prefix(&family).unwrap_or_else(|| panic!("{line}"));
        let suffixes: &[&str] = match kind {
            "counter" => &["_total"],
            "gauge" => &[""],
            "histogram" => &["_bucket", "_sum", "_count"],
            kind => panic!("{line}: {kind}"),
        };
        assert!(suffixes.contains(&suffix), "{line}");
        serde_json::from_str::<serde_json::Number>(value).unwrap();
        samples.push((name.to_owned(), value.to_owned()));
    }
    samples
}

#[tokio::test]
async fn figures_are_as_monitors_read_them() {
    let (service, _) = watched().await;
    service.get("/usage").await;
    service.get("/usage/2000").await;
    service.get("/usage/2002").await;
    service.get("/one").await;
    service.get("/two").await;
    let answer = service.get("/metrics").await;
    assert_eq!(answer.header("content-type"), "application/openmetrics-text; version=1.0.0; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "no-store");
    let samples = samples(answer.text());
    let value = |name: &str| {
        let name = format!("copilot_usage_{name}");
        samples.iter().find(|(other, _)| *other == name).map_or("", |(_, value)| value)
    };
    for (name, expected) in [
        ("messages{source=\"report\"}", "6"),
        ("messages{source=\"text\"}", "35"),
        ("credits{source=\"report\"}", "242.10"),
        ("credits{source=\"text\"}", "158.00"),
        ("fallbacks{reason=\"missing\"}", "2"),
        ("retries", "0"),
        ("bills_made_total", "1"),
        ("bills_failed_total", "0"),
        ("upstream_requests_total", "0"),
        ("upstream_retries_total", "0"),
        ("http_requests_in_flight", "1"),
        ("http_requests_total{route=\"/usage\",status=\"200\"}", "1"),
        ("http_requests_total{route=\"/usage/{message_id}\",status=\"200\"}", "2"),
        ("http_requests_total{route=\"unmatched\",status=\"404\"}", "2"),
        ("http_request_duration_seconds_count{route=\"unmatched\"}", "2"),
        ("http_request_duration_seconds_bucket{le=\"+Inf\",route=\"/usage/{message_id}\"}", "2"),
    ] {
        assert_eq!(value(name), expected, "{name}\n{}", answer.text());
    }
    for name in ["bill_age_seconds", "duration_seconds", "last_success_timestamp_seconds"] {
        assert!(!value(name).is_empty(), "{name}");
    }
    // The figures of a bill are described as by the command.
    let command = run(["score", "-q", "--metrics", "usage.prom"]);
    let ran = command.arg(fixture("snapshot.json")).exits(0);
    for line in ran.read("usage.prom").lines().filter(|line| line.starts_with("# ") && *line != "# EOF") {
        assert!(answer.text().contains(line), "{line}");
    }
}

#[tokio::test]
async fn a_request_whose_client_goes_away_is_told_of() {
    let (service, log) = watched().await;
    let request = service.ask(Request::post("/score").body(Body::empty()).unwrap());
    drop(request);
    assert!(log.lock().unwrap().is_empty(), "it has not begun");
    let request = Request::post("/score").header("content-type", "application/json");
    let request = request.body(Body::new(Endless)).unwrap();
    let ended = tokio::time::timeout(Duration::ZERO, service.ask(request)).await;
    assert!(ended.is_err());
    let lines = log.lock().unwrap().clone();
    assert_eq!((lines.len(), &lines[0]["status"], &lines[0]["route"]), (1, &json!(499), &json!("/score")));
    let metrics = service.get("/metrics").await;
    assert!(metrics.text().contains("copilot_usage_http_requests_in_flight 1\n"), "{}", metrics.text());
}

/// A body that never comes.
struct Endless;

impl hyper::body::Body for Endless {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Pending
    }
}

fn ask(url: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(url.strip_prefix("http://").unwrap()).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn a_token_is_hidden_before_and_after_it_is_changed() {
    let (server, folder) = (MockServer::start(), tempfile::tempdir().unwrap());
    let file = folder.path().join("token");
    std::fs::write(&file, TOKENS[0]).unwrap();
    // It says the token of each request, and the old one also to whoever comes with the new one.
    let body = |ids: &str| format!("{{\"messages\":[{{\"id\":\"{ids}\"}}]}}");
    let [old, new] = [TOKENS[0].to_owned(), TOKENS.concat()].map(|said| body(&said));
    let [old, new] = [(TOKENS[0], old), (TOKENS[1], new)].map(|(token, body)| {
        server.mock(|when, then| {
            when.header("authorization", format!("Bearer {token}"));
            then.status(200).body(body);
        })
    });
    let service = start(
        ["--base-url", &server.base_url(), "--refresh", "10ms", "--token-file"]
            .map(Into::into)
            .into_iter()
            .chain([file.clone().into_os_string()]),
    );
    let mut seen = Vec::new();
    let mut until = |calls: &dyn Fn() -> usize| {
        while calls() < 3 {
            let line: Value = service.log.recv().unwrap();
            seen.push(line);
        }
    };
    until(&|| old.calls());
    std::fs::write(&file, TOKENS[1]).unwrap();
    until(&|| new.calls());
    let answer = ask(&service.url, "/usage");
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    let text = format!("{}{answer}", Value::from(seen.clone()));
    assert!(TOKENS.iter().all(|token| !text.contains(token)) && text.contains("***"), "{text}");
    let failed = seen.iter().filter(|line| line["code"] == "upstream_malformed").collect::<Vec<_>>();
    assert!(failed.len() > 3 && failed.iter().all(|line| line["level"] == "error"), "{seen:?}");
}

#[test]
fn a_service_logs_each_bill_and_each_request() {
    let service = start([fixture("snapshot.json")]);
    let line = || service.log.recv().unwrap();
    // Before the first bill there is none.
    let mut answers = std::iter::repeat_with(|| ask(&service.url, "/usage"));
    let answer = answers.find(|answer| answer.starts_with("HTTP/1.1 200 ")).unwrap();
    assert!(answer.ends_with(&read("expected/text.json")));
    let is_it = |line: &Value| line["code"] == "request" && line["status"] == 200;
    let lines = std::iter::repeat_with(line).find(is_it).unwrap();
    assert_eq!(
        (&lines["level"], &lines["route"], &lines["status"]),
        (&json!("info"), &json!("/usage"), &json!(200))
    );
    assert!(answer.contains(&format!("\r\nx-request-id: {}\r\n", lines["id"].as_str().unwrap())));
    assert!(lines["time"].as_str().unwrap().ends_with('Z') && lines["duration_ms"].is_number());
}

#[test]
fn why_a_service_ends_is_written_before_the_end() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let ran = run(["serve", "--listen", &address]).arg(fixture("snapshot.json")).exits(6);
    let lines = json_lines(&ran.errors());
    let is_error = |line: &Value| line["level"] == "error" && line["code"] == "file";
    assert!(lines.iter().any(is_error), "{lines:?}");
    // A person asks for text.
    let ran = run(["serve", "--log-format", "text", "--listen", &address]).arg(fixture("snapshot.json"));
    ran.exits(6).says(&format!("copilot-usage: error: {address}: "));
}
