//! The bearer token: it is sent only to the upstream, and no output shows it.

use crate::support::{Run, json_lines, message, message_with_report, run};
use httpmock::prelude::*;

const LIST: &str = "/messages/current-period";

fn fetch(server: &MockServer) -> Run {
    run(["fetch", "--base-url", &server.base_url()])
}

#[test]
fn a_token_is_sent_and_never_shown() {
    let server = MockServer::start();
    let with_token = server.mock(|when, then| {
        when.path(LIST).header("authorization", "Bearer s3cret");
        then.status(200).body("{\"messages\":[]}");
    });
    for ran in [
        fetch(&server).env("COPILOT_USAGE_TOKEN", "s3cret").arg("-v"),
        fetch(&server).file("token", "s3cret\n").args(["--token-file", "token", "-v"]),
    ] {
        assert!(!ran.exits(0).errors().contains("s3cret"));
    }
    with_token.assert_calls(2);
    let plain = || run(["fetch", "--base-url", "http://api.invalid"]);
    plain().env("COPILOT_USAGE_TOKEN", "s3cret").fails(
        2,
        "token: would be sent over plain HTTP\nhint: use an https URL, or unset COPILOT_USAGE_TOKEN and --token-file",
    );
    plain().env("COPILOT_USAGE_TOKEN", " ").fails(2, "COPILOT_USAGE_TOKEN: empty, expected a token");
    plain()
        .file("token", "s3 cret")
        .args(["--token-file", "token"])
        .fails(2, "token: expected one word of printable ASCII");
    plain()
        .args(["--token-file", "token"])
        .fails(6, "token: cannot read: No such file or directory (os error 2)");
}

#[cfg(unix)]
#[test]
fn a_token_that_is_no_text_is_not_shown() {
    use std::os::unix::ffi::OsStrExt;
    let token = std::ffi::OsStr::from_bytes(b"s3cret\xff");
    let error = "expected one word of printable ASCII";
    let ran =
        run(["fetch"]).env("COPILOT_USAGE_TOKEN", token).fails(2, &format!("COPILOT_USAGE_TOKEN: {error}"));
    assert!(!ran.errors().contains("s3cret"));
    run(["fetch", "--token-file", "token"])
        .file("token", token.as_bytes())
        .fails(2, &format!("token: {error}"));
}

#[test]
fn a_token_in_clear_text_does_not_leave_the_machine() {
    let proxy = MockServer::start();
    let never = proxy.mock(|when, then| {
        when.path_prefix("/");
        then.status(200).body("{\"messages\":[]}");
    });
    for host in ["localhost", "127.0.0.1", "[::1]"] {
        run(["fetch", "--retries", "0", "--base-url", &format!("http://{host}:9")])
            .env("HTTP_PROXY", proxy.base_url())
            .env("COPILOT_USAGE_TOKEN", "s3cret")
            .exits(4);
    }
    never.assert_calls(0);
}

const TOKEN: &str = "t0ken/With\"Signs+and-32-Characters";

/// The token as the upstream may send it back: as it is in a header, as JSON writes it, as a URL does.
fn reflections() -> [String; 4] {
    let json = serde_json::to_string(TOKEN).unwrap();
    let json = json.trim_matches('"');
    [
        json.to_owned(),
        json.replace('/', "\\/"),
        json.replace('t', "\\u0074"),
        TOKEN.replace('/', "%2F").replace('"', "%22"),
    ]
}

/// Runs in both log formats; no line may show the token, nor its first or last characters.
fn shows_nothing(fetch: impl Fn() -> Run, code: i32) {
    for format in ["text", "json"] {
        let ran = fetch()
            .env("COPILOT_USAGE_TOKEN", TOKEN)
            .args(["-v", "--log-format", format])
            .exits(code)
            .stdout("");
        let told = ran.errors();
        let small = told.to_lowercase();
        for part in ["t0ken", "0074", "ith\\\"signs", "with\"signs", "characters"] {
            assert!(!small.contains(part), "{told}");
        }
        assert!(told.contains("***") || told.contains("redirected to "), "{told}");
        if format == "json" {
            assert!(json_lines(&told).iter().any(|line| line["level"] == "error"), "{told}");
        }
    }
}

