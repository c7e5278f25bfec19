//! The JSON of a message, read strictly, field by field.

use crate::model::message::Message;
use crate::model::timestamp::is_rfc3339;
use crate::wire::strict::{self, Place};
use serde::de::{self, DeserializeSeed, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// Reads the message at a place. Unknown fields are skipped.
#[derive(Debug, Clone, Copy)]
pub struct MessageAt(pub Place);

#[derive(serde::Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum MessageField {
    Id,
    Text,
    Timestamp,
    ReportId,
    #[serde(other)]
    Unknown,
}

impl<'de> DeserializeSeed<'de> for MessageAt {
    type Value = Message<'de>;

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<Message<'de>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for MessageAt {
    type Value = Message<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an object (a message) as {}", self.0)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Message<'de>, A::Error> {
        let (mut id, mut text, mut timestamp, mut report_id) = (None, None, None, None);
        let place = |name| self.0.field(name);
        while let Some(field) = fields.next_key()? {
            match field {
                MessageField::Id => {
                    let value = strict::integer(place("id"), fields.next_value()?)?;
                    strict::once(&mut id, place("id"), value)?;
                }
                MessageField::Text => {
                    let value = strict::string(place("text"), fields.next_value()?)?;
                    strict::once(&mut text, place("text"), value)?;
                }
                MessageField::Timestamp => {
                    let value = self.timestamp(fields.next_value()?)?;
                    strict::once(&mut timestamp, place("timestamp"), value)?;
                }
                MessageField::ReportId => {
                    let value = self.report_id(fields.next_value()?)?;
                    strict::once(&mut report_id, place("report_id"), value)?;
                }
                MessageField::Unknown => {
                    strict::ignore(self.0, fields.next_value()?)?;
                }
            }
        }
        Ok(Message {
            id: id.ok_or_else(|| strict::missing(place("id"), "an integer"))?,
            text: text.ok_or_else(|| strict::missing(place("text"), "a string"))?,
            timestamp: timestamp.ok_or_else(|| strict::missing(place("timestamp"), EXPECTED_TIMESTAMP))?,
            report_id: report_id.flatten(),
        })
    }
}

const EXPECTED_TIMESTAMP: &str = "an RFC 3339 date and time with Z or an offset";

impl MessageAt {
    fn timestamp<E: de::Error>(self, raw: &RawValue) -> Result<Cow<'_, str>, E> {
        let place = self.0.field("timestamp");
        let timestamp = strict::string(place, raw)?;
        if is_rfc3339(&timestamp) {
            Ok(timestamp)
        } else {
            Err(strict::unexpected(place, raw, EXPECTED_TIMESTAMP))
        }
    }

    fn report_id<E: de::Error>(self, raw: &RawValue) -> Result<Option<i64>, E> {
        if raw.get() == "null" { Ok(None) } else { strict::integer(self.0.field("report_id"), raw).map(Some) }
    }
}
