//! Prints a table for people: columns are aligned, amounts to the right, the width fits the terminal, and control
//! characters are escaped. Rows are kept as text and laid out in slices, for a cell of the table library takes several
//! times the memory.

use crate::error::Result;
use crate::model::credits::Credits;
use crate::model::printable::Printable;
use crate::model::row::{Audience, Cell, Column, ColumnKind};
use crate::output::layout::Layout;
use anstyle::Style;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width};
use rust_decimal::prelude::{Decimal, ToPrimitive};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

const HEADING: Style = Style::new().bold();
const RULED: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// Formatted rows. Each row is a line, and each cell ends with a [`SEPARATOR`]. No cell contains a line feed or
/// separator.
#[derive(Debug, Default)]
pub(super) struct TableRows {
    text: String,
    /// The bar of each row; empty if the rows have no bars.
    bars: Vec<Bar>,
    extents: Vec<Extent>,
}

/// The part and the whole of a bar.
type Bar = (Credits, Credits);

const SEPARATOR: char = '\u{1f}';

/// The space that the cells of a column take.
#[derive(Debug, Clone, Copy, Default)]
struct Extent {
    /// The width of the widest cell, in cells of the terminal.
    width: u16,
    is_empty: bool,
}

impl Extent {
    fn of(cell: &str) -> Self {
        Self { width: u16::try_from(cell.width()).unwrap_or(u16::MAX).max(1), is_empty: cell.is_empty() }
    }

    fn and(self, other: Self) -> Self {
        Self { width: self.width.max(other.width), is_empty: self.is_empty && other.is_empty }
    }
}

impl TableRows {
    pub(super) fn append<'c>(&mut self, columns: &[Column], cells: impl Iterator<Item = Cell<'c>>) {
        let mut index = 0;
        for (_, cell) in columns.iter().zip(cells).filter(|(column, _)| is_shown(column)) {
            let begin = self.text.len();
            // Writing to a string cannot fail.
            let _ = match cell {
                Cell::Absent => Ok(()),
                Cell::Remark(remark) => self.text.write_str(remark),
                Cell::Integer(number) => write!(self.text, "{number}"),
                Cell::Decimal(number) => write!(self.text, "{number}"),
                Cell::Time(time) => self.text.write_str(time),
                Cell::Text(text) => write!(self.text, "{}", Printable(text)),
                Cell::Credits(amount) => write!(self.text, "{amount}"),
                Cell::Bar { part, of } => {
                    self.bars.push((part, of));
                    continue;
                }
            };
            let extent = Extent::of(self.text.get(begin..).unwrap_or_default());
            match self.extents.get_mut(index) {
                Some(so_far) => *so_far = so_far.and(extent),
                None => self.extents.push(extent),
            }
            self.text.push(SEPARATOR);
            index += 1;
        }
        self.text.push('\n');
    }

    fn iter(&self) -> impl Iterator<Item = (&str, Option<Bar>)> {
        self.text.lines().zip(self.bars.iter().copied().map(Some).chain(std::iter::repeat(None)))
    }
}

fn is_shown(column: &Column) -> bool {
    column.audience != Audience::Programs
}

/// A table that is being built.
#[derive(Debug)]
pub(super) struct TablePage {
    /// All columns.
    all: Vec<Column>,
    /// The columns that are shown as text.
    columns: Vec<Column>,
    blocks: Vec<TableRows>,
    layout: Layout,
}

/// The number of rows to lay out at once.
const SLICE_ROWS: usize = 1 << 10;

impl TablePage {
    pub(super) fn new(columns: &[Column], layout: Layout) -> Self {
        let all = columns.to_vec();
        let is_text = |column: &&Column| is_shown(column) && column.kind != ColumnKind::Bar;
        let columns: Vec<Column> = columns.iter().filter(is_text).copied().collect();
        Self { all, columns, blocks: Vec::new(), layout }
    }

    pub(super) fn add(&mut self, mut rows: TableRows) {
        if !rows.text.is_empty() {
            rows.text.shrink_to_fit();
            self.blocks.push(rows);
        }
    }

