//! A machine without free threads, as under `ulimit -u` or in a container: the same output, or an error.
#![cfg(target_os = "linux")]

use crate::support::{message, message_with_report};
use needs::needs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

/// Runs in a folder with at most this many processes and threads. Root has no such limit, so root runs as nobody.
fn limited(folder: &Path, threads: usize, arguments: &[&str]) -> Output {
    let is_root = std::fs::read_to_string("/proc/self/status").unwrap().contains("\nUid:\t0\t0\t");
    let as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
    let limit = format!("--nproc={threads}");
    let limit = ["prlimit", &limit, "--", "./copilot-usage"];
    let call: Vec<&str> = if is_root { as_nobody.to_vec() } else { Vec::new() };
    let call: Vec<&str> = call.into_iter().chain(limit).chain(arguments.iter().copied()).collect();
    let mut command = Command::new(call[0]);
    command.args(&call[1..]).current_dir(folder).env_clear().env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    let output = command.output().unwrap();
    assert_ne!(output.status.code(), Some(127), "{call:?}: not to be had");
    output
}

#[needs(prlimit, setpriv)]
#[test]
fn without_threads_the_bytes_are_the_same_or_the_error_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755)).unwrap();
    std::fs::copy(assert_cmd::cargo::cargo_bin!("copilot-usage"), path("copilot-usage")).unwrap();
    // So long that a document is searched by several threads, and charged by several.
    let text = "Yes ".repeat(200);
    let messages: Vec<String> = (0..9000).map(|id| message(id, &text)).collect();
    std::fs::write(path("lines"), messages.join("\n")).unwrap();
    let document = format!("{{\"messages\":[{},{}]}}", messages.join(","), message_with_report(-1, 7));
    std::fs::write(path("document"), document).unwrap();
    for file in ["lines", "document"] {
        let arguments = ["score", file, "-f", "csv", "--threads", "4"];
        let ran = limited(folder.path(), 1000, &arguments);
        assert!(ran.status.success(), "{ran:?}");
        // One for the command, beside the one that waits for signals.
        assert_eq!(limited(folder.path(), 2, &arguments), ran, "{file}");
    }
    for host in ["127.0.0.1", "localhost"] {
        let url = format!("http://{host}:1");
        let ran = limited(folder.path(), 2, &["fetch", "--base-url", &url, "--log-format", "json"]);
        let told = String::from_utf8(ran.stderr).unwrap();
        assert_eq!(ran.status.code(), Some(6), "{told}");
        assert!(
            told.contains("HTTP client: cannot start a thread: Resource temporarily unavailable"),
            "{told}"
        );
        assert!(told.contains("\"code\":\"no-thread\"") && told.contains("(ulimit -u, "), "{told}");
        // The client has its thread, and no other is to be had for the name.
        let arguments = ["fetch", "--base-url", &url, "--retries", "0"];
        let ran = limited(folder.path(), 3, &arguments);
        // Where others run under the same user, not even that.
        assert!(matches!(ran.status.code(), Some(4 | 6)), "{ran:?}");
    }
}
