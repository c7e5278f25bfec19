//! Writes a whole document in one of the formats: what comes before, between and after the rows. The bytes go to a
//! closure, so that they can end up in a file or a buffer.

use crate::error::{Error, Result};
use crate::model::row::{Cell, Listing};
use crate::model::view::View;
use crate::output::encoder::{Block, Encoder};
use crate::output::format::{Format, Layout};
use crate::output::{csv, json, table};

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

/// Writes a whole view.
///
/// # Errors
/// The errors of `write`, and of the notes of the view.
pub(super) fn write(
    view: &impl View,
    format: Format,
    layout: Layout,
    mut write: impl FnMut(&[u8]) -> Result<()>,
) -> Result<()> {
    let listing = view.listing();
    let mut document = DocumentWriter::new(&listing, &view.head(), format, layout)?;
    let encoder = Encoder::new(listing.columns, format, layout);
    document.add(encoder.encode(view.rows())?, &mut write)?;
    let notes = if format == Format::Table { view.notes(layout.width)? } else { String::new() };
    document.end(view.total().as_deref(), &notes, write)
}
