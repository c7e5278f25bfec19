//! The output formats: how each encodes rows, and what it writes before, between and after them. To add a format: a file
//! of its own, a variant, and its arms here.

use crate::error::{Error, Result};
use crate::model::row::{Cell, Column, Listing, Row};
use crate::output::layout::Layout;
use crate::output::{csv, json, table};
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
    /// Aligned columns, for people.
    Table,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 4] = [Self::Json, Self::Ndjson, Self::Csv, Self::Table];

    /// Returns the name of the format: `json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
            Self::Table => "table",
        }
    }

    /// Returns another name of the format, if it has one: `jsonl`.
    pub fn alias(self) -> Option<&'static str> {
        match self {
            Self::Ndjson => Some("jsonl"),
            Self::Json | Self::Csv | Self::Table => None,
        }
    }

    /// Describes the format in one line.
    pub fn about(self) -> &'static str {
        match self {
            Self::Json => "One JSON document, described by `copilot-usage schema`",
            Self::Ndjson => "One JSON object per line",
            Self::Csv => "Comma-separated values (RFC 4180)",
            Self::Table => "Aligned columns, for people",
        }
    }

    /// Whether the format is for people: it shows the total and the notes of a view, and no file name stands for it.
    pub fn is_for_people(self) -> bool {
        match self {
            Self::Json | Self::Ndjson | Self::Csv => false,
            Self::Table => true,
        }
    }

    /// Whether rows may be printed before the whole run has succeeded.
    pub fn streams(self) -> bool {
        match self {
            Self::Ndjson | Self::Csv => true,
            Self::Json | Self::Table => false,
        }
    }

    /// Returns the format with this name or alias.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name || format.alias() == Some(name))
    }

    /// Returns the format that the extension of a file name stands for, with or without `.gz` after it.
    pub fn of_ending(path: &Path) -> Option<Self> {
        let ending = without_gz(path).unwrap_or(path).extension()?.to_ascii_lowercase();
        Self::named(ending.to_str()?).filter(|format| !format.is_for_people())
    }
}

/// Encodes rows as [`Block`]s. Threads may share an encoder.
#[derive(Debug, Clone)]
pub struct Encoder {
    format: Format,
    layout: Layout,
    columns: Vec<Column>,
    objects: json::Objects,
}

/// Encoded rows.
#[derive(Debug, Default)]
pub struct Block {
    bytes: Vec<u8>,
    rows: table::TableRows,
}

/// The number of bytes to reserve for each row, twice what most rows take. The allocator keeps freed memory of about
/// twice the largest block that it has seen, and new memory from the system for each chunk would take a tenth of the
/// run time.
const ROW_BYTES: usize = 224;

impl Encoder {
    /// Creates an encoder for rows with these columns.
    pub fn new(columns: &[Column], format: Format, layout: Layout) -> Self {
        Self { format, layout, columns: columns.to_vec(), objects: json::Objects::new(columns) }
    }

    /// Encodes rows. Each must have one cell for each column.
    ///
    /// # Errors
    /// [`Error::Bug`], which does not happen: writing to memory cannot fail.
    pub fn encode<R: Row>(&self, rows: &[R]) -> Result<Block> {
        let mut block = Block::default();
        match self.format {
            Format::Json => self.encode_objects(rows, b",\n", &mut block.bytes),
            Format::Ndjson => self.encode_objects(rows, b"\n", &mut block.bytes),
            Format::Csv => {
                let mut sheet = csv::Sheet::new(&self.columns, self.layout);
                let written = rows.iter().try_for_each(|row| sheet.append(row.cells()));
                block.bytes = written.and_then(|()| sheet.into_bytes()).map_err(Error::in_memory)?;
            }
            Format::Table => {
                for row in rows {
                    block.rows.append(&self.columns, row.cells());
                }
            }
        }
        Ok(block)
    }

    fn encode_objects<R: Row, const N: usize>(&self, rows: &[R], end: &[u8; N], bytes: &mut Vec<u8>) {
        bytes.reserve(ROW_BYTES * rows.len());
        for row in rows {
            self.objects.append(row.cells(), bytes);
            bytes.extend_from_slice(end);
        }
    }
}

/// A document that is being written.
#[derive(Debug)]
pub(super) struct DocumentWriter(FormatState);

/// The state of each format.
#[derive(Debug)]
enum FormatState {
    Json { begin: Vec<u8>, has_rows: bool },
    Ndjson,
    Csv { header: Vec<u8> },
    Table(Box<table::TablePage>),
}

impl DocumentWriter {
    /// Begins a document for a listing. JSON begins with the values of `head`.
    pub(super) fn new(
        listing: &Listing<'_>,
        head: &[Cell<'_>],
        format: Format,
        layout: Layout,
    ) -> Result<Self> {
        Ok(Self(match format {
            Format::Json => FormatState::Json { begin: json::begin(listing, head), has_rows: false },
            Format::Ndjson => FormatState::Ndjson,
            Format::Csv => {
                FormatState::Csv { header: csv::Sheet::header(listing.columns).map_err(Error::in_memory)? }
            }
            Format::Table => FormatState::Table(Box::new(table::TablePage::new(listing.columns, layout))),
        }))
    }

    /// Writes the next rows. A table keeps them until the end, for its widths depend on all rows.
    pub(super) fn add(&mut self, mut block: Block, mut write: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
        match &mut self.0 {
            FormatState::Table(page) => page.add(block.rows),
            FormatState::Csv { header } => write(&std::mem::take(header))?,
            FormatState::Json { begin, has_rows } if !block.bytes.is_empty() => {
                // Leave out the comma and line end after the last row: they are written only if another row follows.
                block.bytes.truncate(block.bytes.len() - 2);
                write(if *has_rows { b",\n" } else { begin })?;
                *has_rows = true;
            }
            FormatState::Json { .. } | FormatState::Ndjson => {}
        }
        write(&block.bytes)
    }

    /// Writes the end of the document. Only a table shows the total and the notes, below its rows.
    pub(super) fn end(
        self,
        total: Option<&[Cell<'_>]>,
        notes: &str,
        mut write: impl FnMut(&[u8]) -> Result<()>,
    ) -> Result<()> {
        match self.0 {
            FormatState::Json { has_rows: true, .. } => write(b"\n]}\n"),
            FormatState::Json { begin, has_rows: false } => {
                write(begin.trim_ascii_end())?;
                write(b"]}\n")
            }
            FormatState::Ndjson => Ok(()),
            FormatState::Csv { header } => write(&header),
            FormatState::Table(page) => page.print(total, notes, write),
        }
    }
}

/// Strips the ending `.gz` of a path. Returns `None` if it has another one.
pub(super) fn without_gz(path: &Path) -> Option<&Path> {
    let is_gz = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gz"));
    path.file_stem().filter(|_| is_gz).map(Path::new)
}
