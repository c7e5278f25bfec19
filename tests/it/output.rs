//! Outputs: files and streams, complete or not at all.

use crate::support::{fixture, message, message_with_report, read, run, score};
use copilot_usage::model::credits::Credits;
use copilot_usage::model::record::UsageRecord;
use copilot_usage::output::{Destination, Format, Layout, Output};
use copilot_usage::views::listing::UsageListing;
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::process::{Command, Stdio};

#[test]
fn each_format_prints_the_same_records() {
    for (format, expected) in [
        ("json", "text.json"),
        ("ndjson", "text.ndjson"),
        ("jsonl", "text.ndjson"),
        ("csv", "text.csv"),
        ("table", "text.txt"),
    ] {
        run(["score", "--format", format])
            .arg(fixture("snapshot.json"))
            .exits(0)
            .stdout(read(&format!("expected/{expected}")));
    }
}

/// Returns the contents of a gzip file.
fn decompressed(path: &std::path::Path) -> Vec<u8> {
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap()).read_to_end(&mut plain).unwrap();
    plain
}

#[test]
fn the_ending_of_a_file_says_what_it_holds() {
    for (name, expected) in [
        ("bill.json", "text.json"),
        ("bill.ndjson", "text.ndjson"),
        ("bill.jsonl", "text.ndjson"),
        ("bill.csv", "text.csv"),
        ("BILL.CSV", "text.csv"),
        ("bill.of.may.csv", "text.csv"),
        // Unknown endings.
        ("bill", "text.json"),
        ("bill.txt", "text.json"),
        (".csv", "text.json"),
        ("csv", "text.json"),
        ("bill.csv.bak", "text.json"),
    ] {
        for gzip in [false, true] {
            let name = if gzip { format!("{name}.gz") } else { name.to_owned() };
            let scored = run(["score", "-o", &name]).arg(fixture("snapshot.json"));
            let path = scored.folder().join(&name);
            let ran = scored.exits(0).stdout("");
            assert!(!ran.errors().contains("warning"), "{}", ran.errors());
            let written = if gzip { decompressed(&path) } else { std::fs::read(&path).unwrap() };
            assert_eq!(String::from_utf8(written).unwrap(), read(&format!("expected/{expected}")), "{name}");
        }
    }
    let ran = run(["summary", "-o", "by-day.csv"]).arg(fixture("snapshot.json")).exits(0);
    assert!(ran.read("by-day.csv").starts_with("day,"), "{}", ran.read("by-day.csv"));
}

#[test]
fn a_format_that_contradicts_the_ending_wins_with_a_warning() {
    for (format, name, told) in [
        ("json", "bill.csv", "csv"),
        ("table", "bill.json", "json"),
        ("csv", "bill.jsonl", "ndjson"),
        ("json", "bill.ndjson.gz", "ndjson"),
    ] {
        let scored = run(["score", "-q", "-f", format, "-o", name]).arg(fixture("snapshot.json"));
        let path = scored.folder().join(name);
        let _ran = scored.exits(0).stderr(format!(
            "copilot-usage: warning: {name}: written as {format}, as --format says, although its name says {told}\n"
        ));
        let written = if name.ends_with("gz") { decompressed(&path) } else { std::fs::read(&path).unwrap() };
        let ending = if format == "table" { "txt" } else { format };
        assert_eq!(String::from_utf8(written).unwrap(), read(&format!("expected/text.{ending}")));
    }
    let log = run(["score", "-q", "-f", "json", "-o", "bill.csv", "--log-format", "json", "--strict"])
        .arg(fixture("snapshot.json"))
        .exits(7)
        .errors();
    let line = &crate::support::json_lines(&log)[0];
    assert_eq!(
        (&line["code"], &line["path"], &line["format"], &line["ending"]),
        (&"format-ending".into(), &"bill.csv".into(), &"json".into(), &"csv".into())
    );
    for (format, name) in [("json", "bill.json"), ("jsonl", "bill.ndjson.gz"), ("csv", "bill.txt")] {
        run(["score", "-q", "-f", format, "-o", name]).arg(fixture("snapshot.json")).exits(0).stderr("");
    }
}

