//! The records of a bill and their total: the usage contract.

use crate::model::credits::Credits;
use crate::model::record::UsageRecord;
use crate::model::row::{Cell, Listing};
use crate::model::view::View;

/// The records of a bill.
#[derive(Debug, Clone, Copy)]
pub struct UsageListing<'r> {
    /// A record for each message, in order.
    pub records: &'r [UsageRecord<'r>],
    /// The sum of their credits.
    pub total: Credits,
}

impl<'r> View for UsageListing<'r> {
    type Row = UsageRecord<'r>;

    fn listing(&self) -> Listing<'_> {
        UsageRecord::LISTING
    }

    fn rows(&self) -> &[Self::Row] {
        self.records
    }

    fn total(&self) -> Option<Vec<Cell<'_>>> {
        Some(vec![Cell::Remark("Total"), Cell::Absent, Cell::Absent, Cell::Credits(self.total)])
    }
}
