//! A format from its first byte to its last: what stands before the rows, between them and behind them. It writes into
//! whatever takes bytes: a file, a buffer.

use crate::error::{Error, Result};
use crate::model::row::{Cell, Listing};
use crate::model::view::View;
use crate::output::encoder::{Block, Encoder};
use crate::output::format::{Format, Layout};
use crate::output::{csv, json, table};

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

/// Writes a view as a whole.
///
/// # Errors
/// Those of `write`, and of the notes of the view.
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

/// A view as a whole, in memory.
///
/// # Errors
/// [`Error::Bug`], and those of the notes of the view.
pub fn to_bytes(view: &impl View, format: Format, layout: Layout) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    write(view, format, layout, |more| {
        bytes.extend_from_slice(more);
        Ok(())
    })?;
    Ok(bytes)
}
