//! Rows -> a file or standard output, in the format asked for. The only room that knows the formats; to add one: a
//! file here and a [`Format`] variant.

mod csv;
mod json;
pub mod metrics;
pub mod schema;
pub mod snapshot;
mod table;
mod target;

use crate::error::{Error, Result};
use crate::model::row::{Cell, Column, Listing, Row};
use std::path::{Path, PathBuf};
use target::without_gz;
pub use target::{Ready, Target};

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

/// Where rows are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// Standard output.
    Stdout,
    /// A file, replaced as a whole or not at all.
    File(PathBuf),
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

/// An output that takes rows of one kind, a block of them at a time.
#[derive(Debug)]
pub struct Output {
    target: Target,
    form: Form,
}

/// A format and how far it has got.
#[derive(Debug)]
enum Form {
    Json { begin: Vec<u8>, has_rows: bool },
    Ndjson,
    Csv { header: Vec<u8> },
    Table(Box<table::Page>),
}

/// Makes [`Block`]s of rows; any number of threads may do so at once.
#[derive(Debug, Clone)]
pub struct Encoder {
    format: Format,
    layout: Layout,
    columns: Vec<Column>,
    objects: json::Objects,
}

/// What people see below the rows of a table, and programs do not.
#[derive(Debug, Default)]
pub struct Footer<'a> {
    /// Rows of totals, set apart by a rule.
    pub rows: Vec<Vec<Cell<'a>>>,
    /// Text below the table, its line ends included.
    pub text: String,
}

/// Rows as they will stand in an [`Output`].
#[derive(Debug, Default)]
pub struct Block {
    bytes: Vec<u8>,
    rows: table::Rows,
}

/// Bytes that are set aside for a row, twice what most take: of freed memory the allocator keeps about twice the largest
/// block that it has seen, and to ask the system anew for every chunk takes a tenth of a run.
const ROW_BYTES: usize = 224;

impl Encoder {
    /// Encodes rows of the kind that the output was opened for.
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
                block.bytes = written.and_then(|()| sheet.into_bytes()).map_err(|error| in_memory(&error))?;
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

fn in_memory(error: &std::io::Error) -> Error {
    Error::bug(error.to_string())
}

impl Output {
    /// Opens an output for the rows of a listing, and what makes its blocks.
    ///
    /// # Errors
    /// [`Error::File`].
    pub fn open(
        destination: &Destination,
        format: Format,
        layout: Layout,
        listing: &Listing<'_>,
    ) -> Result<(Self, Encoder)> {
        let form = match format {
            Format::Json => Form::Json { begin: json::begin(listing, &[]), has_rows: false },
            Format::Ndjson => Form::Ndjson,
            Format::Csv => {
                Form::Csv { header: csv::Sheet::header(listing.columns).map_err(|error| in_memory(&error))? }
            }
            Format::Table => Form::Table(Box::new(table::Page::new(listing.columns, layout))),
        };
        let output = Self { target: Target::open(destination, format.streams())?, form };
        let (columns, objects) = (listing.columns.to_vec(), json::Objects::new(listing.columns));
        Ok((output, Encoder { format, layout, columns, objects }))
    }

    /// Prints a whole list: what a document says before its rows, the rows, and what people see below them.
    ///
    /// # Errors
    /// [`Error::File`], [`Error::OutputClosed`].
    pub fn print<R: Row>(
        mut self,
        encoder: &Encoder,
        listing: &Listing<'_>,
        head: &[Cell<'_>],
        rows: &[R],
        footer: &Footer<'_>,
    ) -> Result<()> {
        if let Form::Json { begin, .. } = &mut self.form {
            *begin = json::begin(listing, head);
        }
        self.write(encoder.encode(rows)?)?;
        self.finish(footer)?.commit()
    }

    /// Takes the next block in.
    ///
    /// # Errors
    /// [`Error::File`], [`Error::OutputClosed`].
    pub fn write(&mut self, mut block: Block) -> Result<()> {
        match &mut self.form {
            Form::Table(page) => page.add(block.rows),
            Form::Csv { header } => self.target.write(&std::mem::take(header))?,
            Form::Json { begin, has_rows } if !block.bytes.is_empty() => {
                // The comma behind a row waits for the row that follows.
                block.bytes.truncate(block.bytes.len() - 2);
                let before = if *has_rows { b",\n" } else { &**begin };
                self.target.write(before)?;
                *has_rows = true;
            }
            Form::Json { .. } | Form::Ndjson => {}
        }
        self.target.write(&block.bytes)
    }

    /// Writes what is left. People see `footer` below the rows.
    ///
    /// # Errors
    /// As for [`Output::write`].
    pub fn finish(mut self, footer: &Footer<'_>) -> Result<Ready> {
        match self.form {
            Form::Json { has_rows: true, .. } => self.target.write(b"\n]}\n")?,
            Form::Json { begin, has_rows: false } => {
                self.target.write(begin.trim_ascii_end())?;
                self.target.write(b"]}\n")?;
            }
            Form::Ndjson => {}
            Form::Csv { header } => self.target.write(&header)?,
            Form::Table(page) => page.print(footer, |text| self.target.write(text))?,
        }
        self.target.ready()
    }
}
