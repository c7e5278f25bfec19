//! The files of a call: an input is never overwritten, and closed standard streams are an error.
#![cfg(unix)]

use crate::support::{Run, message, read, run};
use needs::needs;
use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output};

/// A folder with every kind of input, some under several names.
fn prepared(arguments: &[&str]) -> Run {
    let prepared = run(arguments)
        .file("may.json", read("snapshot.json"))
        .file("a.json", read("expected/text.json"))
        .file("reports/5392.json", r#"{"id":5392,"name":"Lease","credit_cost":79}"#)
        .file("elsewhere.json", r#"{"id":5393,"name":"Lease","credit_cost":79}"#)
        .file("reports.json", "[]")
        .file("my.toml", read("../src/tariff/builtin/text.toml"))
        .file("token", "secret")
        .file("ca.pem", "no certificate");
    let folder = prepared.folder();
    symlink("may.json", folder.join("link.json")).unwrap();
    symlink("link.json", folder.join("link-to-link.json")).unwrap();
    symlink(".", folder.join("here")).unwrap();
    symlink("../elsewhere.json", folder.join("reports/5393.json")).unwrap();
    fs::hard_link(folder.join("may.json"), folder.join("hard.json")).unwrap();
    fs::hard_link(folder.join("reports/5392.json"), folder.join("report.json")).unwrap();
    prepared
}

/// All files of a folder and of those in it, with what they hold.
fn contents(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.file_type().unwrap().is_dir() {
            let inside = contents(&entry.path()).into_iter();
            found.extend(inside.map(|(file, text)| (format!("{name}/{file}"), text)));
        } else if entry.path().is_file() {
            found.push((name, fs::read_to_string(entry.path()).unwrap()));
        }
    }
    found.sort();
    found
}

#[test]
fn an_output_is_never_an_input() {
    const UPSTREAM: &str = "--base-url=http://127.0.0.1:9";
    for (call, output, input) in [
        ("score may.json -o may.json", "--output may.json", "may.json"),
        ("score may.json -o ./here/may.json", "--output ./here/may.json", "may.json"),
        ("score may.json -o link-to-link.json", "--output link-to-link.json", "may.json"),
        ("score link.json -o may.json", "--output may.json", "link.json"),
        ("score may.json -o hard.json", "--output hard.json", "may.json"),
        ("score a.json may.json -f csv -o may.json", "--output may.json", "may.json"),
        ("score may.json --metrics may.json", "--metrics may.json", "may.json"),
        ("score may.json --tariff my.toml -o my.toml", "--output my.toml", "--tariff my.toml"),
        (
            "score may.json --reports reports.json -o reports.json",
            "--output reports.json",
            "--reports reports.json",
        ),
        (
            "score may.json --reports reports -o reports/5392.json",
            "--output reports/5392.json",
            "--reports reports/5392.json",
        ),
        (
            "score may.json --reports reports -o report.json",
            "--output report.json",
            "--reports reports/5392.json",
        ),
        (
            "score may.json --reports reports -o elsewhere.json",
            "--output elsewhere.json",
            "--reports reports/5393.json",
        ),
        ("score may.json UPSTREAM --ca-cert ca.pem -o ca.pem", "--output ca.pem", "--ca-cert ca.pem"),
        ("fetch UPSTREAM --token-file token -o token", "--output token", "--token-file token"),
        ("fetch UPSTREAM --token-file token --snapshot token", "--snapshot token", "--token-file token"),
        ("fetch UPSTREAM --tariff my.toml --metrics my.toml", "--metrics my.toml", "--tariff my.toml"),
        ("explain --message 2016 may.json -o may.json", "--output may.json", "may.json"),
        ("explain text --tariff my.toml -o my.toml", "--output my.toml", "--tariff my.toml"),
        ("summary a.json may.json -o may.json", "--output may.json", "may.json"),
        (
            "compare may.json --tariff text --tariff my.toml -o my.toml",
            "--output my.toml",
            "--tariff my.toml",
        ),
        ("diff a.json may.json -o a.json", "--output a.json", "a.json"),
        ("diff a.json may.json -o may.json", "--output may.json", "may.json"),
        ("dashboard may.json -o may.json", "--output may.json", "may.json"),
        ("dashboard UPSTREAM --token-file token -o token", "--output token", "--token-file token"),
    ] {
        let arguments: Vec<&str> =
            call.split(' ').map(|word| if word == "UPSTREAM" { UPSTREAM } else { word }).collect();
        let prepared = prepared(&arguments);
        let folder = prepared.folder().to_owned();
        let before = contents(&folder);
        let input = if input.starts_with("--") { input.to_owned() } else { format!("the input {input}") };
        let error = format!("{output}: is the same file as {input}, and would overwrite it");
        let ran = prepared.fails(2, &error);
        assert_eq!(contents(&folder), before, "{call}");
        drop(ran);
    }
}

/// A run by a shell, which sets its streams.
fn sh(folder: &Path, script: &str) -> Output {
    Command::new("sh")
        .args(["-c", script])
        .arg(assert_cmd::cargo::cargo_bin!("copilot-usage"))
        .current_dir(folder)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .output()
        .unwrap()
}

fn says(ran: &Output, code: i32, error: &str, script: &str) {
    let told = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(code), "{script}: {told}");
    assert!(told.contains(error), "{script}: {told}");
}

