//! A file is opened once: a second opening of the same name might open another file.
#![cfg(target_os = "linux")]

use crate::support::{message, message_with_report, read, run};
use copilot_usage::tariff::builtin;
use rustix::fs::inotify::{self, CreateFlags, ReadFlags, WatchFlags};
use std::collections::BTreeMap;
use std::io::Write;
use std::mem::MaybeUninit;

/// The arguments of a call, and the files that it reads.
type Case<'a> = (&'a [&'a str], &'a [(&'a str, Vec<u8>)]);

/// Runs in a folder of these files. Returns how often each of them was opened.
fn opened(arguments: &[&str], files: &[(&str, Vec<u8>)], code: i32) -> BTreeMap<String, usize> {
    let scored = files.iter().fold(run(arguments), |run, (name, content)| run.file(name, content));
    let watch = inotify::init(CreateFlags::NONBLOCK).unwrap();
    inotify::add_watch(&watch, scored.folder(), WatchFlags::OPEN).unwrap();
    drop(scored.exits(code));
    let mut buffer = [MaybeUninit::uninit(); 4096];
    let mut events = inotify::Reader::new(&watch, &mut buffer);
    let mut opened = BTreeMap::new();
    while let Ok(event) = events.next() {
        if let Some(name) = event.file_name().filter(|_| !event.events().contains(ReadFlags::ISDIR)) {
            *opened.entry(name.to_str().unwrap().to_owned()).or_default() += 1;
        }
    }
    opened
}

#[test]
fn each_file_is_opened_once() {
    let messages: Vec<String> = (0..9000).map(|id| message(id, "Which report?")).collect();
    let messages = format!("\"messages\":[{},{}]", messages.join(","), message_with_report(9000, 7));
    let report = r#"{"id":7,"name":"Lease","credit_cost":5}"#;
    let behind = format!("{{{messages},\"reports\":[{report}]}}").into_bytes();
    let without = format!("{{{messages}}}").into_bytes();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&behind).unwrap();
    let gzip = gzip.finish().unwrap();
    let bill = read("expected/text.csv").into_bytes();
    let cases: [Case<'_>; 5] = [
        (&["score", "m.json"], &[("m.json", behind.clone())]),
        (&["score", "m.json"], &[("m.json", gzip)]),
        (
            &["score", "m.json", "n.ndjson"],
            &[("m.json", without), ("n.ndjson", message(-1, "Yes").into_bytes())],
        ),
        (
            &["score", "m.json", "--reports", "r.json"],
            &[("m.json", behind.clone()), ("r.json", format!("[{report}]").into_bytes())],
        ),
        (&["diff", "m.json", "b.csv"], &[("m.json", behind), ("b.csv", bill)]),
    ];
    for (arguments, files) in cases {
        let code = if arguments[0] == "diff" { 7 } else { 0 };
        assert_eq!(opened(arguments, files, code), once(files), "{arguments:?}");
    }
    let tariff = builtin("tokens").unwrap().into();
    let nobody = &["--base-url", "http://127.0.0.1:1", "--retries", "0", "--max-time", "9s"];
    let settings: [Case<'_>; 2] = [
        (
            &["fetch", "--tariff", "t.toml", "--token-file", "t"],
            &[("t.toml", tariff), ("t", b"secret".into())],
        ),
        (&["fetch", "--ca-cert", "ca.pem"], &[("ca.pem", b"no certificate".into())]),
    ];
    for ((arguments, files), code) in settings.into_iter().zip([4, 2]) {
        assert_eq!(opened(&[arguments, nobody].concat(), files, code), once(files), "{arguments:?}");
    }
}

fn once(files: &[(&str, Vec<u8>)]) -> BTreeMap<String, usize> {
    files.iter().map(|(name, _)| ((*name).to_owned(), 1)).collect()
}
