//! A signal ends a run without a trace.
#![cfg(unix)]

use assert_cmd::cargo::cargo_bin;
use std::net::TcpListener;
use std::process::{Command, Stdio};

#[test]
fn an_interrupted_run_leaves_the_old_file_and_nothing_else() {
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("bill.json"), "old").unwrap();
        let upstream = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", upstream.local_addr().unwrap());
        let child = Command::new(cargo_bin!("copilot-usage"))
            .args(["fetch", "--base-url", &url, "--output", "bill.json", "--snapshot", "s.json"])
            .current_dir(folder.path())
            .env_clear()
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Once it has connected, its temporary files are there, and it waits for an answer that never comes.
        let _connection = upstream.accept().unwrap();
        assert!(std::fs::read_dir(folder.path()).unwrap().count() > 1);
        let kill = Command::new("kill").args(["-s", signal, &child.id().to_string()]).status().unwrap();
        assert!(kill.success());
        let ran = child.wait_with_output().unwrap();
        assert_eq!(ran.status.code(), Some(code));
        assert_eq!(String::from_utf8(ran.stderr).unwrap(), "copilot-usage: error: interrupted by a signal\n");
        let left: Vec<_> =
            std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["bill.json"]);
        assert_eq!(std::fs::read_to_string(folder.path().join("bill.json")).unwrap(), "old");
    }
}
