//! Reports in files, and messages whose report is not available.

use crate::support::{Run, json_lines, message_with_report, run};
use std::io::Write;

const RECORD: &str =
    r#"{"message_id":1,"timestamp":"2024-05-29T08:15:02.250Z","report_name":"Lease","credits_used":"#;

/// A message that names report 7, and the file given as its reports.
fn with_reports(reports: &str) -> Run {
    run(["score", "-", "--reports", "reports.json", "--format", "ndjson"])
        .stdin(message_with_report(1, 7))
        .file("reports.json", reports)
}

#[test]
fn a_cost_is_exact() {
    for (cost, credits) in [
        ("79", "79.00"),
        ("0", "0.00"),
        ("-0.0", "0.00"),
        ("12.345", "12.35"),
        ("12.344999999999999999999", "12.34"),
        ("1.5e2", "150.00"),
        ("25E-1", "2.50"),
        ("1.10000000000000000000000000000000000000000", "1.10"),
        ("9223372036854.77", "9223372036854.77"),
    ] {
        with_reports(&format!(r#"[{{"credit_cost":{cost},"name":"Lease","extra":{{}},"id":7}}]"#))
            .exits(0)
            .stdout(format!("{RECORD}{credits}}}\n"));
    }
}

#[test]
fn a_malformed_report_fails_the_run_or_falls_back() {
    let cost = "expected a number of credits that is not negative";
    let cases = [
        (
            r#"[{"id":7,"credit_cost":1}]"#,
            "[0].name: missing, expected a string of 1 to 1000 characters".to_owned(),
        ),
        (
            r#"{"reports":[{"id":7,"name":"","credit_cost":1}]}"#,
            "reports[0].name: found \"\", expected a string of 1 to 1000 characters".to_owned(),
        ),
        (r#"[{"id":7,"name":"Lease"}]"#, format!("[0].credit_cost: missing, {cost}")),
        (r#"[{"id":7,"name":"Lease","credit_cost":"5"}]"#, format!("[0].credit_cost: found \"5\", {cost}")),
        (r#"[{"id":7,"name":"Lease","credit_cost":-0.01}]"#, format!("[0].credit_cost: found -0.01, {cost}")),
        (
            r#"[{"id":7,"name":"Lease","credit_cost":1e400}]"#,
            format!("[0].credit_cost: found 1e400, {cost}: more digits than can be held exactly"),
        ),
        (
            r#"[{"id":7,"name":"Lease","credit_cost":1e13}]"#,
            format!("[0].credit_cost: found 1e13, {cost}: amount of credits out of range"),
        ),
        (
            r#"[{"id":7,"name":"Lease","credit_cost":1,"credit_cost":1}]"#,
            "[0].credit_cost: given twice, expected once".to_owned(),
        ),
        (
            r#"[{"id":7,"name":"Lease","credit_cost":1},{"id":7,"name":"Lease","credit_cost":2}]"#,
            "report 7: given twice, with different contents".to_owned(),
        ),
    ];
    for (reports, error) in cases {
        with_reports(reports).fails(
            3,
            &format!(
                "reports.json: {error}\nhint: --on-report-error fallback charges its messages by their text"
            ),
        );
        with_reports(reports).args(["--on-report-error", "fallback"]).exits(0).stdout(
            "{\"message_id\":1,\"timestamp\":\"2024-05-29T08:15:02.250Z\",\"credits_used\":2.00}\n",
        ).stderr(format!(
            "copilot-usage: warning: report 7 cannot be used, its messages are charged by their text: reports.json: {error}\n\
             copilot-usage: 1 message, 0 from reports, 1 by text (1 for 1 malformed report), total 2.00 credits\n"
        ));
    }
}

#[test]
fn a_report_that_no_message_needs_may_be_malformed() {
    let reports = r#"[{"id":8},{"id":7,"name":"Lease","credit_cost":5}]"#;
    with_reports(reports).exits(0).stdout(format!("{RECORD}5.00}}\n"));
}

#[test]
fn a_file_that_is_no_list_of_reports_is_refused() {
    for (reports, error) in [
        ("", "empty, expected JSON"),
        ("{}", "reports: missing, expected an array of reports"),
        ("7", "found integer `7`, expected an object with the field reports, or an array of reports"),
        ("[5]", "found integer `5`, expected an object (a report) as [0]"),
        (r#"[{"name":"Lease"}]"#, "[0].id: missing, expected an integer"),
        ("[] []", "line 1 column 4: trailing characters, found []"),
    ] {
        with_reports(reports).fails(3, &format!("reports.json: {error}"));
    }
}

#[test]
fn a_folder_holds_a_report_a_file() {
    fn scored(name: &str, report: impl AsRef<[u8]>) -> Run {
        run(["score", "-", "--reports", "reports", "--format", "ndjson"])
            .stdin(message_with_report(1, 7))
            .file(&format!("reports/{name}"), report)
    }
    let report = r#"{"id":7,"name":"Lease","credit_cost":5}"#;
    scored("7.json", report).exits(0).stdout(format!("{RECORD}5.00}}\n"));
    scored("8.json", report).exits(0).says("1 by text (1 for 1 missing report), total 2.00 credits");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(format!("\u{feff}{report}").as_bytes()).unwrap();
    scored("7.json", gzip.finish().unwrap()).exits(0).stdout(format!("{RECORD}5.00}}\n"));
    scored("7.json", report.replace('7', "8")).exits(3).says("id: found 8, expected 7");
    scored("7.json", " ".repeat((1 << 20) + 1)).exits(3).says("7.json: larger than 1048576 bytes");
    scored("7.json", "").exits(3).says("7.json: empty, expected JSON");
}

#[test]
fn reports_that_are_not_there_are_an_error_of_files() {
    run(["score", "-", "--reports", "nowhere"])
        .stdin("[]")
        .fails(6, "nowhere: cannot read: No such file or directory (os error 2)");
}

#[test]
fn a_snapshot_serves_as_a_list_of_reports_whatever_its_messages() {
    with_reports(r#"{"messages":7,"reports":[{"id":7,"name":"Lease","credit_cost":5}]}"#)
        .exits(0)
        .stdout(format!("{RECORD}5.00}}\n"));
}

#[test]
fn a_report_that_cannot_be_read_is_not_missing() {
    let ran = run(["score", "-", "--reports", "reports"])
        .stdin(message_with_report(1, 7))
        .file("reports/7.json/in-its-place-is-a-folder", "");
    ran.exits(6).stdout("").says("reports/7.json: cannot read: ");
}

#[cfg(unix)]
#[test]
fn a_pipe_among_the_reports_is_not_waited_for() {
    let ran = run(["score", "-", "--reports", "reports"])
        .stdin(message_with_report(1, 7))
        .file("reports/8.json", "");
    let made = std::process::Command::new("mkfifo").arg(ran.folder().join("reports/7.json")).status();
    assert!(made.unwrap().success());
    ran.fails(6, "reports/7.json: cannot read: not a regular file");
}

/// Three messages, two of which name a missing report.
fn two_missing() -> String {
    [message_with_report(1, 8), message_with_report(2, 9), message_with_report(3, 8)].join("\n")
}

const BY_TEXT: &str = "3 messages, 0 from reports, 3 by text (3 for 2 missing reports), total 6.00 credits\n";

#[test]
fn all_reports_missing_is_a_warning() {
    const WARNING: &str = "copilot-usage: warning: none of the 2 reports that messages name is available, so these \
        messages are charged by their text: is this the right place to look for reports, and is it up?\n";
    let folder = || run(["score", "-", "--reports", "reports"]).file("reports/5.json", "");
    let file = || run(["score", "-", "--reports", "reports.json"]).file("reports.json", "[]");
    let snapshot = || run(["score", "-"]);
    for (scored, input) in [
        (folder as fn() -> Run, two_missing()),
        (file, two_missing()),
        (snapshot, format!("{{\"reports\":[],\"messages\":[{}]}}", two_missing().replace('\n', ","))),
    ] {
        let scored = |more: &[&str]| scored().args(more).stdin(&*input);
        scored(&[]).exits(0).stderr(format!("{WARNING}copilot-usage: {BY_TEXT}"));
        scored(&["-q"]).exits(0).stderr(WARNING);
        let strict = scored(&["-q", "--strict"]).exits(7);
        strict.stderr(format!("{WARNING}copilot-usage: error: --strict: there were warnings (1)\n"));
        let log = json_lines(&scored(&["--log-format", "json"]).exits(0).errors());
        let codes: Vec<&str> = log.iter().map(|line| line["code"].as_str().unwrap()).collect();
        assert_eq!(codes, ["report-missing", "report-missing", "all-reports-missing", "done"]);
        assert_eq!((&log[2]["reports"], &log[3]["missing_reports"]), (&2.into(), &2.into()));
    }
    // One missing report is no warning, nor are two if another one exists.
    let one = run(["score", "-", "--reports", "r.json"]).file("r.json", "[]");
    one.stdin(message_with_report(1, 7)).exits(0).says("copilot-usage: 1 message, ");
    let messages = format!("{}\n{}", two_missing(), message_with_report(4, 7));
    let ran = with_reports(r#"[{"id":7,"name":"Lease","credit_cost":5}]"#).stdin(messages).exits(0);
    assert_eq!(ran.errors().lines().count(), 1);
    // No reports were given: one warning.
    let ran = run(["score", "-"]).stdin(two_missing()).exits(0);
    assert_eq!(ran.errors().matches("warning").count(), 1, "{}", ran.errors());
}

#[test]
fn all_reports_out_of_reach_are_a_warning_too() {
    let malformed = r#"[{"id":8},{"id":9}]"#;
    let ran = with_reports(malformed).stdin(two_missing()).args(["--on-report-error", "fallback"]).exits(0);
    assert_eq!(ran.errors().matches("report 8 cannot be used").count(), 1, "{}", ran.errors());
    assert_eq!(ran.errors().matches("none of the 2 reports").count(), 1, "{}", ran.errors());
}

#[test]
fn each_missing_report_is_told_to_whoever_wants_to_know() {
    let missing =
        |id| format!("report {id} is missing, its messages are charged by their text (reports/{id}.json)");
    let scored =
        || run(["score", "-", "--reports", "reports"]).file("reports/5.json", "").stdin(two_missing());
    let told = scored().arg("-v").exits(0).errors();
    let expected = [8, 9].map(|id| format!("copilot-usage: debug: {}\n", missing(id))).concat();
    assert!(told.starts_with(&expected), "{told}");
    assert!(!scored().exits(0).errors().contains("report 8"));
    let line = &json_lines(&scored().args(["--log-format", "json"]).exits(0).errors())[0];
    let expected = serde_json::json!({
        "level": "debug",
        "code": "report-missing",
        "message": missing(8),
        "report_id": 8,
        "place": "reports/8.json",
    });
    assert_eq!(*line, expected);
}

#[test]
fn so_many_reports_may_be_missing() {
    let reports = r#"[{"id":7,"name":"Lease","credit_cost":5}]"#;
    let scored = |most: &str| {
        let messages = format!("{}\n{}", two_missing(), message_with_report(4, 7));
        with_reports(reports).stdin(messages).args(["-q", most])
    };
    for most in ["2", "3", "67%", "100%", "18446744073709551615"] {
        scored(&format!("--max-missing={most}")).exits(0).stderr("");
    }
    for most in ["0", "1", "0%", "66%"] {
        let why = "--max-missing: 2 of the 3 reports that messages name are missing, more than";
        let ran = scored(&format!("--max-missing={most}"))
            .exits(7)
            .stderr(format!("copilot-usage: error: {why} {most}\n"));
        assert_eq!(ran.output().lines().count(), 4, "the bill is printed all the same");
    }
    for most in ["", "%", "-1", "+1", "1.5", "101%", "1 %", "18446744073709551616"] {
        let said = "expected a number of reports, or a percentage from 0% to 100%";
        scored(&format!("--max-missing={most}")).exits(2).stdout("").says(said);
    }
    run(["score", "-", "--max-missing", "0%"]).stdin("[]").exits(0);
}

#[test]
fn a_folder_without_reports_is_the_wrong_one() {
    let scored = |files: &[&str]| {
        let scored = run(["score", "missing.json", "--reports", "data", "-o", "bill.json"]);
        let scored = scored.file("data/notes.txt", "");
        files.iter().fold(scored, |scored, file| scored.file(&format!("data/{file}"), "{}"))
    };
    let error = "data: holds no file {id}.json, such as 5392.json";
    let takes = "--reports takes a folder of {id}.json, or a JSON file of reports";
    for (files, hint) in [
        (["messages.json"].as_slice(), takes),
        (&["007.json", "+7.json", "7.JSON", "7.json.bak", "deep/down/7.json"], takes),
        (&["zz/1.json", "reports/7.json", "a/x.json"], "data/reports has some: use this folder"),
    ] {
        scored(files).fails(2, &format!("{error}\nhint: {hint}"));
    }
    scored(&["-7.json"]).exits(6).says("missing.json: cannot read");
}
