//! A line of the usage contract: what one message cost.

use crate::model::credits::Credits;
use crate::model::row::{Cell, Column, Row, Shape};

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

impl Row for UsageRecord<'_> {
    const LIST: &'static str = "usage";
    const COLUMNS: &'static [Column] = &[
        Column { name: "message_id", title: "Message", shape: Shape::Number },
        Column { name: "timestamp", title: "Timestamp", shape: Shape::Mark },
        Column { name: "report_name", title: "Report", shape: Shape::Prose },
        Column { name: "credits_used", title: "Credits", shape: Shape::Number },
    ];

    fn cells(&self) -> impl Iterator<Item = Cell<'_>> {
        [
            Cell::Integer(self.message_id),
            Cell::Text(self.timestamp),
            self.report_name.map_or(Cell::Absent, Cell::Text),
            Cell::Credits(self.credits_used),
        ]
        .into_iter()
    }
}
