//! A JSON document with `messages`, `reports` or both: a message list, a snapshot, a list of reports.

use crate::model::message::{Message, MessageAt};
use crate::model::report::{GivenReport, GivenReportAt};
use crate::model::strict::{self, ListOf, Place};
use serde::de::{self, DeserializeSeed, MapAccess, Visitor};
use std::fmt;

/// The field that holds messages.
pub const MESSAGES: &str = "messages";
/// The field that holds reports.
pub const REPORTS: &str = "reports";
/// The field that a message has and a document has not.
pub const TEXT: &str = "text";

/// Reads a document; of the two lists those that are wanted, and other fields not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Document {
    /// Messages, as the upstream lists them.
    Messages,
    /// Messages, and the reports beside them in a snapshot. One that may be a message as well, by its `text`, is
    /// refused: nobody can say what it means.
    Snapshot {
        /// Whether nobody has said that it is a document.
        may_be_message: bool,
    },
    /// Reports.
    Reports,
}

/// What a [`Document`] holds.
#[derive(Debug, Default)]
pub struct Contents<'a> {
    /// Its messages, where they are wanted.
    pub messages: Vec<Message<'a>>,
    /// Its reports, where they are wanted and there is a list of them.
    pub reports: Option<Vec<GivenReport>>,
}

#[derive(serde::Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Field {
    Messages,
    Reports,
    Text,
    #[serde(other)]
    Unknown,
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
        while let Some(field) = fields.next_key()? {
            match field {
                Field::Messages if self != Self::Reports => {
                    let list = fields.next_value_seed(ListOf { name: MESSAGES, element: MessageAt })?;
                    strict::once(&mut messages, Place::Root.field(MESSAGES), list)?;
                }
                Field::Reports if self != Self::Messages => {
                    let list = fields.next_value_seed(ListOf { name: REPORTS, element: GivenReportAt })?;
                    strict::once(&mut reports, Place::Root.field(REPORTS), list)?;
                }
                Field::Text if self == (Self::Snapshot { may_be_message: true }) => {
                    return Err(de::Error::custom(AMBIGUOUS));
                }
                _ => {
                    strict::ignore(Place::Root, fields.next_value()?)?;
                }
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

const AMBIGUOUS: &str =
    "text: found in a document of messages, expected a document or a message (--input-format says which)";
