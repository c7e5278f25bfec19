//! What every format can print as a whole: rows, what is said before them, and their total.

use crate::error::Result;
use crate::model::row::{Cell, Listing, Row};

/// Something that was asked of charges, ready to be printed in any format. To add one: a file in `views/`.
pub trait View {
    /// A line of it.
    type Row: Row;

    /// What it is called, and its columns.
    fn listing(&self) -> Listing<'_>;

    /// The values of [`Listing::head`], which a JSON document says before the rows.
    fn head(&self) -> Vec<Cell<'_>> {
        Vec::new()
    }

    /// The lines.
    fn rows(&self) -> &[Self::Row];

    /// A cell for each column: the row that people see below the others, set apart by a rule.
    fn total(&self) -> Option<Vec<Cell<'_>>> {
        None
    }

    /// What people read below the table, each line with its end; `width` is that of their terminal, in columns.
    ///
    /// # Errors
    /// What stands in its way.
    fn notes(&self, width: Option<u16>) -> Result<String> {
        let _ = width;
        Ok(String::new())
    }
}
