//! What a file plainly is, where it is none that can be read: told by its first bytes, or by its first line once
//! reading has failed.

use crate::error::Error;
use crate::wire::utf8;
use serde_json::value::RawValue;
use std::collections::HashMap;

/// What was found in the place of messages, and the way out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("found {found}, expected {expected}")]
pub struct FileKind {
    found: &'static str,
    expected: &'static str,
    hint: &'static str,
}

/// Bytes that tell a binary format.
pub(super) const MAGIC_BYTES: usize = 4;

const UNPACK: &str = "decompress it first (of compressed files, gzip alone is read as it is)";
const SAVE_AS_UTF_8: &str = "save it as UTF-8: iconv -f UTF-16 -t UTF-8 FILE; in PowerShell: Get-Content FILE | Set-Content -Encoding utf8 NEW";
const CHARGED: &str =
    "it is charged already: 'copilot-usage diff OLD NEW' compares two bills as they were printed";
const RESULT: &str = "give the messages that it was made of";
const MESSAGES: &str = "messages as JSON or NDJSON";

const CSV: FileKind = text("CSV", "export the messages as JSON or NDJSON, or fetch them again");
const BILL: FileKind = text("a bill of copilot-usage", CHARGED);
const SUMMARY: FileKind = text("a summary of copilot-usage", RESULT);

/// Documents that this program prints, by the field that holds their list.
const PRINTED: [(&str, FileKind); 5] = [
    ("\"usage\"", BILL),
    ("\"summary\"", SUMMARY),
    ("\"comparison\"", text("a comparison of copilot-usage", RESULT)),
    ("\"difference\"", text("a difference between bills of copilot-usage", RESULT)),
    ("\"tariffs\"", text("a list of tariffs of copilot-usage", RESULT)),
];

const fn binary(found: &'static str, hint: &'static str) -> FileKind {
    FileKind { found, expected: "text (UTF-8, plain or gzip)", hint }
}

const fn text(found: &'static str, hint: &'static str) -> FileKind {
    FileKind { found, expected: MESSAGES, hint }
}

impl FileKind {
    /// The binary format or the encoding that bytes begin with. No JSON, NDJSON, CSV or TOML begins like one of them.
    pub fn of_magic(bytes: &[u8]) -> Option<Self> {
        Some(match bytes {
            [b'P', b'K', 3 | 5, ..] => binary(
                "a workbook (xlsx, ods) or another zip archive",
                "unpack the archive; of a workbook, take the JSON or CSV that it was made of",
            ),
            [0xd0, 0xcf, 0x11, ..] => {
                binary("an old workbook (xls) or document", "take the JSON or CSV that it was made of")
            }
            [0x28, 0xb5, 0x2f, 0xfd, ..] => binary("zstd", UNPACK),
            [b'B', b'Z', b'h', b'1'..=b'9', ..] => binary("bzip2", UNPACK),
            [0xfd, b'7', b'z', b'X', ..] => binary("xz", UNPACK),
            [0x04, 0x22, 0x4d, 0x18, ..] => binary("lz4", UNPACK),
            [b'7', b'z', 0xbc, 0xaf, ..] => binary("a 7z archive", UNPACK),
            [0x1f, 0x8b, ..] => binary("gzip once more", "decompress it first: gzip -d"),
            [b'%', b'P', b'D', b'F', ..] => {
                binary("a PDF document", "take the JSON or CSV that it was made of")
            }
            [0, 0, 0, 0, ..] => binary("zero bytes", "it was not written to its end: fetch or copy it again"),
            [0xff, 0xfe, 0, 0, ..]
            | [0, 0, 0xfe, 0xff, ..]
            | [9..=0x7e, 0, 0, 0, ..]
            | [0, 0, 0, 9..=0x7e, ..] => binary("UTF-32", "save it as UTF-8: iconv -f UTF-32 -t UTF-8 FILE"),
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [9..=0x7e, 0, _, ..] | [0, 9..=0x7e, 0, ..] => {
                binary("UTF-16", SAVE_AS_UTF_8)
            }
            _ => return None,
        })
    }

    /// What a file is that could not be read as messages.
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
        text(
            found,
            "it may be the page of a login, a proxy or an error: look at it, check the URL and the token",
        )
    }

    /// A document of ours has nothing but plain values before its list.
    fn printed(text: &str) -> Option<Self> {
        let (before, _) = text.strip_prefix('{')?.split_once('[')?;
        let before = before.trim_ascii_end().strip_suffix(':')?.trim_ascii_end();
        if before.ends_with("\"items\"") && before.contains("\"tariff\"") {
            return Some(self::text("an explanation of copilot-usage", RESULT));
        }
        PRINTED.into_iter().find_map(|(name, kind)| before.ends_with(name).then_some(kind))
    }

    /// What the record is that a text begins with, maybe as the first of an array.
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

    /// The error that it is, in a file.
    pub fn error(self, place: &str) -> Error {
        Error::data(place, self.to_string()).with_hint(self.hint)
    }

    /// Whether it is a bill, or a table that may be one that was changed.
    pub fn may_be_bill(self) -> bool {
        self == CSV || self == BILL
    }

    /// The error that it is in the place of a tariff.
    pub fn error_of_tariff(self, what: String) -> Error {
        Error::usage(what, format!("found {}, expected TOML in UTF-8", self.found)).with_hint(self.hint)
    }
}

/// Whether a line looks like the names of columns: several words, the first of them no JSON.
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

/// The error of bytes that could not be read: what they are, where that is plain, else what is wrong with them.
pub fn unread(place: &str, bytes: &[u8], why: String) -> Error {
    match FileKind::of(bytes) {
        Some(kind) => kind.error(place),
        None => with_way_out(place, why),
    }
}

/// The error of a document that is wrong, with the way out where it is known.
pub fn with_way_out(place: &str, why: String) -> Error {
    let is_page = why.contains(crate::wire::document::ONE_PAGE);
    let error = Error::data(place, why);
    if is_page {
        error.with_hint(
            "fetch all pages and join them: jq -s 'reduce .[] as $page ({}; .messages += $page.messages | .reports += \
             $page.reports) | if .reports then . else del(.reports) end' PAGE... > FILE",
        )
    } else {
        error
    }
}
