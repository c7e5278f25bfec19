//! Detects the format of a file that cannot be read as messages, from its first bytes, or from its first line once
//! reading has failed.

use crate::error::{Conversion, Error, Hint, Setting};
use crate::wire::document;
use crate::wire::utf8;
use serde_json::value::RawValue;
use std::collections::HashMap;

/// A file format that is not supported, with the way to convert it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("found {found}, expected {expected}")]
pub struct FileKind {
    found: &'static str,
    expected: &'static str,
    conversion: Conversion,
}

/// The number of first bytes from which a binary format is detected.
pub(super) const MAGIC_BYTES: usize = 4;

const MESSAGES: &str = "messages as JSON or NDJSON";

const CSV: FileKind = text("CSV", Conversion::ExportJson);
const BILL: FileKind = text("a bill of copilot-usage", Conversion::CompareBills);
const SUMMARY: FileKind = text("a summary of copilot-usage", Conversion::GiveMessages);

/// Documents that this program prints, by the field that holds the list.
const PRINTED: [(&str, FileKind); 5] = [
    ("\"usage\"", BILL),
    ("\"summary\"", SUMMARY),
    ("\"comparison\"", text("a comparison of copilot-usage", Conversion::GiveMessages)),
    ("\"difference\"", text("a difference between bills of copilot-usage", Conversion::GiveMessages)),
    ("\"tariffs\"", text("a list of tariffs of copilot-usage", Conversion::GiveMessages)),
];

const fn binary(found: &'static str, conversion: Conversion) -> FileKind {
    FileKind { found, expected: "text (UTF-8, plain or gzip)", conversion }
}

const fn text(found: &'static str, conversion: Conversion) -> FileKind {
    FileKind { found, expected: MESSAGES, conversion }
}

impl FileKind {
    /// Detects a binary format or an encoding from the first bytes. No JSON, NDJSON, CSV or TOML in UTF-8 begins like
    /// one of them.
    pub fn of_magic(bytes: &[u8]) -> Option<Self> {
        Some(match bytes {
            [b'P', b'K', 3 | 5, ..] => {
                binary("a workbook (xlsx, ods) or another zip archive", Conversion::Unpack)
            }
            [0xd0, 0xcf, 0x11, ..] => binary("an old workbook (xls) or document", Conversion::TakeSource),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => binary("zstd", Conversion::Decompress),
            [b'B', b'Z', b'h', b'1'..=b'9', ..] => binary("bzip2", Conversion::Decompress),
            [0xfd, b'7', b'z', b'X', ..] => binary("xz", Conversion::Decompress),
            [0x04, 0x22, 0x4d, 0x18, ..] => binary("lz4", Conversion::Decompress),
            [b'7', b'z', 0xbc, 0xaf, ..] => binary("a 7z archive", Conversion::Decompress),
            [0x1f, 0x8b, ..] => binary("gzip inside gzip", Conversion::DecompressGzip),
            [b'%', b'P', b'D', b'F', ..] => binary("a PDF document", Conversion::TakeSource),
            [0, 0, 0, 0, ..] => binary("NUL bytes", Conversion::FetchAgain),
            [0xff, 0xfe, 0, 0, ..]
            | [0, 0, 0xfe, 0xff, ..]
            | [9..=0x7e, 0, 0, 0, ..]
            | [0, 0, 0, 9..=0x7e, ..] => binary("UTF-32", Conversion::FromUtf32),
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [9..=0x7e, 0, _, ..] | [0, 9..=0x7e, 0, ..] => {
                binary("UTF-16", Conversion::FromUtf16)
            }
            _ => return None,
        })
    }

