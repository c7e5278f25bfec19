//! Two bills -> what one has, costs or says that the other does not.

use crate::error::{Error, Result};
use crate::model::credits::{AmountError, Credits};
use crate::model::record::OwnedRecord;
use crate::model::row::{Cell, Column, ColumnKind, Listing, Row};
use crate::model::view::View;
use std::collections::{HashMap, VecDeque};

/// What has changed from one bill to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// A row for each record that is not the same in both: those of the old bill in its order, then what was added.
    pub rows: Vec<DifferenceRow>,
    /// What the old bill comes to.
    pub before: Credits,
    /// What the new bill comes to.
    pub after: Credits,
    /// How much more that is.
    pub difference: Credits,
}

/// How a record differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The old bill has not got it.
    Added,
    /// The new bill has not got it.
    Removed,
    /// It says something else.
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
    /// The fields that have changed.
    fields: String,
    /// What a person wants to know of it.
    what: String,
}

impl Difference {
    /// What has changed from an old bill to a new one. A message that a bill holds twice is held against the first and
    /// the second of the other.
    ///
    /// # Errors
    /// [`Error::Data`] for a sum out of range.
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

    /// How many rows tell of a change.
    pub fn count(&self, change: Change) -> usize {
        self.rows.iter().filter(|row| row.change == change).count()
    }

    /// What an output says of it.
    pub const LISTING: Listing<'static> = Listing {
        name: "difference",
        about: "What has changed from one bill to another.",
        head: &[
            Column::new("added", "", ColumnKind::Integer, "How many records were added."),
            Column::new("removed", "", ColumnKind::Integer, "How many records were removed."),
            Column::new("changed", "", ColumnKind::Integer, "How many records have changed."),
            Column::new("credits_before", "", ColumnKind::Credits, "What the old bill comes to."),
            Column::new("credits_after", "", ColumnKind::Credits, "What the new bill comes to."),
            Column::new("credits_difference", "", ColumnKind::Difference, "How much more that is."),
        ],
        columns: &[
            Column::new("change", "Change", ColumnKind::Word, "added, removed or changed."),
            Column::new("message_id", "Message", ColumnKind::Integer, "The message's number."),
            Column::new("credits_before", "Before", ColumnKind::Credits, "What the old bill says it cost.")
                .optional(),
            Column::new("credits_after", "After", ColumnKind::Credits, "What the new bill says it cost.")
                .optional(),
            Column::new("difference", "Difference", ColumnKind::Difference, "How much more that is."),
            Column::for_people("What", ColumnKind::Prose),
            Column::new(
                "fields",
                "",
                ColumnKind::Word,
                "The fields that have changed, with blanks in between.",
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
                "The report that the old bill billed, if that differs.",
            )
            .optional()
            .for_programs(),
            Column::new(
                "report_after",
                "",
                ColumnKind::Prose,
                "The report that the new bill billed, if that differs.",
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
    // What is the same in both, first: of messages that were charged twice, the other one has changed.
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

/// Which records others have as well; so many of those that are alike as the others have.
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

/// What was billed and when; of a record that has changed, what of it has.
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
