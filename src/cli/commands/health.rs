//! `copilot-usage health`: whether a service is ready, as an exit code.

use crate::cli::args::HealthArgs;
use crate::cli::exit::Outcome;
use crate::cli::failure::{Failure, Result};
use crate::cli::session::Session;
use crate::cli::upstream;
use copilot_usage::error::Error;
use copilot_usage::http::{Answer, Client, Request, Settings};

/// What is asked for where a URL has no path.
const READY: &str = "health/ready";
/// Bytes of an answer, at the most.
const BODY_MAX: u64 = 1 << 20;

pub(crate) fn run(args: &HealthArgs, session: &Session) -> Result<Outcome> {
    let (service, path) = split(&args.url);
    let settings = Settings {
        base_url: service.parse().map_err(|why: String| Failure::call("URL", why))?,
        token: None,
        proxy: None,
        authorities: upstream::authorities(args.ca_cert.as_ref())?,
        connect_timeout: args.timeout,
        timeout: args.timeout,
        max_time: args.timeout,
        retries: 0,
        body_max: BODY_MAX,
    };
    let client = Client::new(settings, session.clock.clone(), session.listener())?;
    match client.get(&Request { path, body_max: BODY_MAX, etag: None, queued: None }) {
        Ok(Answer::Body { .. }) => Ok(Outcome::Done),
        Ok(Answer::Unchanged { .. }) => Err(not_ready(&client, path, "304 Not Modified".to_owned())),
        Ok(Answer::NotFound) => Err(not_ready(&client, path, "404 Not Found".to_owned())),
        Err(
            Error::Unavailable { why, .. }
            | Error::NotRetried { why, .. }
            | Error::TimeUp { why, .. }
            | Error::Refused { why, .. }
            | Error::Data { why, .. },
        ) => Err(not_ready(&client, path, why)),
        Err(error) => Err(error.into()),
    }
}

/// A service that is not ready, whatever the reason is.
fn not_ready(client: &Client, path: &str, why: String) -> Failure {
    Error::Unavailable { url: client.url(path), why, hint: None }.into()
}

/// A URL without its path, and the path; that of readiness, where it has none.
fn split(url: &str) -> (&str, &str) {
    let host = url.find("://").map_or(0, |scheme| scheme + "://".len());
    let path = url.get(host..).and_then(|rest| rest.find(['/', '?', '#'])).map(|path| host + path);
    match path.and_then(|path| url.split_at_checked(path)) {
        Some((service, path)) if path.starts_with('/') && path.len() > 1 => {
            (service, path.trim_start_matches('/'))
        }
        Some((service, "/")) => (service, READY),
        _ => (url, READY),
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_url_without_a_path_asks_whether_the_service_is_ready() {
        for (url, expected) in [
            ("http://h:1", ("http://h:1", "health/ready")),
            ("http://h:1/", ("http://h:1", "health/ready")),
            ("http://h:1/health", ("http://h:1", "health")),
            ("https://h/a/b?c=d", ("https://h", "a/b?c=d")),
            ("http://h?x", ("http://h?x", "health/ready")),
            ("nonsense", ("nonsense", "health/ready")),
        ] {
            assert_eq!(split(url), expected);
        }
    }
}
