//! One JSON document: `{"usage":[`, a row a line, `]}`.

use crate::model::row::{Cell, Row};
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
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
            Cell::Text(text) => text.serialize(&mut Serializer::with_formatter(&mut *out, Harmless))?,
            Cell::Credits(amount) => write!(out, "{amount}")?,
        }
    }
    out.write_all(b"}")
}

/// Writes strings so that they do no harm to a terminal either: JSON escapes the control characters below U+0020 by
/// itself, and those from U+007F to U+009F only like this.
struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: Write + ?Sized>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(|character: char| matches!(character, '\u{7f}'..='\u{9f}')) {
            let (harmless, from) = rest.split_at(at);
            let mut characters = from.chars();
            let code = characters.next().map_or(0, u32::from);
            write!(out, "{harmless}\\u{code:04x}")?;
            rest = characters.as_str();
        }
        out.write_all(rest.as_bytes())
    }
}
