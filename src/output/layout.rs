//! The options of the output formats.

/// The options of the formats.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Layout {
    /// Whether the output goes to a terminal, so that control characters must be escaped.
    pub terminal: bool,
    /// CSV: do not escape cells that a spreadsheet would run as a formula.
    pub csv_raw: bool,
    /// Table: the width of the terminal in cells. If `None`, the table is as wide as its rows.
    pub width: Option<u16>,
    /// Table: whether to print headings in bold.
    pub color: bool,
}
