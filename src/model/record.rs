//! A record of the usage contract: what one message costs.

use crate::model::credits::Credits;
use crate::model::row::{Cell, Column, ColumnKind, Listing, Row};

/// What one message costs, as in the usage contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsageRecord<'a> {
    /// The message's id.
    pub message_id: i64,
    /// The message's timestamp, byte for byte as in the input.
    pub timestamp: &'a str,
    /// The name of the billed report; `None` if the message is charged by its text.
    pub report_name: Option<&'a str>,
    /// The charge, in whole hundredths of a credit, not negative.
    pub credits_used: Credits,
}

impl UsageRecord<'_> {
    /// The name and the columns of the usage contract.
    pub const LISTING: Listing<'static> = Listing {
        name: "usage",
        about: "What each message of a period cost.",
        head: &[],
        columns: &[
            Column::new("message_id", "Message", ColumnKind::Integer, "The message's number."),
            Column::new("timestamp", "Timestamp", ColumnKind::Time, "The message's time, as it came."),
            Column::new(
                "report_name",
                "Report",
                ColumnKind::Prose,
                "The name of the billed report; absent if the message was charged by its text.",
            )
            .optional(),
            Column::new(
                "credits_used",
                "Credits",
                ColumnKind::Credits,
                "What the message cost, exactly, with two decimals.",
            ),
        ],
    };
}

impl Row for UsageRecord<'_> {
    fn cells(&self) -> impl Iterator<Item = Cell<'_>> {
        [
            Cell::Integer(self.message_id),
            Cell::Time(self.timestamp),
            Cell::text(self.report_name),
            Cell::Credits(self.credits_used),
        ]
        .into_iter()
    }
}

/// What one message costs, without a borrow: a record that outlives its message, or that was read from a printed bill.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OwnedRecord {
    /// The message's id.
    pub message_id: i64,
    /// The message's timestamp.
    pub timestamp: String,
    /// The name of the billed report, if any.
    pub report_name: Option<String>,
    /// The charge.
    pub credits_used: Credits,
}

impl From<&UsageRecord<'_>> for OwnedRecord {
    fn from(record: &UsageRecord<'_>) -> Self {
        Self {
            message_id: record.message_id,
            timestamp: record.timestamp.to_owned(),
            report_name: record.report_name.map(str::to_owned),
            credits_used: record.credits_used,
        }
    }
}
