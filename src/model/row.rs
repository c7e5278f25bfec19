//! Lists of rows with named columns, which every output format can print.

use crate::model::credits::Credits;
use rust_decimal::Decimal;

/// A row of a [`Listing`].
pub trait Row {
    /// Returns one cell for each column of the listing.
    fn cells(&self) -> impl Iterator<Item = Cell<'_>>;
}

/// The description of a list of rows: its name and its columns.
#[derive(Debug, Clone, Copy)]
pub struct Listing<'a> {
    /// The key of the list in a JSON document.
    pub name: &'a str,
    /// A description, for the schema.
    pub about: &'a str,
    /// The fields of a JSON document before the list.
    pub head: &'a [Column],
    /// The columns of each row.
    pub columns: &'a [Column],
}

/// A column of a [`Listing`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The name in JSON and CSV.
    pub name: &'static str,
    /// The title in tables.
    pub title: &'static str,
    /// What its cells hold.
    pub kind: ColumnKind,
    /// Whether its cells may be absent.
    pub optional: bool,
    /// Which output formats have it.
    pub audience: Audience,
    /// A description, for the schema.
    pub about: &'static str,
}

/// What the cells of a [`Column`] hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Whole numbers.
    Integer,
    /// Other numbers.
    Decimal,
    /// Amounts that may be negative.
    Difference,
    /// Amounts that are not negative.
    Credits,
    /// Dates with times, RFC 3339.
    Time,
    /// Text that is not wrapped in tables.
    Word,
    /// Text that is wrapped in tables.
    Prose,
    /// Bars, which are drawn in tables.
    Bar,
}

/// Which output formats have a [`Column`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// All formats.
    All,
    /// Only tables.
    People,
    /// Only JSON and CSV.
    Programs,
}

/// The longest name of a [`Column`] in bytes. Encoders copy names in blocks of one size.
pub const NAME_BYTES_MAX: usize = 28;

impl Column {
    /// Returns a column whose cells are never absent.
    ///
    /// # Panics
    /// Panics if the name is longer than [`NAME_BYTES_MAX`]; at compile time in a constant.
    pub const fn new(name: &'static str, title: &'static str, kind: ColumnKind, about: &'static str) -> Self {
        assert!(name.len() <= NAME_BYTES_MAX, "the name of a column is too long");
        Self { name, title, kind, optional: false, audience: Audience::All, about }
    }

    /// Returns the same column with cells that may be absent.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    /// Returns the same column for JSON and CSV only.
    #[must_use]
    pub const fn for_programs(self) -> Self {
        Self { audience: Audience::Programs, ..self }
    }

    /// Returns a column for tables only, with cells that may be absent.
    pub const fn for_people(title: &'static str, kind: ColumnKind) -> Self {
        Self { audience: Audience::People, ..Self::new("", title, kind, "") }.optional()
    }
}

/// A value of a [`Row`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell<'a> {
    /// No value: left out of JSON, empty in CSV and tables.
    Absent,
    /// No value in JSON and CSV; tables show this text instead.
    Remark(&'static str),
    /// A whole number.
    Integer(i64),
    /// A number.
    Decimal(Decimal),
    /// A text, not escaped.
    Text(&'a str),
    /// A date and time, RFC 3339, which needs no escapes.
    Time(&'a str),
    /// An amount.
    Credits(Credits),
    /// A bar for a part of a whole.
    Bar {
        /// The part, not negative.
        part: Credits,
        /// The amount of a full bar.
        of: Credits,
    },
}

impl Cell<'_> {
    /// Whether it has no value in JSON and CSV.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent | Self::Remark(_))
    }
}

impl<'a> Cell<'a> {
    /// Returns a text cell, or an absent one for `None`.
    pub fn text(text: Option<&'a str>) -> Self {
        text.map_or(Self::Absent, Self::Text)
    }

    /// Returns an amount cell, or an absent one for `None`.
    pub fn credits(amount: Option<Credits>) -> Self {
        amount.map_or(Self::Absent, Self::Credits)
    }

    /// Returns a cell for a count. A decimal, because a `u64` may not fit into [`Cell::Integer`].
    pub fn count(count: u64) -> Self {
        Self::Decimal(Decimal::from(count))
    }
}
