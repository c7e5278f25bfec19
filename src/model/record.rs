//! A line of the usage contract: what one message cost.

use crate::model::credits::Credits;
use crate::model::row::{Cell, Column, ColumnKind, Listing, Row};

/// What one message cost, as the usage contract has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsageRecord<'a> {
    /// The message's number.
    pub message_id: i64,
    /// The message's time, byte for byte as it came.
    pub timestamp: &'a str,
    /// The title of the report that was billed; none where the text was.
    pub report_name: Option<&'a str>,
    /// The charge, in whole hundredths of a credit, not negative.
    pub credits_used: Credits,
}

impl UsageRecord<'_> {
    /// The usage contract.
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
                "The title of the report that was billed; left out where the text was.",
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

/// What one message cost, by itself: a record that outlives its message, or that was read again.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OwnedRecord {
    /// The message's number.
    pub message_id: i64,
    /// The message's time.
    pub timestamp: String,
    /// The title of the report that was billed, if one was.
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
