//! The proxy between this machine and the upstream, read from the environment.

use crate::error::{Error, Result, Setting};
use crate::http::base_url::BaseUrl;
use ipnet::IpNet;
use reqwest::Url;
use std::ffi::OsString;
use std::fmt;
use std::net::IpAddr;

/// A proxy and the variable that names it. `Display` and `Debug` leave out the user name and password.
#[derive(Clone)]
pub struct Proxy {
    pub(super) url: Url,
    pub(super) variable: &'static str,
}

const SCHEMES: [&str; 6] = ["http", "https", "socks5", "socks5h", "socks4", "socks4a"];
const EXPECTED: &str = "expected a URL such as http://proxy.example:3128 or socks5h://127.0.0.1:1080";

impl Proxy {
    /// Returns the proxy for the upstream, if any: `HTTP_PROXY` or `HTTPS_PROXY`, by the scheme of the base URL, else
    /// `ALL_PROXY`, unless `NO_PROXY` lists the upstream. The names may also be in lower case. An empty variable is
    /// ignored.
    ///
    /// # Errors
    /// [`Error::Usage`] if the variable that is used does not hold the URL of a proxy.
    pub fn of_variables(
        upstream: &BaseUrl,
        variable: impl Fn(&str) -> Option<OsString>,
    ) -> Result<Option<Self>> {
        let set = |names: &[&'static str]| {
            let set =
                names.iter().find_map(|name| Some((*name, variable(name).filter(|text| !text.is_empty())?)));
            set.map(|(name, text)| {
                Ok((
                    name,
                    text.into_string()
                        .map_err(|_| Error::usage(Setting::ProxyVariable(name), "expected UTF-8"))?,
                ))
            })
            .transpose()
        };
        let named = match upstream.0.scheme() {
            "https" => set(&["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]),
            // In a CGI program, HTTP_PROXY holds the request header `Proxy`: the client would choose the proxy.
            _ if variable("REQUEST_METHOD").is_some() => set(&["http_proxy", "ALL_PROXY", "all_proxy"]),
            _ => set(&["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"]),
        };
        let excepted = set(&["NO_PROXY", "no_proxy"])?;
        if excepted.is_some_and(|(_, list)| excepts(&list, &upstream.0)) {
            return Ok(None);
        }
        let Some((variable, text)) = named? else { return Ok(None) };
        let url = read(&text).map_err(|why| Error::usage(Setting::ProxyVariable(variable), why))?;
        Ok(Some(Self { url, variable }))
    }

    /// Whether the proxy forwards plain HTTP requests instead of making a tunnel. It may then answer them itself.
    pub(super) fn forwards(&self, upstream: &BaseUrl) -> bool {
        upstream.0.scheme() == "http" && matches!(self.url.scheme(), "http" | "https")
    }
}

/// Parses the URL of a proxy, whose scheme may be left out. Errors never quote the text, for it may hold a password.
fn read(text: &str) -> std::result::Result<Url, String> {
    let not_a_url = || format!("not the URL of a proxy, {EXPECTED}");
    let text = text.trim();
    let url = match text.split_once("://") {
        Some((scheme, _)) if SCHEMES.contains(&&*scheme.to_ascii_lowercase()) => Url::parse(text),
        Some(_) => return Err(format!("not a scheme that a proxy can have, {EXPECTED}")),
        // A host without a scheme needs a port, for there is no default one.
        None if text.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok()) => {
            Url::parse(&format!("http://{text}"))
        }
        None => return Err(not_a_url()),
    };
    let url = url.map_err(|_| not_a_url())?;
    let is_host_character = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
    match url.host_str() {
        Some(host) if !host.is_empty() && host.bytes().all(is_host_character) => Ok(url),
        _ => Err(not_a_url()),
    }
}

/// Whether a `NO_PROXY` list contains the host of the upstream.
fn excepts(list: &str, upstream: &Url) -> bool {
    let host = without_brackets(upstream.host_str().unwrap_or_default()).trim_end_matches('.');
    let port = upstream.port_or_known_default();
    list.split(|separator: char| separator == ',' || separator.is_whitespace())
        .any(|entry| covers(entry, host, port))
}

/// Whether a `NO_PROXY` entry matches a host and port. An entry is `*`, a network, or a domain (which includes its
/// subdomains) or address with an optional port.
fn covers(entry: &str, host: &str, port: Option<u16>) -> bool {
    let (name, only_port) = match entry.rsplit_once(':') {
        Some((name, digits)) if !name.contains(':') || name.ends_with(']') => (name, digits.parse().ok()),
        _ => (entry, None),
    };
    if name == "*" {
        return true;
    }
    if only_port.is_some() && only_port != port {
        return false;
    }
    let name = without_brackets(name);
    if let Ok(address) = host.parse::<IpAddr>() {
        let network = name.parse::<IpNet>().is_ok_and(|network| network.contains(&address));
        return network || name.parse() == Ok(address);
    }
    let domain = name.trim_start_matches('*').trim_matches('.').to_ascii_lowercase();
    let below = host.strip_suffix(&*domain);
    !domain.is_empty() && below.is_some_and(|below| below.is_empty() || below.ends_with('.'))
}

/// Strips the brackets that an IPv6 address has in a URL.
fn without_brackets(host: &str) -> &str {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
}

impl fmt::Display for Proxy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the proxy {}://{}", self.url.scheme(), self.url.host_str().unwrap_or_default())?;
        if let Some(port) = self.url.port() {
            write!(formatter, ":{port}")?;
        }
        write!(formatter, " ({})", self.variable)
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Proxy({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excepts(list: &str, upstream: &str) -> bool {
        super::excepts(list, &Url::parse(upstream).unwrap())
    }

    #[test]
    fn hosts_that_need_no_proxy() {
        for (list, upstream) in [
            ("*", "http://10.0.0.1"),
            ("a.example,*", "https://[::1]:8443"),
            ("10.0.0.1", "http://10.0.0.1:8080"),
            ("10.0.0.1:8080", "http://10.0.0.1:8080"),
            ("10.0.0.1:80", "http://10.0.0.1"),
            ("10.0.0.1:443", "https://10.0.0.1"),
            ("10.0.0.0/8", "http://10.9.8.7"),
            ("::1", "http://[::1]:9"),
            ("[::1]", "http://[::1]:9"),
            ("[::1]:9", "http://[::1]:9"),
            ("fd00::/8", "http://[fd12::3]"),
            ("example.com", "http://example.com"),
            ("example.com", "http://api.example.com"),
            ("EXAMPLE.com:443", "https://Example.com"),
            (".example.com", "http://example.com."),
            ("*.example.com", "http://a.b.example.com"),
            ("x.example  api.example", "http://api.example"),
            (" localhost , 127.0.0.1 ", "http://localhost:9"),
        ] {
            assert!(excepts(list, upstream), "{list} {upstream}");
        }
        for (list, upstream) in [
            ("", "http://example.com"),
            (",. ,", "http://example.com"),
            ("10.0.0.1:8081", "http://10.0.0.1:8080"),
            ("10.0.0.1:80", "https://10.0.0.1"),
            ("10.0.0.0/8", "http://11.0.0.1"),
            ("0.0.1", "http://10.0.0.1"),
            ("[::1]:8", "http://[::1]:9"),
            ("example.com", "http://notexample.com"),
            ("api.example.com", "http://example.com"),
            ("example.com:444", "https://example.com"),
        ] {
            assert!(!excepts(list, upstream), "{list} {upstream}");
        }
    }

    #[test]
    fn the_variable_that_counts_is_the_first_that_is_not_empty() {
        let proxy = |upstream: &str, variables: &[(&str, &str)]| {
            let variable = |name: &str| {
                variables.iter().find(|(set, _)| *set == name).map(|(_, text)| OsString::from(text))
            };
            let proxy = Proxy::of_variables(&upstream.parse().unwrap(), variable).unwrap();
            proxy.map(|proxy| proxy.to_string())
        };
        let (plain, tls) = ("http://api.example", "https://api.example");
        let url = "http://me:secret@p:1/";
        let shown = |variable: &str| Some(format!("the proxy http://p:1 ({variable})"));
        for variable in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
            assert_eq!(proxy(plain, &[(variable, url)]), shown(variable));
            assert_eq!(proxy(plain, &[(variable, "me:secret@p:1")]), shown(variable));
        }
        for variable in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
            assert_eq!(proxy(tls, &[(variable, url)]), shown(variable));
        }
        assert_eq!(proxy(tls, &[("HTTP_PROXY", url), ("http_proxy", url)]), None);
        assert_eq!(
            proxy(plain, &[("HTTP_PROXY", ""), ("http_proxy", ""), ("ALL_PROXY", url)]),
            shown("ALL_PROXY")
        );
        assert_eq!(proxy(plain, &[("HTTP_PROXY", url), ("NO_PROXY", ""), ("no_proxy", "example")]), None);
        assert_eq!(proxy(plain, &[("HTTP_PROXY", url), ("REQUEST_METHOD", "GET")]), None);
        // A variable that is not used is not parsed.
        assert_eq!(proxy(plain, &[("HTTP_PROXY", url), ("ALL_PROXY", "?")]), shown("HTTP_PROXY"));
        assert_eq!(proxy(plain, &[("HTTP_PROXY", "?"), ("NO_PROXY", "*")]), None);
    }

    #[test]
    fn a_proxy_is_a_url_or_a_host_and_port() {
        for text in [
            "http://p",
            "HTTPS://p:1",
            "socks5://u:p@[::1]:1",
            "socks5h://p",
            "socks4a://p",
            "p:1",
            "[::1]:1",
        ] {
            assert!(read(text).is_ok(), "{text}");
        }
        for text in [
            "nonsense",
            "no url",
            "http://",
            "http://:1",
            "socks5://",
            "socks5://a b",
            "socks5:/p",
            "p:x",
            "http://p:99999",
        ] {
            assert!(read(text).unwrap_err().starts_with("not the URL of a proxy"), "{text}");
        }
        for text in ["ftp://p", "socks://p", "file:///etc", "://p"] {
            assert!(read(text).unwrap_err().starts_with("not a scheme that a proxy can have"), "{text}");
        }
    }
}
