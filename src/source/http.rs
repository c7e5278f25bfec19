//! The message list of the upstream.

use crate::content;
use crate::error::{Error, Result};
use crate::http::{Answer, Client};
use crate::source::json;

const PATH: &str = "messages/current-period";

pub(super) fn fetch(client: &Client) -> Result<json::Batches> {
    let url = client.url(PATH);
    match client.get(PATH, client.body_max(), None)? {
        Answer::Body(body) => json::read_upstream(&url, content::text(&url, &body)?),
        Answer::NotFound => Err(Error::Refused {
            url,
            why: "404 Not Found: there is no message list here".to_owned(),
            hint: "check --base-url: it ends where /messages/current-period begins",
        }),
    }
}
