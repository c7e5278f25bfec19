//! The formats, and what each leaves open.

use std::path::Path;

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One document, a row a line.
    Json,
    /// A row a line.
    Ndjson,
    /// Comma-separated values, RFC 4180.
    Csv,
    /// Columns for people.
    Table,
}

/// What a format leaves open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Layout {
    /// Whether it is a terminal that prints, where control characters must do no harm.
    pub terminal: bool,
    /// CSV: leave cells as they are that a spreadsheet would run as a formula.
    pub csv_raw: bool,
    /// Table: columns of the terminal; as wide as it takes where there is none.
    pub width: Option<u16>,
    /// Table: bold headings.
    pub color: bool,
}

impl Format {
    /// What the ending of a file's name says, with or without `.gz` behind it.
    pub fn of_ending(path: &Path) -> Option<Self> {
        let ending = without_gz(path).unwrap_or(path).extension()?.to_ascii_lowercase();
        match ending.to_str()? {
            "json" => Some(Self::Json),
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
            Self::Table => "table",
        }
    }

    /// Whether rows may appear before the run has succeeded.
    pub fn streams(self) -> bool {
        matches!(self, Self::Ndjson | Self::Csv)
    }
}

/// The path without the ending `.gz`, where it has that: what is written there is compressed.
pub(super) fn without_gz(path: &Path) -> Option<&Path> {
    let is_gz = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gz"));
    path.file_stem().filter(|_| is_gz).map(Path::new)
}
