//! A table for people: aligned, amounts to the right, fitted to the terminal, control characters made harmless.

use crate::model::printable::Printable;
use crate::model::row::{Cell, Column, Row, Shape};
use crate::output::Layout;
use anstyle::Style;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle};
use std::io::{self, Write};

const HEADING: Style = Style::new().bold();
const RULED: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// The rows so far, and how they will look.
#[derive(Debug)]
pub(super) struct Page {
    table: Table,
    layout: Layout,
}

impl Page {
    pub(super) fn new<R: Row>(layout: Layout) -> Self {
        let mut table = Table::new();
        table.load_style(RULED).set_header(R::COLUMNS.iter().map(|Column { title, .. }| *title));
        if let Some(width) = layout.width {
            table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        }
        for (column, of) in table.column_iter_mut().zip(R::COLUMNS) {
            if of.shape == Shape::Number {
                column.set_cell_alignment(CellAlignment::Right);
            }
            if of.shape != Shape::Prose {
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
        }
        Self { table, layout }
    }

    pub(super) fn write<R: Row>(&mut self, rows: &[R]) {
        for row in rows {
            self.add(row.cells());
        }
    }

    fn add<'c>(&mut self, cells: impl Iterator<Item = Cell<'c>>) {
        self.table.add_row(cells.map(|cell| match cell {
            Cell::Absent => comfy_table::Cell::new(""),
            Cell::Integer(number) => comfy_table::Cell::new(number),
            Cell::Text(text) => comfy_table::Cell::new(Printable(text)),
            Cell::Credits(amount) => comfy_table::Cell::new(amount),
        }));
    }

    /// Prints the page; a rule sets the footer apart, where there is one.
    pub(super) fn finish(mut self, out: &mut impl Write, footer: &[Cell<'_>]) -> io::Result<()> {
        if !footer.is_empty() {
            self.add(footer.iter().copied());
        }
        let lines: Vec<String> = self.table.lines().collect();
        let last = lines.len().saturating_sub(1);
        let header_end = lines.iter().position(|line| line.starts_with('─')).unwrap_or_default();
        for (number, line) in lines.iter().enumerate() {
            let is_footer = number == last && !footer.is_empty();
            if let (true, Some(rule)) = (is_footer, lines.get(header_end)) {
                writeln!(out, "{rule}")?;
            }
            let line = line.trim_end();
            if self.layout.color && (number < header_end || is_footer) {
                writeln!(out, "{HEADING}{line}{HEADING:#}")?;
            } else {
                writeln!(out, "{line}")?;
            }
        }
        Ok(())
    }
}
