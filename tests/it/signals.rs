//! A signal ends a run without leaving temporary files; a limit of the system makes it fail.
#![cfg(unix)]

use crate::support::{message, read};
use assert_cmd::cargo::cargo_bin;
use needs::needs;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

/// A run that has opened its outputs, and waits for the answer of its upstream.
struct Waiting {
    child: Child,
    folder: TempDir,
    upstream: TcpStream,
}

impl Waiting {
    /// Starts it with a shell command that calls the program as `$0`.
    fn begin(script: &str) -> Self {
        Self::begin_in(tempfile::tempdir().unwrap(), script)
    }

    fn begin_in(folder: TempDir, script: &str) -> Self {
        fs::write(folder.path().join("bill.json"), "old").unwrap();
        let upstream = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", upstream.local_addr().unwrap());
        let call = "\"$0\" fetch --base-url \"$1\" -o bill.json --snapshot s.json --metrics m.prom";
        let child = Command::new("sh")
            .args(["-c", &script.replace("CALL", call)])
            .arg(cargo_bin!("copilot-usage"))
            .arg(url)
            .current_dir(folder.path())
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Once it has connected, its outputs are open.
        let (upstream, _) = upstream.accept().unwrap();
        Self { child, folder, upstream }
    }

    fn kill(&self, signal: &str) {
        let kill = Command::new("kill").args(["-s", signal, &self.child.id().to_string()]).status().unwrap();
        assert!(kill.success());
    }

    /// Answers that there are no messages.
    fn answer(&mut self) {
        let mut lines = BufReader::new(&self.upstream).lines();
        while !lines.next().unwrap().unwrap().is_empty() {}
        let body = "{\"messages\":[]}";
        let length = body.len();
        write!(self.upstream, "HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{body}").unwrap();
    }

    fn files(&self) -> Vec<String> {
        files(self.folder.path())
    }

    /// Waits for the end. Returns the exit code, standard error and the folder.
    fn end(self) -> (Option<i32>, String, TempDir) {
        let ran = self.child.wait_with_output().unwrap();
        (ran.status.code(), String::from_utf8(ran.stderr).unwrap(), self.folder)
    }
}

fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

const SIGNALS: [(&str, i32); 8] = [
    ("HUP", 129),
    ("INT", 130),
    ("QUIT", 131),
    ("USR1", 138),
    ("USR2", 140),
    ("ALRM", 142),
    ("TERM", 143),
    ("XCPU", 152),
];

/// The tests may be run where signals are ignored, as under nohup.
const WITHOUT_IGNORED: &str = if cfg!(target_os = "linux") { "env --default-signal" } else { "" };

/// The numbers of some signals differ between systems.
fn codes(signal: &str, linux: i32) -> Option<i32> {
    let is_the_same = cfg!(target_os = "linux") || matches!(signal, "INT" | "QUIT" | "ALRM" | "TERM");
    is_the_same.then_some(linux)
}

#[test]
fn an_interrupted_run_leaves_the_old_file_and_nothing_else() {
    for (signal, code) in SIGNALS {
        let Some(code) = codes(signal, code) else {
            continue;
        };
        let run = Waiting::begin(&format!("exec {WITHOUT_IGNORED} CALL"));
        run.kill(signal);
        let (ended, said, folder) = run.end();
        let expected = format!("copilot-usage: error: interrupted by SIG{signal}\n");
        assert_eq!((ended, said), (Some(code), expected));
        assert_eq!(files(folder.path()), ["bill.json"], "{signal}");
        assert_eq!(fs::read_to_string(folder.path().join("bill.json")).unwrap(), "old");
    }
}

