//! A table for people: aligned, amounts to the right, fitted to the terminal, control characters made harmless.

use crate::model::printable::Printable;
use crate::model::row::{Cell, Column, Shape};
use crate::output::Layout;
use anstyle::Style;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle};

const HEADING: Style = Style::new().bold();
const RULED: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// A row, its cells as they will look.
pub(super) type Line = comfy_table::Row;

pub(super) fn line<'c>(cells: impl Iterator<Item = Cell<'c>>) -> Line {
    Line::from(
        cells
            .map(|cell| match cell {
                Cell::Absent => comfy_table::Cell::new(""),
                Cell::Integer(number) => comfy_table::Cell::new(number),
                Cell::Text(text) => comfy_table::Cell::new(Printable(text)),
                Cell::Credits(amount) => comfy_table::Cell::new(amount),
            })
            .collect::<Vec<_>>(),
    )
}

/// The rows so far, and how they will look.
#[derive(Debug)]
pub(super) struct Page {
    table: Table,
    layout: Layout,
}

impl Page {
    pub(super) fn new(columns: &[Column], layout: Layout) -> Self {
        let mut table = Table::new();
        table.load_style(RULED).set_header(columns.iter().map(|Column { title, .. }| *title));
        if let Some(width) = layout.width {
            table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        }
        for (column, of) in table.column_iter_mut().zip(columns) {
            if of.shape == Shape::Number {
                column.set_cell_alignment(CellAlignment::Right);
            }
            if of.shape != Shape::Prose {
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
        }
        Self { table, layout }
    }

    pub(super) fn add(&mut self, lines: Vec<Line>) {
        self.table.add_rows(lines);
    }

    /// The page as text; a rule sets the footer apart, where there is one.
    pub(super) fn print(mut self, footer: &[Cell<'_>]) -> String {
        if !footer.is_empty() {
            self.table.add_row(line(footer.iter().copied()));
        }
        let lines: Vec<String> = self.table.lines().collect();
        let last = lines.len().saturating_sub(1);
        let header_end = lines.iter().position(|line| line.starts_with('─')).unwrap_or_default();
        let mut text = String::new();
        for (number, line) in lines.iter().enumerate() {
            let is_footer = number == last && !footer.is_empty();
            if let (true, Some(rule)) = (is_footer, lines.get(header_end)) {
                text.extend([rule, "\n"]);
            }
            let line = line.trim_end();
            if self.layout.color && (number < header_end || is_footer) {
                text.extend([&HEADING.to_string(), line, &format!("{HEADING:#}"), "\n"]);
            } else {
                text.extend([line, "\n"]);
            }
        }
        text
    }
}
