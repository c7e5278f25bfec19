//! The output formats and their options.

use std::path::Path;

/// An output format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One JSON document, with one row per line.
    Json,
    /// Newline-delimited JSON, one row per line without an envelope.
    Ndjson,
    /// Comma-separated values, RFC 4180.
    Csv,
    /// Aligned columns for people.
    Table,
}

/// The options of the formats.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Layout {
    /// Whether the output goes to a terminal, so that control characters must be escaped.
    pub terminal: bool,
    /// CSV: do not escape cells that a spreadsheet would run as a formula.
    pub csv_raw: bool,
    /// Table: the width of the terminal in cells. If `None`, the table is as wide as its rows.
    pub width: Option<u16>,
    /// Table: whether to print headings in bold.
    pub color: bool,
}

impl Format {
    /// Returns the format that the ending of a file name stands for, if any. Ignores a `.gz` after it.
    pub fn of_ending(path: &Path) -> Option<Self> {
        let ending = without_gz(path).unwrap_or(path).extension()?.to_ascii_lowercase();
        match ending.to_str()? {
            "json" => Some(Self::Json),
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }

    /// Returns the name of the format: `json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
            Self::Table => "table",
        }
    }

    /// Whether rows may be printed before the whole run has succeeded.
    pub fn streams(self) -> bool {
        matches!(self, Self::Ndjson | Self::Csv)
    }
}

/// Strips the ending `.gz` of a path. Returns `None` if it has another one.
pub(super) fn without_gz(path: &Path) -> Option<&Path> {
    let is_gz = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gz"));
    path.file_stem().filter(|_| is_gz).map(Path::new)
}