#[test]
fn a_compressed_file_has_the_same_bytes_on_every_run_and_number_of_threads() {
    let lines: Vec<String> = (1..=50_000).map(|id| message(id, "Yes")).collect();
    let compressed = |threads: &str| {
        let scored = score(lines.join("\n")).args(["-q", "-o", "bill.ndjson.gz", "--threads", threads]);
        let path = scored.folder().join("bill.ndjson.gz");
        let ran = scored.exits(0);
        let bytes = std::fs::read(&path).unwrap();
        drop(ran);
        bytes
    };
    let first = compressed("1");
    // No flags, and so no name, and no time.
    assert_eq!(first[..8], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0]);
    assert!(["2", "7"].iter().all(|threads| compressed(threads) == first));
}

#[test]
fn a_snapshot_that_is_compressed_is_read_again() {
    let upstream = httpmock::MockServer::start();
    upstream.mock(|when, then| {
        when.path("/messages/current-period");
        then.status(200).body(format!("{{\"messages\":[{}]}}", message(1, "Yes")));
    });
    let fetched = run(["fetch", "--base-url", &upstream.base_url(), "--snapshot", "s.json.gz"]);
    let snapshot = fetched.folder().join("s.json.gz");
    let ran = fetched.exits(0);
    assert!(decompressed(&snapshot).starts_with(b"{\"reports\":["));
    run(["score"]).arg(&snapshot).exits(0).stdout(ran.output());
}

