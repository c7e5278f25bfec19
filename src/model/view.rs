//! A result that every output format can print: rows, the fields before them, and their total.

use crate::error::Result;
use crate::model::row::{Cell, Listing, Row};

/// A result that can be printed in any output format. To add one: a file in `views/`.
pub trait View {
    /// A row of it.
    type Row: Row;

    /// Returns its name and columns.
    fn listing(&self) -> Listing<'_>;

    /// Returns the values of [`Listing::head`], which a JSON document has before the rows.
    fn head(&self) -> Vec<Cell<'_>> {
        Vec::new()
    }

    /// Returns the rows.
    fn rows(&self) -> &[Self::Row];

    /// Returns the cells of the total, one for each column, or `None` if there is no total. Tables show it below the
    /// rows.
    fn total(&self) -> Option<Vec<Cell<'_>>> {
        None
    }

    /// Returns the text below a table, each line with its line end. `width` is the width of the terminal in columns, if
    /// there is one.
    ///
    /// # Errors
    /// The text cannot be computed.
    fn notes(&self, width: Option<u16>) -> Result<String> {
        let _ = width;
        Ok(String::new())
    }
}
