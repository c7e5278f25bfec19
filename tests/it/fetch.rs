//! `fetch`: the period from the API, and what the API may answer instead.

use crate::support::{Run, fixture, message, message_with_report, read, run};
use httpmock::prelude::*;
use httpmock::{HttpMockRequest, HttpMockResponse, Mock};
use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};

const LIST: &str = "/messages/current-period";

fn fetch(server: &MockServer) -> Run {
    run(["fetch", "--base-url", &server.base_url()])
}

/// The fixtures as an upstream; the mocks count the requests.
pub(crate) fn upstream(server: &MockServer) -> Vec<Mock<'_>> {
    let mut mocks = vec![server.mock(|when, then| {
        when.method(GET).path(LIST);
        then.status(200).body(read("api/messages/current-period"));
    })];
    for id in [101, 102, 103, 105, 106] {
        mocks.push(server.mock(|when, then| {
            when.method(GET).path(format!("/reports/{id}"));
            then.status(200).body(read(&format!("api/reports/{id}")));
        }));
    }
    mocks.push(server.mock(|when, then| {
        when.method(GET).path("/reports/404");
        then.status(404);
    }));
    mocks
}

/// An upstream with this list.
fn list<'s>(server: &'s MockServer, messages: &str) -> Mock<'s> {
    server.mock(|when, then| {
        when.path(LIST);
        then.status(200).body(format!("{{\"messages\":[{messages}]}}"));
    })
}

#[test]
fn a_period_is_fetched_with_each_report_once() {
    let server = MockServer::start();
    let mocks = upstream(&server);
    fetch(&server).exits(0).stdout(read("expected/text.json")).stderr(
        "copilot-usage: 41 messages, 6 from reports, 35 by text (2 for 1 missing report), \
         total 400.10 credits\n",
    );
    for mock in mocks {
        mock.assert_calls(1);
    }
}

#[test]
fn a_snapshot_gives_the_same_bytes_offline() {
    for format in ["json", "csv", "ndjson", "table"] {
        let server = MockServer::start();
        upstream(&server);
        let ran =
            fetch(&server).args(["--snapshot", "s.json", "-o", "bill", "-f", format]).exits(0).stdout("");
        assert_eq!(ran.files(), ["bill", "s.json"]);
        assert_eq!(ran.read("s.json"), read("snapshot.json"));
        run(["score", "s.json", "-f", format])
            .file("s.json", ran.read("s.json"))
            .exits(0)
            .stdout(ran.read("bill"));
    }
}

#[test]
fn an_empty_period_is_a_bill() {
    let server = MockServer::start();
    list(&server, "");
    let ran = fetch(&server).args(["--snapshot", "s.json"]).exits(0).stdout("{\"usage\":[]}\n");
    assert_eq!(ran.read("s.json"), "{\"reports\":[],\"messages\":[]}\n");
}

#[test]
fn a_failed_run_leaves_no_file() {
    let server = MockServer::start();
    list(&server, &message_with_report(1, 7));
    server.mock(|when, then| {
        when.path("/reports/7");
        then.status(403);
    });
    let ran = fetch(&server)
        .args(["--snapshot", "s.json", "-o", "bill.json"])
        .fails(5, &format!("{}: 403 Forbidden", server.url("/reports/7")));
    assert!(ran.files().is_empty());
}

#[test]
fn the_base_url_comes_from_the_environment_and_may_end_in_a_slash() {
    let server = MockServer::start();
    server.mock(|when, then| {
        when.path("/tech/task/messages/current-period");
        then.status(200).body("{\"messages\":[]}");
    });
    run(["fetch"])
        .env("COPILOT_USAGE_BASE_URL", server.url("/tech/task/"))
        .exits(0)
        .stdout("{\"usage\":[]}\n");
}

#[test]
fn what_the_upstream_refuses_is_not_tried_again() {
    for (status, said) in [
        (204, "204 No Content: nothing was sent, expected 200 and a JSON document"),
        (304, "304 Not Modified: nothing was sent, and nothing is cached"),
        (401, "401 Unauthorized"),
        (403, "403 Forbidden"),
        (404, "404 Not Found: there is no message list here"),
        (410, "410 Gone"),
    ] {
        let server = MockServer::start();
        let mock = server.mock(|when, then| {
            when.path(LIST);
            then.status(status);
        });
        let hint = match status {
            404 => "check --base-url: the messages are requested from URL/messages/current-period",
            _ => "check --base-url and the token",
        };
        fetch(&server).fails(5, &format!("{}: {said}\nhint: {hint}", server.url(LIST)));
        mock.assert_calls(1);
    }
}

