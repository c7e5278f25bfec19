//! Compares outputs with the files in the repository. `BLESS=1 cargo test --test it expected` writes the files anew.

use crate::support::{Run, fixture, run};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[cfg(unix)]
mod readme;

/// Whether the expected files are written, instead of compared.
fn blesses() -> bool {
    std::env::var_os("BLESS").is_some()
}

/// Compares an output with a file of the repository, or writes the file.
fn is_in(path: &Path, output: &str) {
    if blesses() {
        fs::write(path, output).unwrap();
    }
    let expected = fs::read_to_string(path).unwrap();
    assert!(
        output == expected,
        "{} is not what is printed (BLESS=1 cargo test --test it expected):\n{output}",
        path.display()
    );
}

/// The files in `fixtures/expected/`, and the calls that print them.
fn calls() -> Vec<(String, Run)> {
    let score = |file: &str, arguments: &[&str]| {
        (file.to_owned(), run(["score"]).arg(fixture("snapshot.json")).args(arguments))
    };
    let summary = |file: &str, format: &str| {
        (file.to_owned(), run(["summary", "-f", format]).arg(fixture("snapshot.json")))
    };
    let explain =
        |file: &str, format: &str| (file.to_owned(), run(["explain", "orbital latibro", "-f", format]));
    vec![
        score("text.json", &["-f", "json"]),
        score("text.ndjson", &["-f", "ndjson"]),
        score("text.csv", &["-f", "csv"]),
        score("text.txt", &["-f", "table"]),
        score("tokens.json", &["--tariff", "tokens"]),
        score("tokens-ceil.json", &["--tariff", "tokens-ceil"]),
        summary("summary.json", "json"),
        summary("summary.txt", "table"),
        explain("explain.json", "json"),
        explain("explain.txt", "table"),
    ]
}

#[test]
fn every_expected_file_is_what_its_call_prints() {
    let mut files = BTreeSet::new();
    for (file, call) in calls() {
        is_in(&fixture("expected").join(&file), &call.exits(0).output());
        files.insert(file);
    }
    let entries = fs::read_dir(fixture("expected")).unwrap().map(|entry| entry.unwrap());
    let there: BTreeSet<String> = entries
        .filter(|entry| entry.file_type().unwrap().is_file())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    assert_eq!(there, files);
}

#[cfg(unix)]
#[test]
fn tables_bars_and_marks_fit_the_terminal() {
    use crate::person::about_messages;
    let text = "The orbital latibro wasn’t at ease, nor the area; 東京 \u{1b}use\u{301} ease";
    for columns in [80, 60, 40] {
        let mut shown = String::new();
        for run in [
            about_messages(&["score"]),
            about_messages(&["summary"]),
            about_messages(&["summary", "--by", "report"]),
            run(["explain", text]),
        ] {
            let ran = run.env("NO_COLOR", "1").in_terminal(columns).code_is(0).stderr("");
            shown += &(ran.output() + "\n");
        }
        is_in(&fixture(&format!("expected/terminal/{columns}.txt")), &shown);
    }
}

#[test]
fn the_completions_in_the_repository_are_fresh() {
    for (shell, file) in [
        ("bash", "copilot-usage.bash"),
        ("zsh", "_copilot-usage"),
        ("fish", "copilot-usage.fish"),
        ("powershell", "_copilot-usage.ps1"),
        ("elvish", "copilot-usage.elv"),
    ] {
        let fresh = run(["completions", shell]).exits(0).output();
        is_in(&fixture("../completions").join(file), &fresh);
    }
}
