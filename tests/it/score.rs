//! `score`: the same bill for every input format.

use crate::support::{fixture, message, message_with_report, read, run, score};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use std::io::Write;

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(plain).unwrap();
    encoder.finish().unwrap()
}

/// The fixture's messages and reports, as JSON texts.
fn snapshot() -> (Vec<String>, Vec<String>) {
    let snapshot: Value = serde_json::from_str(&read("snapshot.json")).unwrap();
    let list = |name: &str| snapshot[name].as_array().unwrap().iter().map(Value::to_string).collect();
    (list("messages"), list("reports"))
}

#[test]
fn a_snapshot_is_charged_with_its_own_reports() {
    run(["score"]).arg(fixture("snapshot.json")).exits(0).stdout(read("expected/text.json")).stderr(
        "copilot-usage: 41 messages, 6 from reports, 35 by text (2 for 1 missing report), \
             total 400.10 credits\n",
    );
}

#[test]
fn every_shape_gives_the_same_bytes() {
    let (messages, reports) = snapshot();
    let array = format!("[{}]", messages.join(", "));
    let document = format!("{{\"unknown\":[{{}}],\n\"messages\":{array}}}");
    let lines = format!("\n{}\n  \n", messages.join("\r\n\n"));
    let reports_first = format!("{{\"reports\":[{}],\"messages\":{array}}}", reports.join(","));
    let reports_array = format!("[{}]", reports.join(","));
    let shapes: [(&str, Vec<u8>); 9] = [
        ("array", array.clone().into()),
        ("document", document.clone().into()),
        ("snapshot", reports_first.into()),
        ("lines", lines.clone().into()),
        ("lines without an end", messages.join("\n").into()),
        ("gzip", gzip(array.as_bytes())),
        (
            "gzip of lines, in two members",
            [gzip(&lines.as_bytes()[..999]), gzip(&lines.as_bytes()[999..])].concat(),
        ),
        ("byte order mark", format!("\u{feff}{document}").into()),
        ("gzip of a byte order mark", gzip(format!("\u{feff}{lines}").as_bytes())),
    ];
    for (shape, bytes) in shapes {
        let ran =
            score(bytes).file("reports.json", &reports_array).args(["--reports", "reports.json"]).exits(0);
        assert!(ran.output() == read("expected/text.json"), "{shape}");
    }
}

#[test]
fn files_are_charged_one_after_the_other() {
    let (messages, reports) = snapshot();
    let (first, rest) = messages.split_at(17);
    run(["score", "a", "-", "c", "--reports", "reports.json"])
        .file("a", format!("[{}]", first.join(",")))
        .stdin(rest[..10].join("\n"))
        .file("c", format!("{{\"messages\":[{}]}}", rest[10..].join(",")))
        .file("reports.json", format!("{{\"reports\":[{}]}}", reports.join(",")))
        .exits(0)
        .stdout(read("expected/text.json"));
}

