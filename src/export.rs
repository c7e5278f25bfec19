//! A bill that was printed before, read again: the usage contract as JSON, NDJSON or CSV. As strict as the reading of
//! messages.

mod contract;
mod sheet;

use crate::content;
use crate::content::kind::Kind;
use crate::error::{Error, Result};
use crate::model::credits::Credits;
use crate::model::printable::Found;
use crate::model::usage_record::UsageRecord;
use crate::source::{Input, InputFormat, OpenInput};
use serde_json::value::RawValue;
use std::collections::HashMap;
use std::io::{Cursor, Read};

/// What one message cost, as an export has it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ExportedRecord {
    /// The message's number.
    pub message_id: i64,
    /// The message's time.
    pub timestamp: String,
    /// The title of the report that was billed, if one was.
    pub report_name: Option<String>,
    /// The charge.
    pub credits_used: Credits,
}

impl From<&UsageRecord<'_>> for ExportedRecord {
    fn from(record: &UsageRecord<'_>) -> Self {
        Self {
            message_id: record.message_id,
            timestamp: record.timestamp.to_owned(),
            report_name: record.report_name.map(str::to_owned),
            credits_used: record.credits_used,
        }
    }
}

/// What stands in a file that may be an export.
pub enum Export {
    /// A bill.
    Records(Vec<ExportedRecord>),
    /// Something else, to be read from its beginning: messages, it may be.
    Other(OpenInput),
}

/// How records stand in an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Document,
    Lines,
    Sheet,
}

const EXPECTED_BILL: &str = "expected a bill as copilot-usage prints it (JSON, NDJSON or CSV), or messages";

/// Bytes of a file that tell what it is.
const HEAD_BYTES: u64 = 1 << 16;

/// Reads an export of at most `bytes_max` bytes, decompressed. Its content tells how its records stand; of a file
/// without any content, `format` must say that it is a stream.
///
/// # Errors
/// [`Error::File`]; [`Error::Data`], with the line or path, what was found and what was expected.
pub fn read(input: &Input, format: Option<InputFormat>, bytes_max: u64) -> Result<Export> {
    let path = input.path();
    let place = path.display().to_string();
    let failed = |error| content::unreadable(&path, error);
    let OpenInput { mut reader, file } = input.open().map_err(failed)?;
    let mut head = Vec::new();
    reader.by_ref().take(HEAD_BYTES).read_to_end(&mut head).map_err(failed)?;
    let shape = match shape(&head) {
        Some(shape) => shape,
        None if head.is_empty() && format == Some(InputFormat::Ndjson) => Shape::Lines,
        None if head.trim_ascii_start().first().is_some_and(|first| !b"{[".contains(first)) => {
            if let Some(kind) = Kind::of(&head).filter(|kind| !kind.may_be_bill()) {
                return Err(kind.error(&place));
            }
            let line = String::from_utf8_lossy(&head);
            let found = Found(line.lines().next().unwrap_or_default()).to_string();
            return Err(Error::data(place, format!("line 1: found {found}, {EXPECTED_BILL}")));
        }
        None => {
            let reader = Box::new(Cursor::new(head).chain(reader));
            return Ok(Export::Other(OpenInput { reader, file }));
        }
    };
    let bytes = content::read_all(head.chain(reader), &path, bytes_max)?;
    let records = content::utf8(&bytes).and_then(|text| match shape {
        Shape::Document => contract::document(text),
        Shape::Lines => contract::lines(text),
        Shape::Sheet => sheet::records(text),
    });
    records.map(Export::Records).map_err(|why| Error::data(place, why))
}

/// How records stand in a file, if it is an export.
fn shape(head: &[u8]) -> Option<Shape> {
    let head = head.trim_ascii_start();
    let first_line = head.split(|byte| *byte == b'\n').next()?;
    if std::str::from_utf8(first_line.trim_ascii_end()).is_ok_and(sheet::is_header) {
        return Some(Shape::Sheet);
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
        Some(_) => Some(Shape::Document),
        None => is_record().then_some(Shape::Lines),
    }
}
