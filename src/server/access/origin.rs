//! The origin of a page: its scheme, host and port, as browsers send it.

use axum::http::uri::Authority;

/// The origin of a page, as browsers send it: in small letters, without the port that is usual for its scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(String);

/// The schemes whose port is left out where it is the usual one.
const USUAL_PORTS: [(&str, u16); 2] = [("http", 80), ("https", 443)];

impl std::str::FromStr for Origin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let expected =
            || "expected scheme, host and port of one origin, such as http://localhost:5173".to_owned();
        let (scheme, authority) = text.split_once("://").ok_or_else(expected)?;
        let (scheme, authority) = (scheme.to_ascii_lowercase(), authority.to_ascii_lowercase());
        let is_of_scheme = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
        let is_scheme =
            scheme.starts_with(|first: char| first.is_ascii_alphabetic()) && scheme.bytes().all(is_of_scheme);
        let is_of_host = |byte: u8| byte.is_ascii_alphanumeric() || b".-_[]:".contains(&byte);
        if !is_scheme || !authority.bytes().all(is_of_host) {
            return Err(expected());
        }
        let authority: Authority = authority.parse().map_err(|_| expected())?;
        let has_port = authority.as_str().len() > authority.host().len();
        let port = match authority.port_u16() {
            Some(port) if USUAL_PORTS.contains(&(&*scheme, port)) => String::new(),
            Some(port) if port > 0 => format!(":{port}"),
            None if !has_port => String::new(),
            _ => return Err(expected()),
        };
        if authority.host().is_empty() {
            return Err(expected());
        }
        Ok(Self(format!("{scheme}://{}{port}", authority.host())))
    }
}

impl Origin {
    /// Whether a browser's header names it.
    pub(super) fn is(&self, header: &[u8]) -> bool {
        self.0.as_bytes() == header
    }
}

/// Whether a browser's header names the origin that the request was sent to, by this name and port.
pub(super) fn is_own(origin: &[u8], host: &[u8]) -> bool {
    let authority = [&b"http://"[..], b"https://"].iter().find_map(|scheme| origin.strip_prefix(*scheme));
    authority.is_some_and(|authority| authority.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_what_a_browser_sends() {
        for (text, expected) in [
            ("http://localhost:5173", "http://localhost:5173"),
            ("HTTPS://Bill.Example.org:443", "https://bill.example.org"),
            ("http://a:80", "http://a"),
            ("https://a:80", "https://a:80"),
            ("http://[::1]:3000", "http://[::1]:3000"),
            ("tauri://localhost", "tauri://localhost"),
        ] {
            assert_eq!(text.parse(), Ok(Origin(expected.to_owned())), "{text}");
        }
        for text in [
            "",
            "*",
            "null",
            "localhost:5173",
            "http://",
            "http://a/",
            "http://a/b",
            "http://a?b",
            "http://*.example.org",
            "http://me@a",
            "http://a:",
            "http://a:0",
            "http://a:65536",
            "http://a b",
            "http://bücher.example",
            "http://a,http://b",
            "://a",
        ] {
            assert!(text.parse::<Origin>().is_err(), "{text}");
        }
    }
}
