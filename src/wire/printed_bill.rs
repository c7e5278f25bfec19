//! Reads a bill that this program printed: the usage contract as JSON, NDJSON or CSV. It is as strict as for messages.

mod contract;
mod sheet;

use crate::model::record::{OwnedRecord, UsageRecord};
use serde_json::value::RawValue;
use std::collections::HashMap;

/// The format of a printed bill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BillShape {
    /// The usage contract as one JSON document.
    Document,
    /// NDJSON: one record per line.
    Lines,
    /// CSV.
    Sheet,
}

impl BillShape {
    /// Detects the format of a bill from its first bytes. Returns `None` if it is not a bill.
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

    /// Reads the records of a bill.
    ///
    /// # Errors
    /// A sentence with the line or path, what was found and what was expected.
    pub fn read(self, text: &str) -> Result<Vec<OwnedRecord>, String> {
        match self {
            Self::Document => contract::document(text),
            Self::Lines => contract::lines(text),
            Self::Sheet => sheet::records(text),
        }
    }
}
