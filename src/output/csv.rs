//! CSV as RFC 4180 has it, its line ends included.

use crate::model::printable::Printable;
use crate::model::row::{Cell, Row};
use crate::output::Layout;
use csv::{Terminator, WriterBuilder};
use std::borrow::Cow;
use std::io::{self, Write};

/// A sheet whose header has been written, or not.
#[derive(Debug)]
pub(super) struct Sheet {
    layout: Layout,
    begun: bool,
}

impl Sheet {
    pub(super) fn new(layout: Layout) -> Self {
        Self { layout, begun: false }
    }

    /// Writes rows, and before the first of them, or where there are none at all, the header.
    pub(super) fn write<R: Row>(&mut self, out: &mut impl Write, rows: &[R]) -> io::Result<()> {
        let mut sheet = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
        if !std::mem::replace(&mut self.begun, true) {
            sheet.write_record(R::COLUMNS.iter().map(|column| column.name))?;
        }
        for row in rows {
            for cell in row.cells() {
                sheet.write_field(self.field(cell).as_bytes())?;
            }
            sheet.write_record(None::<&[u8]>)?;
        }
        sheet.flush()
    }

    fn field<'a>(&self, cell: Cell<'a>) -> Cow<'a, str> {
        match cell {
            Cell::Absent => "".into(),
            Cell::Integer(number) => number.to_string().into(),
            Cell::Text(text) if self.layout.terminal => Printable(text).to_string().into(),
            Cell::Text(text) if !self.layout.csv_raw && is_formula(text) => format!("'{text}").into(),
            Cell::Text(text) => text.into(),
            Cell::Credits(amount) => amount.to_string().into(),
        }
    }
}

/// Whether a spreadsheet would run a text instead of showing it.
fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}