#[test]
fn an_upstream_that_is_down_is_unavailable() {
    let hint = "hint: the upstream may be down: run again later, or with -v to see each attempt";
    for (status, said) in [
        (500, "500 Internal Server Error, not tried again (--retries 0)"),
        (503, "503 Service Unavailable, not tried again (--retries 0)"),
        (501, "501 Not Implemented"),
    ] {
        let server = MockServer::start();
        server.mock(|when, then| {
            when.path(LIST);
            then.status(status);
        });
        fetch(&server).args(["--retries", "0"]).fails(4, &format!("{}: {said}\n{hint}", server.url(LIST)));
    }
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    run(["fetch", "--retries", "0", "--base-url", &format!("http://{nobody}")]).fails(
        4,
        &format!(
            "http://{nobody}{LIST}: Connection refused (os error 111), not tried again (--retries 0)\n{hint}"
        ),
    );
}

#[test]
fn a_passing_failure_is_tried_again() {
    let server = MockServer::start();
    let asked = AtomicUsize::new(0);
    let mock = server.mock(|when, then| {
        when.path(LIST);
        then.respond_with(move |_: &HttpMockRequest| match asked.fetch_add(1, Ordering::Relaxed) {
            0 => HttpMockResponse::builder().status(503).build(),
            _ => HttpMockResponse::builder().status(200).body("{\"messages\":[]}").build(),
        });
    });
    let ran = fetch(&server).arg("-v").exits(0).stdout("{\"usage\":[]}\n");
    assert!(
        ran.errors().contains("attempt 1 failed (503 Service Unavailable), next in "),
        "{}",
        ran.errors()
    );
    mock.assert_calls(2);
}

#[test]
fn a_wait_that_is_too_long_is_not_waited() {
    let server = MockServer::start();
    let mock = server.mock(|when, then| {
        when.path(LIST);
        then.status(429).header("retry-after", "86400");
    });
    fetch(&server).fails(
        4,
        &format!("{}: 429 Too Many Requests, and asks to wait 86400 s, longer than 60 s", server.url(LIST)),
    );
    mock.assert_calls(1);
}

#[test]
fn a_slow_answer_ends_at_the_timeout() {
    let server = MockServer::start();
    server.mock(|when, then| {
        when.path(LIST);
        then.status(200).delay(std::time::Duration::from_secs(20));
    });
    fetch(&server).args(["--timeout", "100ms", "--retries", "0"]).fails(
        4,
        &format!("{}: no whole answer within 0.1 s, not tried again (--retries 0)", server.url(LIST)),
    );
}

#[test]
fn redirects_stay_within_the_origin() {
    let server = MockServer::start();
    server.mock(|when, then| {
        when.path(LIST);
        then.status(302).header("location", "/moved");
    });
    server.mock(|when, then| {
        when.path("/moved");
        then.status(200).body("{\"messages\":[]}");
    });
    fetch(&server).exits(0).stdout("{\"usage\":[]}\n");

    let elsewhere = MockServer::start();
    let never = elsewhere.mock(|when, then| {
        when.path(LIST);
        then.status(200);
    });
    for (location, told) in
        [(elsewhere.url(LIST), elsewhere.base_url()), ("file:///etc/hostname".to_owned(), "file:".to_owned())]
    {
        let server = MockServer::start();
        server.mock(|when, then| {
            when.path(LIST);
            then.status(302).header("location", &location);
        });
        fetch(&server).env("COPILOT_USAGE_TOKEN", "s3cret").fails(
            5,
            &format!(
                "{}: 302 Found: redirected to {told}, another origin, which is not followed",
                server.url(LIST)
            ),
        );
    }
    never.assert_calls(0);
}

#[test]
fn an_answer_that_is_no_list_is_an_error_of_the_data() {
    let bad = message(1, "a").replace("\"text\"", "\"test\"");
    for (body, said) in [
        ("", "empty, expected JSON"),
        ("<title>Sign in</title>", "found XML or HTML, expected messages as JSON or NDJSON"),
        ("[]", "found an array, expected an object with the field messages"),
        ("{\"messages\":[", "line 1 column 13: cut off: EOF while parsing a list"),
        (&format!("{{\"messages\":[{bad}]}}"), "messages[0].text: missing, expected a string"),
    ] {
        let server = MockServer::start();
        let mock = server.mock(|when, then| {
            when.path(LIST);
            then.status(200).body(body);
        });
        fetch(&server).fails(3, &format!("{}: {said}", server.url(LIST)));
        mock.assert_calls(1);
    }
}

