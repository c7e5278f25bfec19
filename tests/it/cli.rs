//! The command line: help, usage errors, completions.

use crate::support::{fixture, read, run};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

#[test]
fn a_wrong_call_is_told_in_a_line_and_a_hint() {
    let cases: [(&[&str], &str); 8] = [
        (&["score"], "the following required arguments were not provided: <FILE>...\nhint: try --help"),
        (
            &["score", "x", "--formt", "json"],
            "unexpected argument '--formt' found\nhint: a similar argument exists: '--format'",
        ),
        (&["fetc"], "unrecognized subcommand 'fetc'\nhint: a similar subcommand exists: 'fetch'"),
        (
            &["score", "x", "-f", "xml"],
            "invalid value 'xml' for '--format <FORMAT>' [possible values: json, ndjson, csv, table]\nhint: try --help",
        ),
        (
            &["fetch", "--base-url", "ftp://host"],
            "--base-url or COPILOT_USAGE_BASE_URL: expected http://… or https://…\n",
        ),
        (
            &["fetch", "--base-url", "http://me:secret@host"],
            "--base-url or COPILOT_USAGE_BASE_URL: a user name or password does not belong here, use a token\n",
        ),
        (
            &["fetch", "--timeout", "0"],
            "invalid value '0' for '--timeout <TIME>': expected seconds, or a time such as 500ms, 30s, 2m\nhint: try --help",
        ),
        (&["score", "-", "-"], "FILE: - was given twice, and standard input can be read once\n"),
    ];
    for (arguments, error) in cases {
        let ran = run(arguments).fails(2, error);
        assert!(!ran.errors().contains("secret"));
    }
}

#[test]
fn an_option_that_a_call_cannot_use_is_refused_before_anything_is_read_or_written() {
    let of_messages: [&[&str]; 12] = [
        &["--since", "2024-05-02"],
        &["--until", "2024-05-02"],
        &["--month", "2024-05"],
        &["--on", "2024-05-02"],
        &["--last", "7d"],
        // The default, given explicitly.
        &["--on-report-error", "error"],
        &["--duplicates", "refuse"],
        &["--max-errors", "1"],
        &["--allow-duplicates"],
        &["--reports", "nowhere"],
        &["--input-format", "json"],
        &["--base-url", "http://127.0.0.1:1"],
    ];
    let of_files = &of_messages[9..11];
    for (call, options, needed) in [
        (&["explain", "x", "--tariff", "nowhere"][..], &of_messages[..], "--message"),
        (&["explain", "--message", "1"], of_files, "FILE"),
        (&["summary"], of_files, "FILE"),
        (&["compare", "--tariff", "nowhere"], of_files, "FILE"),
        (&["dashboard"], of_files, "FILE"),
    ] {
        for option in options {
            let ran = run(call).args(*option).args(["-o", "out"]).env("NO_PROXY", "*").exits(2).stdout("");
            let error = ran.errors();
            assert!(
                error.starts_with(&format!("copilot-usage: error: the argument '{}", option[0]))
                    && error.ends_with(&format!("' cannot be used without {needed}\nhint: try --help\n")),
                "{call:?} {option:?}: {error}"
            );
            assert_eq!(ran.files(), [] as [&str; 0]);
        }
    }
    // An option with a default may be left out.
    for call in [&["explain", "x"][..], &["explain", "--message", "2001", "f"], &["summary", "f"]] {
        run(call).file("f", read("snapshot.json")).exits(0);
    }
    // All of them go with a message of a file.
    for option in of_messages.iter().filter(|option| option[0] != "--base-url" && option[0] != "--last") {
        let ran = run(["explain", "--message", "2010", "f", "-q"]).args(*option);
        let ran = ran.file("f", read("snapshot.json")).any_exit();
        assert!(!ran.errors().contains("cannot be used"), "{option:?}: {}", ran.errors());
    }
}

#[test]
fn a_file_that_cannot_be_read_is_told_by_its_name() {
    run(["score", "nowhere.json"])
        .fails(6, "nowhere.json: cannot read: No such file or directory (os error 2)");
    run(["score", "."]).fails(6, ".: cannot read: Is a directory (os error 21)");
}

#[test]
fn quiet_says_nothing_and_verbose_says_more() {
    run(["score", "-q"]).arg(fixture("snapshot.json")).exits(0).stdout(read("expected/text.json")).stderr("");
    run(["score", "-q", "-v"]).arg(fixture("snapshot.json")).exits(2);
}