/// Without `/proc`, a file without a name cannot be linked: it has a name from the start, and a signal must remove it.
#[cfg(target_os = "linux")]
#[needs(mounts)]
#[test]
fn a_temporary_file_with_a_name_is_taken_away() {
    for (signal, code) in SIGNALS {
        let run = Waiting::begin(&format!(
            "exec {WITHOUT_IGNORED} unshare -rm sh -c 'mount -t tmpfs none /proc && exec CALL' \"$0\" \"$1\""
        ));
        assert_eq!(run.files().len(), 4, "three of them are temporary");
        run.kill(signal);
        let (ended, _, folder) = run.end();
        assert_eq!(ended, Some(code));
        assert_eq!(files(folder.path()), ["bill.json"], "{signal}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn not_even_sigkill_leaves_anything() {
    // There, files can be without a name on every machine.
    let run = Waiting::begin_in(tempfile::tempdir_in("/dev/shm").unwrap(), "exec CALL");
    run.kill("KILL");
    let (ended, _, folder) = run.end();
    assert_eq!(ended, None);
    assert_eq!(files(folder.path()), ["bill.json"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_signal_that_was_ignored_stays_ignored() {
    for signal in ["HUP", "INT", "QUIT", "USR1"] {
        let mut run = Waiting::begin(&format!("trap '' {signal}; exec CALL"));
        run.kill(signal);
        run.answer();
        let (ended, said, folder) = run.end();
        assert_eq!(ended, Some(0), "{signal}: {said}");
        assert_eq!(files(folder.path()), ["bill.json", "m.prom", "s.json"]);
    }
}

/// A run by a shell in a folder with many messages and an old bill.
fn limited(script: &str) -> (Output, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let lines: Vec<String> = (1..=2_000).map(|id| message(id, "Yes")).collect();
    fs::write(folder.path().join("messages"), lines.join("\n")).unwrap();
    fs::write(folder.path().join("bill.json"), "old").unwrap();
    let ran = Command::new("sh")
        .args(["-c", script])
        .arg(cargo_bin!("copilot-usage"))
        .current_dir(folder.path())
        .env_clear()
        .output()
        .unwrap();
    (ran, folder)
}

#[test]
fn a_limit_of_the_size_of_files_is_an_error_of_files() {
    for format in ["json", "ndjson", "csv", "table"] {
        for ignored in ["", "trap '' XFSZ; "] {
            let (ran, folder) = limited(&format!(
                "{ignored}ulimit -f 8; exec \"$0\" score messages -f {format} -o bill.json"
            ));
            let said = String::from_utf8(ran.stderr).unwrap();
            let error = "copilot-usage: error: bill.json: cannot write: File too large (os error 27)\n";
            assert!(said.ends_with(error), "{said}");
            assert_eq!(ran.status.code(), Some(6));
            assert_eq!(files(folder.path()), ["bill.json", "messages"]);
            assert_eq!(fs::read_to_string(folder.path().join("bill.json")).unwrap(), "old");
        }
        let (ran, _) = limited(&format!("ulimit -f 8; exec \"$0\" score messages -f {format} >bill"));
        let said = String::from_utf8(ran.stderr).unwrap();
        assert_eq!(
            said,
            "copilot-usage: error: standard output: cannot write: File too large (os error 27)\n"
        );
        assert_eq!(ran.status.code(), Some(6));
    }
}

/// All outputs are complete before the first is put in its place, and the error of one that cannot be put there lists
/// the others.
#[test]
fn outputs_are_complete_before_the_first_is_put_in_its_place() {
    for (taken, error) in [
        ("bill.json", "hint: not written: bill.json, s.json, m.prom\n"),
        ("s.json", "hint: written: bill.json; not written: s.json, m.prom\n"),
        ("m.prom", "hint: written: bill.json, s.json; not written: m.prom\n"),
    ] {
        let mut run = Waiting::begin("exec CALL");
        // By the time that the outputs are put in their places, a folder has one of the names.
        let place = run.folder.path().join(taken);
        let _ = fs::remove_file(&place);
        fs::create_dir(&place).unwrap();
        run.answer();
        let (ended, said, folder) = run.end();
        assert_eq!(ended, Some(6));
        let error =
            format!("copilot-usage: error: {taken}: cannot write: Is a directory (os error 21)\n{error}");
        assert!(said.ends_with(&error), "{said}");
        assert!(files(folder.path()).iter().all(|name| !name.contains("tmp")));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_monitor_that_cannot_be_told_leaves_the_old_bill() {
    for output in ["-o bill.json", "-o bill.json -f csv"] {
        let (ran, folder) = limited(&format!("exec \"$0\" score -q messages {output} --metrics /dev/full"));
        let said = String::from_utf8(ran.stderr).unwrap();
        let error = "copilot-usage: error: /dev/full: cannot write: No space left on device (os error 28)\n\
                     hint: not written: /dev/full, bill.json\n";
        assert!(said.ends_with(error), "{said}");
        assert_eq!(ran.status.code(), Some(6));
        assert_eq!(fs::read_to_string(folder.path().join("bill.json")).unwrap(), "old");
    }
    let (ran, _) = limited("exec \"$0\" score -q messages --metrics /dev/full");
    let said = String::from_utf8(ran.stderr).unwrap();
    assert!(said.ends_with("hint: written: standard output; not written: /dev/full\n"), "{said}");
    assert_eq!(ran.status.code(), Some(6));
    assert!(ran.stdout.starts_with(&read("expected/text.json").as_bytes()[..10]));
}