#[test]
fn a_compressed_list_is_read_and_a_large_one_refused() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(read("api/messages/current-period").as_bytes()).unwrap();
    let compressed = encoder.finish().unwrap();
    let [small, enough] =
        [compressed.len(), read("api/messages/current-period").len()].map(|size| size.to_string());
    for (body, arguments, code) in [
        (compressed.clone(), [].as_slice(), 0),
        (compressed.clone(), &["--max-body", &small], 3),
        (compressed.clone(), &["--max-body", &enough], 0),
        (compressed[..compressed.len() - 9].to_vec(), &[], 3),
    ] {
        let server = MockServer::start();
        let _compressed = server.mock(|when, then| {
            when.path(LIST).header("accept-encoding", "gzip");
            then.status(200).header("content-encoding", "gzip").body(body);
        });
        upstream(&server);
        let ran = fetch(&server).args(arguments).exits(code);
        assert_eq!(ran.output() == read("expected/text.json"), code == 0);
        assert_eq!(ran.errors().contains("larger than"), code == 3 && !arguments.is_empty());
    }
    let server = MockServer::start();
    upstream(&server);
    fetch(&server)
        .args(["--max-body", "1000"])
        .fails(3, &format!("{}: larger than 1000 bytes\nhint: --max-body sets the limit", server.url(LIST)));
}

#[test]
fn a_report_that_cannot_be_had_fails_the_run_or_falls_back() {
    let report = r#"{"id":7,"name":"Lease","credit_cost":5}"#;
    for (status, body, code, said) in [
        (200, report.replace('7', "8"), 3, "id: found 8, expected 7"),
        (
            200,
            "[7,\"Lease\",5]".to_owned(),
            3,
            "found an array, expected an object (a report) as the document",
        ),
        (200, format!("{report}{report}"), 3, "trailing characters"),
        (500, String::new(), 4, "500 Internal Server Error"),
        (403, String::new(), 5, "403 Forbidden"),
    ] {
        let server = MockServer::start();
        list(&server, &[message_with_report(1, 7), message_with_report(2, 7)].join(","));
        server.mock(|when, then| {
            when.path("/reports/7");
            then.status(status).body(&body);
        });
        let ran = fetch(&server).args(["--retries", "0"]).exits(code).stdout("");
        assert!(
            ran.errors().contains(&server.url("/reports/7")) && ran.errors().contains(said),
            "{}",
            ran.errors()
        );
        let fallback = ["--retries", "0", "--on-report-error", "fallback", "-f", "csv"];
        let ran = fetch(&server).args(fallback).exits(0);
        assert_eq!(ran.output().matches(",,2.00\r\n").count(), 2);
        assert_eq!(ran.errors().matches("warning: report 7 cannot be used").count(), 1, "{}", ran.errors());
    }
}

#[test]
fn score_can_look_reports_up_in_the_upstream() {
    let server = MockServer::start();
    upstream(&server);
    run(["score", "--base-url", &server.base_url()])
        .arg(fixture("api/messages/current-period"))
        .exits(0)
        .stdout(read("expected/text.json"));
}

#[test]
fn a_proxy_of_the_environment_is_used_unless_it_is_excepted() {
    let proxy = MockServer::start();
    let asked = proxy.mock(|when, then| {
        when.path(LIST).header("host", "api.invalid");
        then.status(200).body("{\"messages\":[]}");
    });
    let fetch = || {
        run(["fetch", "--retries", "0", "--base-url", "http://api.invalid"])
            .env("HTTP_PROXY", proxy.base_url())
    };
    fetch().exits(0).stdout("{\"usage\":[]}\n");
    fetch().env("NO_PROXY", "api.invalid").exits(4);
    asked.assert_calls(1);
}

#[test]
fn a_report_id_that_is_no_integer_never_falls_back() {
    let server = MockServer::start();
    list(&server, &message_with_report(1, 7).replace(":7}", ":\"7\"}"));
    fetch(&server).args(["--on-report-error", "fallback"]).fails(
        3,
        &format!(
            "{}: messages[0].report_id: found \"7\", expected an integer of at most 64 bits",
            server.url(LIST)
        ),
    );
}

#[test]
fn the_end_of_the_run_is_no_reason_to_fall_back() {
    let server = MockServer::start();
    list(&server, &message_with_report(1, 7));
    server.mock(|when, then| {
        when.path("/reports/7");
        then.status(200).delay(std::time::Duration::from_secs(20));
    });
    fetch(&server)
        .args(["--on-report-error", "fallback", "--max-time", "300ms"])
        .exits(4)
        .stdout("")
        .says(&format!("{}: no whole answer within 0.", server.url("/reports/7")));
}