#[test]
fn a_text_from_elsewhere_does_no_harm() {
    let scored = |name: &str, arguments: &[&str]| {
        let report = serde_json::json!({"id": 7, "name": name, "credit_cost": 1});
        score(format!(r#"{{"messages":[{}],"reports":[{report}]}}"#, message_with_report(1, 7)))
            .args(arguments)
            .exits(0)
            .output()
    };
    let cell = |name: &str, arguments: &[&str]| {
        let sheet = scored(name, &[&["--format", "csv"], arguments].concat());
        let record = csv::Reader::from_reader(sheet.as_bytes()).records().next().unwrap().unwrap();
        record[2].to_owned()
    };
    for name in [
        "=1+1", "+1", "-1", "@a", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠a", "'=1", "'\tx", "''=1",
        "'＠a",
    ] {
        assert_eq!(cell(name, &[]), format!("'{name}"));
        assert_eq!(cell(name, &["--csv-raw"]), name);
    }
    for name in ["a,b \"c\"\r\nd", "plain", "1=1", "'x", "'", "''", " =1"] {
        assert_eq!(cell(name, &[]), name);
    }
    let table = scored("\u{1b}[31m\u{202e}red\n\u{9b}x", &["--format", "table"]);
    assert!(table.contains(r"\u{1b}[31m\u{202e}red\n\u{9b}x"), "{table}");
}

/// Controls, separators of lines, and marks that turn the direction of text: none of them may reach a terminal.
const HARMFUL: &str = "\u{1b}[31m\u{7f}\u{9b}\u{2028}\u{2029}\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}\u{feff}";

fn is_harmless(text: &str) -> bool {
    !text
        .chars()
        .any(|character| character != '\n' && (character.is_control() || HARMFUL[5..].contains(character)))
}

#[test]
fn no_json_steers_a_terminal() {
    let name = format!("é{HARMFUL}é");
    let report = serde_json::json!({"id": 7, "name": name, "credit_cost": 1});
    let message =
        serde_json::json!({"id": 1, "text": name, "timestamp": "2024-05-29T08:15:02Z", "report_id": 7});
    let snapshot = format!("{{\"messages\":[{message}],\"reports\":[{report}]}}");
    let escaped = r"é\u001b[31m\u007f\u009b\u2028\u2029\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeffé";
    for arguments in [
        &["score", "-"][..],
        &["summary", "-", "--by", "report"],
        &["explain", "--message", "1", "-"],
        &["diff", "-", "none"],
    ] {
        for format in ["json", "ndjson"] {
            let ran = run(arguments).args(["-f", format]).stdin(snapshot.clone()).file("none", "[]");
            let told = ran.any_exit().output();
            assert!(is_harmless(&told), "{told}");
            // Only a document has text before the list.
            assert!(told.contains(escaped) || (arguments[0], format) == ("explain", "ndjson"), "{told}");
        }
    }
    let server = httpmock::MockServer::start();
    for (path, body) in [
        ("/messages/current-period", format!("{{\"messages\":[{message}]}}")),
        ("/reports/7", report.to_string()),
    ] {
        server.mock(|when, then| {
            when.path(path);
            then.status(200).body(body);
        });
    }
    let kept = run(["fetch", "--base-url", &server.base_url(), "--snapshot", "s"]).exits(0).read("s");
    assert!(is_harmless(&kept) && kept.matches(escaped).count() == 2, "{kept}");
    let log = run(["score", &name, "--log-format", "json"]).exits(6).errors();
    assert!(is_harmless(&log) && log.contains(escaped), "{log}");
}

#[test]
fn what_a_terminal_shows_is_harmless() {
    let name = format!("={HARMFUL}");
    let record = UsageRecord {
        message_id: 1,
        timestamp: "2024-05-29T08:15:02Z",
        report_name: Some(&name),
        credits_used: Credits::CENT,
    };
    let layout = Layout { terminal: true, width: Some(80), ..Layout::default() };
    let folder = tempfile::tempdir().unwrap();
    let print = |format| {
        let file = folder.path().join("bill");
        let destination = Destination::File(file.clone());
        let (mut output, encoder) =
            Output::open(&destination, format, layout).unwrap().stream(&UsageRecord::LISTING).unwrap();
        output.write(encoder.encode(std::slice::from_ref(&record)).unwrap()).unwrap();
        output.finish(&UsageListing { records: &[], total: Credits::ZERO }).unwrap().commit().unwrap();
        std::fs::read_to_string(file).unwrap().replace("\r\n", "\n")
    };
    for format in [Format::Json, Format::Ndjson, Format::Csv, Format::Table] {
        let told = print(format);
        assert!(is_harmless(&told), "{told}");
    }
    assert!(print(Format::Csv).contains(r",'=\u{1b}[31m\u{7f}\u{9b}"), "the guard is on in a terminal, too");
}

/// Returns the lines of a table of records, in a terminal of this width or without one.
fn table(names: &[String], width: Option<u16>) -> Vec<String> {
    let record = |(id, name): (i64, &'static str)| UsageRecord {
        message_id: id,
        timestamp: "2024-05-29T08:15:02Z",
        report_name: Some(name).filter(|name| !name.is_empty()),
        credits_used: Credits::CENT,
    };
    let names = names.iter().map(|name| &*name.clone().leak());
    let records: Vec<UsageRecord<'_>> = (1000..).zip(names).map(record).collect();
    let file = tempfile::NamedTempFile::new().unwrap();
    let layout = Layout { terminal: width.is_some(), width, ..Layout::default() };
    let destination = Destination::File(file.path().to_owned());
    let (mut output, encoder) =
        Output::open(&destination, Format::Table, layout).unwrap().stream(&UsageRecord::LISTING).unwrap();
    for records in records.chunks(700) {
        output.write(encoder.encode(records).unwrap()).unwrap();
    }
    output.finish(&UsageListing { records: &[], total: Credits::CENT }).unwrap().commit().unwrap();
    std::fs::read_to_string(file.path()).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn a_long_table_looks_like_one() {
    let mut names = vec![String::new(); 5000];
    assert!(
        table(&names, None)[0].ends_with("Timestamp              Credits"),
        "nothing is in the column of reports"
    );
    names[4321] = "Dilapidations Schedule".to_owned();
    let lines = table(&names, None);
    assert_eq!(lines.len(), 5000 + 4);
    assert_eq!(lines[0], " Message   Timestamp              Report                   Credits");
    assert_eq!(lines[2], "    1000   2024-05-29T08:15:02Z                               0.01");
    assert_eq!(lines[4323], "    5321   2024-05-29T08:15:02Z   Dilapidations Schedule      0.01");
    assert_eq!(lines[5003], "   Total                                                      0.01");
    assert_eq!(lines.iter().filter(|line| **line == "─".repeat(67)).count(), 2);
}

#[test]
fn a_long_table_is_fitted_as_a_whole() {
    let [rent, clause, schedule] =
        ["Rent", "Break Clause", "Schedule of dilapidations, premium"].map(str::to_owned);
    // Except for the ids of the messages.
    let look = |names: &[String], width| -> BTreeSet<String> {
        table(names, Some(width)).iter().map(|line| line.chars().skip(8).collect()).collect()
    };
    for width in [61, 64, 67, 70, 78, 80] {
        let expected = look(&[rent.clone(), clause.clone(), schedule.clone()], width);
        assert!(table(std::slice::from_ref(&schedule), Some(width))[1].chars().count() <= usize::from(width));
        for at in [0, 1023, 1024, 4999] {
            let mut names = vec![rent.clone(); 5000];
            names[at] = schedule.clone();
            names[4999 - at] = clause.clone();
            assert_eq!(look(&names, width), expected, "{width} {at}");
        }
    }
}

#[test]
fn a_file_is_replaced_as_a_whole() {
    let ran = run(["score", "--output", "bill.json"])
        .arg(fixture("snapshot.json"))
        .file("bill.json", "old")
        .exits(0)
        .stdout("");
    assert_eq!(ran.read("bill.json"), read("expected/text.json"));
    assert_eq!(ran.files(), ["bill.json"]);
}

#[test]
fn a_failed_run_leaves_the_old_file() {
    for format in ["json", "ndjson", "csv", "table"] {
        let lines = format!("{}\n{}", message(1, "Yes"), message(1, "Yes"));
        let ran = score(lines).args(["--format", format, "--output", "bill"]).file("bill", "old").exits(3);
        assert_eq!(ran.read("bill"), "old");
        assert_eq!(ran.files(), ["bill"]);
    }
}

#[test]
fn json_and_table_print_nothing_of_a_failed_run() {
    for format in ["json", "table"] {
        score(format!("{}\n{{}}", message(1, "Yes"))).args(["--format", format]).exits(3).stdout("");
    }
}

#[test]
fn what_cannot_be_written_is_an_error_of_files() {
    run(["score", "--output", "nowhere/bill.json"])
        .arg(fixture("snapshot.json"))
        .fails(6, "nowhere/bill.json: cannot write: No such file or directory (os error 2)");
    run(["score", "--output", "."])
        .arg(fixture("snapshot.json"))
        .exits(6)
        .says("cannot write: is a directory");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_of_files() {
    for format in ["json", "ndjson", "csv", "table"] {
        run(["score", "--format", format, "--output", "/dev/full"])
            .arg(fixture("snapshot.json"))
            .fails(6, "/dev/full: cannot write: No space left on device (os error 28)");
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("copilot-usage"));
        command.args(["score", "--format", format]).arg(fixture("snapshot.json")).stdout(full);
        let ran = command.output().unwrap();
        assert_eq!(ran.status.code(), Some(6));
        assert_eq!(
            String::from_utf8(ran.stderr).unwrap(),
            "copilot-usage: error: standard output: cannot write: No space left on device (os error 28)\n"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_nothing_yet_leads_to_the_file() {
    let scored = run(["score", "--output", "link.json"]).arg(fixture("snapshot.json"));
    std::os::unix::fs::symlink("bill.json", scored.folder().join("link.json")).unwrap();
    let ran = scored.exits(0);
    assert_eq!(ran.read("bill.json"), read("expected/text.json"));
    assert_eq!(ran.files(), ["bill.json", "link.json"]);
    let scored = run(["score", "--output", "loop"]).arg(fixture("snapshot.json"));
    std::os::unix::fs::symlink("loop", scored.folder().join("loop")).unwrap();
    scored.fails(6, "loop: cannot write: too many levels of symbolic links");
}

#[cfg(target_os = "linux")]
#[test]
fn standard_output_by_its_name_is_standard_output() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    for (name, descriptor) in [("/dev/stdout", 1), ("/proc/self/fd/1", 1), ("/dev/fd/3", 3)] {
        std::fs::write(&log, "before\n").unwrap();
        let script =
            format!("\"$0\" score -q \"$1\" -f ndjson -o {name} {descriptor}>>\"$2\"; echo after >>\"$2\"");
        let ran = Command::new("sh")
            .args(["-c", &script])
            .arg(assert_cmd::cargo::cargo_bin!("copilot-usage"))
            .args([fixture("snapshot.json"), log.clone()])
            .status()
            .unwrap();
        assert!(ran.success());
        let expected = format!("before\n{}after\n", read("expected/text.ndjson"));
        assert!(std::fs::read_to_string(&log).unwrap() == expected, "{name}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

#[cfg(unix)]
#[test]
fn a_fifo_is_written_to() {
    let scored = run(["score", "-q", "--output", "fifo"]).arg(fixture("snapshot.json"));
    let path = scored.folder().join("fifo");
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    let reader = std::thread::spawn({
        let path = path.clone();
        move || std::fs::read_to_string(path).unwrap()
    });
    let ran = scored.exits(0);
    assert_eq!(reader.join().unwrap(), read("expected/text.json"));
    assert_eq!(ran.files(), ["fifo"]);
}

#[cfg(unix)]
#[test]
fn a_new_file_has_the_mode_that_the_umask_says_and_a_link_stays() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let scored =
        run(["score", "--output", "link.json"]).arg(fixture("snapshot.json")).file("bill.json", "old");
    symlink("bill.json", scored.folder().join("link.json")).unwrap();
    let plain = scored.folder().join("plain");
    std::fs::write(&plain, "").unwrap();
    let usual = std::fs::metadata(&plain).unwrap().permissions().mode();
    let open = Command::new("sh")
        .args(["-c", "umask 0; exec \"$0\" score -q \"$1\" -o open.json"])
        .arg(assert_cmd::cargo::cargo_bin!("copilot-usage"))
        .arg(fixture("snapshot.json"))
        .current_dir(scored.folder())
        .status();
    assert!(open.unwrap().success());
    let mode = std::fs::metadata(scored.folder().join("open.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o666);
    let folder = scored.folder().to_owned();
    let ran = scored.exits(0);
    assert!(folder.join("link.json").is_symlink());
    assert_eq!(ran.read("bill.json"), read("expected/text.json"));
    assert_eq!(std::fs::metadata(folder.join("bill.json")).unwrap().permissions().mode(), usual);
}

/// A reader that reads one line and closes the pipe: `| head -1`.
#[test]
fn a_closed_pipe_ends_quietly() {
    let lines: Vec<String> = (1..=100_000).map(|id| message(id, "Yes")).collect();
    let lines = lines.join("\n");
    for format in ["json", "ndjson", "csv"] {
        let mut child = Command::new(assert_cmd::cargo::cargo_bin!("copilot-usage"))
            .args(["score", "-", "--format", format])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        let bytes = lines.clone();
        let writer = std::thread::spawn(move || {
            // The program may exit before it has read everything.
            let _ = input.write_all(bytes.as_bytes());
        });
        let mut first = [0; 10];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let ran = child.wait_with_output().unwrap();
        writer.join().unwrap();
        assert_eq!(
            (ran.status.code(), String::from_utf8(ran.stderr).unwrap()),
            (Some(0), String::new()),
            "{format}"
        );
    }
}

/// Runs `score` with a memory limit, as of `ulimit -d`, in KiB.
#[cfg(target_os = "linux")]
fn score_within(kib: usize, arguments: &[&str], input: &str) -> std::process::Output {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("input.json");
    std::fs::write(&file, input).unwrap();
    let mut command = Command::new("sh");
    command.args(["-c", &format!("ulimit -d {kib} && exec \"$@\""), "sh"]);
    command.arg(assert_cmd::cargo::cargo_bin!("copilot-usage")).args(["score", "-q", "--threads", "1"]);
    command.args(arguments).arg(file).output().unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn a_table_takes_little_more_memory_than_its_text() {
    let count = 200_000;
    let messages: Vec<String> = (1..=count).map(|id| message(id, "Yes")).collect();
    let ran = score_within(64 << 10, &["-f", "table"], &format!("[{}]", messages.join(",\n")));
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    assert_eq!(String::from_utf8(ran.stdout).unwrap().lines().count(), 200_004);
}

#[cfg(target_os = "linux")]
#[test]
fn a_text_of_words_that_all_differ_takes_little_more_memory_than_itself() {
    let letters = ('a'..='z').chain('A'..='Z');
    let mut words = vec![String::new()];
    for _ in 0..4 {
        words = words
            .iter()
            .flat_map(|word| letters.clone().map(move |letter| format!("{word}{letter}")))
            .collect();
        words.truncate(1_000_000);
    }
    let text = words.join(" ");
    // The system also counts reserved memory; a third of the limit is used. Once it was fourteen times the text.
    let most = 8 * (text.len() >> 10);
    let ran = score_within(most, &[], &format!("[{}]", message(1, &text)));
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}
