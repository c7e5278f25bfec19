//! `explain`: what a text or a message costs, line by line.

use crate::support::{fixture, message, message_with_report, read, run};

#[test]
fn a_text_is_explained_line_by_line() {
    let expected = read("expected/explain.json");
    run(["explain", "orbital latibro"]).exits(0).stdout(&expected).stderr("");
    run(["explain", "-"]).stdin("orbital latibro").exits(0).stdout(expected).stderr("");
}

#[test]
fn a_long_text_is_folded_between_words_and_shows_where_it_is_long() {
    let text = format!("{}is \u{1b}[31m 保険 {}", "a§ ".repeat(30), "x".repeat(90));
    let told = run(["explain", &text, "-f", "table"]).exits(0).output();
    let (_, marked) = told.split_once("\n\n").unwrap();
    let expected = " a§ a§ a§ a§ a§ a§ a§ a§ a§ a§ a§ a§ a§ a§ a§ a§ a§ a§ a§ a§ a§ a§ a§ a§ a§ a§
 a  a  a  a  a  a  a  a  a  a  a  a  a  a  a  a  a  a  a  a  a  a  a  a  a  a
 a§ a§ a§ a§ is \\u{1b}[31m 保険
 a  a  a  a  a─          a a───
                           |
 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
 b─────────────────────────────────────────────────────────────────────────────
 xxxxxxxxxxxx
 ────────────

 a  words of 1-3
 b  words of 8 or more
 |  over 100 characters: this is character 100, and there are more
";
    assert_eq!(marked, expected, "{marked}");
}

#[test]
fn what_found_nothing_is_shown_when_asked_for() {
    let lines =
        |arguments: &[&str]| run(["explain", "-f", "csv"]).args(arguments).exits(0).output().lines().count();
    assert_eq!(lines(&["", "--tariff", "text"]), 2, "a header and the base");
    assert_eq!(lines(&["", "--tariff", "text", "--all"]), 12);
}

#[test]
fn tokens_are_counted_in_parts() {
    run(["explain", &"x".repeat(50), "--tariff", "tokens", "-f", "ndjson"])
        .exits(0)
        .stdout("{\"rule\":\"tokens\",\"quantity\":12.5,\"rate\":0.40,\"amount\":5.00,\"subtotal\":5.00}\n");
}

#[test]
fn a_message_is_explained_by_what_it_was_charged_by() {
    let explain = |id: &str| run(["explain", "--message", id]).arg(fixture("snapshot.json"));
    explain("2000").exits(0).stderr("").stdout(
        r#"{"message_id":2000,"timestamp":"2024-05-29T08:15:02.250Z","report_id":101,"report_name":"Lease Summary","credits_used":24.00,"items":[
{"rule":"report","quantity":1,"rate":24.00,"amount":24.00,"subtotal":24.00}
]}
"#,
    );
    let table = explain("2000").args(["-f", "table"]).exits(0).output();
    assert!(
        table.ends_with(
            "\n Message 2000 produced report 101, Lease Summary: it is billed, and the text is not.\n"
        ),
        "{table}"
    );
    let missing = explain("2016").exits(0).output();
    assert!(
        missing.contains(r#""report_id":404,"report_absence":"missing","tariff":"text","credits_used":"#),
        "{missing}"
    );
    let table = explain("2016").args(["-f", "table"]).exits(0).output();
    assert!(
        table.contains("\n Message 2016 names report 404, which is missing: its text is charged.\n"),
        "{table}"
    );
}

#[test]
fn of_a_period_only_the_report_of_the_message_is_looked_up() {
    let server = httpmock::MockServer::start();
    let list = [message(1, "a"), message_with_report(2, 7), message_with_report(3, 8)].join(",");
    server.mock(|when, then| {
        when.path("/messages/current-period");
        then.status(200).body(format!("{{\"messages\":[{list}]}}"));
    });
    let report = server.mock(|when, then| {
        when.path("/reports/7");
        then.status(200).body(r#"{"id":7,"name":"Lease","credit_cost":5}"#);
    });
    let other = server.mock(|when, then| {
        when.path("/reports/8");
        then.status(500);
    });
    let explain =
        run(["explain", "--message", "2", "-f", "ndjson"]).env("COPILOT_USAGE_BASE_URL", server.base_url());
    explain
        .exits(0)
        .stdout("{\"rule\":\"report\",\"quantity\":1,\"rate\":5.00,\"amount\":5.00,\"subtotal\":5.00}\n");
    report.assert_calls(1);
    other.assert_calls(0);
}

#[test]
fn what_cannot_be_explained_is_told() {
    run(["explain", "two", "texts"])
        .fails(2, "TEXT: expected one text, or - for standard input\nhint: put it in quotes: explain \"…\"");
    run(["explain"])
        .fails(2, "TEXT: expected one text, or - for standard input\nhint: put it in quotes: explain \"…\"");
    run(["explain", "--message", "99"])
        .arg(fixture("snapshot.json"))
        .fails(2, "--message 99: there is no such message");
    run(["explain", "-"])
        .stdin(b"\xff".to_vec())
        .fails(3, "standard input: expected UTF-8: invalid utf-8 sequence of 1 bytes from index 0");
    run(["explain", "x", "--since", "2024-05-02"])
        .fails(2, "the argument '--since <TIME>' cannot be used without --message\nhint: try --help");
    let twice = format!("[{},{}]", message(1, "a"), message(1, "b"));
    run(["explain", "--message", "1", "-", "--duplicates", "charge", "-q"])
        .stdin(twice)
        .exits(2)
        .stdout("")
        .says("--message 1: two messages have this id\n");
    run(["explain", "-", "--max-body", "3"])
        .stdin("abcd")
        .fails(3, "standard input: larger than 3 bytes\nhint: --max-body sets the limit");
}