    /// Writes the table, and the total, if any, below a rule.
    pub(super) fn print(
        &self,
        total: Option<&[Cell<'_>]>,
        notes: &str,
        mut write: impl FnMut(&[u8]) -> Result<()>,
    ) -> Result<()> {
        let mut totals = TableRows::default();
        if let Some(total) = total {
            totals.append(&self.all, total.iter().copied());
        }
        // The bar of a total would always be full.
        totals.bars.clear();
        let grid = self.grid(&totals);
        let TableLines { head, rule, .. } = grid.lay_out(std::iter::empty());
        write((self.heading(&head) + &rule + "\n").as_bytes())?;
        let mut rows = self.rows().peekable();
        while rows.peek().is_some() {
            let lines = grid.lay_out(rows.by_ref().take(SLICE_ROWS)).rows;
            let lines: String = lines.iter().flat_map(|line| [line.trim_end(), "\n"]).collect();
            write(lines.as_bytes())?;
        }
        if total.is_some() {
            let lines = grid.lay_out(totals.iter()).rows;
            write((rule + "\n" + &self.heading(&lines)).as_bytes())?;
        }
        write(notes.as_bytes())
    }

    fn rows(&self) -> impl Iterator<Item = (&str, Option<Bar>)> {
        self.blocks.iter().flat_map(TableRows::iter)
    }

    /// Styles lines as headings.
    fn heading(&self, lines: &[String]) -> String {
        let style = if self.layout.color { HEADING } else { Style::new() };
        let (begin, end) = (style.to_string(), format!("{style:#}\n"));
        lines.iter().flat_map(|line| [&*begin, line.trim_end(), &*end]).collect()
    }

    /// Computes the widths of the columns.
    fn grid(&self, totals: &TableRows) -> Grid<'_> {
        let blocks = || self.blocks.iter().chain([totals]);
        let extent = |(index, column): (usize, &Column)| {
            let title = Extent { is_empty: true, ..Extent::of(column.title) };
            blocks().filter_map(|rows| rows.extents.get(index)).fold(title, |all, extent| all.and(*extent))
        };
        let extents: Vec<Extent> = self.columns.iter().enumerate().map(extent).collect();
        let constraints = self.columns.iter().zip(&extents).map(|(of, extent)| match of.kind {
            _ if !self.blocks.is_empty() && of.optional && extent.is_empty => ColumnConstraint::Hidden,
            ColumnKind::Prose if extent.width > PROSE_CELLS_MIN && self.layout.width.is_some() => {
                ColumnConstraint::LowerBoundary(Width::Fixed(PROSE_CELLS_MIN + PADDING))
            }
            _ => fixed(extent.width),
        });
        let mut grid = Grid { page: self, constraints: constraints.collect(), bar_cells: None };
        if self.blocks.iter().any(|rows| !rows.bars.is_empty()) {
            grid.bar_cells = self.bar_cells(&extents);
        }
        if let Some(prose) = grid.prose() {
            // Add the row with the widest cell to each slice, so that each slice gets the width of the whole table.
            let widest =
                self.rows().max_by_key(|(cells, _)| cells.split(SEPARATOR).nth(prose).map(str::width));
            let mut rows = self.rows().chain(totals.iter()).peekable();
            let mut width = 0;
            while rows.peek().is_some() {
                width = width.max(grid.prose_width(rows.by_ref().take(SLICE_ROWS).chain(widest)));
            }
            if let Some(constraint) = grid.constraints.get_mut(prose) {
                *constraint = fixed(width);
            }
        }
        grid
    }

    /// Returns the width of the bars: what the other columns leave of the terminal. Returns `None` if that is too
    /// little.
    fn bar_cells(&self, extents: &[Extent]) -> Option<u16> {
        let width = u32::from(self.layout.width?);
        // There is one blank between columns.
        let taken: u32 = extents.iter().map(|extent| u32::from(extent.width) + u32::from(PADDING) + 1).sum();
        // If there is too little left, columns of prose can be made narrower.
        let prose = self.columns.iter().zip(extents).filter(|(column, _)| column.kind == ColumnKind::Prose);
        let can_shrink: u32 =
            prose.map(|(_, extent)| u32::from(extent.width.saturating_sub(PROSE_CELLS_MIN))).sum();
        let left = |taken: u32| width.saturating_sub(taken + u32::from(PADDING));
        match u16::try_from(left(taken)).unwrap_or(u16::MAX).min(BAR_CELLS_MAX) {
            cells @ BAR_CELLS_MIN.. => Some(cells),
            _ => (left(taken - can_shrink) >= u32::from(BAR_CELLS_MIN)).then_some(BAR_CELLS_MIN),
        }
    }
}

