//! Rows -> a file or standard output, in the format asked for. The only room that knows the formats; to add one: a
//! file here and a [`Format`] variant.

mod csv;
mod json;
pub mod metrics;
mod ndjson;
pub mod snapshot;
mod table;
mod target;

use crate::error::Result;
use crate::model::row::{Cell, Row};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};
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
    /// Whether rows may appear before the run has succeeded.
    pub fn streams(self) -> bool {
        matches!(self, Self::Ndjson | Self::Csv)
    }
}

/// An output that takes rows of one kind.
#[derive(Debug)]
pub struct Output<R> {
    target: Target,
    form: Form,
    rows: PhantomData<R>,
}

/// A format and how far it has got.
#[derive(Debug)]
enum Form {
    Json(json::Document),
    Ndjson,
    Csv(csv::Sheet),
    Table(Box<table::Page>),
}

impl<R: Row> Output<R> {
    /// Opens an output.
    ///
    /// # Errors
    /// [`Error::File`](crate::error::Error::File).
    pub fn open(destination: &Destination, format: Format, layout: Layout) -> Result<Self> {
        let form = match format {
            Format::Json => Form::Json(json::Document::default()),
            Format::Ndjson => Form::Ndjson,
            Format::Csv => Form::Csv(csv::Sheet::new(layout)),
            Format::Table => Form::Table(Box::new(table::Page::new::<R>(layout))),
        };
        Ok(Self { target: Target::open(destination, format.streams())?, form, rows: PhantomData })
    }

    /// The file that is replaced, where the output is one.
    pub fn file(&self) -> Option<&Path> {
        self.target.file()
    }

    /// Takes rows in.
    ///
    /// # Errors
    /// [`Error::File`](crate::error::Error::File), [`Error::OutputClosed`](crate::error::Error::OutputClosed).
    pub fn write(&mut self, rows: &[R]) -> Result<()> {
        let out = &mut self.target;
        let written = match &mut self.form {
            Form::Json(document) => document.write(out, rows),
            Form::Ndjson => ndjson::write(out, rows),
            Form::Csv(sheet) => sheet.write(out, rows),
            Form::Table(page) => {
                page.write(rows);
                Ok(())
            }
        };
        written.and_then(|()| self.target.end_batch()).map_err(|error| self.target.failed(error))
    }

    /// Writes what is left. People see `footer` below the rows, where there is one.
    ///
    /// # Errors
    /// As for [`Output::write`].
    pub fn finish(mut self, footer: &[Cell<'_>]) -> Result<Ready> {
        let out = &mut self.target;
        let finished = match self.form {
            Form::Json(document) => document.finish::<R>(out),
            Form::Ndjson => Ok(()),
            Form::Csv(mut sheet) => sheet.write::<R>(out, &[]),
            Form::Table(page) => page.finish(out, footer),
        };
        finished.map_err(|error| self.target.failed(error))?;
        self.target.ready()
    }
}
