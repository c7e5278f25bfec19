//! Proxies between the program and the upstream, and errors that say which of them failed.

use crate::support::{Run, run};
use httpmock::prelude::*;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;

const LIST: &str = "/messages/current-period";

/// An upstream of an empty period.
fn upstream() -> MockServer {
    let server = MockServer::start();
    server.mock(|when, then| {
        when.path(LIST);
        then.status(200).body("{\"messages\":[]}");
    });
    server
}

fn fetch(base_url: &str) -> Run {
    run(["fetch", "-q", "--retries", "0", "--base-url", base_url])
}

/// Returns a port on which nothing listens.
fn nobody() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Listens, and does this with each connection. Returns the port.
fn listen(serve: impl Fn(TcpStream) + Send + Sync + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || listener.incoming().for_each(|stream| serve(stream.unwrap())));
    port
}

/// A server that answers every request with this head, and no body. Returns its port.
fn answering(head: &'static str) -> u16 {
    listen(move |mut stream| {
        let mut request = [0; 4096];
        // A client may close the connection.
        if stream.read(&mut request).is_ok_and(|bytes| bytes > 0) {
            let _ = write!(stream, "HTTP/1.1 {head}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
    })
}

/// A SOCKS5 proxy that connects to this machine for any host. Records the kind of each address.
fn socks5() -> (u16, mpsc::Receiver<u8>) {
    let (kinds, told) = mpsc::channel();
    let port = listen(move |mut client| {
        let mut bytes = [0; 4];
        client.read_exact(&mut bytes[..2]).unwrap();
        client.read_exact(&mut vec![0; usize::from(bytes[1])]).unwrap();
        client.write_all(&[5, 0]).unwrap();
        client.read_exact(&mut bytes).unwrap();
        let length = match bytes[3] {
            1 => 4,
            4 => 16,
            _ => {
                let mut length = [0];
                client.read_exact(&mut length).unwrap();
                length[0]
            }
        };
        kinds.send(bytes[3]).unwrap();
        client.read_exact(&mut vec![0; usize::from(length)]).unwrap();
        let mut port = [0; 2];
        client.read_exact(&mut port).unwrap();
        let mut server = TcpStream::connect(("127.0.0.1", u16::from_be_bytes(port))).unwrap();
        client.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).unwrap();
        let (mut from_client, mut to_server) = (client.try_clone().unwrap(), server.try_clone().unwrap());
        std::thread::spawn(move || std::io::copy(&mut from_client, &mut to_server));
        std::thread::spawn(move || std::io::copy(&mut server, &mut client));
    });
    (port, told)
}

#[test]
fn a_socks_proxy_leads_to_the_upstream() {
    let (upstream, (port, kinds)) = (upstream(), socks5());
    let base_url = format!("http://api.invalid:{}", upstream.port());
    for (variable, scheme) in [("HTTP_PROXY", "socks5h"), ("all_proxy", "socks5h"), ("ALL_PROXY", "SOCKS5H")]
    {
        fetch(&base_url)
            .env(variable, format!("{scheme}://127.0.0.1:{port}"))
            .exits(0)
            .stdout("{\"usage\":[]}\n");
        assert_eq!(kinds.recv().unwrap(), 3, "the proxy looks the name up");
    }
    fetch(&upstream.base_url()).env("HTTP_PROXY", format!("socks5://127.0.0.1:{port}")).exits(0);
    assert_eq!(kinds.recv().unwrap(), 1);
}

#[test]
fn no_proxy_holds_for_addresses_ports_and_all() {
    let upstream = upstream();
    let port = upstream.port();
    let fetch = |no_proxy: &str| {
        let proxy = format!("http://127.0.0.1:{}", nobody());
        fetch(&upstream.base_url()).env("HTTP_PROXY", proxy).env("NO_PROXY", no_proxy)
    };
    for no_proxy in ["*", "a.example, *", "127.0.0.1", &format!("127.0.0.1:{port}"), "127.0.0.0/8"] {
        fetch(no_proxy).exits(0).stdout("{\"usage\":[]}\n");
    }
    for no_proxy in ["", "127.0.0.2", &format!("127.0.0.1:{}", port ^ 1), "0.0.1"] {
        fetch(no_proxy).exits(4).says("the proxy http://127.0.0.1:");
    }
}

#[test]
fn a_proxy_that_cannot_be_used_is_a_wrong_setting() {
    let upstream = upstream();
    let is_no_url = "not the URL of a proxy";
    let no_scheme = "not a scheme that a proxy can have";
    for (variable, value, why) in [
        ("HTTP_PROXY", "nonsense", is_no_url),
        ("http_proxy", "http://", is_no_url),
        ("HTTP_PROXY", "me:s3cret@", is_no_url),
        ("ALL_PROXY", "ftp://me:s3cret@p:21", no_scheme),
        ("all_proxy", "socks9://p", no_scheme),
    ] {
        let expected = "expected a URL such as http://proxy.example:3128 or socks5h://127.0.0.1:1080";
        let ran = fetch(&upstream.base_url()).env(variable, value);
        ran.fails(2, &format!("{variable}: {why}, {expected}"));
    }
    // An empty variable counts as unset, and a variable that is not needed is not read.
    let fetch = || fetch(&upstream.base_url());
    fetch().env("HTTP_PROXY", "").env("http_proxy", "").env("ALL_PROXY", "").env("NO_PROXY", "").exits(0);
    fetch().env("HTTPS_PROXY", "nonsense").exits(0);
    fetch().env("COPILOT_USAGE_TOKEN", "").exits(0);
}

#[cfg(unix)]
#[test]
fn a_proxy_that_is_no_text_is_a_wrong_setting() {
    use std::os::unix::ffi::OsStrExt;
    let text = std::ffi::OsStr::from_bytes(b"http://p\xff");
    for variable in ["HTTP_PROXY", "no_proxy"] {
        fetch("http://127.0.0.1:9").env(variable, text).fails(2, &format!("{variable}: expected UTF-8"));
    }
}

const EXCEPT: &str = "or name the host of the upstream in NO_PROXY";

#[test]
fn a_proxy_that_is_not_there_is_to_blame() {
    let port = nobody();
    for (scheme, base_url, why) in [
        ("http", "http://api.invalid", "Connection refused (os error 111)"),
        ("http", "https://api.invalid", "Connection refused (os error 111)"),
        ("socks5h", "http://api.invalid", "SOCKS error: failed to create underlying connection"),
    ] {
        fetch(base_url).env("ALL_PROXY", format!("{scheme}://me:s3cret@127.0.0.1:{port}")).with_authorities().fails(
            4,
            &format!(
                "{base_url}{LIST}: the proxy {scheme}://127.0.0.1:{port} (ALL_PROXY) cannot be reached: {why}, \
                 not tried again (--retries 0)\nhint: check ALL_PROXY, {EXCEPT}"
            ),
        );
    }
    for base_url in ["http://127.0.0.1:9", "https://127.0.0.1:9"] {
        let ran = fetch(base_url).env("ALL_PROXY", "http://proxy.invalid:3128").with_authorities().exits(4);
        let told = ran.errors();
        assert!(told.contains("the proxy http://proxy.invalid:3128 (ALL_PROXY) is not found: "), "{told}");
    }
}

#[test]
fn a_proxy_that_refuses_is_to_blame() {
    let credentials = "put them into ALL_PROXY, as in http://USER:PASSWORD@HOST:PORT";
    let check = format!("check ALL_PROXY, {EXCEPT}");
    let either = "the proxy or the upstream refused: check --base-url, the token, and ALL_PROXY";
    for (head, base_url, code, why, hint) in [
        ("407 Who", "http://api.invalid", 5, "PROXY requires a valid user name and password", credentials),
        ("407 Who", "https://api.invalid", 5, "PROXY requires a valid user name and password", credentials),
        ("403 No", "http://api.invalid", 5, "403 Forbidden, via PROXY", either),
        ("403 No", "https://api.invalid", 5, "PROXY makes no tunnel to the upstream: 403 Forbidden", &check),
        (
            "503 Later",
            "https://api.invalid",
            4,
            "PROXY makes no tunnel to the upstream: 503 Service Unavailable, not tried again (--retries 0)",
            &check,
        ),
        (
            "502 Bad",
            "http://api.invalid",
            4,
            "502 Bad Gateway, via PROXY, not tried again (--retries 0)",
            "the upstream may be down: run again later, or with -v to see each attempt",
        ),
    ] {
        let port = answering(head);
        let why = why.replace("PROXY", &format!("the proxy http://127.0.0.1:{port} (ALL_PROXY)"));
        fetch(base_url)
            .env("ALL_PROXY", format!("127.0.0.1:{port}"))
            .with_authorities()
            .fails(code, &format!("{base_url}{LIST}: {why}\nhint: {hint}"));
    }
}

#[test]
fn a_proxy_that_knows_us_and_refuses_is_told_from_one_that_asks() {
    let port = listen(|mut stream| {
        let mut request = [0; 4096];
        let length = stream.read(&mut request).unwrap_or_default();
        let knows =
            String::from_utf8_lossy(&request[..length]).contains("uthorization: Basic bWU6c0AzY3JldA==\r\n");
        let _ = write!(stream, "HTTP/1.1 {} X\r\n\r\n", if knows { 403 } else { 407 });
    });
    for (user, why) in [("me:s%403cret", "403 Forbidden"), ("me:wrong", "requires a valid user name")] {
        let proxy = format!("http://{user}@127.0.0.1:{port}");
        let ran = fetch("https://api.invalid").env("HTTPS_PROXY", proxy).with_authorities().exits(5);
        assert!(ran.errors().contains(why) && !ran.errors().contains("cret@"), "{}", ran.errors());
    }
}

#[test]
fn who_is_to_blame_without_a_proxy() {
    let plain = answering("200 OK");
    for (base_url, code, why, hint) in [
        (
            "http://api.invalid".to_owned(),
            4,
            "the host of the upstream is not found: failed to lookup address information: ",
            "check the name in --base-url, and the name server of this machine",
        ),
        (
            format!("https://127.0.0.1:{plain}"),
            5,
            "no secure connection: the upstream does not speak TLS at this port: ",
            "check the port in --base-url, or whether it has to begin with http://",
        ),
        (
            format!(
                "http://127.0.0.1:{}",
                answering("301 Moved\r\nLocation: https://127.0.0.1:9/secret?way")
            ),
            5,
            "301 Moved Permanently: redirected to https://127.0.0.1:9, another origin, which is not followed\n",
            "use https in --base-url: https://127.0.0.1:9",
        ),
        (
            format!("http://127.0.0.1:{}", answering("302 Found\r\nLocation: http://[")),
            5,
            "302 Found: redirected to an invalid URL\n",
            "check --base-url and the token",
        ),
        (
            format!("http://127.0.0.1:{}", answering("204 No Content")),
            5,
            "204 No Content: nothing was sent, expected 200 and a JSON document\n",
            "check --base-url and the token",
        ),
    ] {
        let ran = fetch(&base_url).with_authorities().exits(code).stdout("");
        let told = ran.errors();
        assert!(told.starts_with(&format!("copilot-usage: error: {base_url}{LIST}: {why}")), "{told}");
        assert!(told.ends_with(&format!("hint: {hint}\n")), "{told}");
        assert_eq!(told.lines().count(), 2, "{told}");
    }
}

impl Run {
    /// Sets certificate authorities, so that HTTPS does not depend on the machine.
    fn with_authorities(self) -> Self {
        let key = rcgen::KeyPair::generate().unwrap();
        let authority = rcgen::CertificateParams::new(Vec::new()).unwrap().self_signed(&key).unwrap();
        self.env("SSL_CERT_FILE", "authorities.pem").file("authorities.pem", authority.pem())
    }
}
