//! What every output format can print: a list of rows with named cells.

use crate::model::credits::Credits;
use rust_decimal::Decimal;

/// What is printed as a line of a list.
pub trait Row {
    /// One cell for each column of its [`Listing`].
    fn cells(&self) -> impl Iterator<Item = Cell<'_>>;
}

/// A list of rows: what it is called in a JSON document, and what stands in it.
#[derive(Debug, Clone, Copy)]
pub struct Listing<'a> {
    /// The key of the list.
    pub name: &'a str,
    /// What it is about, for the schema.
    pub about: &'a str,
    /// What a JSON document says before the list.
    pub head: &'a [Column],
    /// What each row says.
    pub columns: &'a [Column],
}

/// A column of a [`Listing`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name for programs: a JSON key, a CSV header.
    pub name: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What its cells hold.
    pub kind: ColumnKind,
    /// Whether a row can do without it.
    pub optional: bool,
    /// Who sees it.
    pub audience: Audience,
    /// What it means, for the schema.
    pub about: &'static str,
}

/// What the cells of a [`Column`] hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Whole numbers.
    Integer,
    /// Other numbers.
    Decimal,
    /// Amounts that may be below zero.
    Difference,
    /// Amounts that are not below zero.
    Credits,
    /// Dates with times, RFC 3339.
    Time,
    /// Text that stays in one line.
    Word,
    /// Text that people see in as many lines as it takes.
    Prose,
    /// Bars, which are drawn in a terminal.
    Bar,
}

/// Who sees a [`Column`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everybody.
    All,
    /// Readers of tables.
    People,
    /// Readers of JSON and CSV.
    Programs,
}

/// Bytes of the name of a [`Column`], at the most: outputs copy names in blocks of one size.
pub const NAME_BYTES_MAX: usize = 28;

impl Column {
    /// A column that each row has.
    ///
    /// # Panics
    /// Its name is longer than [`NAME_BYTES_MAX`]; of a constant, the compiler says so.
    pub const fn new(name: &'static str, title: &'static str, kind: ColumnKind, about: &'static str) -> Self {
        assert!(name.len() <= NAME_BYTES_MAX, "the name of a column is too long");
        Self { name, title, kind, optional: false, audience: Audience::All, about }
    }

    /// The same column, where a row can do without it.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    /// The same column, for programs only.
    #[must_use]
    pub const fn for_programs(self) -> Self {
        Self { audience: Audience::Programs, ..self }
    }

    /// A column that only people see, where there is something to see.
    pub const fn for_people(title: &'static str, kind: ColumnKind) -> Self {
        Self { audience: Audience::People, ..Self::new("", title, kind, "") }.optional()
    }
}

/// A value in a [`Row`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing: left out of JSON, empty in CSV.
    Absent,
    /// Nothing for programs; people see this in its place.
    Remark(&'static str),
    /// A whole number.
    Integer(i64),
    /// A number.
    Decimal(Decimal),
    /// A text, as it came.
    Text(&'a str),
    /// A date and time, RFC 3339: nothing in it needs care.
    Time(&'a str),
    /// An amount.
    Credits(Credits),
    /// A part of a whole, for a bar.
    Bar {
        /// The part, not below zero.
        part: Credits,
        /// What would fill the bar.
        of: Credits,
    },
}

impl Cell<'_> {
    /// Whether it says nothing to a program.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent | Self::Remark(_))
    }
}

impl<'a> Cell<'a> {
    /// A text, if there is one.
    pub fn text(text: Option<&'a str>) -> Self {
        text.map_or(Self::Absent, Self::Text)
    }

    /// An amount, if there is one.
    pub fn credits(amount: Option<Credits>) -> Self {
        amount.map_or(Self::Absent, Self::Credits)
    }

    /// A count; those that no 64-bit integer holds, there are none.
    pub fn count(count: u64) -> Self {
        Self::Decimal(Decimal::from(count))
    }
}
