//! The report cache: fewer requests, the same bill, never a reason to fail.

use crate::support::{Ran, message_with_report, run};
use httpmock::prelude::*;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};
use tempfile::TempDir;

const REPORT: &str = r#"{"id":7,"name":"Lease","credit_cost":5}"#;

/// An upstream of one message and its report, which has this entity tag.
fn upstream(server: &MockServer) {
    server.mock(|when, then| {
        when.path("/messages/current-period");
        then.status(200).body(format!("{{\"messages\":[{}]}}", message_with_report(1, 7)));
    });
}

fn answers<'s>(server: &'s MockServer, body: &str) -> httpmock::Mock<'s> {
    server.mock(|when, then| {
        when.path("/reports/7").header_missing("if-none-match");
        then.status(200).header("etag", "\"v1\"").body(body);
    })
}

fn fetch(server: &MockServer, cache: &Path, ttl: &str) -> Ran {
    run(["fetch", "-f", "csv", "-q", "--retries", "0", "--cache-ttl", ttl, "--base-url", &server.base_url()])
        .env("COPILOT_USAGE_CACHE_DIR", cache)
        .exits(0)
}

fn bill(credits: &str) -> String {
    format!("message_id,timestamp,report_name,credits_used\r\n1,2024-05-29T08:15:02.250Z,{credits}\r\n")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn a_young_report_is_not_asked_for_again() {
    let (server, cache) = (MockServer::start(), TempDir::new().unwrap());
    let cache = cache.path().join("made/when/needed");
    upstream(&server);
    let mock = answers(&server, REPORT);
    for _ in 0..3 {
        fetch(&server, &cache, "1h").stdout(bill("Lease,5.00")).stderr("");
    }
    mock.assert_calls(1);
    assert_eq!(files(&cache).len(), 1);
}

#[test]
fn an_old_report_is_asked_for_by_its_tag() {
    let (server, cache) = (MockServer::start(), TempDir::new().unwrap());
    upstream(&server);
    answers(&server, REPORT);
    fetch(&server, cache.path(), "0");
    let mut asked = server.mock(|when, then| {
        when.path("/reports/7").header("if-none-match", "\"v1\"");
        then.status(304);
    });
    fetch(&server, cache.path(), "0").stdout(bill("Lease,5.00")).stderr("");
    asked.assert_calls(1);
    asked.delete();
    let changed = server.mock(|when, then| {
        when.path("/reports/7").header("if-none-match", "\"v1\"");
        then.status(200).body(REPORT.replace("5}", "6}"));
    });
    fetch(&server, cache.path(), "0").stdout(bill("Lease,6.00")).stderr("");
    changed.assert_calls(1);
    fetch(&server, cache.path(), "1h").stdout(bill("Lease,6.00"));
    changed.assert_calls(1);
}

#[test]
fn a_report_that_has_not_changed_is_young_again() {
    let (server, cache) = (MockServer::start(), TempDir::new().unwrap());
    upstream(&server);
    answers(&server, REPORT);
    let unchanged = server.mock(|when, then| {
        when.path("/reports/7").header("if-none-match", "\"v1\"");
        then.status(304);
    });
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let begun = clock();
    fetch(&server, cache.path(), "1h");
    let file = files(cache.path()).remove(0);
    let mut entry: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    assert!((begun..=clock()).contains(&entry["answered_at"].as_u64().unwrap()));
    entry["answered_at"] = (begun - 3601).into();
    fs::write(&file, entry.to_string()).unwrap();
    for _ in 0..2 {
        fetch(&server, cache.path(), "1h").stdout(bill("Lease,5.00")).stderr("");
        unchanged.assert_calls(1);
    }
}

#[test]
fn a_file_of_the_cache_that_cannot_be_read_is_told() {
    let (server, cache) = (MockServer::start(), TempDir::new().unwrap());
    upstream(&server);
    answers(&server, REPORT);
    fetch(&server, cache.path(), "1h");
    let file = files(cache.path()).remove(0);
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    fetch(&server, cache.path(), "1h").stdout(bill("Lease,5.00")).says(&file.display().to_string());
}

#[test]
fn an_old_report_is_not_used_when_the_upstream_is_down() {
    let (server, cache) = (MockServer::start(), TempDir::new().unwrap());
    upstream(&server);
    let mut mock = answers(&server, REPORT);
    fetch(&server, cache.path(), "0");
    mock.delete();
    server.mock(|when, then| {
        when.path("/reports/7");
        then.status(503);
    });
    run(["fetch", "--retries", "0", "--cache-ttl", "0", "--base-url", &server.base_url(), "--cache-dir"])
        .arg(cache.path())
        .exits(4)
        .stdout("");
}

#[test]
fn a_missing_report_is_not_kept() {
    let (server, cache) = (MockServer::start(), TempDir::new().unwrap());
    upstream(&server);
    let mut missing = server.mock(|when, then| {
        when.path("/reports/7");
        then.status(404);
    });
    fetch(&server, cache.path(), "1h").stdout(bill(",2.00"));
    missing.assert_calls(1);
    missing.delete();
    answers(&server, REPORT);
    fetch(&server, cache.path(), "1h").stdout(bill("Lease,5.00"));
}

#[test]
fn another_upstream_has_its_own_answers() {
    let (first, second, cache) = (MockServer::start(), MockServer::start(), TempDir::new().unwrap());
    for (server, cost) in [(&first, "5"), (&second, "6")] {
        upstream(server);
        answers(server, &REPORT.replace("5}", &format!("{cost}}}")));
        fetch(server, cache.path(), "1h").stdout(bill(&format!("Lease,{cost}.00")));
    }
    // Even where the name of a file says otherwise.
    let entries = files(cache.path());
    let other: Vec<_> = entries.iter().map(|path| fs::read(path).unwrap()).rev().collect();
    for (path, bytes) in entries.iter().zip(other) {
        fs::write(path, bytes).unwrap();
    }
    fetch(&first, cache.path(), "1h").stdout(bill("Lease,5.00"));
    fetch(&second, cache.path(), "1h").stdout(bill("Lease,6.00"));
}

#[test]
fn what_is_damaged_is_passed_over_and_mended() {
    let (server, cache) = (MockServer::start(), TempDir::new().unwrap());
    upstream(&server);
    answers(&server, REPORT);
    fetch(&server, cache.path(), "1h").stderr("");
    let path = files(cache.path()).remove(0);
    let whole = fs::read_to_string(&path).unwrap();
    for damaged in [
        String::new(),
        whole[..whole.len() / 2].to_owned(),
        whole.replace("credit_cost", "credit_coat"),
        whole.replace("answered_at\":", "answered_at\":-"),
        "{}".to_owned(),
    ] {
        fs::write(&path, damaged).unwrap();
        let ran = fetch(&server, cache.path(), "1h").stdout(bill("Lease,5.00"));
        let told = ran.errors();
        assert!(
            told.contains("warning: ") && told.contains("skipped by the report cache: damaged"),
            "{told}"
        );
        assert_eq!(told.lines().count(), 1, "{told}");
        fetch(&server, cache.path(), "1h").stderr("");
    }
}

#[test]
fn a_folder_that_cannot_be_is_a_warning() {
    let (server, folder) = (MockServer::start(), TempDir::new().unwrap());
    upstream(&server);
    answers(&server, REPORT);
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let ran = fetch(&server, &file, "1h").stdout(bill("Lease,5.00"));
    assert!(ran.errors().contains("skipped by the report cache"), "{}", ran.errors());
    // An answer from the future, as after a wrong clock, is requested again.
    let cache = folder.path().join("cache");
    fetch(&server, &cache, "1h");
    let path = files(&cache).remove(0);
    let entry = fs::read_to_string(&path).unwrap().replace("answered_at\":", "answered_at\":9");
    fs::write(&path, entry).unwrap();
    let asked = server.mock(|when, then| {
        when.path("/reports/7").header("if-none-match", "\"v1\"");
        then.status(304);
    });
    fetch(&server, &cache, "1h").stdout(bill("Lease,5.00")).stderr("");
    asked.assert_calls(1);
}

fn fetch_as(token: &str, server: &MockServer, cache: &Path) -> crate::support::Run {
    let fetch = run(["fetch", "-f", "csv", "-q", "--retries", "0", "--base-url", &server.base_url()]);
    let fetch = fetch.arg("--cache-dir").arg(cache);
    if token.is_empty() { fetch } else { fetch.env("COPILOT_USAGE_TOKEN", token) }
}

#[test]
fn nobody_is_billed_by_the_answer_to_another() {
    let (server, cache) = (MockServer::start(), TempDir::new().unwrap());
    upstream(&server);
    let answer = |token: &'static str, status, cost: &str| {
        let body = REPORT.replace("5}", &format!("{cost}}}"));
        server.mock(move |when, then| {
            let when = when.path("/reports/7");
            match token {
                "" => when.header_missing("authorization"),
                token => when.header("authorization", format!("Bearer {token}")),
            };
            then.status(status).header("cache-control", "private, max-age=9").body(body);
        })
    };
    let asked = [answer("alice", 200, "5"), answer("bob", 200, "6"), answer("", 200, "7")];
    let eve = answer("eve", 403, "5");
    for _ in 0..2 {
        for (token, credits) in [("alice", "5"), ("bob", "6"), ("", "7")] {
            fetch_as(token, &server, cache.path())
                .exits(0)
                .stdout(bill(&format!("Lease,{credits}.00")))
                .stderr("");
        }
        fetch_as("eve", &server, cache.path()).exits(5).stdout("").says("/reports/7: 403 Forbidden");
    }
    for mock in asked {
        mock.assert_calls(1);
    }
    eve.assert_calls(2);
    for file in files(cache.path()) {
        let entry = format!("{}{}", file.display(), fs::read_to_string(&file).unwrap());
        assert!(!entry.contains("alice") && !entry.contains("bob"), "{entry}");
    }
}

