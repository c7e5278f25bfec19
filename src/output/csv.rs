//! Writes CSV as in RFC 4180, with CRLF line ends.

use crate::model::printable::Printable;
use crate::model::row::{Audience, Cell, Column};
use crate::output::layout::Layout;
use crate::wire::formula_guard::guarded;
use csv::{Terminator, Writer, WriterBuilder};
use std::borrow::Cow;
use std::io;

/// Writes CSV records into memory.
pub(super) struct Sheet<'s> {
    columns: &'s [Column],
    writer: Writer<Vec<u8>>,
    layout: Layout,
}

impl<'s> Sheet<'s> {
    pub(super) fn new(columns: &'s [Column], layout: Layout) -> Self {
        Self {
            columns,
            writer: WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new()),
            layout,
        }
    }

    /// Returns the header line.
    pub(super) fn header(columns: &'s [Column]) -> io::Result<Vec<u8>> {
        let mut sheet = Self::new(columns, Layout::default());
        sheet
            .writer
            .write_record(columns.iter().filter(|column| is_shown(column)).map(|column| column.name))?;
        sheet.into_bytes()
    }

    pub(super) fn append<'c>(&mut self, cells: impl Iterator<Item = Cell<'c>>) -> io::Result<()> {
        for (_, cell) in self.columns.iter().zip(cells).filter(|(column, _)| is_shown(column)) {
            match cell {
                Cell::Absent | Cell::Remark(_) | Cell::Bar { .. } => self.writer.write_field(b"")?,
                Cell::Decimal(number) => self.writer.write_field(number.to_string())?,
                Cell::Integer(number) => self.writer.write_field(itoa::Buffer::new().format(number))?,
                Cell::Time(time) => self.writer.write_field(time)?,
                Cell::Text(text) => self.writer.write_field(self.text(text).as_bytes())?,
                Cell::Credits(amount) => {
                    let mut digits = Vec::new();
                    amount.append_to(&mut digits);
                    self.writer.write_field(digits)?;
                }
            }
        }
        Ok(self.writer.write_record(None::<&[u8]>)?)
    }

    fn text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let text = if self.layout.csv_raw { text.into() } else { guarded(text) };
        if self.layout.terminal { Printable(&text).to_string().into() } else { text }
    }

    pub(super) fn into_bytes(self) -> io::Result<Vec<u8>> {
        self.writer.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

fn is_shown(column: &Column) -> bool {
    column.audience != Audience::People
}