#[test]
fn each_snapshot_keeps_to_its_own_reports() {
    let snapshot = |id, cost| {
        let report = format!(r#"{{"id":7,"name":"Lease","credit_cost":{cost}}}"#);
        format!(r#"{{"messages":[{}],"reports":[{report}]}}"#, message_with_report(id, 7))
    };
    run(["score", "may.json", "june.json", "july.json", "--format", "csv"])
        .file("may.json", snapshot(1, "10"))
        .file("june.json", snapshot(2, "20.5"))
        .file("july.json", format!("[{}]", message_with_report(3, 7)))
        .exits(0)
        .stdout(
            "message_id,timestamp,report_name,credits_used\r\n\
             1,2024-05-29T08:15:02.250Z,Lease,10.00\r\n\
             2,2024-05-29T08:15:02.250Z,Lease,20.50\r\n\
             3,2024-05-29T08:15:02.250Z,,2.00\r\n",
        )
        .says("warning: messages name reports but none were given");
}

#[test]
fn nothing_to_charge_is_an_error_unless_it_is_a_stream() {
    for nothing in ["", " \n\t\r\n", "\u{feff}"] {
        let error = "standard input: empty, expected messages\n\
                     hint: --input-format ndjson accepts an empty input";
        score(nothing).fails(3, error);
        score(nothing).args(["--input-format", "json"]).fails(3, error);
        score(nothing).args(["--input-format", "ndjson"]).exits(0).stdout("{\"usage\":[]}\n");
    }
    score("[]")
        .exits(0)
        .stdout("{\"usage\":[]}\n")
        .stderr("copilot-usage: 0 messages, 0 from reports, 0 by text, total 0.00 credits\n");
    score(r#"{"messages":[]}"#)
        .args(["-f", "csv", "-q"])
        .exits(0)
        .stdout("message_id,timestamp,report_name,credits_used\r\n")
        .stderr("");
}

#[test]
fn an_input_format_overrides_what_the_content_says() {
    let line = message(1, "Yes");
    let record = r#"{"message_id":1,"timestamp":"2024-05-29T08:15:02.250Z","credits_used":1.00}"#;
    score(line.clone()).args(["-f", "ndjson"]).exits(0).stdout(format!("{record}\n"));
    score(line.clone())
        .args(["--input-format", "json"])
        .fails(3, "standard input: messages: missing, expected an array of messages");
    score(format!("[{line}]"))
        .args(["--input-format", "ndjson"])
        .fails(3, "standard input: found an array, expected an object (a message) as line 1");
}

#[test]
fn an_amount_out_of_range_names_the_message() {
    let report = |id| format!(r#"{{"id":{id},"name":"Lease","credit_cost":9000000000000}}"#);
    let messages = [message_with_report(1, 7), message_with_report(2, 8)].join(",");
    score(format!(r#"{{"messages":[{messages}],"reports":[{},{}]}}"#, report(7), report(8)))
        .fails(3, "standard input: message 2: amount of credits out of range");
    score(message(5, "Yes"))
        .file(
            "dear.toml",
            "name = \"dear\"\n[[rule]]\nname = \"a\"\nkind = \"per_character\"\namount = \"9000000000000\"\n",
        )
        .args(["--tariff", "dear.toml"])
        .fails(3, "standard input: message 5: amount of credits out of range");
}

#[test]
fn a_total_over_the_limit_is_a_verdict() {
    let bill = || run(["score", "-q"]).arg(fixture("snapshot.json"));
    bill().args(["--fail-over", "400.10"]).exits(0).stderr("");
    bill()
        .args(["--fail-over", "400.09"])
        .exits(7)
        .stdout(read("expected/text.json"))
        .stderr("copilot-usage: error: --fail-over: the total of 400.10 credits is higher than 400.09\n");
    bill()
        .args(["--fail-over", "4e2"])
        .fails(2, "invalid value '4e2' for '--fail-over <CREDITS>': not a decimal number, expected an amount such as 2000 or 99.50\nhint: try --help");
}

#[test]
fn the_log_can_be_read_by_a_program() {
    let ran =
        score(format!("[{}]", message_with_report(1, 7))).args(["--log-format", "json", "--strict"]).exits(7);
    let lines: Vec<Value> = ran.errors().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<_> = lines.iter().map(|line| (line["level"].as_str(), line["code"].as_str())).collect();
    assert_eq!(
        told,
        [
            (Some("warning"), Some("no-reports")),
            (Some("info"), Some("done")),
            (Some("error"), Some("verdict"))
        ]
    );
    assert_eq!(lines[1]["credits"].to_string(), "2.0");
    assert!(ran.errors().contains(r#""credits":2.00"#));
}

#[test]
fn a_file_that_may_be_a_message_or_a_document_is_refused() {
    let both = r#"{"id":1,"text":"a","timestamp":"2024-05-29T08:15:02Z","messages":[]}"#;
    let error =
        "text: found beside the field messages, expected either a document or a message (set --input-format)";
    score(both).fails(3, &format!("standard input: {error}"));
    score(format!("{both}\n{}", message(2, "Yes"))).fails(3, &format!("standard input: {error}"));
    score(both).args(["--input-format", "ndjson", "-f", "csv"]).exits(0).says("1 message, ");
    score(both).args(["--input-format", "json"]).exits(0).stdout("{\"usage\":[]}\n");
    // If it cannot be a document, the field is an unknown one.
    score(format!("{}\n{both}", message(2, "Yes"))).exits(0).says("2 messages, ");
}

#[test]
fn the_warning_that_no_reports_were_given_comes_once() {
    let lines: Vec<String> = (1..=9000).map(|id| message_with_report(id, id % 7)).collect();
    let ran = score(lines.join("\n")).args(["-f", "ndjson"]).exits(0);
    assert_eq!(ran.errors().matches("none were given").count(), 1);
    assert!(ran.errors().contains("9000 by text (9000 for 7 missing reports)"), "{}", ran.errors());
    let no_reports_named = score(format!("[{}]", message(1, "Yes"))).args(["--strict"]);
    no_reports_named.exits(0);
}

/// Lines of a slow writer are charged as they arrive, not only when there are many.
#[test]
fn a_stream_is_charged_as_it_comes() {
    use std::io::{BufRead, BufReader};
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("copilot-usage"))
        .args(["score", "-", "-f", "ndjson", "-q"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    for id in 1..=3 {
        writeln!(input, "{}", message(id, "Yes")).unwrap();
        let mut record = String::new();
        output.read_line(&mut record).unwrap();
        assert!(record.starts_with(&format!("{{\"message_id\":{id},")), "{record}");
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}
