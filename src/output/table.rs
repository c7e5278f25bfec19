//! A table for people: aligned, amounts to the right, fitted to the terminal, control characters made harmless.

use crate::model::credits::Credits;
use crate::model::printable::Printable;
use crate::model::row::{Audience, Cell, Column, Kind};
use crate::output::{Footer, Layout};
use anstyle::Style;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width};
use rust_decimal::prelude::{Decimal, ToPrimitive};

const HEADING: Style = Style::new().bold();
const RULED: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// A row, its cells as they will look.
#[derive(Debug)]
pub(super) struct Line {
    cells: Vec<comfy_table::Cell>,
    /// The part and the whole of its bar.
    bar: Option<(Credits, Credits)>,
}

pub(super) fn line<'c>(columns: &[Column], cells: impl Iterator<Item = Cell<'c>>) -> Line {
    let mut line = Line { cells: Vec::new(), bar: None };
    for (_, cell) in columns.iter().zip(cells).filter(|(column, _)| is_shown(column)) {
        line.cells.push(match cell {
            Cell::Absent => comfy_table::Cell::new(""),
            Cell::Remark(remark) => comfy_table::Cell::new(remark),
            Cell::Integer(number) => comfy_table::Cell::new(number),
            Cell::Decimal(number) => comfy_table::Cell::new(number),
            Cell::Time(time) => comfy_table::Cell::new(time),
            Cell::Text(text) => comfy_table::Cell::new(Printable(text)),
            Cell::Credits(amount) => comfy_table::Cell::new(amount),
            Cell::Bar { part, of } => {
                line.bar = Some((part, of));
                continue;
            }
        });
    }
    line
}

fn is_shown(column: &Column) -> bool {
    column.audience != Audience::Programs
}

/// The rows so far, and how they will look.
#[derive(Debug)]
pub(super) struct Page {
    table: Table,
    /// All of them, and those that are text.
    all: Vec<Column>,
    columns: Vec<Column>,
    bars: Vec<(Credits, Credits)>,
    layout: Layout,
}

impl Page {
    pub(super) fn new(columns: &[Column], layout: Layout) -> Self {
        let mut table = Table::new();
        let all = columns.to_vec();
        let is_text = |column: &&Column| is_shown(column) && column.kind != Kind::Bar;
        let columns: Vec<Column> = columns.iter().filter(is_text).copied().collect();
        table.load_style(RULED).set_header(columns.iter().map(|column| column.title));
        if let Some(width) = layout.width {
            table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        }
        Self { table, all, columns, bars: Vec::new(), layout }
    }

    pub(super) fn add(&mut self, lines: Vec<Line>) {
        for Line { cells, bar } in lines {
            self.table.add_row(cells);
            self.bars.extend(bar);
        }
    }

    /// The page as text; a rule sets the footer apart, where there is one.
    pub(super) fn print(mut self, footer: &Footer<'_>) -> String {
        let has_rows = !self.table.is_empty();
        self.draw_bars();
        for row in &footer.rows {
            self.table.add_row(line(&self.all, row.iter().copied()).cells);
        }
        self.set_columns(has_rows);
        let lines: Vec<String> = self.table.lines().collect();
        let footer_start = lines.len() - footer.rows.len();
        let header_end = lines.iter().position(|line| line.starts_with('─')).unwrap_or_default();
        let mut text = String::new();
        for (number, line) in lines.iter().enumerate() {
            if let (true, Some(rule)) = (number == footer_start, lines.get(header_end)) {
                text.extend([rule, "\n"]);
            }
            let line = line.trim_end();
            if self.layout.color && (number < header_end || number >= footer_start) {
                text.extend([&HEADING.to_string(), line, &format!("{HEADING:#}"), "\n"]);
            } else {
                text.extend([line, "\n"]);
            }
        }
        text + &footer.text
    }

    fn set_columns(&mut self, has_rows: bool) {
        let widths = self.table.column_max_content_widths();
        for (index, of) in self.columns.iter().enumerate() {
            let is_empty = self
                .table
                .column_cells_iter(index)
                .all(|cell| cell.is_none_or(|cell| cell.content().is_empty()));
            let Some(column) = self.table.column_mut(index) else { continue };
            if matches!(of.kind, Kind::Integer | Kind::Decimal | Kind::Credits | Kind::Difference) {
                column.set_cell_alignment(CellAlignment::Right);
            }
            column.set_constraint(match of.kind {
                _ if has_rows && of.optional && is_empty => ColumnConstraint::Hidden,
                Kind::Prose if widths.get(index).is_some_and(|width| *width > PROSE_CELLS_MIN) => {
                    ColumnConstraint::LowerBoundary(Width::Fixed(PROSE_CELLS_MIN + 2))
                }
                _ => ColumnConstraint::ContentWidth,
            });
        }
    }

    /// Draws bars in what the columns leave of a terminal's width.
    fn draw_bars(&mut self) {
        let (Some(width), false) = (self.layout.width, self.bars.is_empty()) else { return };
        // A cell has a blank on either side, and there is one between cells.
        let taken: u16 = self.table.column_max_content_widths().iter().map(|width| width + 3).sum();
        // Where there is too little left, prose can do with less.
        let widths = self.table.column_max_content_widths();
        let prose = self.columns.iter().zip(widths).filter(|(column, _)| column.kind == Kind::Prose);
        let can_shrink: u16 = prose.map(|(_, width)| width.saturating_sub(PROSE_CELLS_MIN)).sum();
        let cells = match width.saturating_sub(taken + 2).min(BAR_CELLS_MAX) {
            cells @ BAR_CELLS_MIN.. => cells,
            _ if taken - can_shrink + 2 + BAR_CELLS_MIN <= width => BAR_CELLS_MIN,
            _ => return,
        };
        let header: Vec<&str> = self.columns.iter().map(|column| column.title).chain([""]).collect();
        self.table.set_header(header);
        for (row, (part, of)) in self.table.row_iter_mut().zip(&self.bars) {
            row.add_cell(comfy_table::Cell::new(bar(*part, *of, cells)));
        }
        if let Some(column) = self.table.column_mut(self.columns.len()) {
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(cells + 2)));
        }
    }
}

/// Cells of a terminal that prose takes at the least, where it is longer.
const PROSE_CELLS_MIN: u16 = 16;
/// Cells of a terminal that a bar takes at the most, and at the least.
const BAR_CELLS_MAX: u16 = 60;
const BAR_CELLS_MIN: u16 = 8;

/// A bar in eighths of a cell.
fn bar(part: Credits, of: Credits, cells: u16) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = Decimal::from(8 * u32::from(cells));
    let length =
        part.to_decimal().checked_mul(eighths).and_then(|length| length.checked_div(of.to_decimal()));
    let length = length.and_then(|length| length.to_usize()).unwrap_or_default();
    "█".repeat(length / 8) + EIGHTHS.get(length % 8).copied().unwrap_or_default()
}
