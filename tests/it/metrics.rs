//! `--metrics`: the metrics of a run.

use crate::log::fetch_with_faults;
use crate::support::{Ran, fixture, message, run, score};
use httpmock::MockServer;
use std::time::{SystemTime, UNIX_EPOCH};

/// Returns the metrics that do not depend on the time.
fn figures(ran: &Ran) -> Vec<String> {
    let told = ran.read("usage.prom");
    let lines = told.lines().filter(|line| !line.starts_with('#') && !line.contains("_seconds "));
    lines.map(|line| line.strip_prefix("copilot_usage_").unwrap().to_owned()).collect()
}

#[test]
fn messages_credits_fallbacks_and_retries_are_counted() {
    let server = MockServer::start();
    let ran = fetch_with_faults(&server).args(["-q", "--metrics", "usage.prom"]).exits(0);
    assert_eq!(
        figures(&ran),
        [
            "messages{source=\"report\"} 1",
            "messages{source=\"text\"} 20",
            "credits{source=\"report\"} 5.00",
            "credits{source=\"text\"} 40.00",
            "fallbacks{reason=\"missing\"} 3",
            "fallbacks{reason=\"malformed\"} 4",
            "fallbacks{reason=\"unavailable\"} 5",
            "fallbacks{reason=\"refused\"} 6",
            "retries 2",
        ]
    );
    let ran = score("[]").args(["--metrics", "usage.prom"]).exits(0);
    assert!(figures(&ran).iter().all(|figure| figure.ends_with(" 0") || figure.ends_with(" 0.00")));
}

#[test]
fn the_file_is_as_collectors_read_it() {
    let seconds = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let before = seconds();
    let ran = run(["score", "-q", "--metrics", "usage.prom"]).arg(fixture("snapshot.json")).exits(0);
    let told = ran.read("usage.prom");
    let after = seconds();
    let value =
        |name: &str| told.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')).unwrap();
    let stamp = value("copilot_usage_last_success_timestamp_seconds");
    assert!((before..=after).contains(&stamp.parse().unwrap()), "{before} {stamp} {after}");
    let duration = value("copilot_usage_duration_seconds");
    let (whole, millis) = duration.split_once('.').unwrap();
    assert!(whole.parse::<u64>().unwrap() <= after - before + 1, "{duration}");
    assert!(millis.len() == 3 && millis.bytes().all(|digit| digit.is_ascii_digit()), "{duration}");
    let expected = format!(
        "\
# TYPE copilot_usage_last_success_timestamp_seconds gauge
# HELP copilot_usage_last_success_timestamp_seconds When a run last went well, in seconds since 1970.
copilot_usage_last_success_timestamp_seconds {stamp}
# TYPE copilot_usage_messages gauge
# HELP copilot_usage_messages Messages charged by the last run, by what was charged.
copilot_usage_messages{{source=\"report\"}} 6
copilot_usage_messages{{source=\"text\"}} 35
# TYPE copilot_usage_credits gauge
# HELP copilot_usage_credits Credits charged by the last run, by what was charged.
copilot_usage_credits{{source=\"report\"}} 242.10
copilot_usage_credits{{source=\"text\"}} 158.00
# TYPE copilot_usage_fallbacks gauge
# HELP copilot_usage_fallbacks Messages charged by their text although they name a report, by why.
copilot_usage_fallbacks{{reason=\"missing\"}} 2
copilot_usage_fallbacks{{reason=\"malformed\"}} 0
copilot_usage_fallbacks{{reason=\"unavailable\"}} 0
copilot_usage_fallbacks{{reason=\"refused\"}} 0
# TYPE copilot_usage_retries gauge
# HELP copilot_usage_retries HTTP requests that the last run made again.
copilot_usage_retries 0
# TYPE copilot_usage_duration_seconds gauge
# HELP copilot_usage_duration_seconds How long the last run took.
copilot_usage_duration_seconds {duration}
# EOF
"
    );
    assert_eq!(told, expected);
}

#[test]
fn a_run_that_fails_tells_no_figures() {
    for (input, code) in [("nonsense".to_owned(), 3), (String::new(), 3)] {
        let ran = score(input).args(["--metrics", "usage.prom"]).file("usage.prom", "old").exits(code);
        assert_eq!(ran.read("usage.prom"), "old");
    }
    // A verdict is no failure.
    let ran = score(format!("[{}]", message(1, "a")))
        .args(["--metrics", "usage.prom", "--fail-over", "1", "-q"])
        .file("usage.prom", "old")
        .exits(7);
    assert!(figures(&ran).contains(&"credits{source=\"text\"} 2.00".to_owned()));
    score("[]")
        .args(["--metrics", "x", "-o", "./x"])
        .fails(2, "--metrics x: is the same file as --output ./x, and one would overwrite the other");
    score("[]").args(["--metrics", "nowhere/x"]).exits(6).stdout("");
}
