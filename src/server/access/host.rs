//! The names that a service is asked by. A page whose name has been pointed at this machine (DNS rebinding) shares the
//! origin of the service, but sends its own name.

use axum::http::header;
use axum::http::request::Parts;
use axum::http::uri::Authority;
use std::net::IpAddr;

/// A host name or an address, without a port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host(String);

/// The names that a service answers to. By default to any.
#[derive(Debug, Clone, Default)]
pub struct Hosts {
    /// Whether it is reached from this machine alone, and so by no name of another one.
    pub is_loopback: bool,
    /// Names to answer to as well; where there are any, no others.
    pub allowed: Vec<Host>,
}

impl std::str::FromStr for Host {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bare = text.trim_start_matches('[').trim_end_matches(']');
        if let Ok(address) = bare.parse::<IpAddr>() {
            return Ok(Self(address.to_string()));
        }
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
        if text.is_empty() || !text.bytes().all(is_name) {
            return Err("expected a host name or an address, without scheme and port".to_owned());
        }
        Ok(Self(text.to_ascii_lowercase()))
    }
}

impl Hosts {
    /// Whether the service answers to the name that a request was sent to. One without a name comes from no browser.
    pub(super) fn allow(&self, request: &Parts) -> bool {
        if !self.is_loopback && self.allowed.is_empty() {
            return true;
        }
        let of_uri = request.uri.authority().map(|authority| self.allows(authority.as_str().as_bytes()));
        let hosts = request.headers.get_all(header::HOST).iter();
        hosts.map(|host| self.allows(host.as_bytes())).chain(of_uri).all(|is_allowed| is_allowed)
    }

    fn allows(&self, authority: &[u8]) -> bool {
        let Ok(authority) = Authority::try_from(authority) else { return false };
        let Ok(Host(name)) = authority.host().parse() else { return false };
        let is_loopback = name
            .parse::<IpAddr>()
            .map_or(name == "localhost", |address| address.to_canonical().is_loopback());
        is_loopback || self.allowed.contains(&Host(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_without_scheme_and_port() {
        for (text, expected) in [
            ("Bill.Example.org", Some("bill.example.org")),
            ("10.0.0.1", Some("10.0.0.1")),
            ("[::1]", Some("::1")),
        ] {
            assert_eq!(text.parse().ok(), expected.map(|name| Host(name.to_owned())), "{text}");
        }
        for text in ["", "a:80", "http://a", "a/b", "*", "a b", "bücher.example"] {
            assert!(text.parse::<Host>().is_err(), "{text}");
        }
    }
}
