//! A bill that was printed before, read again: the usage contract as JSON, NDJSON or CSV. As strict as the reading of
//! messages.

mod contract;
mod sheet;

use crate::model::record::{OwnedRecord, UsageRecord};
use serde_json::value::RawValue;
use std::collections::HashMap;

/// How the records of a bill are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BillShape {
    /// The usage contract as one JSON document.
    Document,
    /// A record a line: NDJSON.
    Lines,
    /// CSV.
    Sheet,
}

impl BillShape {
    /// The shape of a bill by its first bytes; `None` if it is no bill.
    pub fn of(head: &[u8]) -> Option<Self> {
        let head = head.trim_ascii_start();
        let first_line = head.split(|byte| *byte == b'\n').next()?;
        if std::str::from_utf8(first_line.trim_ascii_end()).is_ok_and(sheet::is_header) {
            return Some(Self::Sheet);
        }
        let name = format!("\"{}\"", UsageRecord::LISTING.name);
        let is_document = || {
            let rest = head.strip_prefix(b"{")?.trim_ascii_start().strip_prefix(name.as_bytes())?;
            rest.trim_ascii_start().strip_prefix(b":")
        };
        let is_record = || {
            let object: Option<HashMap<String, &RawValue>> = serde_json::from_slice(first_line).ok();
            object.is_some_and(|object| object.contains_key("message_id") && !object.contains_key("text"))
        };
        match is_document() {
            Some(_) => Some(Self::Document),
            None => is_record().then_some(Self::Lines),
        }
    }

    /// The records of a bill.
    ///
    /// # Errors
    /// The line or path, what was found and what was expected.
    pub fn read(self, text: &str) -> Result<Vec<OwnedRecord>, String> {
        match self {
            Self::Document => contract::document(text),
            Self::Lines => contract::lines(text),
            Self::Sheet => sheet::records(text),
        }
    }
}
