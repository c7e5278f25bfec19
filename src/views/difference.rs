//! Compares two bills: the records that were added, removed or changed.

use crate::error::{Error, Result};
use crate::model::credits::{AmountError, Credits};
use crate::model::record::OwnedRecord;
use crate::model::row::{Cell, Column, ColumnKind, Listing, Row};
use crate::model::view::View;
use std::collections::{HashMap, VecDeque};

/// The differences between two bills.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// A row for each record that is not the same in both: those of the old bill in its order, then what was added.
    pub rows: Vec<DifferenceRow>,
    /// The total of the old bill.
    pub before: Credits,
    /// The total of the new bill.
    pub after: Credits,
    /// The total of the new bill minus that of the old one.
    pub difference: Credits,
}

/// How a record differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It is only in the new bill.
    Added,
    /// It is only in the old bill.
    Removed,
    /// It is in both bills, with different fields.
    Changed,
}

/// A record that is not the same in two bills.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DifferenceRow {
    /// How it differs.
    pub change: Change,
    message_id: i64,
    before: Option<OwnedRecord>,
    after: Option<OwnedRecord>,
    difference: Credits,
    /// The names of the fields that have changed, separated by spaces.
    fields: String,
    /// The change in words, for the table.
    what: String,
}

impl Difference {
    /// Compares an old bill with a new one. If a message is in a bill twice, its first record is compared with the
    /// first one of the other bill, and its second with the second.
    ///
    /// # Errors
    /// [`Error::Data`] if a sum is out of range.
    pub fn between(old: Vec<OwnedRecord>, new: Vec<OwnedRecord>) -> Result<Self> {
        let total = |bill: &str, records: &[OwnedRecord]| {
            records.iter().try_fold(Credits::ZERO, |sum, record| {
                let sum = sum.checked_add(record.credits_used);
                sum.map_err(|error| Error::of_message(bill, record.message_id, error))
            })
        };
        let out_of_range =
            |error: AmountError| Error::data("the new bill less the old one", error.to_string());
        let (before, after) = (total("the old bill", &old)?, total("the new bill", &new)?);
        let difference = after.checked_sub(before).map_err(out_of_range)?;
        let rows = rows(old, new).map_err(out_of_range)?;
        Ok(Self { rows, before, after, difference })
    }

    /// Returns how many rows have this kind of change.
    pub fn count(&self, change: Change) -> usize {
        self.rows.iter().filter(|row| row.change == change).count()
    }

    /// The name and the columns of the output.
    pub const LISTING: Listing<'static> = Listing {
        name: "difference",
        about: "The differences between two bills.",
        head: &[
            Column::new("added", "", ColumnKind::Integer, "How many records were added."),
            Column::new("removed", "", ColumnKind::Integer, "How many records were removed."),
            Column::new("changed", "", ColumnKind::Integer, "How many records were changed."),
            Column::new("credits_before", "", ColumnKind::Credits, "The total of the old bill."),
            Column::new("credits_after", "", ColumnKind::Credits, "The total of the new bill."),
            Column::new(
                "credits_difference",
                "",
                ColumnKind::Difference,
                "credits_after minus credits_before.",
            ),
        ],
        columns: &[
            Column::new("change", "Change", ColumnKind::Word, "added, removed or changed."),
            Column::new("message_id", "Message", ColumnKind::Integer, "The id of the message."),
            Column::new("credits_before", "Before", ColumnKind::Credits, "Its credits in the old bill.")
                .optional(),
            Column::new("credits_after", "After", ColumnKind::Credits, "Its credits in the new bill.")
                .optional(),
            Column::new(
                "difference",
                "Difference",
                ColumnKind::Difference,
                "The new credits minus the old ones.",
            ),
            Column::for_people("What", ColumnKind::Prose),
            Column::new(
                "fields",
                "",
                ColumnKind::Word,
                "The names of the fields that have changed, separated by spaces.",
            )
            .optional()
            .for_programs(),
            Column::new("timestamp_before", "", ColumnKind::Time, "Its time in the old bill, if it differs.")
                .optional()
                .for_programs(),
            Column::new("timestamp_after", "", ColumnKind::Time, "Its time in the new bill, if it differs.")
                .optional()
                .for_programs(),
            Column::new(
                "report_before",
                "",
                ColumnKind::Prose,
                "The title of its report in the old bill, if it differs.",
            )
            .optional()
            .for_programs(),
            Column::new(
                "report_after",
                "",
                ColumnKind::Prose,
                "The title of its report in the new bill, if it differs.",
            )
            .optional()
            .for_programs(),
        ],
    };
}

impl View for Difference {
    type Row = DifferenceRow;

    fn listing(&self) -> Listing<'_> {
        Self::LISTING
    }

    fn head(&self) -> Vec<Cell<'_>> {
        let count = |change| Cell::count(self.count(change) as u64);
        vec![
            count(Change::Added),
            count(Change::Removed),
            count(Change::Changed),
            Cell::Credits(self.before),
            Cell::Credits(self.after),
            Cell::Credits(self.difference),
        ]
    }

    fn rows(&self) -> &[DifferenceRow] {
        &self.rows
    }

    fn total(&self) -> Option<Vec<Cell<'_>>> {
        let amounts = [self.before, self.after, self.difference].map(Cell::Credits);
        Some([Cell::Remark("Total"), Cell::Absent].into_iter().chain(amounts).collect())
    }
}