#[test]
fn an_answer_that_may_not_be_kept_is_not() {
    for (name, value, calls) in [
        ("cache-control", "no-store", 2),
        ("cache-control", "private, No-Store", 2),
        ("vary", "*", 2),
        ("vary", "accept-encoding, *", 2),
        ("vary", "Authorization, Accept, Cookie", 1),
        ("cache-control", "private, max-age=0", 1),
    ] {
        let (server, cache) = (MockServer::start(), TempDir::new().unwrap());
        upstream(&server);
        let mock = server.mock(|when, then| {
            when.path("/reports/7");
            then.status(200).header(name, value).header("etag", "\"v1\"").body(REPORT);
        });
        for _ in 0..2 {
            fetch(&server, cache.path(), "1h").stdout(bill("Lease,5.00")).stderr("");
        }
        mock.assert_calls(calls);
        assert_eq!(files(cache.path()).len(), 2 - calls, "{name}: {value}");
    }
}

#[test]
fn what_was_kept_goes_when_it_is_not_to_be_kept_any_more() {
    for (status, credits) in [(200, "Lease,5.00"), (304, "Lease,5.00"), (404, ",2.00")] {
        let (server, cache) = (MockServer::start(), TempDir::new().unwrap());
        upstream(&server);
        answers(&server, REPORT);
        fetch(&server, cache.path(), "1h");
        assert_eq!(files(cache.path()).len(), 1);
        server.mock(|when, then| {
            when.path("/reports/7").header("if-none-match", "\"v1\"");
            then.status(status).header("cache-control", "no-store").body(if status == 200 {
                REPORT
            } else {
                ""
            });
        });
        fetch(&server, cache.path(), "0").stdout(bill(credits)).stderr("");
        assert!(files(cache.path()).is_empty(), "{status}");
    }
}

