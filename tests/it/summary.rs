//! `summary`: the totals by day, report and other keys.

use crate::support::{Run, fixture, json_lines, read, run};
use copilot_usage::model::credits::Credits;
use rust_decimal::Decimal;
use serde_json::Value;

fn summary(by: &str) -> Run {
    run(["summary", "-q", "--by", by]).arg(fixture("snapshot.json"))
}

/// Messages of one character, 1.15 credits each.
fn messages(timestamps: &[&str]) -> String {
    let line = |(id, timestamp)| format!(r#"{{"id":{id},"text":"!!!","timestamp":"{timestamp}"}}"#);
    timestamps.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
}

/// The key, messages and credits of each row.
fn rows(timestamps: &[&str], arguments: &[&str]) -> Vec<String> {
    let ran = run(["summary", "-", "-q", "-f", "csv"]).args(arguments).stdin(messages(timestamps)).exits(0);
    let row = |line: &str| line.split(',').take(3).collect::<Vec<_>>().join(" ");
    ran.output().lines().skip(1).map(row).collect()
}

#[test]
fn every_format_says_the_same_by_day() {
    summary("day").exits(0).stdout(read("expected/summary.json")).stderr("");
    summary("day").args(["-f", "table"]).exits(0).stdout(read("expected/summary.txt"));
    summary("day").args(["-f", "csv"]).exits(0).stdout(
        "day,messages,credits,share,mean,maximum\r\n\
         2024-05-29,7,94.90,23.72,13.56,61.50\r\n\
         2024-05-30,9,168.25,42.05,18.69,120.25\r\n\
         2024-05-31,9,25.65,6.41,2.85,6.55\r\n\
         2024-06-01,9,82.00,20.50,9.11,24.00\r\n\
         2024-06-02,7,29.30,7.32,4.19,12.35\r\n",
    );
    let document: Value = serde_json::from_str(&read("expected/summary.json")).unwrap();
    let lines = json_lines(&summary("day").args(["-f", "ndjson"]).exits(0).output());
    assert_eq!(document["summary"], Value::Array(lines));
}

#[test]
fn what_is_no_time_comes_by_its_cost() {
    let groups = |by| {
        let ran = summary(by).args(["-f", "csv", "--csv-raw"]).exits(0);
        ran.output().lines().skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(groups("source"), ["report,6,242.10,60.51,40.35,120.25", "text,35,158.00,39.49,4.51,18.70"]);
    assert_eq!(
        groups("kind"),
        [
            "report,6,242.10,60.51,40.35,120.25",
            "text,33,149.00,37.24,4.52,18.70",
            "missing-report,2,9.00,2.25,4.50,5.75"
        ]
    );
    assert_eq!(
        groups("report"),
        [
            ",35,158.00,39.49,4.51,18.70",
            "Dilapidations Schedule,1,120.25,30.05,120.25,120.25",
            "Break Clause Review,1,61.50,15.37,61.50,61.50",
            "Lease Summary,2,48.00,12.00,24.00,24.00",
            "\"Stamp Duty, \"\"premium\"\" table\",1,12.35,3.09,12.35,12.35",
            "=Insurance Rent 保険,1,0.00,0.00,0.00,0.00"
        ]
    );
    assert!(summary("report").args(["-f", "table"]).exits(0).output().contains("\n by text "));
}

#[test]
fn a_day_is_a_day_of_the_time_zone() {
    let spring = ["2024-03-30T23:59:59Z", "2024-03-31T22:59:59Z", "2024-03-31T23:00:00Z"];
    assert_eq!(
        rows(&spring, &["--timezone", "Europe/London"]),
        ["2024-03-30 1 1.15", "2024-03-31 1 1.15", "2024-04-01 1 1.15"]
    );
    assert_eq!(rows(&spring, &[]), ["2024-03-30 1 1.15", "2024-03-31 2 2.30"]);
    // An hour that the clocks show twice is two hours; half an hour is part of an offset.
    let autumn = ["2024-10-27T01:30:00+01:00", "2024-10-27T01:30:00Z"];
    assert_eq!(
        rows(&autumn, &["--timezone", "Europe/London", "--by", "hour"]),
        ["2024-10-27T01:00:00+01:00 1 1.15", "2024-10-27T01:00:00+00:00 1 1.15"]
    );
    assert_eq!(
        rows(&["2024-07-01T02:29:59Z", "2024-07-01T02:30:00Z"], &["--timezone", "America/St_Johns"]),
        ["2024-06-30 1 1.15", "2024-07-01 1 1.15"]
    );
}

#[test]
fn an_hour_ends_where_the_clock_is_put_forward_or_back() {
    // At 2:45 it is 3:45.
    let chatham = ["2024-09-28T13:50:00Z", "2024-09-28T14:05:00Z", "2024-09-28T15:30:00Z"];
    assert_eq!(
        rows(&chatham, &["--timezone", "Pacific/Chatham", "--by", "hour"]),
        [
            "2024-09-29T02:00:00+12:45 1 1.15",
            "2024-09-29T03:45:00+13:45 1 1.15",
            "2024-09-29T04:00:00+13:45 0 0.00",
            "2024-09-29T05:00:00+13:45 1 1.15"
        ]
    );
    // At 2:00 it is 1:30.
    let lord_howe = ["2024-04-06T14:45:00Z", "2024-04-06T15:10:00Z", "2024-04-06T15:40:00Z"];
    assert_eq!(
        rows(&lord_howe, &["--timezone", "Australia/Lord_Howe", "--by", "hour"]),
        [
            "2024-04-07T01:00:00+11:00 1 1.15",
            "2024-04-07T01:30:00+10:30 1 1.15",
            "2024-04-07T02:00:00+10:30 1 1.15"
        ]
    );
}

#[test]
fn times_without_a_message_are_shown_as_nothing() {
    let winter = ["2024-12-30T12:00:00Z", "2025-01-02T12:00:00Z"];
    assert_eq!(
        rows(&winter, &["--by", "day"]),
        ["2024-12-30 1 1.15", "2024-12-31 0 0.00", "2025-01-01 0 0.00", "2025-01-02 1 1.15"]
    );
    assert_eq!(rows(&winter, &["--by", "week"]), ["2025-W01 2 2.30"]);
    assert_eq!(rows(&winter, &["--by", "month"]), ["2024-12 1 1.15", "2025-01 1 1.15"]);
    assert_eq!(rows(&["2024-01-31T00:00:00Z", "2024-03-01T00:00:00Z"], &["--by", "month"]).len(), 3);
    let hours = ["2024-03-31T00:59:00Z", "2024-03-31T03:01:00Z"];
    assert_eq!(
        rows(&hours, &["--by", "hour", "--timezone", "Europe/London"]),
        [
            "2024-03-31T00:00:00+00:00 1 1.15",
            "2024-03-31T02:00:00+01:00 0 0.00",
            "2024-03-31T03:00:00+01:00 0 0.00",
            "2024-03-31T04:00:00+01:00 1 1.15",
        ]
    );
    assert_eq!(
        rows(&winter, &["--by", "day,source"]),
        ["2024-12-30 text 1", "2024-12-31  0", "2025-01-01  0", "2025-01-02 text 1"]
    );
    assert_eq!(
        rows(&winter, &["--by", "source,day"]),
        ["text 2024-12-30 1", "text 2024-12-31 0", "text 2025-01-01 0", "text 2025-01-02 1"]
    );
    let centuries = messages(&["1024-01-01T00:00:00Z", "2024-01-01T00:00:00Z"]);
    let too_far_apart = "standard input: message 0 is from 1024-01-01T00:00:00Z, and message 1 from \
                         2024-01-01T00:00:00Z: more than 100000 hours between them have no message\n\
                         hint: exclude the wrong time with --since or --until, or group by a longer time, such as --by day";
    for by in ["hour", "hour,report", "source,hour"] {
        run(["summary", "-", "--by", by]).stdin(&*centuries).fails(3, too_far_apart);
    }
    run(["summary", "-", "--by", "hour", "--since", "2024-01-01"]).stdin(centuries).exits(0);
    run(["summary", "-", "--by", "hour", "--since", "1024-01-01"]).stdin(messages(&winter)).fails(
        2,
        "--by hour: more than 100000 hours have no message\n\
         hint: group by a longer time, such as --by day, or select a shorter time range",
    );
}

#[test]
fn the_two_messages_that_are_too_far_apart_may_be_in_two_files() {
    let file = |id: i64, timestamp: &str| format!(r#"[{{"id":{id},"text":"x","timestamp":"{timestamp}"}}]"#);
    run(["summary", "may.json", "epoch.json", "june.json", "--by", "hour"])
        .file("may.json", file(1, "2024-05-31T12:00:00Z"))
        .file("epoch.json", file(7, "1970-01-01T00:00:00Z"))
        .file("june.json", file(2, "2024-06-01T12:00:00Z"))
        .fails(
            3,
            "epoch.json: message 7 is from 1970-01-01T00:00:00Z, and message 2 in june.json from \
             2024-06-01T12:00:00Z: more than 100000 hours between them have no message",
        );
}

#[test]
fn all_of_the_time_that_was_asked_for_is_shown() {
    let day = ["2024-05-03T12:00:00Z"];
    assert_eq!(
        rows(&day, &["--since", "2024-05-02", "--until", "2024-05-05"]),
        ["2024-05-02 0 0.00", "2024-05-03 1 1.15", "2024-05-04 0 0.00"]
    );
    assert_eq!(rows(&day, &["--since", "2024-05-02"]), ["2024-05-02 0 0.00", "2024-05-03 1 1.15"]);
    assert_eq!(rows(&day, &["--until", "2024-05-05"]), ["2024-05-03 1 1.15", "2024-05-04 0 0.00"]);
    let hours =
        rows(&day, &["--by", "hour", "--since", "2024-05-03T10:30:00Z", "--until", "2024-05-03T13:00:00Z"]);
    assert_eq!(
        hours,
        [
            "2024-05-03T10:00:00+00:00 0 0.00",
            "2024-05-03T11:00:00+00:00 0 0.00",
            "2024-05-03T12:00:00+00:00 1 1.15"
        ]
    );
    assert_eq!(rows(&day, &["--month", "2024-05"]).len(), 31);
    assert_eq!(rows(&day, &["--by", "week", "--month", "2024-05"]).len(), 5);
    assert_eq!(rows(&day, &["--by", "month", "--since", "2024-01-01", "--until", "2025-01-01"]).len(), 12);
    // No messages, and none in the range.
    assert_eq!(rows(&[], &["--input-format", "ndjson", "--month", "2024-02"]).len(), 29);
    assert_eq!(rows(&day, &["--by", "hour", "--on", "2024-02-29"]).len(), 24);
    assert_eq!(rows(&day, &["--by", "hour", "--on", "2024-03-31", "--timezone", "Europe/London"]).len(), 23);
    // Each group has the whole range; a day that the time zone skipped is not shown.
    assert_eq!(
        rows(&day, &["--by", "source,day", "--since", "2024-05-02", "--until", "2024-05-04"]),
        ["text 2024-05-02 0", "text 2024-05-03 1"]
    );
    assert_eq!(
        rows(&day, &["--since", "2011-12-29", "--until", "2012-01-01", "--timezone", "Pacific/Apia"]),
        ["2011-12-29 0 0.00", "2011-12-31 0 0.00"]
    );
    assert_eq!(rows(&day, &["--by", "report", "--month", "2024-06"]), [] as [&str; 0]);
}

#[test]
fn every_time_has_its_place() {
    let late = ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59-23:59", "9999-12-30T23:59:59Z"];
    assert_eq!(rows(&late, &[]), ["9999-12-30 1 1.15", "9999-12-31 2 2.30"]);
    assert_eq!(rows(&late, &["--timezone", "Pacific/Kiritimati"]), ["9999-12-31 3 3.45"]);
    assert_eq!(rows(&late, &["--by", "week"]), ["9999-W52 3 3.45"]);
    assert_eq!(rows(&late, &["--by", "month"]), ["9999-12 3 3.45"]);
    let hours = rows(&late, &["--by", "hour"]);
    assert_eq!((hours.len(), &*hours[24]), (25, "9999-12-31T23:00:00+00:00 2 2.30"));
    assert_eq!(rows(&late, &["--on", "9999-12-31"]), ["9999-12-31 2 2.30"]);
    assert_eq!(rows(&late, &["--until", "9999-12-31"]), ["9999-12-30 1 1.15"]);
    let early =
        ["0000-01-01T00:00:00+01:00", "0000-06-01T00:00:00Z", "0001-01-01T00:00:00Z", "0001-01-02T00:00:00Z"];
    assert_eq!(rows(&early, &[]), ["0001-01-01 3 3.45", "0001-01-02 1 1.15"]);
    assert_eq!(rows(&early, &["--timezone", "America/New_York"]), ["0001-01-01 4 4.60"]);
    assert_eq!(rows(&early, &["--by", "week"]), ["0001-W01 4 4.60"]);
    assert_eq!(rows(&early, &["--by", "month"]), ["0001-01 4 4.60"]);
    assert_eq!(rows(&early, &["--on", "0001-01-01"]), ["0001-01-01 3 3.45"]);
    assert_eq!(rows(&early, &["--since", "0001-01-02"]), ["0001-01-02 1 1.15"]);
}

#[test]
fn since_is_included_and_until_is_not() {
    let days = ["2024-05-01T23:59:59.999999999Z", "2024-05-02T00:00:00Z", "2024-05-03T01:00:00+01:00"];
    let ids = |arguments: &[&str]| {
        let ran = run(["score", "-", "-f", "ndjson"]).args(arguments).stdin(messages(&days)).exits(0);
        json_lines(&ran.output())
            .iter()
            .map(|record| record["message_id"].as_i64().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(&["--since", "2024-05-02"]), [1, 2]);
    assert_eq!(ids(&["--until", "2024-05-02"]), [0]);
    assert_eq!(ids(&["--since", "2024-05-02", "--until", "2024-05-03"]), [1]);
    assert_eq!(ids(&["--since", "2024-05-02T00:00:00.000000001Z", "--until", "2024-05-03T00:00:00.1Z"]), [2]);
    assert_eq!(ids(&["--since", "2024-05-03", "--timezone", "America/New_York"]), [] as [i64; 0]);
    let refused = [
        (["--since", "2024-05-32"], "--since 2024-05-32: a day that does not exist"),
        (
            ["--until", "2024-05-02T00:00:00"],
            "--until 2024-05-02T00:00:00: expected a date such as 2024-05-02, or a date and time with Z or an offset",
        ),
        (
            ["--timezone", "Europe/Lodon"],
            "--timezone Europe/Lodon: no such time zone\nhint: use an IANA name, such as Europe/London, or local for the time zone of this machine",
        ),
    ];
    for (arguments, error) in refused {
        run(["score", "-"]).args(arguments).stdin("[]").fails(2, error);
    }
    run(["score", "-", "--since", "2024-05-02", "--until", "2024-05-02"])
        .stdin("[]")
        .fails(2, "--until: 2024-05-02T00:00:00Z is not later than --since, 2024-05-02T00:00:00Z");
    let late = || messages(&["9999-12-31T23:59:59Z"]);
    run(["summary", "-", "--since", "2024-05-02", "--by", "source"]).stdin(late()).exits(0);
    run(["score", "-", "--until", "9999-12-31"]).stdin(late()).exits(0).stdout("{\"usage\":[]}\n");
}

#[test]
fn messages_that_do_not_count_are_checked_all_the_same() {
    let twice = messages(&["2024-05-01T00:00:00Z"]);
    run(["score", "-", "--since", "2024-06-01"])
        .stdin(format!("{twice}\n{twice}"))
        .fails(3, "standard input: line 2: id: message 0 came before (line 1) and is the same, expected each id once\nhint: --duplicates once charges it once");
}

#[test]
fn without_files_the_period_is_fetched() {
    let server = httpmock::MockServer::start();
    server.mock(|when, then| {
        when.path("/messages/current-period");
        then.status(200).body(read("api/messages/current-period"));
    });
    for id in [101, 102, 103, 105, 106] {
        server.mock(|when, then| {
            when.path(format!("/reports/{id}"));
            then.status(200).body(read(&format!("api/reports/{id}")));
        });
    }
    let fetched = || run(["summary", "-q"]);
    let expected = read("expected/summary.json");
    fetched().args(["--base-url", &server.base_url()]).exits(0).stdout(&expected);
    fetched().env("COPILOT_USAGE_BASE_URL", server.base_url()).exits(0).stdout(expected);
    run(["summary", "--reports", "x.json"])
        .fails(2, "the argument '--reports <PATH>' cannot be used without FILE\nhint: try --help");
}

#[test]
fn a_wrong_key_is_told() {
    run(["summary", "x", "--by", "year"]).fails(
        2,
        "invalid value 'year' for '--by <KEY[,KEY]>': expected hour, day, week, month, report, source, kind\nhint: try --help",
    );
    for by in ["day,day", "day,report,kind"] {
        run(["summary", "x", "--by", by]).fails(2, "--by: expected one key, or two different keys");
    }
}

#[test]
fn the_rows_of_any_keys_come_to_the_bill() {
    for by in [
        "hour",
        "day",
        "week",
        "month",
        "report",
        "source",
        "kind",
        "day,report",
        "report,hour",
        "month,week",
    ] {
        for timezone in ["UTC", "Europe/London", "America/St_Johns", "Pacific/Kiritimati"] {
            let rows =
                json_lines(&summary(by).args(["-f", "ndjson", "--timezone", timezone]).exits(0).output());
            let credits = rows.iter().try_fold(Credits::ZERO, |sum, row| {
                sum.checked_add(row["credits"].to_string().parse().unwrap())
            });
            let shares = rows.iter().map(|row| row["share"].to_string().parse::<Decimal>().unwrap());
            assert_eq!(shares.sum::<Decimal>(), Decimal::ONE_HUNDRED, "{by} {timezone}");
            let messages: u64 = rows.iter().map(|row| row["messages"].as_u64().unwrap()).sum();
            assert_eq!(
                (credits.unwrap().to_string(), messages),
                ("400.10".to_owned(), 41),
                "{by} {timezone}"
            );
        }
    }
}

#[test]
fn as_many_empty_hours_are_shown_as_can_be_read() {
    let hours = |last: &str| {
        let messages = messages(&["2000-01-01T00:00:00Z", last]);
        run(["summary", "-", "-q", "-f", "csv", "--by", "hour"]).stdin(messages)
    };
    let shown = hours("2011-05-29T17:00:00Z").exits(0).output();
    assert_eq!(shown.matches(",0,0.00,").count(), 100_000);
    hours("2011-05-29T18:00:00Z").fails(
        3,
        "standard input: message 0 is from 2000-01-01T00:00:00Z, and message 1 from 2011-05-29T18:00:00Z: \
         more than 100000 hours between them have no message\n\
         hint: exclude the wrong time with --since or --until, or group by a longer time, such as --by day",
    );
}
