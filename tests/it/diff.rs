//! `diff`: the differences between two bills.

use crate::support::{Run, fixture, message_with_report, read, run, score};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

fn diff(old: &str, new: impl AsRef<[u8]>) -> Run {
    run(["diff", "old", "new", "-q"]).file("old", old).file("new", new)
}

const NOTHING: &str = "{\"added\":0,\"removed\":0,\"changed\":0,\"credits_before\":400.10,\"credits_after\":400.10,\
                       \"credits_difference\":0.00,\"difference\":[]}\n";

#[test]
fn a_bill_is_the_same_in_every_format() {
    let json = read("expected/text.json");
    let bill = |arguments: &[&str]| {
        run(["score", "-q"]).arg(fixture("snapshot.json")).args(arguments).exits(0).output()
    };
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(json.as_bytes()).unwrap();
    let quoted = read("expected/text.csv").replacen(
        "message_id,timestamp,report_name,credits_used",
        "\"message_id\",timestamp,\"report_name\",\"credits_used\"",
        1,
    );
    let same: [Vec<u8>; 10] = [
        json.clone().into(),
        read("expected/text.ndjson").into(),
        read("expected/text.csv").into(),
        bill(&["-f", "csv", "--csv-raw"]).into(),
        read("snapshot.json").into(),
        json.replace("{\"usage\":[", "\u{feff}\n{ \"usage\" : [").into(),
        gzip.finish().unwrap(),
        // As other programs write it.
        quoted.replace(",61.50\r\n", ",\"61.50\"\n").into(),
        format!("\u{feff}{}", read("expected/text.csv")).into(),
        json.replace(",\"credits_used\":5.10", ",\"credits_used\":5.1").replace("1.00}", "100e-2}").into(),
    ];
    for new in same {
        diff(&json, new).exits(0).stdout(NOTHING).stderr("");
    }
    run(["diff", "old", "-"]).file("old", &json).stdin(read("expected/text.ndjson")).exits(0).stdout(NOTHING);
}

#[test]
fn what_was_changed_by_hand_is_listed() {
    let old = read("expected/text.json");
    let new = old
        .replacen("\"credits_used\":4.10", "\"credits_used\":5.1", 1)
        .replacen("\"report_name\":\"Break Clause Review\",", "", 1)
        .replacen("T21:20:57.250Z", "T21:20:58.250Z", 1)
        .replacen("{\"message_id\":2006,", "{\"message_id\":3000,", 1);
    let ran = diff(&old, &new)
        .exits(7)
        .stderr("copilot-usage: error: the bills differ: 1 added, 1 removed, 3 changed, 1.00 credits\n");
    ran.stdout(concat!(
        r#"{"added":1,"removed":1,"changed":3,"credits_before":400.10,"credits_after":401.10,"credits_difference":1.00,"difference":["#,
        "\n",
        r#"{"change":"changed","message_id":2001,"credits_before":4.10,"credits_after":5.10,"difference":1.00,"fields":"credits_used"},"#,
        "\n",
        r#"{"change":"changed","message_id":2003,"credits_before":61.50,"credits_after":61.50,"difference":0.00,"fields":"report_name","report_before":"Break Clause Review"},"#,
        "\n",
        r#"{"change":"changed","message_id":2005,"credits_before":2.00,"credits_after":2.00,"difference":0.00,"fields":"timestamp","timestamp_before":"2024-05-29T21:20:57.250Z","timestamp_after":"2024-05-29T21:20:58.250Z"},"#,
        "\n",
        r#"{"change":"removed","message_id":2006,"credits_before":1.00,"difference":-1.00,"timestamp_before":"2024-05-29T23:58:08.250Z"},"#,
        "\n",
        r#"{"change":"added","message_id":3000,"credits_after":1.00,"difference":1.00,"timestamp_after":"2024-05-29T23:58:08.250Z"}"#,
        "\n]}\n"
    ));
    let table = diff(&old, new).args(["-f", "table"]).exits(7).output();
    let expected = "\
 Change    Message   Before    After   Difference   What
────────────────────────────────────────────────────────────────────────────────────────────────────────
 changed      2001     4.10     5.10         1.00
 changed      2003    61.50    61.50         0.00   Break Clause Review → by text
 changed      2005     2.00     2.00         0.00   2024-05-29T21:20:57.250Z → 2024-05-29T21:20:58.250Z
 removed      2006     1.00                 -1.00   2024-05-29T23:58:08.250Z, by text
 added        3000              1.00         1.00   2024-05-29T23:58:08.250Z, by text
────────────────────────────────────────────────────────────────────────────────────────────────────────
 Total               400.10   401.10         1.00
";
    assert_eq!(table.trim_start(), expected, "{table}");
    // What is the same in all rows is not shown.
    let table = diff(&old, old.replacen("4.10", "5.10", 1)).args(["-f", "table"]).exits(7).output();
    assert!(table.starts_with(" Change    Message   Before    After   Difference\n"), "{table}");
}