#[test]
fn what_nobody_uses_goes_and_what_is_used_stays() {
    let days_ago = |path: &Path, days: u64| {
        let time = SystemTime::now() - std::time::Duration::from_hours(24 * days);
        fs::File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
    };
    let (server, folder) = (MockServer::start(), TempDir::new().unwrap());
    upstream(&server);
    answers(&server, REPORT);
    let cache = folder.path();
    fetch(&server, cache, "2000h");
    let used = files(cache).remove(0);
    days_ago(&used, 29);
    let file = |name: &str, days| {
        fs::write(cache.join(name), "{}").unwrap();
        days_ago(&cache.join(name), days);
        cache.join(name)
    };
    let (former, of_others) =
        (format!("report-{}.json", "0f".repeat(8)), format!("report-{}.json", "0f".repeat(32)));
    let gone = [file(&former, 31), file(&of_others, 31)];
    let stays =
        [file(&of_others.replace("0f", "0e"), 29), file("report-2024.json", 99), file("notes.txt", 99)];
    // It is used, and the run keeps something.
    fetch(&server, cache, "2000h").stdout(bill("Lease,5.00")).stderr("");
    assert!(gone.iter().all(|path| !path.exists()));
    assert!(stays.iter().all(|path| path.exists()));
    assert!(fs::metadata(&used).unwrap().modified().unwrap().elapsed().unwrap().as_secs() < 3600);
}

#[cfg(unix)]
#[test]
fn nobody_else_reads_the_cache_and_a_pipe_in_it_is_not_waited_for() {
    use std::os::unix::fs::PermissionsExt;
    let (server, folder) = (MockServer::start(), TempDir::new().unwrap());
    upstream(&server);
    answers(&server, REPORT);
    let cache = folder.path().join("made/cache");
    fetch(&server, &cache, "1h");
    let file = files(&cache).remove(0);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&cache), mode(&file)), (0o700, 0o600));

    fs::remove_file(&file).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&file).status().unwrap().success());
    fetch(&server, &cache, "1h").stdout(bill("Lease,5.00")).stderr(format!(
        "copilot-usage: warning: {}: skipped by the report cache: not a regular file\n",
        file.display()
    ));
    fetch(&server, &cache, "1h").stdout(bill("Lease,5.00")).stderr("");
}

#[test]
fn an_entry_of_the_former_format_is_not_believed() {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let (server, cache) = (MockServer::start(), TempDir::new().unwrap());
    upstream(&server);
    let asked = answers(&server, REPORT);
    let url = server.url("/reports/7");
    let mut hasher = DefaultHasher::new();
    url.hash(&mut hasher);
    let former = serde_json::json!({"url": url, "answered_at": u64::MAX, "etag": null, "body": REPORT.replace("5}", "6}")});
    fs::write(cache.path().join(format!("report-{:016x}.json", hasher.finish())), former.to_string())
        .unwrap();
    fetch(&server, cache.path(), "1h").stdout(bill("Lease,5.00")).stderr("");
    asked.assert_calls(1);
}
