//! The formats, and all that tells one from another: how rows are encoded, what stands before them, between them and
//! behind them. To add a format: a file of its own, a variant, and its arms here.

use crate::error::{Error, Result};
use crate::model::row::{Cell, Column, Listing, Row};
use crate::output::layout::Layout;
use crate::output::{csv, json, table};
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

impl Format {
    /// Every format.
    pub const ALL: [Self; 4] = [Self::Json, Self::Ndjson, Self::Csv, Self::Table];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
            Self::Table => "table",
        }
    }

    /// What else it is called, by people and at the end of a file's name.
    pub fn alias(self) -> Option<&'static str> {
        match self {
            Self::Ndjson => Some("jsonl"),
            Self::Json | Self::Csv | Self::Table => None,
        }
    }

    /// What it is, in a line.
    pub fn about(self) -> &'static str {
        match self {
            Self::Json => "One JSON document, described by `copilot-usage schema`",
            Self::Ndjson => "One JSON object per line",
            Self::Csv => "Comma-separated values (RFC 4180)",
            Self::Table => "Aligned columns, for people",
        }
    }

    /// Whether it is for people, who also read the total and the notes of a view.
    pub fn is_for_people(self) -> bool {
        match self {
            Self::Json | Self::Ndjson | Self::Csv => false,
            Self::Table => true,
        }
    }

    /// Whether rows may appear before the run has succeeded.
    pub fn streams(self) -> bool {
        match self {
            Self::Ndjson | Self::Csv => true,
            Self::Json | Self::Table => false,
        }
    }

    /// The format of a name or an alias.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name || format.alias() == Some(name))
    }

    /// The format that the ending of a file's name sets, with or without `.gz` behind it.
    pub fn of_ending(path: &Path) -> Option<Self> {
        let ending = without_gz(path).unwrap_or(path).extension()?.to_ascii_lowercase();
        Self::named(ending.to_str()?).filter(|format| !format.is_for_people())
    }
}

/// Makes [`Block`]s of rows; any number of threads may do so at once.
#[derive(Debug, Clone)]
pub struct Encoder {
    format: Format,
    layout: Layout,
    columns: Vec<Column>,
    objects: json::Objects,
}

/// Rows as they will stand in an output.
#[derive(Debug, Default)]
pub struct Block {
    bytes: Vec<u8>,
    rows: table::TableRows,
}

/// Bytes that are set aside for a row, twice what most take: of freed memory the allocator keeps about twice the largest
/// block that it has seen, and to ask the system anew for every chunk takes a tenth of a run.
const ROW_BYTES: usize = 224;

impl Encoder {
    /// An encoder of rows with these columns.
    pub fn new(columns: &[Column], format: Format, layout: Layout) -> Self {
        Self { format, layout, columns: columns.to_vec(), objects: json::Objects::new(columns) }
    }

    /// Encodes rows, which have a cell for each column.
    ///
    /// # Errors
    /// [`Error::Bug`]: in memory nothing fails.
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
pub(super) struct DocumentWriter(Form);

/// A format and how far it has got.
#[derive(Debug)]
enum Form {
    Json { begin: Vec<u8>, has_rows: bool },
    Ndjson,
    Csv { header: Vec<u8> },
    Table(Box<table::TablePage>),
}

impl DocumentWriter {
    /// A document of a listing; JSON begins with the values of its head.
    pub(super) fn new(
        listing: &Listing<'_>,
        head: &[Cell<'_>],
        format: Format,
        layout: Layout,
    ) -> Result<Self> {
        Ok(Self(match format {
            Format::Json => Form::Json { begin: json::begin(listing, head), has_rows: false },
            Format::Ndjson => Form::Ndjson,
            Format::Csv => {
                Form::Csv { header: csv::Sheet::header(listing.columns).map_err(Error::in_memory)? }
            }
            Format::Table => Form::Table(Box::new(table::TablePage::new(listing.columns, layout))),
        }))
    }

    /// Writes the next rows. A table keeps them until the end.
    pub(super) fn add(&mut self, mut block: Block, mut write: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
        match &mut self.0 {
            Form::Table(page) => page.add(block.rows),
            Form::Csv { header } => write(&std::mem::take(header))?,
            Form::Json { begin, has_rows } if !block.bytes.is_empty() => {
                // The comma behind a row waits for the row that follows.
                block.bytes.truncate(block.bytes.len() - 2);
                write(if *has_rows { b",\n" } else { begin })?;
                *has_rows = true;
            }
            Form::Json { .. } | Form::Ndjson => {}
        }
        write(&block.bytes)
    }

    /// Writes what is left. People see the total and the notes below the rows.
    pub(super) fn end(
        self,
        total: Option<&[Cell<'_>]>,
        notes: &str,
        mut write: impl FnMut(&[u8]) -> Result<()>,
    ) -> Result<()> {
        match self.0 {
            Form::Json { has_rows: true, .. } => write(b"\n]}\n"),
            Form::Json { begin, has_rows: false } => {
                write(begin.trim_ascii_end())?;
                write(b"]}\n")
            }
            Form::Ndjson => Ok(()),
            Form::Csv { header } => write(&header),
            Form::Table(page) => page.print(total, notes, write),
        }
    }
}

/// The path without the ending `.gz`, where it has that: what is written there is compressed.
pub(super) fn without_gz(path: &Path) -> Option<&Path> {
    let is_gz = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gz"));
    path.file_stem().filter(|_| is_gz).map(Path::new)
}