    /// Detects the format of a file that could not be read as messages. Returns `None` if it is none of those known.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        Self::of_magic(bytes).or_else(|| Self::of_text(utf8::valid_prefix(bytes)))
    }

    fn of_text(text: &str) -> Option<Self> {
        let text = text.trim_ascii_start();
        let line = text.lines().next()?.trim_ascii_end();
        match text.as_bytes() {
            [b'<', ..] => Some(Self::of_markup(line)),
            [b'[' | b'{', ..] => Self::printed(text).or_else(|| Self::of_record(text)),
            _ if line.replace('"', "").starts_with("message_id,timestamp,") => Some(BILL),
            _ => is_csv(line).then_some(CSV),
        }
    }

    fn of_markup(line: &str) -> Self {
        let line = line.to_ascii_lowercase();
        let is_html = line.starts_with("<!doctype html") || line.starts_with("<html");
        let found = if is_html { "an HTML page" } else { "XML or HTML" };
        text(found, Conversion::LookAtPage)
    }

    /// Detects a document that this program prints. It has only plain values before its list.
    fn printed(text: &str) -> Option<Self> {
        let (before, _) = text.strip_prefix('{')?.split_once('[')?;
        let before = before.trim_ascii_end().strip_suffix(':')?.trim_ascii_end();
        if before.ends_with("\"items\"") && before.contains("\"tariff\"") {
            return Some(self::text("an explanation of copilot-usage", Conversion::GiveMessages));
        }
        PRINTED.into_iter().find_map(|(name, kind)| before.ends_with(name).then_some(kind))
    }

    /// Detects a bill or a summary by the first record of a text, by itself or in an array.
    pub fn of_record(text: &str) -> Option<Self> {
        let text = text.strip_prefix('[').unwrap_or(text);
        let record = serde_json::Deserializer::from_str(text).into_iter::<HashMap<String, &RawValue>>();
        let record = record.map_while(Result::ok).next()?;
        let has = |names: [&str; 2]| names.iter().all(|name| record.contains_key(*name));
        if has(["message_id", "credits_used"]) {
            return Some(BILL);
        }
        has(["messages", "credits"]).then_some(SUMMARY)
    }

    /// The error for a file of this kind, with a hint.
    pub fn error(self, place: &str) -> Error {
        Error::data(place, self.to_string()).with_hint(Hint::Convert(self.conversion))
    }

    /// Whether it is a bill, or CSV, which may be an edited bill.
    pub fn may_be_bill(self) -> bool {
        self == CSV || self == BILL
    }

    /// The error for a tariff file of this kind, with a hint.
    pub fn error_of_tariff(self, name: &str) -> Error {
        let what = Setting::Tariff { name: name.to_owned(), line: None };
        Error::usage(what, format!("found {}, expected TOML in UTF-8", self.found))
            .with_hint(Hint::Convert(self.conversion))
    }
}

/// Whether a line looks like the header of a CSV file: two or more names, none of them JSON.
fn is_csv(line: &str) -> bool {
    let is_name = |name: &str| {
        let name = name.trim_matches([' ', '"']);
        name.starts_with(|first: char| first.is_alphabetic() || first == '_')
            && !name.contains(['{', '}', '[', ']', ':', '"'])
    };
    [',', ';', '\t']
        .into_iter()
        .any(|delimiter| line.contains(delimiter) && line.split(delimiter).all(is_name))
}

/// The error for bytes that could not be read: the format of the file if it is detected, else `why`.
pub fn unread(place: &str, bytes: &[u8], why: String) -> Error {
    match FileKind::of(bytes) {
        Some(kind) => kind.error(place),
        None => with_way_out(place, why),
    }
}

/// The error for a document that is not valid, with a hint if there is one. The hint depends on the text of the error,
/// because the parser passes on nothing else.
pub fn with_way_out(place: &str, why: String) -> Error {
    let hint = if why.contains(document::ONE_PAGE) {
        Some(Hint::JoinPages)
    } else {
        why.ends_with(document::AMBIGUOUS).then_some(Hint::SayInputFormat)
    };
    let error = Error::data(place, why);
    match hint {
        Some(hint) => error.with_hint(hint),
        None => error,
    }
}