fn rows(
    old: Vec<OwnedRecord>,
    new: Vec<OwnedRecord>,
) -> std::result::Result<Vec<DifferenceRow>, AmountError> {
    // Equal records are paired first, so that of a message charged twice only the record that differs is listed.
    let (in_new, in_old) = (found_in(&old, &new), found_in(&new, &old));
    let unlike = |records: Vec<OwnedRecord>, is_same: Vec<bool>| {
        records.into_iter().zip(is_same).filter_map(|(record, is_same)| (!is_same).then_some(record))
    };
    let mut rest: Vec<Option<OwnedRecord>> = unlike(new, in_old).map(Some).collect();
    let mut places: HashMap<i64, VecDeque<usize>> = HashMap::new();
    for (place, record) in rest.iter().enumerate() {
        let id = record.as_ref().map(|record| record.message_id);
        places.entry(id.unwrap_or_default()).or_default().push_back(place);
    }
    let mut rows = Vec::new();
    for before in unlike(old, in_new) {
        let place = places.get_mut(&before.message_id).and_then(VecDeque::pop_front);
        let after = place.and_then(|place| rest.get_mut(place)?.take());
        rows.push(DifferenceRow::new(Some(before), after)?);
    }
    for after in rest.into_iter().flatten() {
        rows.push(DifferenceRow::new(None, Some(after))?);
    }
    Ok(rows)
}

/// Returns for each record whether `others` has it too. Of equal records, at most as many as `others` has.
fn found_in(records: &[OwnedRecord], others: &[OwnedRecord]) -> Vec<bool> {
    let mut counts: HashMap<&OwnedRecord, usize> = HashMap::with_capacity(others.len());
    for other in others {
        *counts.entry(other).or_default() += 1;
    }
    let mut take = |record| {
        let left = counts.get_mut(record).filter(|left| **left > 0);
        left.map(|left| *left -= 1).is_some()
    };
    records.iter().map(&mut take).collect()
}

impl DifferenceRow {
    fn new(
        before: Option<OwnedRecord>,
        after: Option<OwnedRecord>,
    ) -> std::result::Result<Self, AmountError> {
        let credits = |record: &Option<OwnedRecord>| {
            record.as_ref().map_or(Credits::ZERO, |record| record.credits_used)
        };
        let difference = credits(&after).checked_sub(credits(&before))?;
        let message_id = before.as_ref().or(after.as_ref()).map_or(0, |record| record.message_id);
        let (change, fields) = match (&before, &after) {
            (Some(before), Some(after)) => (Change::Changed, changed_fields(before, after).join(" ")),
            (Some(_), None) => (Change::Removed, String::new()),
            (None, _) => (Change::Added, String::new()),
        };
        let what = what(before.as_ref(), after.as_ref());
        Ok(Self { change, message_id, before, after, difference, fields, what })
    }
}

fn changed_fields(before: &OwnedRecord, after: &OwnedRecord) -> Vec<&'static str> {
    let fields = [
        ("credits_used", before.credits_used != after.credits_used),
        ("timestamp", before.timestamp != after.timestamp),
        ("report_name", before.report_name != after.report_name),
    ];
    fields.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}

/// Describes a record that was added or removed, or the fields of one that has changed.
fn what(before: Option<&OwnedRecord>, after: Option<&OwnedRecord>) -> String {
    let text_or = |report: Option<&str>| report.unwrap_or("by text").to_owned();
    let (Some(_), Some(_)) = (before, after) else {
        let record = before.or(after);
        return format!("{}, {}", time(record).unwrap_or_default(), text_or(report(record)));
    };
    let mut changes = Vec::new();
    if time(before) != time(after) {
        changes.push(format!("{} → {}", time(before).unwrap_or_default(), time(after).unwrap_or_default()));
    }
    if report(before) != report(after) {
        changes.push(format!("{} → {}", text_or(report(before)), text_or(report(after))));
    }
    changes.join("; ")
}

fn time(record: Option<&OwnedRecord>) -> Option<&str> {
    record.map(|record| &*record.timestamp)
}

fn report(record: Option<&OwnedRecord>) -> Option<&str> {
    record?.report_name.as_deref()
}

impl Row for DifferenceRow {
    fn cells(&self) -> impl Iterator<Item = Cell<'_>> {
        let (before, after) = (self.before.as_ref(), self.after.as_ref());
        let change = match self.change {
            Change::Added => "added",
            Change::Removed => "removed",
            Change::Changed => "changed",
        };
        let is_other_time = time(before) != time(after);
        let is_other_report = report(before) != report(after);
        [
            Cell::Text(change),
            Cell::Integer(self.message_id),
            Cell::credits(before.map(|record| record.credits_used)),
            Cell::credits(after.map(|record| record.credits_used)),
            Cell::Credits(self.difference),
            Cell::Text(&self.what),
            Cell::text(Some(&*self.fields).filter(|fields| !fields.is_empty())),
            Cell::text(time(before).filter(|_| is_other_time)),
            Cell::text(time(after).filter(|_| is_other_time)),
            Cell::text(report(before).filter(|_| is_other_report)),
            Cell::text(report(after).filter(|_| is_other_report)),
        ]
        .into_iter()
    }
}