#[test]
fn a_token_that_a_body_holds_is_not_shown() {
    for token in reflections() {
        let field = |name: &str, before: &str, after: &str| {
            let bad =
                message(1, "x").replace(&format!("\"{name}\":{before}"), &format!("\"{name}\":{after}"));
            format!("{{\"messages\":[{bad}]}}")
        };
        for body in [
            field("id", "1", &format!("\"{token}\"")),
            // Cut off in the middle of it: 60 characters are shown.
            field("id", "1", &format!("\"{}{token}\"", "x".repeat(40))),
            field("timestamp", "\"2024", &format!("\"{token} 2024")),
            format!("\"{token}\""),
            format!("{{\"messages\":\"{token}\"}}"),
            // Begun in the middle of it.
            format!("t{token}"),
        ] {
            let server = MockServer::start();
            server.mock(|when, then| {
                when.path(LIST);
                then.status(200).body(&body);
            });
            shows_nothing(|| fetch(&server), 3);
        }
    }
}

#[test]
fn a_token_that_a_header_or_a_report_holds_is_not_shown() {
    let respond = |list: &str, status: u16, headers: &[(&str, String)], report: &str| {
        let server = MockServer::start();
        server.mock(|when, then| {
            when.path(LIST);
            let then = then.status(status).body(list);
            headers.iter().fold(then, |then, (name, value)| then.header(*name, value));
        });
        server.mock(|when, then| {
            when.path("/reports/7");
            then.status(200).body(report);
        });
        server
    };
    let list = format!("{{\"messages\":[{}]}}", message_with_report(1, 7));
    let escaped = TOKEN.replace('/', "%2F").replace('"', "%22");
    let location = |location: String| respond("", 302, &[("location", location)], "");
    shows_nothing(|| fetch(&location(format!("http://elsewhere.example/{escaped}?{escaped}"))), 5);
    shows_nothing(|| fetch(&location(format!("http://{escaped}:1/"))), 5);
    shows_nothing(|| fetch(&respond(&list, 200, &[("content-encoding", TOKEN.to_owned())], "")), 3);
    let report = format!("{{\"id\":{},\"name\":7}}", serde_json::to_string(TOKEN).unwrap());
    shows_nothing(|| fetch(&respond(&list, 200, &[], &report)), 3);
    // Told as a reason to fall back.
    let server = respond(&list, 200, &[], &report);
    let ran =
        fetch(&server).args(["--on-report-error", "fallback"]).env("COPILOT_USAGE_TOKEN", TOKEN).exits(0);
    assert!(ran.errors().contains("id: found \"***\", expected an integer"), "{}", ran.errors());
    // What holds it is not kept in the cache either.
    let report = r#"{"id":7,"name":"x","credit_cost":5,"for":"Bearer s3cret"}"#;
    let ran = fetch(&respond(&list, 200, &[], report))
        .args(["--cache-dir", "cache"])
        .env("COPILOT_USAGE_TOKEN", "s3cret")
        .exits(0);
    assert!(ran.files().is_empty());
}

#[test]
fn a_short_token_leaves_messages_as_they_are() {
    for token in ["a", "id", "the", "messages"] {
        let server = MockServer::start();
        server.mock(|when, then| {
            when.path(LIST);
            then.status(200).body(format!("{{\"messages\":[{}]}}", message(1, "x")));
        });
        let ran = fetch(&server).env("COPILOT_USAGE_TOKEN", token).exits(0);
        ran.stderr("copilot-usage: 1 message, 0 from reports, 1 by text, total 2.00 credits\n");
    }
    let server = MockServer::start();
    server.mock(|when, then| {
        when.path(LIST);
        then.status(200).body(format!("{{\"messages\":[{}]}}", message(1, "x").replace(":1,", ":\"id\",")));
    });
    fetch(&server).env("COPILOT_USAGE_TOKEN", "id").fails(
        3,
        &format!(
            "{}: messages[0].id: found \"***\", expected an integer of at most 64 bits",
            server.url(LIST)
        ),
    );
}
