//! What every output format can print: a list of rows with named cells.

use crate::model::credits::Credits;

/// A kind of row: its columns, and the cells of one.
pub trait Row {
    /// What the list of rows is called in a JSON document.
    const LIST: &'static str;
    /// The columns, in order.
    const COLUMNS: &'static [Column];

    /// One cell for each column.
    fn cells(&self) -> impl Iterator<Item = Cell<'_>>;
}

/// A column of a [`Row`].
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name for programs: a JSON key, a CSV header.
    pub name: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// How people see its cells.
    pub shape: Shape,
}

/// How people see the cells of a [`Column`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// To the right, in one line.
    Number,
    /// To the left, in one line.
    Mark,
    /// To the left, in as many lines as it takes.
    Prose,
}

/// A value in a [`Row`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing: left out of JSON, empty in CSV.
    Absent,
    /// A whole number.
    Integer(i64),
    /// A text, as it came.
    Text(&'a str),
    /// An amount in whole hundredths of a credit.
    Credits(Credits),
}
