//! Reports in files, and what becomes of a message whose report cannot be had.

use crate::support::{Run, message_with_report, run};

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
    let scored = |name: &str, report: &str| {
        run(["score", "-", "--reports", "reports", "--format", "ndjson"])
            .stdin(message_with_report(1, 7))
            .file(&format!("reports/{name}"), report)
    };
    let report = r#"{"id":7,"name":"Lease","credit_cost":5}"#;
    scored("7.json", report).exits(0).stdout(format!("{RECORD}5.00}}\n"));
    scored("8.json", report).exits(0).says("1 by text (1 for 1 missing report), total 2.00 credits");
    scored("7.json", &report.replace('7', "8")).exits(3).says("id: found 8, expected 7");
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
