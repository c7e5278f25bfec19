//! What a format leaves open.

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
