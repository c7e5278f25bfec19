//! The bad messages of a document that was refused, for a person who is to mend them all: read once more, each message
//! by itself.

use crate::model::document::MESSAGES;
use crate::model::message::MessageAt;
use crate::model::strict::{self, Place};
use serde::de::{self, DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// What is wrong with up to `most` messages of a document or an array; nothing, where it is something else that is
/// wrong.
pub(super) fn problems(text: &str, most: usize) -> Vec<String> {
    let mut problems = Vec::new();
    let list = if text.trim_start().starts_with('[') { "" } else { MESSAGES };
    // Where it ends early, because the rest is no JSON or enough has been found, what has been found remains.
    let _ = strict::read(Survey { list, most, problems: &mut problems }, text, Place::Root);
    problems
}

struct Survey<'p> {
    /// The field that holds the messages; empty where the list is the document.
    list: &'static str,
    most: usize,
    problems: &'p mut Vec<String>,
}

impl<'de> DeserializeSeed<'de> for Survey<'_> {
    type Value = ();

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Survey<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("messages")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        while let Some(field) = fields.next_key::<String>()? {
            if field == MESSAGES {
                return fields.next_value_seed(self);
            }
            fields.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut messages: A) -> Result<(), A::Error> {
        let mut index = 0;
        while let Some(message) = messages.next_element::<&RawValue>()? {
            if let Err(problem) = strict::read_part(MessageAt(Place::Item(self.list, index)), message) {
                self.problems.push(problem);
            }
            if self.problems.len() >= self.most {
                return Err(de::Error::custom("enough"));
            }
            index += 1;
        }
        Ok(())
    }
}
