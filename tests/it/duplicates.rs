//! A message id that occurs twice is refused or charged once, and the error says where both messages are.

use crate::support::{Run, json_lines, message, run, score};
use std::io::Write;

const SAME: &str = "hint: --duplicates once charges it once";
const DIFFERS: &str = "hint: find out which of the two is right, and remove the other";

/// Many messages, the last of which has the id of the third.
fn messages(last: &str) -> Vec<String> {
    let mut messages: Vec<String> = (0..9000).map(|id| message(id, "Which report?")).collect();
    messages.push(last.to_owned());
    messages
}

fn gzip(plain: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(plain.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn once(run: Run) -> Run {
    run.args(["--duplicates", "once"])
}

#[test]
fn the_error_says_where_both_stand_and_in_what_they_differ() {
    let same = message(2, "Which report?");
    let lasts = [
        (same.clone(), "is the same", SAME),
        // Written otherwise, and the same.
        (
            same.replace("Which", "\\u0057hich").replace('}', ",\"report_id\":null,\"x\":7}"),
            "is the same",
            SAME,
        ),
        (message(2, "Another"), "differs in its text", DIFFERS),
        (same.replace("02.250Z", "03Z"), "differs in its timestamp", DIFFERS),
        (
            message(2, "Another").replace('}', ",\"report_id\":7}"),
            "differs in its text and report_id",
            DIFFERS,
        ),
    ];
    for (last, how, hint) in lasts {
        let lines = messages(&last).join("\n");
        let list = messages(&last).join(",");
        let shapes = [
            (lines.clone().into_bytes(), "line 9001", "line 3"),
            (gzip(&lines), "line 9001", "line 3"),
            (format!("\u{feff}[{list}]").into_bytes(), "[9000]", "[2]"),
            (format!("{{\"messages\":[{list}]}}").into_bytes(), "messages[9000]", "messages[2]"),
            (gzip(&format!("{{\"reports\":[],\"messages\":[{list}]}}")), "messages[9000]", "messages[2]"),
            (
                format!("{{\"messages\":[{list}],\"reports\":[]}}").into_bytes(),
                "messages[9000]",
                "messages[2]",
            ),
        ];
        for (file, again, first) in shapes {
            let colon = if again.starts_with("line") { ": " } else { "." };
            let error = format!(
                "f: {again}{colon}id: message 2 came before ({first}) and {how}, expected each id once\n{hint}"
            );
            run(["score", "f"]).file("f", &file).fails(3, &error);
            score(file.clone()).fails(3, &error.replacen('f', "standard input", 1));
            let once = once(run(["score", "f", "-f", "ndjson"])).file("f", &file);
            if hint == SAME {
                once.exits(0).stderr("copilot-usage: 9000 messages, 1 duplicate left out, 0 from reports, 9000 by text, total 9000.00 credits\n");
            } else {
                once.exits(3).says(&error);
            }
        }
    }
}

#[test]
fn an_id_may_have_come_in_another_file() {
    let (one, two) = (message(1, "Yes"), message(2, "Yes"));
    let files = |names: &[&str]| {
        run(["score"])
            .args(names)
            .file("a", format!("{two}\n{one}"))
            .file("b", format!("[{}]", message(3, "Yes")))
            .file("c", format!("[{},{one}]", message(4, "Yes")))
    };
    let came = "c: [1].id: message 1 came before (a: line 2) and is the same, expected each id once";
    files(&["a", "b", "c"]).fails(3, &format!("{came}\n{SAME}"));
    files(&["b", "a", "a"]).fails(
        3,
        &format!(
            "a: line 1: id: message 2 came before (a: line 1) and is the same, expected each id once\n{SAME}"
        ),
    );
    let records =
        once(files(&["a", "b", "c", "a"])).args(["-f", "ndjson", "--log-format", "json", "-v"]).exits(0);
    let ids: Vec<i64> =
        json_lines(&records.output()).iter().map(|record| record["message_id"].as_i64().unwrap()).collect();
    assert_eq!(ids, [2, 1, 3, 4]);
    let log = json_lines(&records.errors());
    let told: Vec<_> = log.iter().filter(|line| line["code"] == "duplicate-left-out").collect();
    assert_eq!(told.len(), 3);
    assert_eq!(told[0]["level"], "debug");
    assert_eq!((&told[0]["message_id"], &told[0]["place"]), (&1.into(), &"c: [1].id".into()));
    let done = log.last().unwrap();
    assert_eq!((&done["messages"], &done["duplicates"]), (&4.into(), &3.into()));
}

#[test]
fn both_are_charged_if_asked_for() {
    let twice = [message(1, "Yes"), message(1, "No"), message(2, "Yes")].join("\n");
    let charged = "copilot-usage: warning: message 1 came before and is charged again (standard input: line 2: id)\n\
                   copilot-usage: 3 messages, 0 from reports, 3 by text, total 3.00 credits\n\
                   copilot-usage: error: --strict: there were warnings (1)\n";
    // The deprecated name still works.
    for option in [&["--duplicates", "charge"][..], &["--allow-duplicates"]] {
        score(twice.clone()).args(["-f", "ndjson", "--strict"]).args(option).exits(7).stderr(charged);
    }
    score(twice).args(["--allow-duplicates", "--duplicates", "once"]).exits(2).stdout("");
}

/// All of many duplicates are found by one more reading of the files.
#[test]
fn many_duplicates_are_told_in_no_more_time_than_one() {
    let lines: Vec<String> = (0..9000).map(|id| message(id, "Yes")).collect();
    let ran = run(["score", "a", "b", "--max-errors", "9000"])
        .file("a", lines.join("\n"))
        .file("b", format!("[{}]", lines.join(",")))
        .exits(3);
    let told = ran.errors();
    assert_eq!(told.matches(" and is the same, ").count(), 9000);
    assert!(told.contains("b: [8999].id: message 8999 came before (a: line 9000) and is the same"));
}

/// Of a stream, the first MiB is kept; and a hundred files are kept open.
#[test]
fn what_cannot_be_known_is_not_told() {
    let long = message(-1, &"x".repeat(1 << 20));
    let (first, second) = (message(1, "Yes"), message(1, "No"));
    let error = "standard input: line 3: id: message 1 came before";
    score(format!("{first}\n{long}\n{second}\n"))
        .fails(3, &format!("{error} (line 1) and differs in its text, expected each id once\n{DIFFERS}"));
    let lines = messages(&long).join("\n");
    let error = "standard input: line 9003: id: message 1 came before";
    let stream = format!("{}\n{lines}\n{second}\n", message(-2, &"y".repeat(1 << 20)).replace("-1", "-3"));
    score(stream.clone()).fails(
        3,
        &format!("{error}, expected each id once\nhint: if the two are the same, --duplicates once charges them once"),
    );
    once(score(stream)).fails(3, &format!("{error} and differs, expected each id once\n{DIFFERS}"));
    let names: Vec<String> = (0..102).map(|id| id.to_string()).collect();
    let mut files = run(["score"]).args(&names);
    for name in &names {
        let id: i64 = name.parse().unwrap();
        files = files.file(name, message(if id == 101 { 100 } else { id }, "Yes"));
    }
    files.fails(
        3,
        "101: line 1: id: message 100 came before, expected each id once\n\
         hint: if the two are the same, --duplicates once charges them once",
    );
}

#[test]
fn an_answer_of_the_upstream_is_looked_at_again() {
    let server = httpmock::MockServer::start();
    let answer = format!("{{\"page\":1,\"messages\":[{}]}}", messages(&message(2, "Another")).join(","));
    server.mock(|when, then| {
        when.path("/messages/current-period");
        then.status(200).body(answer);
    });
    let error = "messages[9000].id: message 2 came before (messages[2]) and differs in its text, expected each id once";
    run(["fetch", "--base-url", &server.base_url()]).exits(3).stdout("").says(error);
}
