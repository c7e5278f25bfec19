//! A bill that was printed before, read again: the usage contract as JSON, NDJSON or CSV. As strict as the reading of
//! messages.

use crate::content;
use crate::content::kind::Kind;
use crate::error::{Error, Result};
use crate::model::credits::{Credits, decimal_of_json};
use crate::model::printable::{Found, is_formula};
use crate::model::row::Listing;
use crate::model::strict::{self, ListOf, Place};
use crate::model::timestamp::is_rfc3339;
use crate::model::usage_record::UsageRecord;
use crate::source::{Input, InputFormat};
use serde::de::{self, DeserializeSeed, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::io::Read;

/// What one message cost, as an export has it.
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug)]
pub enum Export {
    /// A bill.
    Records(Vec<ExportedRecord>),
    /// Something else: messages, it may be.
    Other,
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
    let mut reader = input.open().map_err(failed)?.reader;
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
        None => return Ok(Export::Other),
    };
    let bytes = content::read_all(head.chain(reader), &path, bytes_max)?;
    let records = content::utf8(&bytes).and_then(|text| match shape {
        Shape::Document => document(text),
        Shape::Lines => lines(text),
        Shape::Sheet => sheet(text),
    });
    records.map(Export::Records).map_err(|why| Error::data(place, why))
}

/// How records stand in a file, if it is an export.
fn shape(head: &[u8]) -> Option<Shape> {
    let head = head.get(content::mark_length(head)..)?.trim_ascii_start();
    let first_line = head.split(|byte| *byte == b'\n').next()?;
    let Listing { name, columns, .. } = UsageRecord::LISTING;
    let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
    if first_line.trim_ascii_end() == names.join(",").as_bytes() {
        return Some(Shape::Sheet);
    }
    let is_document = || {
        let rest =
            head.strip_prefix(b"{")?.trim_ascii_start().strip_prefix(format!("\"{name}\"").as_bytes())?;
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

fn document(text: &str) -> std::result::Result<Vec<ExportedRecord>, String> {
    strict::read(Document, text, Place::Root)
}

fn lines(text: &str) -> std::result::Result<Vec<ExportedRecord>, String> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim_ascii().is_empty());
    lines
        .map(|(number, line)| strict::read(RecordAt(Place::Line(number)), line, Place::Line(number)))
        .collect()
}

fn sheet(text: &str) -> std::result::Result<Vec<ExportedRecord>, String> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut records = Vec::new();
    let mut row = csv::StringRecord::new();
    while reader.read_record(&mut row).map_err(|error| error.to_string())? {
        let line = row.position().map_or(0, |position| line_of(text, position));
        let refuse = |column: &str, found: &str, expected: &str| {
            format!("line {line}: {column}: found {}, expected {expected}", Found(found))
        };
        let [id, timestamp, name, credits] = [0, 1, 2, 3].map(|column| row.get(column).unwrap_or_default());
        let message_id = id.parse().map_err(|_| refuse("message_id", id, "an integer of at most 64 bits"))?;
        if !is_rfc3339(timestamp) {
            return Err(refuse("timestamp", timestamp, "an RFC 3339 date and time"));
        }
        let amount = credits.parse().ok().filter(|amount| is_charge(*amount));
        let credits_used = amount.ok_or_else(|| refuse("credits_used", credits, EXPECTED_CREDITS))?;
        let report_name = Some(without_guard(name)).filter(|name| !name.is_empty()).map(str::to_owned);
        records.push(ExportedRecord {
            message_id,
            timestamp: timestamp.to_owned(),
            report_name,
            credits_used,
        });
    }
    Ok(records)
}

/// The line of a record; the end of the one before it may not have been passed by yet.
fn line_of(text: &str, position: &csv::Position) -> usize {
    let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let before = text.as_bytes().get(..start.saturating_add(1)).unwrap_or(text.as_bytes());
    1 + memchr::memchr_iter(b'\n', before).count()
}

/// A cell without the mark that keeps a spreadsheet from running it.
fn without_guard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(formula) if is_formula(formula) => formula,
        _ => cell,
    }
}

/// Reads the usage contract.
struct Document;

#[derive(serde::Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum DocumentField {
    Usage,
    #[serde(other)]
    Unknown,
}

impl<'de> DeserializeSeed<'de> for Document {
    type Value = Vec<ExportedRecord>;

    fn deserialize<D: de::Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> std::result::Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Document {
    type Value = Vec<ExportedRecord>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object with the field usage")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> std::result::Result<Self::Value, A::Error> {
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

/// Reads the record at a place; unknown fields are ignored.
struct RecordAt(Place);

#[derive(serde::Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Field {
    MessageId,
    Timestamp,
    ReportName,
    CreditsUsed,
    #[serde(other)]
    Unknown,
}

impl<'de> DeserializeSeed<'de> for RecordAt {
    type Value = ExportedRecord;

    fn deserialize<D: de::Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> std::result::Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for RecordAt {
    type Value = ExportedRecord;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an object (a record) as {}", self.0)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> std::result::Result<Self::Value, A::Error> {
        let (mut message_id, mut timestamp, mut report_name, mut credits_used) = (None, None, None, None);
        let place = |name| self.0.field(name);
        while let Some(field) = fields.next_key()? {
            match field {
                Field::MessageId => {
                    let value = strict::integer(place("message_id"), fields.next_value()?)?;
                    strict::once(&mut message_id, place("message_id"), value)?;
                }
                Field::Timestamp => {
                    let value = self.timestamp(fields.next_value()?)?;
                    strict::once(&mut timestamp, place("timestamp"), value)?;
                }
                Field::ReportName => {
                    let value = self.report_name(fields.next_value()?)?;
                    strict::once(&mut report_name, place("report_name"), value)?;
                }
                Field::CreditsUsed => {
                    let value = self.credits_used(fields.next_value()?)?;
                    strict::once(&mut credits_used, place("credits_used"), value)?;
                }
                Field::Unknown => strict::ignore(self.0, fields.next_value()?)?,
            }
        }
        Ok(ExportedRecord {
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
const EXPECTED_CREDITS: &str = "hundredths of a credit, not negative";

fn is_charge(amount: Credits) -> bool {
    !amount.is_negative() && amount.is_whole_cents()
}

impl RecordAt {
    fn timestamp<E: de::Error>(&self, raw: &RawValue) -> std::result::Result<Cow<'static, str>, E> {
        let place = self.0.field("timestamp");
        let timestamp = strict::string(place, raw)?;
        if is_rfc3339(&timestamp) {
            Ok(timestamp.into_owned().into())
        } else {
            Err(strict::unexpected(place, raw, EXPECTED_TIMESTAMP))
        }
    }

    fn report_name<'r, E: de::Error>(&self, raw: &'r RawValue) -> std::result::Result<Cow<'r, str>, E> {
        let place = self.0.field("report_name");
        match strict::string(place, raw)? {
            name if name.is_empty() => Err(strict::unexpected(place, raw, "a string that is not empty")),
            name => Ok(name),
        }
    }

    fn credits_used<E: de::Error>(&self, raw: &RawValue) -> std::result::Result<Credits, E> {
        let amount = decimal_of_json(raw.get())
            .and_then(Credits::from_decimal)
            .ok()
            .filter(|amount| is_charge(*amount));
        amount.ok_or_else(|| strict::unexpected(self.0.field("credits_used"), raw, EXPECTED_CREDITS))
    }
}
