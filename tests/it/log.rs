//! `--log-format json`: every field of every line, for programs that read them.

use crate::support::{Run, fixture, json_lines, message, message_with_report, read, run, score};
use httpmock::prelude::*;
use httpmock::{HttpMockRequest, HttpMockResponse};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};

const LIST: &str = "/messages/current-period";

/// Messages that name reports: how many name each one, and the answer of the upstream.
const REPORTS: [(usize, i64, u16, &str); 6] = [
    (1, 7, 200, r#"{"id":7,"name":"Lease","credit_cost":5}"#),
    (1, 40, 404, ""),
    (2, 41, 404, ""),
    (4, 30, 200, "[]"),
    (5, 50, 503, ""),
    (6, 60, 403, ""),
];

/// An upstream that fails once with the list and has a report of each kind; and a call that falls back.
pub(crate) fn fetch_with_faults(server: &MockServer) -> Run {
    let named = REPORTS.iter().flat_map(|&(count, report_id, ..)| std::iter::repeat_n(report_id, count));
    let mut messages: Vec<String> =
        (1..).zip(named).map(|(id, report)| message_with_report(id, report)).collect();
    messages.extend([message(98, "x"), message(99, "x")]);
    let body = format!("{{\"messages\":[{}]}}", messages.join(","));
    let requests = AtomicUsize::new(0);
    server.mock(|when, then| {
        when.path(LIST);
        then.respond_with(move |_: &HttpMockRequest| match requests.fetch_add(1, Ordering::Relaxed) {
            0 => HttpMockResponse::builder().status(502).build(),
            _ => HttpMockResponse::builder().status(200).body(body.clone()).build(),
        });
    });
    for (_, id, status, body) in REPORTS {
        server.mock(|when, then| {
            when.path(format!("/reports/{id}"));
            then.status(status).body(body);
        });
    }
    run(["fetch", "--base-url", &server.base_url(), "--concurrency", "1", "--retries", "1"])
        .args(["--on-report-error", "fallback"])
}

/// Returns the lines of a run with an exit code. Waits are random: valid ones are replaced by 0.
fn logged(run: Run, code: i32) -> Vec<Value> {
    let ran = run.args(["--log-format", "json"]).exits(code);
    let mut lines = json_lines(&ran.errors());
    for line in &mut lines {
        if let Some(wait) = line["wait_ms"].as_u64() {
            assert!((250..=500).contains(&wait), "{line}");
            let message =
                line["message"].as_str().unwrap().replace(&format!("next in {wait} ms"), "next in 0 ms");
            (line["wait_ms"], line["message"]) = (json!(0), json!(message));
        }
    }
    lines
}

#[test]
fn every_step_of_a_run_is_told() {
    let server = MockServer::start();
    let answer = |path: &str, status: u16| {
        let url = server.url(path);
        json!({"level":"debug","code":"answer","message":format!("{url}: {status}"),"url":url,"status":status})
    };
    let retry = |path: &str, reason: &str| {
        let url = server.url(path);
        json!({
            "level":"debug","code":"retry","message":format!("{url}: attempt 1 failed ({reason}), next in 0 ms"),
            "url":url,"attempt":1,"wait_ms":0,"reason":reason
        })
    };
    let missing = |id: i64| {
        let place = server.url(format!("/reports/{id}"));
        json!({
            "level":"debug","code":"report-missing",
            "message":format!("report {id} is missing, its messages are charged by their text ({place})"),
            "report_id":id,"place":place
        })
    };
    let fallback = |id: i64, why: &str| {
        let reason = format!("{}: {why}", server.url(format!("/reports/{id}")));
        json!({
            "level":"warning","code":"report-fallback",
            "message":format!("report {id} cannot be used, its messages are charged by their text: {reason}"),
            "report_id":id,"reason":reason
        })
    };
    assert_eq!(
        logged(fetch_with_faults(&server).arg("-v"), 0),
        [
            answer(LIST, 502),
            retry(LIST, "502 Bad Gateway"),
            answer(LIST, 200),
            answer("/reports/7", 200),
            answer("/reports/40", 404),
            answer("/reports/41", 404),
            answer("/reports/30", 200),
            answer("/reports/50", 503),
            retry("/reports/50", "503 Service Unavailable"),
            answer("/reports/50", 503),
            answer("/reports/60", 403),
            missing(40),
            missing(41),
            fallback(30, "found an array, expected an object (a report) as the document"),
            fallback(50, "503 Service Unavailable, after 2 attempts"),
            fallback(60, "403 Forbidden"),
            json!({
                "level":"info","code":"done",
                "message":"21 messages, 1 from reports, 20 by text (3 for 2 missing reports, 4 for 1 malformed report, \
                           5 for 1 unavailable report, 6 for 1 refused report), total 45.00 credits",
                "messages":21,"from_reports":1,"by_text":20,"missing_reports":2,"unusable_reports":3,"credits":45.00
            }),
        ]
    );
}

#[test]
fn only_the_curious_are_told_of_answers() {
    let server = MockServer::start();
    let codes = |lines: Vec<Value>| lines.iter().map(|line| line["code"].clone()).collect::<Vec<_>>();
    let fallbacks = ["report-fallback"; 3];
    assert_eq!(codes(logged(fetch_with_faults(&server).arg("-q"), 0)), fallbacks);
    server.reset();
    let missing = ["report-missing"; 2];
    assert_eq!(codes(logged(fetch_with_faults(&server), 0)), [&missing[..], &fallbacks, &["done"]].concat());
}

#[test]
fn a_warning_names_what_it_is_about() {
    let twice = format!("[{0},{0}]", message(1, "a"));
    assert_eq!(
        logged(score(twice).args(["--allow-duplicates", "-q"]), 0),
        [json!({
            "level":"warning","code":"duplicate-message",
            "message":"message 1 came before and is charged again (standard input: [1].id)",
            "message_id":1,"place":"standard input: [1].id"
        })]
    );
    let strict = score(format!("[{}]", message_with_report(1, 7))).args(["--strict", "-q"]);
    assert_eq!(
        logged(strict, 7),
        [
            json!({
                "level":"warning","code":"no-reports",
                "message":"messages name reports but none were given: all count as missing (see --reports)"
            }),
            json!({"level":"error","code":"verdict","message":"--strict: there were warnings (1)"}),
        ]
    );
    let server = MockServer::start();
    let lines = logged(fetch_with_faults(&server).args(["--cache-dir", "/dev/null"]), 0);
    let cache = lines.iter().find(|line| line["code"] == "cache-passed-over").unwrap();
    let path = cache["path"].as_str().unwrap();
    assert!(path.starts_with("/dev/null/report-"), "{cache}");
    let reason = "Not a directory (os error 20)";
    assert_eq!(
        *cache,
        json!({
            "level":"warning","code":"cache-passed-over",
            "message":format!("{path}: skipped by the report cache: {reason}"),"path":path,"reason":reason
        })
    );
}

/// Returns the line of an error with further fields.
fn error(code: &str, message: &str, fields: &[(&str, &str)]) -> Value {
    let mut line = json!({"level":"error","code":code,"message":message});
    for &(name, value) in fields {
        line[name] = json!(value);
    }
    line
}

#[test]
fn an_error_names_what_it_is_about() {
    let lines = || score(format!("{}\n{{}}\n[]", message(1, "a")));
    let nowhere = "nowhere.json: cannot read: No such file or directory (os error 2)";
    let cases: [(Run, i32, Vec<Value>); 9] = [
        (
            run(["score"]),
            2,
            vec![error(
                "usage",
                "the following required arguments were not provided: <FILE>...",
                &[("hint", "try --help")],
            )],
        ),
        (
            run(["score", "x.json", "--tariff", "txt"]),
            2,
            vec![error(
                "usage",
                "--tariff txt: no such built-in tariff, and no such file",
                &[("hint", "the built-in tariffs are text, tokens, tokens-ceil")],
            )],
        ),
        (run(["score", "nowhere.json"]), 6, vec![error("file", nowhere, &[("path", "nowhere.json")])]),
        (
            score("[{}]"),
            3,
            vec![error(
                "data",
                "standard input: [0].id: missing, expected an integer",
                &[("place", "standard input")],
            )],
        ),
        (
            score(""),
            3,
            vec![error(
                "data",
                "standard input: empty, expected messages",
                &[("place", "standard input"), ("hint", "--input-format ndjson accepts an empty input")],
            )],
        ),
        (
            lines().args(["--max-errors", "5"]),
            3,
            vec![
                error(
                    "data",
                    "standard input: line 2: id: missing, expected an integer",
                    &[("place", "standard input")],
                ),
                error(
                    "data",
                    "standard input: found an array, expected an object (a message) as line 3",
                    &[("place", "standard input")],
                ),
            ],
        ),
        (
            score(format!("[{}]", message(1, "a"))).args(["--fail-over", "1.99", "-q"]),
            7,
            vec![error("verdict", "--fail-over: the total of 2.00 credits is higher than 1.99", &[])],
        ),
        (
            run(["diff", "old", "new"])
                .file("old", read("expected/text.json"))
                .file("new", read("expected/tokens.json")),
            7,
            vec![error("verdict", "the bills differ: 0 added, 0 removed, 33 changed, -30.00 credits", &[])],
        ),
        (
            run(["tariffs", "check", "my.toml"])
                .file("my.toml", include_str!("../../src/tariff/builtin/text.toml")),
            0,
            vec![json!({
                "level":"info","code":"checked",
                "message":"tariff my.toml: 1 version, 10 rules, 0 cases as expected"
            })],
        ),
    ];
    for (run, code, lines) in cases {
        assert_eq!(logged(run, code), lines);
    }
}

#[test]
fn an_error_of_the_upstream_names_the_url() {
    const DOWN: &str = "the upstream may be down: run again later, or with -v to see each attempt";
    const FALLBACK: &str = "--on-report-error fallback charges its messages by their text";
    let server = MockServer::start();
    for (path, status, retry_after) in [("down", 503, "0"), ("later", 503, "40"), ("refused", 401, "0")] {
        server.mock(|when, then| {
            when.path(format!("/{path}{LIST}"));
            then.status(status).header("retry-after", retry_after);
        });
    }
    let fetch = |path: &str, arguments: &[&str]| {
        run(["fetch", "--base-url", &server.url(path)]).args(arguments).args(["--max-time", "30s"])
    };
    let cases = [
        (
            fetch("/down", &["--retries", "0"]),
            4,
            "unavailable",
            format!("/down{LIST}"),
            "503 Service Unavailable, not tried again (--retries 0)",
            Some(DOWN),
        ),
        (
            fetch("/later", &[]),
            4,
            "unavailable",
            format!("/later{LIST}"),
            "503 Service Unavailable, and the time of the run is over (--max-time)",
            None,
        ),
        (
            fetch("/refused", &[]),
            5,
            "refused",
            format!("/refused{LIST}"),
            "401 Unauthorized",
            Some("check --base-url and the token"),
        ),
    ];
    for (run, exit, code, path, why, hint) in cases {
        let url = server.url(path);
        let fields: Vec<(&str, &str)> =
            [("url", &*url)].into_iter().chain(hint.map(|hint| ("hint", hint))).collect();
        assert_eq!(logged(run, exit), [error(code, &format!("{url}: {why}"), &fields)]);
    }
    // An answer that breaks the contract is data, and its URL the place.
    for (id, status, body, exit, code, place, why) in [
        (30, 200, "[]", 3, "data", "place", "found an array, expected an object (a report) as the document"),
        (50, 503, "", 4, "unavailable", "url", "503 Service Unavailable, not tried again (--retries 0)"),
        (60, 403, "", 5, "refused", "url", "403 Forbidden"),
    ] {
        server.reset();
        server.mock(|when, then| {
            when.path(LIST);
            then.status(200).body(format!("{{\"messages\":[{}]}}", message_with_report(1, id)));
        });
        server.mock(|when, then| {
            when.path(format!("/reports/{id}"));
            then.status(status).body(body);
        });
        let url = server.url(format!("/reports/{id}"));
        let expected = error(code, &format!("{url}: {why}"), &[(place, &url), ("hint", FALLBACK)]);
        assert_eq!(logged(fetch("", &["--retries", "0"]), exit), [expected]);
        // A warning names the option as well.
        let warned = &logged(fetch("", &["--retries", "0", "--on-report-error", "fallback"]), 0)[0];
        assert_eq!(
            (&warned["code"], &warned["reason"]),
            (&json!("report-fallback"), &json!(format!("{url}: {why}")))
        );
    }
}

#[test]
fn a_bill_without_anything_special_is_told_in_numbers() {
    let closing = json!({
        "level":"info","code":"done",
        "message":"41 messages, 6 from reports, 35 by text (2 for 1 missing report), total 400.10 credits",
        "messages":41,"from_reports":6,"by_text":35,"missing_reports":1,"unusable_reports":0,"credits":400.10
    });
    let commands: [&[&str]; 4] = [
        &["score"],
        &["summary"],
        &["dashboard", "-o", "page.html"],
        &["compare", "--tariff", "text", "--tariff", "tokens"],
    ];
    let place = fixture("snapshot.json").display().to_string();
    let missing = json!({
        "level":"debug","code":"report-missing",
        "message":format!("report 404 is missing, its messages are charged by their text ({place})"),
        "report_id":404,"place":place
    });
    for command in commands {
        assert_eq!(logged(run(command).arg(&place), 0), [missing.clone(), closing.clone()]);
    }
}
