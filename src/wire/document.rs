//! A JSON document with `messages`, `reports` or both: a message list, a snapshot, a list of reports.

use crate::model::message::Message;
use crate::model::printable::Found;
use crate::wire::message::MessageAt;
use crate::wire::report::{GivenReport, GivenReportAt};
use crate::wire::strict::{self, ListOf, Place};
use serde::de::{self, DeserializeSeed, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::fmt;

/// The field that holds messages.
pub const MESSAGES: &str = "messages";
/// The field that holds reports.
pub const REPORTS: &str = "reports";
/// A field that a message has and a document does not.
pub const TEXT: &str = "text";

/// Reads a document of one of these kinds. Other fields are skipped, unless they say that the document is only one
/// page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Document {
    /// The message list of the upstream.
    Messages,
    /// A snapshot: messages, and the reports beside them, if any.
    Snapshot {
        /// Whether a document with the field `text` is refused, because it could be a message as well.
        may_be_message: bool,
    },
    /// A list of reports.
    Reports,
}

/// The contents of a [`Document`].
#[derive(Debug, Default)]
pub struct Contents<'a> {
    /// Its messages; empty for a list of reports.
    pub messages: Vec<Message<'a>>,
    /// Its reports, if any; `None` for a message list of the upstream.
    pub reports: Option<Vec<GivenReport>>,
}

impl<'de> DeserializeSeed<'de> for Document {
    type Value = Contents<'de>;

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<Contents<'de>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Document {
    type Value = Contents<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Messages => "an object with the field messages",
            Self::Snapshot { .. } => "an object with the field messages, or an array of messages",
            Self::Reports => "an object with the field reports, or an array of reports",
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Contents<'de>, A::Error> {
        let (mut messages, mut reports) = (None, None);
        while let Some(field) = fields.next_key::<String>()? {
            match field.as_str() {
                MESSAGES if self != Self::Reports => {
                    let list = fields.next_value_seed(ListOf { name: MESSAGES, element: MessageAt })?;
                    strict::once(&mut messages, Place::Root.field(MESSAGES), list)?;
                }
                REPORTS if self != Self::Messages => {
                    let list = fields.next_value_seed(ListOf { name: REPORTS, element: GivenReportAt })?;
                    strict::once(&mut reports, Place::Root.field(REPORTS), list)?;
                }
                TEXT if self == (Self::Snapshot { may_be_message: true }) => {
                    return Err(de::Error::custom(AMBIGUOUS));
                }
                _ => beside(&field, fields.next_value()?)?,
            }
        }
        if self == Self::Reports && reports.is_none() {
            return Err(strict::missing(Place::Root.field(REPORTS), "an array of reports"));
        }
        if self != Self::Reports && messages.is_none() {
            return Err(strict::missing(Place::Root.field(MESSAGES), "an array of messages"));
        }
        Ok(Contents { messages: messages.unwrap_or_default(), reports })
    }
}

/// The error of a document that may be a message as well.
pub const AMBIGUOUS: &str = "text: found beside the field messages, expected either a document or a message";

/// The error of a document that is only one page of a list.
pub const ONE_PAGE: &str = "this is one page of a list, expected the whole";

/// Flags that are true if more pages follow.
const MORE: [&str; 7] =
    ["hasmore", "hasnext", "hasnextpage", "more", "moreavailable", "istruncated", "truncated"];
/// Fields that name the next page, unless they are empty.
const NEXT: [&str; 13] = [
    "next",
    "nextpage",
    "nexturl",
    "nexturi",
    "nextlink",
    "@odata.nextlink",
    "nextcursor",
    "nexttoken",
    "nextpagetoken",
    "nextoffset",
    "continuation",
    "continuationtoken",
    "cursor",
];
/// Objects that may hold such fields.
const PAGING: [&str; 9] =
    ["pagination", "paging", "page", "pageinfo", "meta", "metadata", "responsemetadata", "links", "cursors"];

/// Skips a field beside the lists, and checks that it does not announce another page: one page must not be taken for
/// the whole list.
///
/// # Errors
/// The field announces another page, or is nested too deeply.
pub fn beside<E: de::Error>(name: &str, raw: &RawValue) -> Result<(), E> {
    strict::ignore(Place::Root, raw)?;
    if tells_of_more(name, raw) {
        return Err(E::custom(format_args!("{}: found {}: {ONE_PAGE}", Found(name), Found(raw.get()))));
    }
    if !PAGING.contains(&&*plain(name)) {
        return Ok(());
    }
    let fields: BTreeMap<String, &RawValue> = serde_json::from_str(raw.get()).unwrap_or_default();
    match fields.iter().find(|(inner, raw)| tells_of_more(inner, raw)) {
        Some((inner, raw)) => Err(E::custom(format_args!(
            "{}.{}: found {}: {ONE_PAGE}",
            Found(name),
            Found(inner),
            Found(raw.get())
        ))),
        None => Ok(()),
    }
}

/// Whether a field announces another page. On the last page, it is `false`, `null`, zero or empty.
fn tells_of_more(name: &str, raw: &RawValue) -> bool {
    let name = plain(name);
    let is_empty = || {
        let inner = raw.get().trim_matches(['"', '{', '}', '[', ']', ' ', '\t', '\r', '\n']);
        matches!(inner, "" | "null" | "false" | "0" | "-1")
    };
    (MORE.contains(&&*name) && raw.get() == "true") || (NEXT.contains(&&*name) && !is_empty())
}

/// Normalizes a name, so that `has_more`, `hasMore` and `has-more` are the same.
fn plain(name: &str) -> String {
    name.to_ascii_lowercase().replace(['_', '-'], "")
}
