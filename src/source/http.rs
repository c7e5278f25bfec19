//! Fetches the message list of the upstream.

use crate::error::{Error, Hint, Result};
use crate::http::{Answer, Client, Request};
use crate::source::chunk::Cutter;
use crate::source::open;
use crate::source::options::ReadOptions;

const PATH: &str = "messages/current-period";

pub(super) fn fetch(client: &Client, options: &ReadOptions) -> Result<Cutter> {
    let url = client.url(PATH);
    let request = Request { path: PATH, body_max: client.body_max(), etag: None, queued: None };
    match client.get(&request)? {
        Answer::Body { bytes, .. } => open::answer(&url, bytes, options),
        Answer::NotFound | Answer::Unchanged { .. } => {
            Err(Error::refused(url, "404 Not Found: there is no message list here")
                .with_hint(Hint::CheckBaseUrlPath))
        }
    }
}

/// Checks that there is time left to read on in the response of the upstream.
///
/// # Errors
/// [`Error::TimeUp`] if there is none.
pub(super) fn check_time(client: &Client) -> Result<()> {
    client.check_time(PATH, "its answer has not been read to the end")
}
