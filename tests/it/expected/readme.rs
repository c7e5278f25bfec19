//! Runs the console examples of the README.

use super::blesses;
use crate::fetch::upstream;
use crate::support::{fixture, read};
use crate::terminal::Terminal;
use flate2::Compression;
use flate2::write::GzEncoder;
use httpmock::MockServer;
use needs::needs;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use tempfile::TempDir;

/// Commands that are not run: they build the project, or use a port that may be taken.
const NOT_RUN: [&str; 3] = ["cargo test", "cargo install", "python3 -m http.server"];

/// Lines that differ from run to run, by their first word.
const VARYING: [&str; 2] = ["copilot_usage_last_success_timestamp_seconds", "copilot_usage_duration_seconds"];

/// Stands for any number of lines.
const ELISION: &str = "…";

/// A command and the lines of its output. Without any, it only has to succeed.
struct Example {
    command: String,
    output: Range<usize>,
}

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

fn lines() -> Vec<String> {
    fs::read_to_string(path()).unwrap().lines().map(str::to_owned).collect()
}

/// The examples, a list for each block of them.
fn blocks(lines: &[String]) -> Vec<Vec<Example>> {
    let mut blocks = Vec::new();
    let mut block: Option<Vec<Example>> = None;
    for (number, line) in lines.iter().enumerate() {
        match (line.as_str(), &mut block) {
            ("```console", _) => block = Some(Vec::new()),
            ("```", Some(_)) => blocks.extend(block.take()),
            (_, Some(examples)) => match line.strip_prefix("$ ") {
                Some(command) => {
                    examples.push(Example { command: command.to_owned(), output: number + 1..number + 1 });
                }
                None => examples.last_mut().expect("a block begins with a command").output.end = number + 1,
            },
            _ => {}
        }
    }
    blocks
}

/// The files that the examples name.
fn folder(lines: &[String]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, content: &[u8]| fs::write(folder.path().join(name), content).unwrap();
    std::os::unix::fs::symlink(fixture(""), folder.path().join("fixtures")).unwrap();
    file("may.json", read("snapshot.json").as_bytes());
    file("april.json", format!("[{}]", crate::support::message(1, "Rent?")).as_bytes());
    file("messages.json", read("api/messages/current-period").as_bytes());
    fs::create_dir(folder.path().join("reports")).unwrap();
    for id in [101, 102, 103, 105, 106] {
        file(&format!("reports/{id}.json"), read(&format!("api/reports/{id}")).as_bytes());
    }
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(crate::support::message(1, "Rent?").as_bytes()).unwrap();
    file("may.ndjson.gz", &gzip.finish().unwrap());
    let monday = read("expected/text.json");
    file("monday.json", monday.as_bytes());
    let tuesday: Vec<String> =
        monday.lines().filter(|line| !line.contains(":2006,")).map(str::to_owned).collect();
    let tuesday = tuesday.join("\n").replace("\"credits_used\":4.10", "\"credits_used\":5.10");
    file("tuesday.json", tuesday.replacen("\"report_name\":\"Break Clause Review\",", "", 1).as_bytes());
    // The only tariff that has a case.
    let case = lines.iter().position(|line| line == "[[case]]").unwrap();
    let begin = lines[..case].iter().rposition(|line| line == "```toml").unwrap() + 1;
    let end = case + lines[case..].iter().position(|line| line == "```").unwrap();
    file("letters.toml", lines[begin..end].join("\n").as_bytes());
    folder
}

