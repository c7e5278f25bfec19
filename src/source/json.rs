//! Messages in one JSON document: `{"messages":[…]}`, a snapshot with `"reports":[…]` beside them, a bare array.

use crate::content;
use crate::error::{Error, Result};
use crate::model::batch::{BATCH_MESSAGES_MAX, Batch};
use crate::model::message::{Message, MessageAt};
use crate::model::report::{GivenReport, GivenReportAt, GivenReports};
use crate::model::strict::{self, ListOf, Place};
use crate::source::MessageIds;
use serde::de::{self, DeserializeSeed, IgnoredAny, MapAccess, Visitor};
use std::fmt;
use std::sync::Arc;

/// The messages of a document, not yet handed on.
pub(super) struct Batches {
    place: Arc<str>,
    messages: std::iter::Enumerate<std::vec::IntoIter<Message>>,
    list: &'static str,
    reports: Option<Arc<GivenReports>>,
}

impl Batches {
    pub(super) fn next_batch(&mut self, ids: &mut MessageIds) -> Result<Option<Batch>> {
        let mut messages = Vec::with_capacity(BATCH_MESSAGES_MAX.min(self.messages.len()));
        for (index, message) in self.messages.by_ref().take(BATCH_MESSAGES_MAX) {
            ids.take(&self.place, Place::Item(self.list, index), message.id)?;
            messages.push(message);
        }
        let batch = Batch { place: Arc::clone(&self.place), messages, reports: self.reports.clone() };
        Ok(if batch.messages.is_empty() { None } else { Some(batch) })
    }
}

/// Reads a file: a document, a snapshot or a bare array.
pub(super) fn read_file(place: &Arc<str>, bytes: &[u8]) -> Result<Batches> {
    let text = content::text(place, bytes)?;
    let refuse = |why| Error::data(&**place, why);
    if text.trim_start().starts_with('[') {
        let list = ListOf { name: "", element: MessageAt };
        let messages = strict::read(list, text, Place::Root).map_err(refuse)?;
        return Ok(batches(Arc::clone(place), "", messages, None));
    }
    let document = strict::read(Document { with_reports: true }, text, Place::Root).map_err(refuse)?;
    let reports = document.reports.map(|list| Arc::new(GivenReports::new(place.to_string(), list)));
    Ok(batches(Arc::clone(place), MESSAGES, document.messages, reports))
}

/// Reads what the upstream answered, where `reports` is a field like any other.
pub(super) fn read_upstream(url: &str, text: &str) -> Result<Batches> {
    let document = strict::read(Document { with_reports: false }, text, Place::Root);
    let document = document.map_err(|why| Error::data(url, why))?;
    Ok(batches(url.into(), MESSAGES, document.messages, None))
}

fn batches(
    place: Arc<str>,
    list: &'static str,
    messages: Vec<Message>,
    reports: Option<Arc<GivenReports>>,
) -> Batches {
    Batches { place, messages: messages.into_iter().enumerate(), list, reports }
}

const MESSAGES: &str = "messages";
const REPORTS: &str = "reports";

struct Document {
    with_reports: bool,
}

struct Contents {
    messages: Vec<Message>,
    reports: Option<Vec<GivenReport>>,
}

#[derive(serde::Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Field {
    Messages,
    Reports,
    #[serde(other)]
    Unknown,
}

impl<'de> DeserializeSeed<'de> for Document {
    type Value = Contents;

    fn deserialize<D: de::Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> std::result::Result<Contents, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Document {
    type Value = Contents;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object with the field messages")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> std::result::Result<Contents, A::Error> {
        let (mut messages, mut reports) = (None, None);
        while let Some(field) = fields.next_key()? {
            match field {
                Field::Messages => {
                    let list = fields.next_value_seed(ListOf { name: MESSAGES, element: MessageAt })?;
                    strict::once(&mut messages, Place::Root.field(MESSAGES), list)?;
                }
                Field::Reports if self.with_reports => {
                    let list = fields.next_value_seed(ListOf { name: REPORTS, element: GivenReportAt })?;
                    strict::once(&mut reports, Place::Root.field(REPORTS), list)?;
                }
                Field::Reports | Field::Unknown => {
                    fields.next_value::<IgnoredAny>()?;
                }
            }
        }
        let messages =
            messages.ok_or_else(|| strict::missing(Place::Root.field(MESSAGES), "an array of messages"))?;
        Ok(Contents { messages, reports })
    }
}

/// Whether the first line of a file is a message by itself: a whole object with a field of a message, and without
/// the field `messages`.
pub(super) fn is_message(line: &[u8]) -> bool {
    let mut reader = serde_json::Deserializer::from_slice(line);
    de::Deserializer::deserialize_map(&mut reader, FieldNames).unwrap_or(false)
}

struct FieldNames;

impl<'de> Visitor<'de> for FieldNames {
    type Value = bool;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> std::result::Result<bool, A::Error> {
        let mut is_message = false;
        while let Some(field) = fields.next_key::<String>()? {
            match field.as_str() {
                MESSAGES => return Err(de::Error::custom("a document")),
                "id" | "text" | "timestamp" => is_message = true,
                _ => {}
            }
            fields.next_value::<IgnoredAny>()?;
        }
        Ok(is_message)
    }
}