#[test]
fn a_message_that_was_charged_twice_is_held_against_both() {
    let record = |credits: &str| {
        format!("{{\"message_id\":1,\"timestamp\":\"2024-05-29T08:15:02Z\",\"credits_used\":{credits}}}\n")
    };
    let twice = record("1.00") + &record("2.00");
    let left = diff(&twice, record("2.00")).args(["-f", "ndjson"]).exits(7).output();
    assert!(left.starts_with(r#"{"change":"removed","message_id":1,"credits_before":1.00,"#), "{left}");
    assert_eq!(left.lines().count(), 1);
    diff(&twice, &twice).exits(0);
    diff(&twice, record("1.00")).args(["-f", "csv"]).exits(7).stdout(
        "change,message_id,credits_before,credits_after,difference,fields,timestamp_before,timestamp_after,report_before,report_after\r\n\
         removed,1,2.00,,-2.00,,2024-05-29T08:15:02Z,,,\r\n",
    );
}

#[test]
fn any_number_of_records_may_have_one_id() {
    let record = |cents: usize| {
        let credits = format!("{}.{:02}", cents / 100, cents % 100);
        format!("{{\"message_id\":1,\"timestamp\":\"2024-05-29T08:15:02Z\",\"credits_used\":{credits}}}\n")
    };
    let count: usize = 50_000;
    let old: Vec<String> = (0..count).map(record).collect();
    let mut new = old.clone();
    new.reverse();
    diff(&old.concat(), new.concat()).exits(0);
    // All of them have changed, and one was added: the first is compared with the first.
    let new: Vec<String> = (count..=2 * count).map(record).collect();
    let left = diff(&old.concat(), new.concat()).args(["-f", "ndjson"]).exits(7).output();
    assert_eq!(left.lines().count(), count + 1);
    let first = r#"{"change":"changed","message_id":1,"credits_before":0.00,"credits_after":500.00,"#;
    assert!(left.starts_with(first), "{}", &left[..200]);
    let last = r#"{"change":"added","message_id":1,"credits_after":1000.00,"difference":1000.00,"#;
    assert!(left.lines().last().unwrap().starts_with(last));
}

#[test]
fn records_that_are_alike_are_counted() {
    let record = |credits: &str| {
        format!("{{\"message_id\":1,\"timestamp\":\"2024-05-29T08:15:02Z\",\"credits_used\":{credits}}}\n")
    };
    let bill = |credits: &[&str]| credits.iter().map(|credits| record(credits)).collect::<Vec<_>>().concat();
    let changes = |old: &[&str], new: &[&str]| {
        let ran = diff(&bill(old), bill(new)).args(["-f", "csv"]).any_exit().output();
        let cells = ran.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
        cells.map(|cells| [cells[0], cells[2], cells[3]].join(" ")).collect::<Vec<_>>()
    };
    assert_eq!(changes(&["1.00", "1.00"], &["1.00", "1.00", "1.00"]), ["added  1.00"]);
    assert_eq!(changes(&["1.00", "1.00", "1.00"], &["1.00"]), ["removed 1.00 ", "removed 1.00 "]);
    assert_eq!(
        changes(&["1.00", "2.00", "1.00"], &["3.00", "1.00", "4.00"]),
        ["changed 2.00 3.00", "changed 1.00 4.00"]
    );
    assert_eq!(changes(&["1.00", "2.00"], &["2.00", "1.00"]), [""; 0]);
}

#[test]
fn messages_are_charged_first() {
    diff(&read("expected/tokens.json"), read("snapshot.json")).args(["--tariff", "tokens"]).exits(0);
    diff(&read("snapshot.json"), read("snapshot.json")).exits(0).stdout(NOTHING);
    diff(&read("snapshot.json"), read("expected/tokens.json")).exits(7);
}

#[test]
fn what_is_read_is_opened_once() {
    let snapshot = read("snapshot.json");
    let (reports, messages) = snapshot.split_once("],\"messages\":").unwrap();
    let behind = format!(
        "{{\"messages\":{},{}]}}",
        messages.trim_end().trim_end_matches('}'),
        reports.trim_start_matches('{')
    );
    for messages in [&snapshot, &behind] {
        let ran =
            run(["diff", "old", "-"]).file("old", read("expected/text.json")).stdin(messages.as_bytes());
        ran.exits(0).stdout(NOTHING).stderr("");
    }
    run(["diff", "old", "-"])
        .file("old", read("expected/text.json"))
        .stdin("[{}]")
        .fails(3, "standard input: [0].id: missing, expected an integer");
}

#[cfg(unix)]
#[test]
fn a_pipe_may_hold_a_bill_or_messages() {
    for file in ["expected/text.csv", "snapshot.json"] {
        let diffed = run(["diff", "old", "fifo"]).file("old", read("expected/text.json"));
        let fifo = diffed.folder().join("fifo");
        assert!(std::process::Command::new("mkfifo").arg(&fifo).status().unwrap().success());
        let writer = std::thread::spawn(move || std::fs::write(fifo, read(file)).unwrap());
        diffed.exits(0).stdout(NOTHING);
        writer.join().unwrap();
    }
}

#[test]
fn what_would_have_no_effect_is_refused() {
    let json = read("expected/text.json");
    diff(&json, &json)
        .args(["--reports", "r.json"])
        .fails(2, "--reports: cannot be used with two bills, only with messages");
    diff(&json, &json).args(["--timezone", "Mars/X"]).exits(2);
    let less = json.replacen("\"credits_used\":4.10", "\"credits_used\":5.10", 1);
    diff(&json, &less).args(["--since", "2024-05-30"]).exits(0);
    diff(&json, &less).args(["--until", "2024-05-30"]).exits(7);
    diff(&json, read("snapshot.json")).args(["--since", "2024-06-01"]).exits(0);
}

#[test]
fn a_damaged_bill_is_refused_with_its_place() {
    let line = r#"{"message_id":1,"timestamp":"2024-05-29T08:15:02Z","credits_used":1.00}"#;
    let with = |from: &str, to: &str| line.replacen(from, to, 1);
    let sheet = "message_id,timestamp,report_name,credits_used\n";
    let document = read("expected/text.json");
    let cases = [
        (
            format!("{line}\n{}", with("1.00", "\"1.00\"")),
            "new: line 2: credits_used: found \"1.00\", expected a number with at most two decimals, not negative",
        ),
        (
            with("1.00", "1e400"),
            "new: line 1: credits_used: found 1e400, expected a number with at most two decimals, not negative",
        ),
        (
            with("1.00", "0.0000001"),
            "new: line 1: credits_used: found 0.0000001, expected a number with at most two decimals, not negative",
        ),
        (
            with("05-29T", "02-30T"),
            "new: line 1: timestamp: found \"2024-02-30T08:15:02Z\", expected an RFC 3339 date and time with Z or an offset",
        ),
        (
            with("\"message_id\":1,", "\"message_id\":1,\"message_id\":1,"),
            "new: line 1: message_id: given twice, expected once",
        ),
        (
            with("\"timestamp\"", "\"time\""),
            "new: line 1: timestamp: missing, expected an RFC 3339 date and time with Z or an offset",
        ),
        (
            format!("{{\"usage\":[{line},[1]]}}"),
            "new: found an array, expected an object (a record) as usage[1]",
        ),
        (document[..document.len() - 4].to_owned(), "new: line 42 column "),
        (
            format!("{sheet}1,2024-05-29T08:15:02Z,,x\n"),
            "new: line 2: credits_used: found x, expected an amount with two decimals, not negative",
        ),
        (
            format!("{sheet}1.0,2024-05-29T08:15:02Z,,1.00\n"),
            "new: line 2: message_id: found 1.0, expected an integer of at most 64 bits",
        ),
        (
            format!("{sheet}1,yesterday,,1.00\n"),
            "new: line 2: timestamp: found yesterday, expected an RFC 3339 date and time with Z or an offset",
        ),
        (format!("{sheet}1,2024-05-29T08:15:02Z\n"), "new: line 2: found 2 cells, expected 4"),
        (
            format!("{sheet}1,2024-05-29T08:15:02Z,,1.00\n2,yesterday,,1.00\n").replace('\n', "\r\n"),
            "new: line 3: timestamp: found yesterday",
        ),
        (
            with("1.00", "-1.00"),
            "new: line 1: credits_used: found -1.00, expected a number with at most two decimals, not negative",
        ),
        (
            with("1.00", "1.001"),
            "new: line 1: credits_used: found 1.001, expected a number with at most two decimals",
        ),
        (
            with("\"credits", "\"report_name\":\"\",\"credits"),
            "new: line 1: report_name: found \"\", expected a string that is not empty",
        ),
        (
            format!("{}1,2024-05-29T08:15:02Z,,1.00\n", sheet.replace("used", "spent")),
            "new: line 1: found message_id,timestamp,report_name,credits_spent, expected a bill as copilot-usage prints it",
        ),
        (read("expected/text.txt"), "new: line 1: found  Message   Timestamp"),
    ];
    for (new, error) in cases {
        let ran = diff(&document, &new).exits(3).stdout("");
        assert!(ran.errors().starts_with(&format!("copilot-usage: error: {error}")), "{}", ran.errors());
    }
    diff(&document, "").exits(3);
    diff("", "").args(["--input-format", "ndjson"]).exits(0);
    run(["diff", "-", "-"]).fails(2, "NEW: - was given twice, and standard input can be read once");
}

/// A sheet of two records, changed: the error that it must give.
#[test]
fn a_sheet_is_read_to_the_letter() {
    let header = "message_id,timestamp,report_name,credits_used";
    let good = format!(
        "{header}\r\n1,2024-05-29T08:15:02Z,\"a \"\"b\"\",\r\nc\",1.00\r\n2,2024-05-29T08:15:02Z,,4.90\r\n"
    );
    diff(&good, &good).exits(0);
    diff(&good, good.replace("\r\n2", "\n\n\r\n2")).exits(0);
    let amounts = [
        "4", "4.", "4.9", "4.900", "+4.90", "-4.90", "-0.00", "04.90", "4,90", " 4.90", "4.90 ", "490e-2",
        "", "４.90",
    ];
    for amount in amounts {
        let ran = diff(&good, good.replace(",4.90", &format!(",\"{amount}\""))).exits(3).stdout("");
        let error = format!(
            "new: line 4: credits_used: found {amount}, expected an amount with two decimals, not negative\n"
        );
        assert_eq!(ran.errors(), format!("copilot-usage: error: {error}"));
    }
    let cases = [
        (",4.90\r\n", ",4.90", "line 4: cut off: the file ends within the line, expected a line end"),
        (",4.90\r\n", ",4.90\r", "line 4: found \\r after cell 4, expected a comma"),
        (",4.90\r\n", ",4", "line 4: cut off: "),
        (",4.90\r\n", ",", "line 4: cut off: "),
        (",,4.90\r\n", "", "line 4: cut off: "),
        ("\n2,2024-05-29T08:15:02Z,,4.90\r\n", "\n\"2", "line 4: cut off: the file ends within quotes"),
        ("\n2,", "\n\"2\"0,", "line 4: found 0,2024-05-29T08:15:02Z,,4.90 after cell 1, expected a comma"),
        (
            "\n2,",
            "\n2\"0\",",
            "line 4: found \"0\",2024-05-29T08:15:02Z,,4.90 after cell 1, expected a comma",
        ),
        ("Z,,4", "Z,a\"b,4", "line 4: found \"b,4.90 after cell 3, expected a comma"),
        ("Z,,4", "Z,a\rb,4", "line 4: found \\rb,4.90 after cell 3, expected a comma"),
        ("\n2,", "\n 2,", "line 4: message_id: found  2, expected an integer of at most 64 bits"),
        ("\n2,", "\n+2,", "line 4: message_id: found +2, expected an integer of at most 64 bits"),
        ("\n2,", "\n02,", "line 4: message_id: found 02, expected an integer of at most 64 bits"),
        ("\n2,", "\n\r\n\n2,,", "line 6: found 5 cells, expected 4"),
        (",4.90", ",4.90,", "line 4: found 5 cells, expected 4"),
        ("Z,,4.90", "Z,4.90", "line 4: found 3 cells, expected 4"),
        ("\"a \"\"b", "\"a \"b", "line 2: found b\"\", after cell 3, expected a comma"),
        ("used\r\n1", "used\r\n\r\n\n1.0", "line 4: message_id: found 1.0, expected"),
        ("message_id", " message_id", "line 1: expected message_id,timestamp,report_name,credits_used"),
    ];
    for (from, to, error) in cases {
        assert!(good.contains(from), "{from}");
        let ran = diff(&good, good.replacen(from, to, 1)).exits(3).stdout("");
        assert!(ran.errors().starts_with(&format!("copilot-usage: error: new: {error}")), "{}", ran.errors());
    }
    diff(&good, header).exits(3).says("new: line 1: cut off: ");
    diff(&good, format!("{header}\n")).exits(7);
    // However little is cut off, unless whole records are.
    let whole = [header.len() + 2, good.len() - "2,2024-05-29T08:15:02Z,,4.90\r\n".len()];
    for end in header.len()..good.len() {
        let code = if whole.contains(&end) { 7 } else { 3 };
        diff(&good, &good[..end]).exits(code);
    }
}

#[test]
fn a_name_that_looks_like_a_formula_is_the_same_in_every_format() {
    let names = ["=x", "'=x", "''=x", "'x", "'", "＝x", "'＠x", "\tx", "\rx", "\nx", "'\nx", "-1", "x"];
    let mut reports = Vec::new();
    let mut messages = Vec::new();
    for (id, name) in (0..).zip(names) {
        reports.push(serde_json::json!({"id": id, "name": name, "credit_cost": 1}).to_string());
        messages.push(message_with_report(id, id));
    }
    let snapshot = format!("{{\"messages\":[{}],\"reports\":[{}]}}", messages.join(","), reports.join(","));
    let bill = |format: &str| score(snapshot.clone()).args(["-f", format]).exits(0).output();
    let [json, ndjson, csv] = ["json", "ndjson", "csv"].map(bill);
    assert_eq!(csv.matches(",'").count() + csv.matches(",\"'").count(), 12, "{csv}");
    for bill in [&ndjson, &csv, &snapshot] {
        diff(&json, bill).exits(0);
    }
    // Two names that differ by the mark are two names.
    let other = json.replacen("\"=x\"", "\"'=x\"", 1);
    diff(&csv, other).exits(7).says("1 changed");
}

#[test]
fn a_report_is_told_as_it_was_and_as_it_is() {
    let record = |report: &str, credits: &str| {
        format!(
            r#"{{"message_id":1,"timestamp":"2024-05-29T08:15:02Z",{report}"credits_used":{credits}}}
"#
        )
    };
    let (text, lease, deed) = ("", r#""report_name":"Lease","#, r#""report_name":"Deed","#);
    let cases = [
        (
            (text, "1.00"),
            (lease, "3.00"),
            r#""credits_before":1.00,"credits_after":3.00,"difference":2.00,"fields":"credits_used report_name","report_after":"Lease""#,
            "1.00    3.00         2.00   by text → Lease",
        ),
        (
            (lease, "3.00"),
            (deed, "3.00"),
            r#""credits_before":3.00,"credits_after":3.00,"difference":0.00,"fields":"report_name","report_before":"Lease","report_after":"Deed""#,
            "3.00    3.00         0.00   Lease → Deed",
        ),
        (
            (deed, "3.00"),
            (text, "2.50"),
            r#""credits_before":3.00,"credits_after":2.50,"difference":-0.50,"fields":"credits_used report_name","report_before":"Deed""#,
            "3.00    2.50        -0.50   Deed → by text",
        ),
    ];
    for ((before, old), (after, new), fields, row) in cases {
        let bills = || diff(&record(before, old), record(after, new));
        bills()
            .args(["-f", "ndjson"])
            .exits(7)
            .stdout(format!("{{\"change\":\"changed\",\"message_id\":1,{fields}}}\n"));
        let table = bills().args(["-f", "table"]).exits(7).output();
        assert!(table.contains(row), "{table}");
    }
    // Added and removed records show their report, too.
    for (old, new, change, report) in [
        ("", &*record(lease, "3.00"), "added", "report_after"),
        (&*record(lease, "3.00"), "", "removed", "report_before"),
    ] {
        let other = record(text, "1.00").replace("\"message_id\":1", "\"message_id\":2");
        let ran = diff(&(other.clone() + old), other + new).args(["-f", "ndjson"]).exits(7);
        let row = &crate::support::json_lines(&ran.output())[0];
        assert_eq!((&row["change"], &row[report]), (&change.into(), &"Lease".into()), "{row}");
    }
}
