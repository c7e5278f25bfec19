//! What a proxy says when it does not make a tunnel. The client keeps it to itself, so that it is asked once more.

use crate::http::Proxy;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use percent_encoding::percent_decode_str;
use reqwest::{StatusCode, Url};
use std::io::{Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

/// Bytes that the first line of an answer has at the most.
const STATUS_LINE_BYTES_MAX: usize = 1024;

/// The status with which a proxy answers the request for a tunnel to the upstream, if it says one in time. Only a proxy
/// that is spoken to in plain HTTP can be asked.
pub(super) fn status(proxy: &Proxy, upstream: &Url, timeout: Duration) -> Option<StatusCode> {
    let (host, port) = (proxy.url.host_str()?, proxy.url.port_or_known_default()?);
    if proxy.url.scheme() != "http" {
        return None;
    }
    let addresses = (host.trim_matches(['[', ']']), port).to_socket_addrs().ok()?;
    let connect = |address| TcpStream::connect_timeout(&address, timeout).ok();
    let mut stream = addresses.into_iter().find_map(connect)?;
    stream.set_read_timeout(Some(timeout)).ok()?;
    stream.set_write_timeout(Some(timeout)).ok()?;
    stream.write_all(request(proxy, upstream)?.as_bytes()).ok()?;
    let mut answer = [0; STATUS_LINE_BYTES_MAX];
    let read = stream.read(&mut answer).ok()?;
    let mut words = answer.get(..read)?.split(|&byte| byte == b' ');
    let version = words.next()?;
    StatusCode::from_bytes(words.next()?.get(..3)?).ok().filter(|_| version.starts_with(b"HTTP/"))
}

fn request(proxy: &Proxy, upstream: &Url) -> Option<String> {
    let (host, port) = (upstream.host_str()?, upstream.port_or_known_default()?);
    let mut request = format!("CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n");
    if !proxy.url.username().is_empty() {
        let user = percent_decode_str(proxy.url.username()).decode_utf8_lossy();
        let password = percent_decode_str(proxy.url.password().unwrap_or_default()).decode_utf8_lossy();
        let credentials = BASE64_STANDARD.encode(format!("{user}:{password}"));
        request += &format!("Proxy-Authorization: Basic {credentials}\r\n");
    }
    Some(request + "\r\n")
}