/// The widths of the columns. They are the same for all slices of a table.
struct Grid<'p> {
    page: &'p TablePage,
    constraints: Vec<ColumnConstraint>,
    /// The width of a bar, if bars are drawn.
    bar_cells: Option<u16>,
}

/// The lines of a slice of a table.
struct TableLines {
    head: Vec<String>,
    rule: String,
    rows: Vec<String>,
}

/// The number of blanks around a cell: one on either side.
const PADDING: u16 = 2;

fn fixed(width: u16) -> ColumnConstraint {
    ColumnConstraint::Absolute(Width::Fixed(width.saturating_add(PADDING)))
}

impl Grid<'_> {
    fn lay_out<'r>(&self, rows: impl Iterator<Item = (&'r str, Option<Bar>)>) -> TableLines {
        let TablePage { columns, layout, .. } = self.page;
        let mut table = Table::new();
        let bar_title = self.bar_cells.map(|_| "");
        table.load_style(RULED).set_header(columns.iter().map(|column| column.title).chain(bar_title));
        if let Some(width) = layout.width {
            table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        }
        for (row, of_bar) in rows {
            let drawn = of_bar.zip(self.bar_cells).map(|((part, of), cells)| bar(part, of, cells));
            let cells = row.split_terminator(SEPARATOR).map(str::to_owned);
            table.add_row(cells.chain(drawn).map(comfy_table::Cell::new_owned));
        }
        let bars = self.bar_cells.map(fixed);
        for (index, constraint) in self.constraints.iter().copied().chain(bars).enumerate() {
            let kind = columns.get(index).map_or(ColumnKind::Bar, |column| column.kind);
            let Some(column) = table.column_mut(index) else { continue };
            if matches!(
                kind,
                ColumnKind::Integer | ColumnKind::Decimal | ColumnKind::Credits | ColumnKind::Difference
            ) {
                column.set_cell_alignment(CellAlignment::Right);
            }
            column.set_constraint(constraint);
        }
        let mut lines = table.lines();
        let (mut head, mut rule) = (Vec::new(), String::new());
        for line in lines.by_ref() {
            if line.starts_with('─') {
                rule = line;
                break;
            }
            head.push(line);
        }
        TableLines { head, rule, rows: lines.collect() }
    }

    /// Returns the index of the column that takes the width that the others leave, if any.
    fn prose(&self) -> Option<usize> {
        self.constraints
            .iter()
            .position(|constraint| matches!(constraint, ColumnConstraint::LowerBoundary(_)))
    }

    /// Returns the width of that column in a slice.
    fn prose_width<'r>(&self, rows: impl Iterator<Item = (&'r str, Option<Bar>)>) -> u16 {
        let rule = u16::try_from(self.lay_out(rows).rule.width()).unwrap_or(u16::MAX);
        let others = self.constraints.iter().copied().chain(self.bar_cells.map(fixed));
        let others = others.map(|constraint| match constraint {
            ColumnConstraint::Absolute(Width::Fixed(width)) => width.saturating_add(1),
            _ => 0,
        });
        others.fold(rule, u16::saturating_sub).saturating_sub(PADDING)
    }
}

/// The minimum width of a column of prose, unless its cells are shorter.
const PROSE_CELLS_MIN: u16 = 16;
/// The maximum width of a bar.
const BAR_CELLS_MAX: u16 = 60;
/// The minimum width of a bar.
const BAR_CELLS_MIN: u16 = 8;

/// Draws a bar, in eighths of a cell.
fn bar(part: Credits, of: Credits, cells: u16) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = Decimal::from(8 * u32::from(cells));
    let length =
        part.to_decimal().checked_mul(eighths).and_then(|length| length.checked_div(of.to_decimal()));
    let length = length.and_then(|length| length.to_usize()).unwrap_or_default();
    "█".repeat(length / 8) + EIGHTHS.get(length % 8).copied().unwrap_or_default()
}
