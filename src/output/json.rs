//! One JSON document: `{"usage":[`, a row a line, `]}`.

use crate::model::row::{Cell, Row};
use std::io::{self, Write};

/// A document that has been begun, or not.
#[derive(Debug, Default)]
pub(super) struct Document {
    begun: bool,
}

impl Document {
    pub(super) fn write<R: Row>(&mut self, out: &mut impl Write, rows: &[R]) -> io::Result<()> {
        for row in rows {
            if std::mem::replace(&mut self.begun, true) {
                out.write_all(b",\n")?;
            } else {
                writeln!(out, "{{\"{}\":[", R::LIST)?;
            }
            object(out, row)?;
        }
        Ok(())
    }

    pub(super) fn finish<R: Row>(self, out: &mut impl Write) -> io::Result<()> {
        if self.begun { out.write_all(b"\n]}\n") } else { writeln!(out, "{{\"{}\":[]}}", R::LIST) }
    }
}

/// Writes a row as an object; absent cells are left out.
pub(super) fn object<R: Row>(out: &mut impl Write, row: &R) -> io::Result<()> {
    let mut separator = "{";
    for (column, cell) in R::COLUMNS.iter().zip(row.cells()) {
        if cell == Cell::Absent {
            continue;
        }
        write!(out, "{separator}\"{}\":", column.name)?;
        separator = ",";
        match cell {
            Cell::Absent => {}
            Cell::Integer(number) => write!(out, "{number}")?,
            Cell::Text(text) => serde_json::to_writer(&mut *out, text)?,
            Cell::Credits(amount) => write!(out, "{amount}")?,
        }
    }
    out.write_all(b"}")
}