#[test]
fn an_upstream_may_say_more_than_it_has_to() {
    let server = MockServer::start();
    let report = r#"{"id":7,"name":"Lease","credit_cost":5,"tags":[{}]}"#;
    server.mock(|when, then| {
        when.path(LIST);
        then.status(200).body(format!(
            "\u{feff}{{\"reports\":null,\"text\":1,\"messages\":[{}]}}",
            message_with_report(1, 7)
        ));
    });
    server.mock(|when, then| {
        when.path("/reports/7");
        then.status(200).body(format!("\u{feff}{report}"));
    });
    fetch(&server)
        .args(["-f", "csv"])
        .exits(0)
        .says("1 message, 1 from reports, 0 by text, total 5.00 credits");
}

#[test]
fn a_report_of_many_messages_is_asked_for_once() {
    let server = MockServer::start();
    let messages: Vec<String> = (1..=10_000).map(|id| message_with_report(id, 7 + id % 2)).collect();
    list(&server, &messages.join(","));
    let report = |id| {
        server.mock(move |when, then| {
            when.path(format!("/reports/{id}"));
            then.status(200).body(format!("{{\"id\":{id},\"name\":\"Lease\",\"credit_cost\":5}}"));
        })
    };
    let mocks = [report(7), report(8)];
    fetch(&server).args(["-f", "ndjson"]).exits(0).says("10000 messages, 10000 from reports");
    for mock in mocks {
        mock.assert_calls(1);
    }
}

#[test]
fn a_snapshot_and_a_bill_need_two_files() {
    for (snapshot, output) in [("x.json", "./x.json"), ("link.json", "x.json")] {
        let fetch =
            run(["fetch", "--base-url", "http://127.0.0.1:9", "--snapshot", snapshot, "--output", output]);
        #[cfg(unix)]
        std::os::unix::fs::symlink("x.json", fetch.folder().join("link.json")).unwrap();
        let why = format!("is the same file as --output {output}, and one would overwrite the other");
        fetch.fails(2, &format!("--snapshot {snapshot}: {why}"));
    }
    for snapshot in ["/dev/stdout", "/dev/null"] {
        run(["fetch", "--base-url", "http://127.0.0.1:9", "--snapshot", snapshot])
            .exits(2)
            .says("is not a regular file");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_run_whose_bill_cannot_be_written_keeps_the_old_snapshot() {
    for format in ["json", "ndjson"] {
        let server = MockServer::start();
        upstream(&server);
        let ran = fetch(&server)
            .args(["-f", format, "--snapshot", "s.json", "--output", "/dev/full"])
            .file("s.json", "old")
            .exits(6);
        assert_eq!(ran.read("s.json"), "old");
        assert_eq!(ran.files(), ["s.json"]);
    }
}

#[test]
fn a_snapshot_is_whole_even_if_nobody_reads_the_bill() {
    for format in ["json", "ndjson", "csv"] {
        let server = MockServer::start();
        upstream(&server);
        let folder = tempfile::tempdir().unwrap();
        let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("copilot-usage"))
            .args(["fetch", "--base-url", &server.base_url(), "-f", format, "--snapshot", "s.json"])
            .current_dir(folder.path())
            .env_clear()
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let ran = child.wait_with_output().unwrap();
        assert_eq!(
            (ran.status.code(), String::from_utf8(ran.stderr).unwrap()),
            (Some(0), String::new()),
            "{format}"
        );
        assert!(
            std::fs::read_to_string(folder.path().join("s.json")).unwrap() == read("snapshot.json"),
            "{format}"
        );
    }
}

#[test]
fn an_answer_of_another_kind_is_named() {
    let cases = [
        (
            "<!doctype html>\n<title>Sign in</title>",
            "found an HTML page, expected messages as JSON or NDJSON",
        ),
        ("PK\u{3}\u{4}", "found a workbook (xlsx, ods) or another zip archive, expected text"),
        ("{\"usage\":[]}", "found a bill of copilot-usage, expected messages as JSON or NDJSON"),
        ("{\"messages\":[],\"next\":\"/page/2\"}", "next: found \"/page/2\": this is one page of a list"),
        ("{\"cursor\":\"x\",\"messages\":[]}", "cursor: found \"x\": this is one page of a list"),
    ];
    for (body, says) in cases {
        let server = MockServer::start();
        server.mock(|when, then| {
            when.path(LIST);
            then.status(200).body(body);
        });
        fetch(&server).exits(3).stdout("").says(&format!("{LIST}: {says}"));
    }
}
