//! Messages in one JSON document: `{"messages":[…]}`, a snapshot with `"reports":[…]` beside them, a bare array.

use crate::content;
use crate::error::{Error, Result};
use crate::model::batch::{BATCH_MESSAGES_MAX, Batch};
use crate::model::document::{Document, MESSAGES};
use crate::model::message::{Message, MessageAt};
use crate::model::report::GivenReports;
use crate::model::strict::{self, ListOf, Place};
use crate::source::{MessageIds, survey, together};
use serde::de::{self, IgnoredAny, MapAccess, Visitor};
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
        let mut errors = Vec::new();
        let mut messages = Vec::with_capacity(BATCH_MESSAGES_MAX.min(self.messages.len()));
        for (index, message) in self.messages.by_ref().take(BATCH_MESSAGES_MAX) {
            match ids.take(&self.place, Place::Item(self.list, index), message.id) {
                Ok(()) => messages.push(message),
                Err(error) => errors.push(error),
            }
            if errors.len() >= ids.strictness.errors_max {
                break;
            }
        }
        if !errors.is_empty() {
            return Err(together(errors));
        }
        let batch = Batch { place: Arc::clone(&self.place), messages, reports: self.reports.clone() };
        Ok(if batch.messages.is_empty() { None } else { Some(batch) })
    }
}

/// Reads a file: a document, a snapshot or a bare array.
pub(super) fn read_file(
    place: &Arc<str>,
    bytes: &[u8],
    may_be_message: bool,
    errors_max: usize,
) -> Result<Batches> {
    let text = content::utf8(bytes).map_err(|why| Error::data(&**place, why))?;
    let refuse = |why| refused(place, why, text, errors_max);
    if text.trim_start().starts_with('[') {
        let list = ListOf { name: "", element: MessageAt };
        let messages = strict::read(list, text, Place::Root).map_err(refuse)?;
        return Ok(batches(Arc::clone(place), "", messages, None));
    }
    let document = strict::read(Document::Snapshot { may_be_message }, text, Place::Root).map_err(refuse)?;
    let reports = document.reports.map(|list| Arc::new(GivenReports::new(place.to_string(), list)));
    Ok(batches(Arc::clone(place), MESSAGES, document.messages, reports))
}

/// Reads what the upstream answered, where `reports` is a field like any other.
pub(super) fn read_upstream(url: &str, text: &str, errors_max: usize) -> Result<Batches> {
    let document = strict::read(Document::Messages, text, Place::Root);
    let document = document.map_err(|why| refused(url, why, text, errors_max))?;
    Ok(batches(url.into(), MESSAGES, document.messages, None))
}

/// The error of a document, or of as many of its messages as shall be told.
fn refused(place: &str, why: String, text: &str, errors_max: usize) -> Error {
    let mut problems = if errors_max > 1 { survey::problems(text, errors_max) } else { Vec::new() };
    if problems.is_empty() {
        problems.push(why);
    }
    together(problems.into_iter().map(|why| Error::data(place, why)).collect())
}

fn batches(
    place: Arc<str>,
    list: &'static str,
    messages: Vec<Message>,
    reports: Option<Arc<GivenReports>>,
) -> Batches {
    Batches { place, messages: messages.into_iter().enumerate(), list, reports }
}

/// Whether the first line of a file is a message by itself: a whole object with a field of a message, and without
/// the field `messages`, which makes it a document.
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