/// Runs the examples of a block in a terminal. Returns what each printed, and its exit code.
fn run(block: &[Example], folder: &Path, upstream: &str) -> Vec<(String, String)> {
    let mut script = Vec::new();
    for Example { command, .. } in block {
        let here = command
            .replace("cargo run --release --locked --", "copilot-usage")
            .replace("http://127.0.0.1:8000", upstream);
        let here = if NOT_RUN.iter().any(|begin| here.starts_with(begin)) { "true" } else { &here };
        script.push(format!("{here}\nprintf '\\036%s\\036' \"$?\"\n"));
    }
    let program = Path::new(assert_cmd::cargo::cargo_bin!("copilot-usage")).parent().unwrap().to_owned();
    let mut programs = vec![program];
    programs.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    let programs: OsString = env::join_paths(programs).unwrap();
    let terminal = Terminal::new(80);
    let mut command = Command::new("sh");
    command.args(["-c", &script.concat()]).current_dir(folder).env_clear().env("PATH", programs);
    command.env("NO_COLOR", "1").env("COPILOT_USAGE_BASE_URL", upstream);
    command.stdin(terminal.stdio()).stdout(terminal.stdio()).stderr(terminal.stdio());
    let mut shell = command.spawn().unwrap();
    drop(command);
    let shown = String::from_utf8(terminal.watch().all(&mut shell)).unwrap();
    shell.wait().unwrap();
    let shown = without_colors(&shown);
    let parts: Vec<&str> = shown.split('\u{1e}').collect();
    parts.chunks_exact(2).map(|pair| (pair[0].to_owned(), pair[1].to_owned())).collect()
}

/// Some versions of jq know nothing of `NO_COLOR`.
fn without_colors(text: &str) -> String {
    let mut pieces = text.split("\u{1b}[");
    let plain = pieces.next().map(str::to_owned).into_iter();
    plain.chain(pieces.map(|piece| piece.split_once('m').unwrap().1.to_owned())).collect()
}

fn is_same(expected: &str, printed: &str) -> bool {
    let varies = VARYING.iter().any(|name| {
        [expected, printed]
            .iter()
            .all(|line| line.strip_prefix(name).is_some_and(|rest| rest.starts_with(' ')))
    });
    varies || expected == printed
}

/// What the README has to say of an output: what it says, where that is true.
fn corrected(expected: &[String], printed: &[&str]) -> Vec<String> {
    let elision = expected.iter().position(|line| line.trim() == ELISION);
    let (head, tail) = match elision {
        Some(place) => (place, expected.len() - place - 1),
        None => (printed.len(), 0),
    };
    if elision.is_some() && printed.len() < head + tail {
        return printed.iter().map(|&line| line.to_owned()).collect();
    }
    let line = |printed: &str, place: Option<usize>| match place.and_then(|place| expected.get(place)) {
        Some(expected) if is_same(expected, printed) => expected.clone(),
        _ => printed.to_owned(),
    };
    let mut lines: Vec<String> =
        printed[..head].iter().enumerate().map(|(place, printed)| line(printed, Some(place))).collect();
    lines.extend(elision.map(|place| expected[place].clone()));
    let tail = &printed[printed.len() - tail..];
    lines.extend(tail.iter().enumerate().map(|(place, printed)| line(printed, Some(head + 1 + place))));
    lines
}

/// Runs the blocks that are chosen, each in a folder of its own, and holds their outputs against the README.
fn examples_are_true(chosen: impl Fn(&[Example]) -> bool) {
    // Only one at a time writes the README.
    static README: Mutex<()> = Mutex::new(());
    let _lock = README.lock();
    let mut readme = lines();
    let server = MockServer::start();
    let _mocks = upstream(&server);
    // From the last to the first, so that what is corrected moves nothing that is still to come.
    for block in blocks(&readme).iter().filter(|block| chosen(block)).rev() {
        let folder = folder(&readme);
        let results = run(block, folder.path(), &server.base_url());
        assert_eq!(results.len(), block.len(), "{results:?}");
        for (example, (printed, code)) in block.iter().zip(results).rev() {
            let Example { command, output } = example;
            assert_eq!(code, "0", "$ {command}\n{printed}");
            let expected = readme[output.clone()].to_vec();
            if expected.is_empty() {
                continue;
            }
            let corrected = corrected(&expected, &printed.lines().collect::<Vec<_>>());
            assert!(
                blesses() || corrected == expected,
                "the README says otherwise (BLESS=1 cargo test --test it expected):\n$ {command}\n{printed}"
            );
            readme.splice(output.clone(), corrected);
        }
    }
    if blesses() {
        fs::write(path(), readme.join("\n") + "\n").unwrap();
    }
}

fn has_jq(block: &[Example]) -> bool {
    block.iter().any(|example| example.command.contains("| jq "))
}

#[test]
fn every_example_prints_what_the_readme_says() {
    examples_are_true(|block| !has_jq(block));
}

#[needs(jq)]
#[test]
fn every_example_with_jq_prints_what_the_readme_says() {
    examples_are_true(has_jq);
}
