//! Reads the records of the usage contract from JSON or NDJSON.

use crate::model::credits::{Credits, decimal_of_json};
use crate::model::record::OwnedRecord;
use crate::model::timestamp::is_rfc3339;
use crate::wire::strict::{self, ListOf, Place};
use serde::de::{self, DeserializeSeed, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// Reads the records of a JSON document.
pub(super) fn document(text: &str) -> Result<Vec<OwnedRecord>, String> {
    strict::read(BillDocument, text, Place::Root)
}

/// Reads the records of an NDJSON file.
pub(super) fn lines(text: &str) -> Result<Vec<OwnedRecord>, String> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim_ascii().is_empty());
    lines
        .map(|(number, line)| strict::read(RecordAt(Place::Line(number)), line, Place::Line(number)))
        .collect()
}

/// Reads the usage contract.
struct BillDocument;

#[derive(serde::Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum DocumentField {
    Usage,
    #[serde(other)]
    Unknown,
}

impl<'de> DeserializeSeed<'de> for BillDocument {
    type Value = Vec<OwnedRecord>;

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for BillDocument {
    type Value = Vec<OwnedRecord>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object with the field usage")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Self::Value, A::Error> {
        let mut usage = None;
        while let Some(field) = fields.next_key()? {
            match field {
                DocumentField::Usage => {
                    let list = fields.next_value_seed(ListOf { name: "usage", element: RecordAt })?;
                    strict::once(&mut usage, Place::Root.field("usage"), list)?;
                }
                DocumentField::Unknown => strict::ignore(Place::Root, fields.next_value()?)?,
            }
        }
        usage.ok_or_else(|| strict::missing(Place::Root.field("usage"), "an array of records"))
    }
}

/// Reads the record at a place. Unknown fields are skipped.
struct RecordAt(Place);

#[derive(serde::Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum RecordField {
    MessageId,
    Timestamp,
    ReportName,
    CreditsUsed,
    #[serde(other)]
    Unknown,
}

impl<'de> DeserializeSeed<'de> for RecordAt {
    type Value = OwnedRecord;

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for RecordAt {
    type Value = OwnedRecord;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an object (a record) as {}", self.0)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Self::Value, A::Error> {
        let (mut message_id, mut timestamp, mut report_name, mut credits_used) = (None, None, None, None);
        let place = |name| self.0.field(name);
        while let Some(field) = fields.next_key()? {
            match field {
                RecordField::MessageId => {
                    let value = strict::integer(place("message_id"), fields.next_value()?)?;
                    strict::once(&mut message_id, place("message_id"), value)?;
                }
                RecordField::Timestamp => {
                    let value = self.timestamp(fields.next_value()?)?;
                    strict::once(&mut timestamp, place("timestamp"), value)?;
                }
                RecordField::ReportName => {
                    let value = self.report_name(fields.next_value()?)?;
                    strict::once(&mut report_name, place("report_name"), value)?;
                }
                RecordField::CreditsUsed => {
                    let value = self.credits_used(fields.next_value()?)?;
                    strict::once(&mut credits_used, place("credits_used"), value)?;
                }
                RecordField::Unknown => strict::ignore(self.0, fields.next_value()?)?,
            }
        }
        Ok(OwnedRecord {
            message_id: message_id.ok_or_else(|| strict::missing(place("message_id"), "an integer"))?,
            timestamp: timestamp
                .ok_or_else(|| strict::missing(place("timestamp"), EXPECTED_TIMESTAMP))?
                .into_owned(),
            report_name: report_name.map(Cow::into_owned),
            credits_used: credits_used
                .ok_or_else(|| strict::missing(place("credits_used"), EXPECTED_CREDITS))?,
        })
    }
}

const EXPECTED_TIMESTAMP: &str = "an RFC 3339 date and time with Z or an offset";
const EXPECTED_CREDITS: &str = "a number with at most two decimals, not negative";

fn is_charge(amount: Credits) -> bool {
    !amount.is_negative() && amount.is_whole_cents()
}

impl RecordAt {
    fn timestamp<E: de::Error>(&self, raw: &RawValue) -> Result<Cow<'static, str>, E> {
        let place = self.0.field("timestamp");
        let timestamp = strict::string(place, raw)?;
        if is_rfc3339(&timestamp) {
            Ok(timestamp.into_owned().into())
        } else {
            Err(strict::unexpected(place, raw, EXPECTED_TIMESTAMP))
        }
    }

    fn report_name<'r, E: de::Error>(&self, raw: &'r RawValue) -> Result<Cow<'r, str>, E> {
        let place = self.0.field("report_name");
        match strict::string(place, raw)? {
            name if name.is_empty() => Err(strict::unexpected(place, raw, "a string that is not empty")),
            name => Ok(name),
        }
    }

    fn credits_used<E: de::Error>(&self, raw: &RawValue) -> Result<Credits, E> {
        let amount = decimal_of_json(raw.get())
            .and_then(Credits::from_decimal)
            .ok()
            .filter(|amount| is_charge(*amount));
        amount.ok_or_else(|| strict::unexpected(self.0.field("credits_used"), raw, EXPECTED_CREDITS))
    }
}
