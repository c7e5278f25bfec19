//! systemd: the sockets that it hands over, and what it wants to know. Both are told by the environment.

use crate::cli::failure::Result;
use copilot_usage::server::Socket;

/// The sockets that systemd has opened for us.
#[cfg(unix)]
pub(super) fn sockets() -> Result<Vec<Socket>> {
    use crate::cli::failure::Failure;
    use listenfd::ListenFd;
    use std::io;
    let mut handed_over = ListenFd::from_env();
    let mut sockets = Vec::new();
    for index in 0..handed_over.len() {
        let socket = match handed_over.take_tcp_listener(index) {
            Ok(listener) => listener.map(Socket::of_tcp).transpose(),
            Err(_) => handed_over
                .take_unix_listener(index)
                .and_then(|listener| listener.map(Socket::of_unix).transpose()),
        };
        let socket = socket.map_err(|error: io::Error| {
            Failure::call("LISTEN_FDS", format!("expected stream sockets: {error}"))
        })?;
        sockets.extend(socket);
    }
    Ok(sockets)
}

/// No system but Unix has it.
#[cfg(not(unix))]
pub(super) fn sockets() -> Result<Vec<Socket>> {
    Ok(Vec::new())
}

/// Tells systemd how far the service is, if it asked.
#[cfg(unix)]
pub(super) fn notify(state: &str) {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::net::{SocketAddr, UnixDatagram};
    let Some(name) = std::env::var_os("NOTIFY_SOCKET") else { return };
    #[cfg(target_os = "linux")]
    let address = {
        use std::os::linux::net::SocketAddrExt;
        match name.as_bytes().strip_prefix(b"@") {
            Some(name) => SocketAddr::from_abstract_name(name),
            None => SocketAddr::from_pathname(&name),
        }
    };
    #[cfg(not(target_os = "linux"))]
    let address = SocketAddr::from_pathname(&name);
    let send = |address| UnixDatagram::unbound()?.send_to_addr(state.as_bytes(), &address);
    // Whoever asked and does not listen learns it in another way.
    let _ = address.and_then(send);
}

/// No system but Unix has it.
#[cfg(not(unix))]
pub(super) fn notify(_: &str) {}