#[test]
fn a_standard_stream_counts_as_the_file_that_it_is() {
    for (script, error) in [
        (r#""$0" score - -o may.json <may.json"#, "--output may.json: is the same file as standard input,"),
        (
            r#""$0" score may.json -f ndjson >>may.json"#,
            "standard output: is the same file as the input may.json,",
        ),
        (
            r#""$0" score - -f ndjson <may.json >>hard.json"#,
            "standard output: is the same file as standard input,",
        ),
        (r#""$0" explain - -o may.json <may.json"#, "--output may.json: is the same file as standard input,"),
        (
            r#""$0" diff a.json - <may.json >>a.json"#,
            "standard output: is the same file as the input a.json,",
        ),
        (
            r#""$0" score may.json -o /dev/stdout >>may.json"#,
            "--output /dev/stdout: is the same file as the input may.json,",
        ),
        (
            r#""$0" score may.json --metrics bill >bill"#,
            "--metrics bill: is the same file as standard output, and one would overwrite the other",
        ),
    ] {
        let prepared = prepared(&[]);
        let before = contents(prepared.folder());
        says(&sh(prepared.folder(), script), 2, error, script);
        let after = contents(prepared.folder());
        assert_eq!(
            after.into_iter().filter(|(name, _)| name != "bill").collect::<Vec<_>>(),
            before,
            "{script}"
        );
    }
}

#[test]
fn what_is_no_input_may_be_written() {
    // In the folder of the reports, but no report; over an existing file; /dev/null twice.
    for output in ["reports/bill.json", "token", "new.json"] {
        let prepared =
            prepared(&["score", "-q", "may.json", "--reports", "reports", "-f", "json", "-o", output]);
        let ran = prepared.exits(0).stdout("");
        assert!(ran.read(output).starts_with("{\"usage\":["));
    }
    run(["score", "-q", "/dev/null", "--input-format", "ndjson", "-o", "/dev/null"]).exits(0);
}

#[test]
fn standard_output_that_was_closed_is_missed_before_anything_is_read() {
    for command in [
        "score nowhere.json",
        "score nowhere.json -f ndjson --tariff nowhere.toml",
        "score nowhere.json -o -",
        "score nowhere.json -o /dev/stdout",
        "fetch --base-url http://127.0.0.1:9",
        "explain text",
        "explain text --tariff nowhere.toml",
        "summary nowhere.json --tariff nowhere.toml",
        "compare nowhere.json --tariff nowhere.toml --tariff text",
        "diff nowhere.json nowhere.json --tariff nowhere.toml",
        "dashboard nowhere.json --tariff nowhere.toml",
        "tariffs",
        "tariffs text",
        "schema",
        "completions bash",
        "man",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let error =
            "copilot-usage: error: standard output: cannot write: Bad file descriptor (os error 9)\nhint: ";
        let ran = sh(folder.path(), &format!("\"$0\" {command} >&-"));
        says(&ran, 6, error, command);
    }
    let prepared = prepared(&[]);
    for script in [r#""$0" score -q may.json >/dev/null"#, r#""$0" score -q may.json -o bill.json >&-"#] {
        assert_eq!(sh(prepared.folder(), script).status.code(), Some(0), "{script}");
    }
    assert_eq!(fs::read_to_string(prepared.folder().join("bill.json")).unwrap(), read("expected/text.json"));
}

#[test]
fn standard_input_that_was_closed_is_not_an_empty_one() {
    for command in
        ["score - --input-format ndjson", "explain -", "summary -", "diff may.json -", "diff - may.json"]
    {
        let prepared = prepared(&[]);
        let error =
            "copilot-usage: error: standard input: cannot read: Bad file descriptor (os error 9)\nhint: ";
        let ran = sh(prepared.folder(), &format!("\"$0\" {command} <&-"));
        says(&ran, 6, error, command);
        assert_eq!(ran.stdout, b"");
    }
    let folder = tempfile::tempdir().unwrap();
    let script = r#""$0" score -q - --input-format ndjson </dev/null"#;
    assert_eq!(sh(folder.path(), script).status.code(), Some(0));
}

#[test]
fn a_fifo_whose_reader_goes_is_an_error_and_standard_output_is_not() {
    let lines: Vec<String> = (1..=100_000).map(|id| message(id, "Yes")).collect();
    let lines = lines.join("\n");
    for (format, output, code, error) in [
        ("json", "fifo", 6, "copilot-usage: error: fifo: cannot write: Broken pipe (os error 32)\n"),
        ("ndjson", "fifo", 6, "copilot-usage: error: fifo: cannot write: Broken pipe (os error 32)\n"),
        ("ndjson", "/dev/stdout", 0, ""),
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("messages"), &lines).unwrap();
        let path = folder.path().join("fifo");
        assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
        let script = if output == "fifo" {
            format!(r#"head -c 10 fifo >head & "$0" score messages -f {format} -o fifo"#)
        } else {
            format!(
                r#"{{ "$0" score messages -f {format} -o {output}; echo $? >code; }} | head -c 10; exit $(cat code)"#
            )
        };
        let ran = sh(folder.path(), &script);
        assert_eq!(String::from_utf8_lossy(&ran.stderr), error);
        assert_eq!(ran.status.code(), Some(code), "{script}");
    }
}

#[test]
fn what_only_its_owner_may_read_stays_so() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let server = httpmock::MockServer::start();
    server.mock(|when, then| {
        when.path("/messages/current-period");
        then.status(200).body("{\"messages\":[]}");
    });
    let url = server.base_url();
    let fetch =
        run(["fetch", "-q", "--base-url", &url, "--snapshot", "s.json", "-o", "b.json", "--metrics", "m"])
            .file("s.json", "old")
            .file("b.json", "old");
    let folder = fetch.folder().to_owned();
    let may =
        |name: &str, mode| fs::set_permissions(folder.join(name), fs::Permissions::from_mode(mode)).unwrap();
    may("s.json", 0o644);
    may("b.json", 0o640);
    let owner = fs::metadata(folder.join("b.json")).map(|found| (found.uid(), found.gid())).unwrap();
    let ran = fetch.exits(0);
    let found = |name: &str| fs::metadata(folder.join(name)).unwrap();
    assert_eq!(found("s.json").mode() & 0o777, 0o600);
    assert_eq!(found("b.json").mode() & 0o777, 0o640);
    assert_eq!((found("b.json").uid(), found("b.json").gid()), owner);
    assert_eq!(ran.files(), ["b.json", "m", "s.json"]);
    drop(ran);
    // A snapshot that was not there.
    let fetch = run(["fetch", "-q", "--base-url", &url, "--snapshot", "s.json"]);
    let folder = fetch.folder().to_owned();
    let ran = fetch.exits(0);
    assert_eq!(fs::metadata(folder.join("s.json")).unwrap().mode() & 0o777, 0o600);
    drop(ran);
}

#[needs(root)]
#[test]
fn a_file_of_somebody_else_keeps_its_owner() {
    use std::os::unix::fs::{MetadataExt, chown};
    let prepared = prepared(&["score", "may.json", "-o", "bill.json"]);
    let bill = prepared.folder().join("bill.json");
    fs::write(&bill, "old").unwrap();
    chown(&bill, Some(4711), Some(4712)).unwrap();
    let ran = prepared.exits(0);
    let found = fs::metadata(&bill).unwrap();
    assert_eq!((found.uid(), found.gid()), (4711, 4712));
    assert_eq!(ran.read("bill.json"), read("expected/text.json"));
}

#[cfg(target_os = "linux")]
#[test]
fn the_words_of_the_system_are_kept() {
    let prepared = prepared(&[]);
    let script = r#"ulimit -n 4 && exec "$0" score may.json -o new.json --metrics new.prom"#;
    says(&sh(prepared.folder(), script), 6, "cannot write: Too many open files (os error 24)\n", script);
    assert!(File::open(prepared.folder().join("new.json")).is_err());
}

/// Runs a script as root in its own namespace.
#[cfg(target_os = "linux")]
fn sh_with_mounts(folder: &Path, script: &str) -> Output {
    sh(folder, &format!("exec unshare -rm sh -c '{script}' \"$0\""))
}

#[cfg(target_os = "linux")]
#[needs(mounts)]
#[test]
fn a_mounted_file_cannot_be_replaced_and_the_hint_says_so() {
    let prepared = prepared(&[]);
    fs::write(prepared.folder().join("bill.json"), "old").unwrap();
    let script = r#"mount --bind bill.json bill.json && exec "$0" score may.json -o bill.json"#;
    let ran = sh_with_mounts(prepared.folder(), script);
    let error = "bill.json: cannot write: Device or resource busy (os error 16)\nhint: a mount point cannot be replaced";
    says(&ran, 6, error, script);
    let names = contents(prepared.folder());
    assert!(names.iter().all(|(name, _)| !name.contains("tmp")), "{names:?}");
    assert_eq!(fs::read_to_string(prepared.folder().join("bill.json")).unwrap(), "old");
}

/// Without `/proc`, a file without a name cannot be linked.
#[cfg(target_os = "linux")]
#[needs(mounts)]
#[test]
fn where_no_file_can_be_without_a_name_it_has_one_meanwhile() {
    for (limit, code, expected) in
        [("true", 0, read("expected/text.json")), ("ulimit -f 1", 6, "old".to_owned())]
    {
        let prepared = prepared(&[]);
        fs::write(prepared.folder().join("bill.json"), "old").unwrap();
        let before: Vec<String> = contents(prepared.folder()).into_iter().map(|(name, _)| name).collect();
        let script =
            format!(r#"mount -t tmpfs none /proc && {limit} && exec "$0" score may.json -o bill.json"#);
        let ran = sh_with_mounts(prepared.folder(), &script);
        says(&ran, code, "", &script);
        let after = contents(prepared.folder());
        assert_eq!(after.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>(), before);
        assert_eq!(fs::read_to_string(prepared.folder().join("bill.json")).unwrap(), expected);
    }
}
