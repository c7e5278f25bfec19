//! Where the service listens: addresses, Unix sockets, sockets of systemd; and what systemd is told.

use super::scenario::{PATIENCE, Process, serve_snapshot, to_end};
use crate::support::run;
use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixDatagram, UnixListener, UnixStream};
use std::process::Stdio;

const GET: &[u8] = b"GET /health HTTP/1.1\r\nconnection: close\r\n\r\n";

fn ask(mut stream: impl std::io::Read + Write) -> String {
    stream.write_all(GET).unwrap();
    to_end(stream)
}

#[test]
fn a_unix_socket_is_for_its_owner_and_gone_at_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("usage.sock");
    // One that a killed service left behind.
    drop(UnixListener::bind(&path).unwrap());
    let service_at = |place: &str| {
        let mut command = serve_snapshot(&["--listen", place, "--listen", "127.0.0.1:0"]);
        command.current_dir(folder.path());
        Process::start(&mut command)
    };
    for place in ["unix:usage.sock", "./usage.sock", path.to_str().unwrap()] {
        let mut service = service_at(place);
        assert_eq!(service.address, format!("unix:{}", place.trim_start_matches("unix:")));
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(ask(UnixStream::connect(&path).unwrap()).starts_with("HTTP/1.1 200"));
        let other = service.says("listening")["address"].as_str().unwrap().to_owned();
        assert!(ask(std::net::TcpStream::connect(other).unwrap()).starts_with("HTTP/1.1 200"));
        service.signal("TERM");
        assert_eq!(service.exit_code(), 0);
        assert!(!path.exists());
    }
}

#[test]
fn the_socket_of_another_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (used, file) = (folder.path().join("used"), folder.path().join("file"));
    let _used = UnixListener::bind(&used).unwrap();
    fs::write(&file, "kept").unwrap();
    for path in [&used, &file] {
        let address = format!("unix:{}", path.display());
        let call = run(["serve", "--log-format", "text", "--listen", &address])
            .arg(crate::support::fixture("snapshot.json"));
        call.exits(6).says(&format!("{address}: cannot listen: "));
        assert!(path.exists());
    }
    // One that took the place of ours stays, too.
    let path = folder.path().join("ours");
    let mut service = Process::start(&mut serve_snapshot(&["--listen", path.to_str().unwrap()]));
    fs::remove_file(&path).unwrap();
    let _other = UnixListener::bind(&path).unwrap();
    service.signal("TERM");
    assert_eq!(service.exit_code(), 0);
    assert!(path.exists());
}

#[test]
fn an_address_that_cannot_be_had_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let call = || run(["serve", "--log-format", "text"]).arg(crate::support::fixture("snapshot.json"));
    let expected = format!(
        "{address}: cannot listen: Address already in use (os error 98)\n\
         hint: another program listens there: stop it, or choose another address with --listen"
    );
    call().args(["--listen", &address]).fails(6, &expected);
    call().env("COPILOT_USAGE_LISTEN", &address).fails(6, &expected);
    call().args(["--no-auth", "--listen", "192.0.2.1:0"]).exits(6).says("192.0.2.1:0: cannot listen: ");
    let why = "expected an address such as 127.0.0.1:8000, or unix:PATH";
    call().args(["--listen", "localhost"]).fails(2, &format!("--listen localhost: {why}"));
    call().env("COPILOT_USAGE_LISTEN", "127.0.0.1:0,x").fails(2, &format!("COPILOT_USAGE_LISTEN: {why}"));
    for (variable, value) in [("MAX_CONNECTIONS", "0"), ("IDLE_TIMEOUT", "soon"), ("GRACE", "0")] {
        let name = format!("COPILOT_USAGE_{variable}");
        call()
            .args(["--listen", "127.0.0.1:0"])
            .env(&name, value)
            .exits(2)
            .says(&format!("{name}: expected "));
    }
}

#[test]
fn a_socket_of_systemd_is_used_in_place_of_the_default() {
    let theirs = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = theirs.local_addr().unwrap().to_string();
    let call = serve_snapshot(&[]);
    let mut command = std::process::Command::new("sh");
    command.args(["-c", "LISTEN_FDS=1 LISTEN_PID=$$ exec \"$@\" 3<&0 </dev/null", "sh"]);
    command.arg(call.get_program()).args(call.get_args()).env_clear();
    command.stdin(Stdio::from(std::os::fd::OwnedFd::from(theirs.try_clone().unwrap())));
    let mut service = Process::start(&mut command);
    assert_eq!(service.address, address);
    assert!(ask(service.connect()).starts_with("HTTP/1.1 200"));
    service.signal("TERM");
    assert_eq!(service.exit_code(), 0);
    // It is open still, for the next service.
    assert!(std::net::TcpStream::connect(address).is_ok());
}

#[test]
fn sockets_for_another_process_are_not_ours() {
    let mut command = serve_snapshot(&["--listen", "127.0.0.1:0"]);
    command.env("LISTEN_FDS", "1").env("LISTEN_PID", "1");
    assert!(ask(Process::start(&mut command).connect()).starts_with("HTTP/1.1 200"));
}

#[test]
fn systemd_is_told_when_it_is_ready_and_when_it_stops() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notify");
    let systemd = UnixDatagram::bind(&path).unwrap();
    systemd.set_read_timeout(Some(PATIENCE)).unwrap();
    let told = || {
        let mut state = [0; 100];
        let length = systemd.recv(&mut state).unwrap();
        String::from_utf8(state[..length].to_vec()).unwrap()
    };
    let mut command = serve_snapshot(&["--listen", "127.0.0.1:0"]);
    command.env("NOTIFY_SOCKET", &path);
    let mut service = Process::start(&mut command);
    assert_eq!(told(), "READY=1");
    service.signal("TERM");
    assert_eq!(told(), "STOPPING=1");
    assert_eq!(service.exit_code(), 0);
}

#[test]
fn a_setting_may_be_a_variable_and_an_option_is_over_it() {
    let mut command = serve_snapshot(&[]);
    command.env("COPILOT_USAGE_LISTEN", "127.0.0.1:0").env("COPILOT_USAGE_IDLE_TIMEOUT", "100ms");
    assert_eq!(Process::start(&mut command).send(""), "");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("socket");
    let mut command = serve_snapshot(&["--listen", path.to_str().unwrap()]);
    command.env("COPILOT_USAGE_LISTEN", "no address");
    assert!(Process::start(&mut command).address.ends_with("socket"));
}
