//! Finds out why a proxy refuses to make a tunnel. The client does not report the status, so this sends the request
//! again.

use crate::clock::Clock;
use crate::http::proxy::Proxy;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use percent_encoding::percent_decode_str;
use reqwest::{StatusCode, Url};
use std::io::{Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

/// The maximum length in bytes of the first line of an answer.
const STATUS_LINE_BYTES_MAX: usize = 1024;

/// Asks a proxy for a tunnel to the upstream and returns the status of its answer. Returns `None` if there is no answer
/// in time, or if the scheme of the proxy is not `http`.
pub(super) fn status(proxy: &Proxy, upstream: &Url, timeout: Duration, clock: &Clock) -> Option<StatusCode> {
    let (host, port) = (proxy.url.host_str()?, proxy.url.port_or_known_default()?);
    if proxy.url.scheme() != "http" {
        return None;
    }
    let until = clock.elapsed().checked_add(timeout)?;
    let addresses = (host.trim_matches(['[', ']']), port).to_socket_addrs().ok()?;
    let connect = |address| TcpStream::connect_timeout(&address, timeout).ok();
    let mut stream = addresses.into_iter().find_map(connect)?;
    stream.set_write_timeout(Some(timeout)).ok()?;
    stream.write_all(request(proxy, upstream)?.as_bytes()).ok()?;
    let (mut line, mut some) = (Vec::new(), [0; STATUS_LINE_BYTES_MAX]);
    while !line.contains(&b'\n') && line.len() < STATUS_LINE_BYTES_MAX {
        stream.set_read_timeout(Some(until.checked_sub(clock.elapsed())?)).ok()?;
        match stream.read(&mut some).ok()? {
            0 => return None,
            read => line.extend_from_slice(some.get(..read)?),
        }
    }
    let mut words = line.split(|&byte| byte == b' ');
    let version = words.next()?;
    StatusCode::from_bytes(words.next()?.get(..3)?).ok().filter(|_| version.starts_with(b"HTTP/"))
}

fn request(proxy: &Proxy, upstream: &Url) -> Option<String> {
    let (host, port) = (upstream.host_str()?, upstream.port_or_known_default()?);
    let user = percent_decode_str(proxy.url.username()).decode_utf8_lossy();
    let password = percent_decode_str(proxy.url.password().unwrap_or_default()).decode_utf8_lossy();
    let credentials = match &*user {
        "" => String::new(),
        user => BASE64_STANDARD.encode(format!("{user}:{password}")),
    };
    let header = if credentials.is_empty() { "" } else { "\r\nProxy-Authorization: Basic " };
    Some(format!("CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}{header}{credentials}\r\n\r\n"))
}
