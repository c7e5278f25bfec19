//! Time ranges: every command that leaves out messages says so, and every valid time is accepted everywhere.

use crate::support::{Run, fixture, json_lines, read, run};
use jiff::{Span, Timestamp};

/// A command on the period of the fixtures: 7, 9, 9, 9 and 7 messages from 2024-05-29 to 2024-06-02.
fn on_fixture(command: &[&str]) -> Run {
    run(command).arg(fixture("snapshot.json"))
}

fn message_at(id: i64, timestamp: &str) -> String {
    format!(r#"{{"id":{id},"text":"!!!","timestamp":"{timestamp}"}}"#)
}

#[test]
fn the_closing_line_says_what_was_asked_for_and_left_out() {
    let cases: [(&[&str], &str); 8] = [
        (&["--month", "2024-05"], "2024-05-01 to 2024-05-31 (UTC), 16 messages left out"),
        (&["--on", "2024-05-31"], "2024-05-31 (UTC), 32 messages left out"),
        (&["--since", "2024-05-30"], "from 2024-05-30 (UTC), 7 messages left out"),
        // --until excludes its day; the range that is shown includes its last day.
        (&["--until", "2024-06-02"], "through 2024-06-01 (UTC), 7 messages left out"),
        (
            &["--since", "2024-05-30", "--until", "2024-06-01"],
            "2024-05-30 to 2024-05-31 (UTC), 23 messages left out",
        ),
        (
            &["--since", "2024-05-29T08:15:02.25Z", "--until", "2024-06-03"],
            "from 2024-05-29T08:15:02.25+00:00 and through 2024-06-02 (UTC), 0 messages left out",
        ),
        (
            &["--until", "2024-06-02T17:02:22Z", "--timezone", "Europe/London"],
            "before 2024-06-02T18:02:22+01:00 (Europe/London), 1 message left out",
        ),
        (
            &["--on", "2024-05-30", "--timezone", "Pacific/Auckland"],
            "2024-05-30 (Pacific/Auckland), 32 messages left out",
        ),
    ];
    for (arguments, expected) in cases {
        for command in [
            &["score"][..],
            &["summary"],
            &["compare", "--tariff", "text", "--tariff", "tokens"],
            &["dashboard", "-o", "page.html"],
        ] {
            let told = on_fixture(command).args(arguments).exits(0).errors();
            assert!(told.ends_with(&format!(" credits; only {expected}\n")), "{command:?} {told}");
            assert_eq!(told.lines().count(), 1, "{told}");
        }
    }
    let told = on_fixture(&["score"]).exits(0).errors();
    assert!(told.ends_with("total 400.10 credits\n"), "{told}");
    on_fixture(&["score", "-q", "--month", "2024-05"]).exits(0).stderr("");
    let told = on_fixture(&["score", "--since", "0000-06-01", "--until", "9999-12-31"]).exits(0).errors();
    assert!(told.ends_with("; only 0001-01-01 to 9999-12-30 (UTC), 0 messages left out\n"), "{told}");
}

#[test]
fn a_program_is_told_the_same() {
    let log = |arguments: &[&str]| {
        let ran = on_fixture(&["score", "--log-format", "json"]).args(arguments).exits(0);
        json_lines(&ran.errors()).pop().unwrap()
    };
    let line = log(&["--on", "2024-05-31", "--timezone", "Europe/London"]);
    let told = ["code", "since", "until", "timezone"].map(|field| line[field].as_str().unwrap());
    assert_eq!(told, ["done", "2024-05-30T23:00:00Z", "2024-05-31T23:00:00Z", "Europe/London"]);
    assert_eq!((&line["left_out"], &line["messages"]), (&32.into(), &9.into()));
    let line = log(&["--since", "2024-05-30"]);
    assert_eq!((&line["until"], &line["left_out"]), (&serde_json::Value::Null, &7.into()));
    let line = log(&[]);
    assert!(["since", "until", "timezone", "left_out"].iter().all(|field| line[field].is_null()), "{line}");
}

#[test]
fn nothing_left_is_a_warning() {
    let warning = "copilot-usage: warning: no message is in the selected time range, from 2025-01-01 (UTC): the \
                   earliest is from 2024-05-29T08:15:02.25+00:00, the latest from 2024-06-02T17:02:22.25+00:00\n";
    let closing = "copilot-usage: 0 messages, 0 from reports, 0 by text, total 0.00 credits; only from 2025-01-01 \
                   (UTC), 41 messages left out\n";
    let later = ["--since", "2025-01-01"];
    on_fixture(&["score"])
        .args(later)
        .exits(0)
        .stdout("{\"usage\":[]}\n")
        .stderr(format!("{warning}{closing}"));
    on_fixture(&["score", "-q"]).args(later).exits(0).stderr(warning);
    for command in
        [&["score"][..], &["summary"], &["dashboard"], &["compare", "--tariff", "text", "--tariff", "tokens"]]
    {
        on_fixture(command).args(later).args(["--strict", "-q"]).exits(7).says(warning);
    }
    let ran = on_fixture(&["score", "--log-format", "json"]).args(later).exits(0);
    let line = json_lines(&ran.errors()).remove(0);
    assert_eq!((&line["level"], &line["code"]), (&"warning".into(), &"nothing-selected".into()));
    assert_eq!((&line["left_out"], &line["asked"]), (&41.into(), &"from 2025-01-01 (UTC)".into()));
    // An empty input is not empty because of the time range: no warning.
    run(["score", "-", "--strict"]).args(later).stdin("[]").exits(0);
}

#[test]
fn what_has_no_closing_line_says_it_too() {
    let explain = |id: &str, day: &str| on_fixture(&["explain", "--message", id, "--on", day]);
    explain("2010", "2024-05-30")
        .exits(0)
        .stderr("copilot-usage: message 2010; only 2024-05-30 (UTC), 32 messages left out\n");
    explain("2010", "2024-05-31").fails(
        2,
        "--message 2010: there is no such message in the time range 2024-05-31 (UTC)\n\
         hint: select another time range: 32 messages left out",
    );
    let text = run(["explain", "x", "--last", "7d"]);
    text.fails(2, "the argument '--last <DAYS>' cannot be used without --message\nhint: try --help");
    // A bill, and the messages that it was made from.
    let bill = on_fixture(&["score", "-q"]).exits(0).output();
    let file = fixture("snapshot.json");
    let diff = |day: &str| run(["diff", "bill.json", "--on", day]).arg(&file).file("bill.json", &bill);
    diff("2024-05-30").exits(0).stderr(format!(
        "copilot-usage: bill.json: 9 records; only 2024-05-30 (UTC), 32 messages left out\n\
         copilot-usage: {}: 9 records; only 2024-05-30 (UTC), 32 messages left out\n",
        file.display()
    ));
    let ran = diff("2025-05-30").exits(0);
    assert_eq!(ran.errors().matches("no message is in the selected time range, 2025-05-30 (UTC)").count(), 2);
    diff("2025-05-30").arg("--strict").exits(7);
}

#[test]
fn months_days_and_zones_are_those_of_since_and_until() {
    let same = |one: &[&str], other: &[&str]| {
        let bill = |arguments| on_fixture(&["score", "-q", "-f", "csv"]).args(arguments).exits(0).output();
        assert_eq!(bill(one), bill(other));
    };
    same(&["--month", "2024-06"], &["--since", "2024-06-01", "--until", "2024-07-01"]);
    same(&["--on", "2024-05-31"], &["--since", "2024-05-31", "--until", "2024-06-01"]);
    let zone = ["--timezone", "Pacific/Auckland"];
    same(
        &[&["--on", "2024-05-31"], &zone[..]].concat(),
        &["--since", "2024-05-31T00:00:00+12:00", "--until", "2024-06-01T00:00:00+12:00"],
    );
    let local = |name: &str| on_fixture(&["summary", "-q", "--timezone", "local"]).env("TZ", name);
    for name in ["America/New_York", "/usr/share/zoneinfo/America/New_York"] {
        let told = local(name).exits(0).output();
        assert!(told.starts_with(r#"{"timezone":"America/New_York","messages":41,"#), "{told}");
    }
    for name in ["EST5EDT,M3.2.0,M11.1.0", "Nowhere/City"] {
        local(name).fails(
            2,
            "--timezone local: the time zone of this machine has no name\n\
             hint: set its IANA name, such as Europe/London, here or in TZ",
        );
    }
}

#[test]
fn a_time_that_cannot_be_asked_for_is_told() {
    let refused: [(&[&str], &str); 13] = [
        (&["--since", "2024-02-30"], "--since 2024-02-30: a day that does not exist"),
        (&["--until", "2023-02-29T00:00:00Z"], "--until 2023-02-29T00:00:00Z: a day that does not exist"),
        (&["--on", "2024-02-30"], "--on 2024-02-30: a day that does not exist"),
        (&["--on", "May"], "--on May: expected a date such as 2024-05-31"),
        (
            &["--on", "2011-12-30", "--timezone", "Pacific/Apia"],
            "--on 2011-12-30: a day that does not exist in Pacific/Apia",
        ),
        (&["--month", "0000-12"], "--month 0000-12: a month that does not exist"),
        (&["--month", "2024-13"], "--month 2024-13: a month that does not exist"),
        (&["--month", "2024-5"], "--month 2024-5: expected a month such as 2024-05"),
        (&["--month", "2024-05-01"], "--month 2024-05-01: expected a month such as 2024-05"),
        (
            &["--last", "7"],
            "invalid value '7' for '--last <DAYS>': expected a number of days such as 7d\nhint: try --help",
        ),
        (
            &["--last", "0d"],
            "invalid value '0d' for '--last <DAYS>': expected a number of days such as 7d\nhint: try --help",
        ),
        (
            &["--month", "2024-05", "--since", "2024-05-02"],
            "the argument '--month <MONTH>' cannot be used with '--since <TIME>'\nhint: try --help",
        ),
        (
            &["--last", "7d", "--on", "2024-05-02"],
            "the argument '--last <DAYS>' cannot be used with '--on <DATE>'\nhint: try --help",
        ),
    ];
    for (arguments, error) in refused {
        run(["score", "-"]).args(arguments).stdin("[]").fails(2, error);
    }
}

#[test]
fn the_last_days_are_those_up_to_now() {
    // Far from midnight at any time of day.
    let now = Timestamp::now();
    let timezone =
        if (6..18).contains(&now.to_zoned(jiff::tz::TimeZone::UTC).hour()) { "UTC" } else { "Etc/GMT+12" };
    let ago = |hours: i64| now.checked_sub(Span::new().hours(hours)).unwrap().to_string();
    let lines: Vec<String> =
        (1..).zip([0, 24, 6 * 24, 7 * 24]).map(|(id, hours)| message_at(id, &ago(hours))).collect();
    let ids = |last: &str| {
        let ran = run(["score", "-", "-f", "ndjson", "--last", last, "--timezone", timezone])
            .stdin(lines.join("\n"))
            .exits(0);
        json_lines(&ran.output()).len()
    };
    assert_eq!(["1d", "2d", "7d", "8d", "999999999d"].map(ids), [1, 2, 3, 4, 4]);
}

#[test]
fn every_time_counts_in_every_command() {
    let times = ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59.5-23:59", "0000-01-01T00:00:00+01:00"];
    // One that a tariff may begin with, or end with.
    let tariff = read("../src/tariff/builtin/text.toml").replace("[[rule]]", "[[version.rule]]");
    let (head, rules) = tariff.split_once("[[version.rule]]").unwrap();
    let version = |from: &str| format!("[[version]]\nfrom = {from}\n[[version.rule]]{rules}\n");
    let tariff = format!(
        "{head}\n{}{}",
        version("0000-01-01T00:00:00+01:00"),
        version("9999-12-31T00:00:00Z").replace("\"1.00\"", "\"7.00\"")
    );
    for (id, time) in (1..).zip(times) {
        for command in [
            &["score"][..],
            &["summary"],
            &["summary", "--by", "hour,source"],
            &["dashboard"],
            &["explain", "--message", &id.to_string()],
            &["compare", "--tariff", "text", "--tariff", "tokens"],
        ] {
            for timezone in ["UTC", "Pacific/Kiritimati", "Etc/GMT+12"] {
                let file =
                    || run(command).arg("m.json").file("m.json", format!("[{}]", message_at(id, time)));
                let ran = file().args(["-q", "--timezone", timezone]).exits(0).stderr("");
                assert!(!ran.output().contains("\"messages\":0"), "{command:?} {time}");
                if command[0] != "compare" {
                    file().args(["--tariff", "my.toml", "-q"]).file("my.toml", &tariff).exits(0);
                }
            }
        }
    }
    let lines: Vec<String> = (1..).zip(times).map(|(id, time)| message_at(id, time)).collect();
    let ran = run(["explain", "--message", "2", "m.ndjson", "--tariff", "my.toml"])
        .file("m.ndjson", lines.join("\n"))
        .file("my.toml", &tariff)
        .exits(0);
    assert!(ran.output().contains("9999-12-31T00:00:00Z"), "{}", ran.output());
}