#[test]
fn color_is_for_those_who_ask() {
    let table =
        |arguments: &[&str]| run(["score", "-f", "table"]).arg(fixture("snapshot.json")).args(arguments);
    table(&[]).exits(0).stdout(read("expected/text.txt"));
    table(&["--color", "never"]).exits(0).stdout(read("expected/text.txt"));
    let colored = table(&["--color", "always"]).exits(0).output();
    assert!(colored.starts_with("\u{1b}[1m Message"), "{colored}");
    let error = run(["score", "nowhere.json", "--color", "always"]).exits(6).errors();
    assert!(error.contains("\u{1b}[31m"), "{error}");
}

#[test]
fn every_command_has_help_with_examples() {
    for command in [
        "fetch",
        "score",
        "explain",
        "summary",
        "compare",
        "diff",
        "dashboard",
        "tariffs",
        "schema",
        "completions",
        "man",
    ] {
        let help = run([command, "--help"]).exits(0).stderr("").output();
        assert!(help.contains(&format!("Examples:\n  copilot-usage {command}")), "{help}");
    }
    let help = run(["--help"]).exits(0).output();
    assert!(help.contains("Exit codes:"), "{help}");
    let page = run(["man"]).exits(0).stderr("").output();
    assert!(page.contains(".TH copilot-usage 1") && page.contains("copilot\\-usage\\-explain(1)"), "{page}");
    run(["--version"]).exits(0).stdout(concat!("copilot-usage ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn a_call_without_a_command_shows_the_help() {
    let ran = run([] as [&str; 0]).exits(2).stdout("");
    assert!(ran.errors().contains("Commands:\n  fetch "), "{}", ran.errors());
    assert_eq!(run(["help"]).exits(0).output(), run(["--help"]).exits(0).output());
}

#[test]
fn a_wrong_call_is_told_to_programs_in_json() {
    for arguments in [&["score", "--log-format", "json"], &["fetch", "--log-format=json", "--nonsense"][..]] {
        let ran = run(arguments).exits(2).stdout("");
        let line: serde_json::Value = serde_json::from_str(&ran.errors()).unwrap();
        assert_eq!((line["level"].as_str(), line["code"].as_str()), (Some("error"), Some("usage")), "{line}");
    }
    let ran = run(["score", "nowhere.json", "--log-format", "json"]).exits(6);
    let line: serde_json::Value = serde_json::from_str(&ran.errors()).unwrap();
    assert_eq!(
        (line["code"].as_str(), line["path"].as_str()),
        (Some("file"), Some("nowhere.json")),
        "{line}"
    );
}

/// Each command that requests the upstream.
const ASKING: [&[&str]; 5] = [
    &["fetch"],
    &["summary"],
    &["compare", "--tariff", "text", "--tariff", "tokens"],
    &["explain", "--message", "1"],
    &["dashboard"],
];

#[test]
fn a_variable_that_is_not_utf_8_is_never_passed_over() {
    let server = httpmock::MockServer::start();
    let any = server.mock(|_, then| {
        then.status(404);
    });
    let url = server.base_url();
    for command in ASKING {
        for (name, expected) in [
            ("COPILOT_USAGE_BASE_URL", "UTF-8"),
            ("COPILOT_USAGE_TOKEN", "one word of printable ASCII"),
            ("COPILOT_USAGE_CACHE_DIR", "UTF-8"),
        ] {
            run(command)
                .env("COPILOT_USAGE_BASE_URL", &url)
                .env("COPILOT_USAGE_TOKEN", "token")
                .env(name, OsStr::from_bytes(b"http://host/\xff"))
                .fails(2, &format!("{name}: expected {expected}"));
        }
    }
    any.assert_calls(0);
}

#[test]
fn an_empty_variable_is_an_unset_one() {
    let server = httpmock::MockServer::start();
    let list = server.mock(|when, then| {
        when.path("/messages/current-period").header_missing("authorization");
        then.status(200).body(r#"{"messages":[{"id":1,"text":"x","timestamp":"2024-05-29T08:15:02Z"}]}"#);
    });
    for command in ASKING {
        let ran = run(command)
            .args(["--base-url", &server.base_url()])
            .env("COPILOT_USAGE_BASE_URL", "")
            .env("COPILOT_USAGE_TOKEN", "")
            .env("COPILOT_USAGE_CACHE_DIR", "")
            .exits(0);
        assert_eq!(ran.files(), [] as [&str; 0]);
    }
    list.assert_calls(ASKING.len());
}
