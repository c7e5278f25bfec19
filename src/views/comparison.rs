//! Compares the same messages under several tariffs: the totals, and the messages whose charge differs most.

use crate::charge::{Charged, Tally, Totals, charge};
use crate::error::{Error, Result};
use crate::model::batch::Batch;
use crate::model::credits::{AmountError, Credits};
use crate::model::row::{Cell, Column, ColumnKind, Listing, Row};
use crate::model::view::View;
use crate::tariff::Tariff;
use std::cmp::Reverse;

/// Compares messages under several tariffs with the first of them.
#[derive(Debug)]
pub struct Comparison {
    tariffs: Vec<Tariff>,
    totals: Vec<Totals>,
    differences: Vec<ComparisonRow>,
    /// How many of the largest differences are kept.
    differences_max: usize,
}

/// A comparison that is complete.
#[derive(Debug, Clone)]
pub struct ComparisonView {
    /// A row for each tariff, then one for each of the messages that differ most.
    rows: Vec<ComparisonRow>,
}

/// The comparison of one batch, before it is added to a [`Comparison`].
#[derive(Debug)]
pub struct BatchComparison {
    tallies: Vec<Tally>,
    differences: Vec<ComparisonRow>,
}

/// The cost of all messages, or of one message, under a tariff and under the first one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparisonRow {
    tariff: String,
    /// The message's id and timestamp; `None` for all messages.
    message: Option<(i64, String)>,
    /// The cost under the first tariff, and the difference to it; `None` for the first tariff itself.
    before: Option<(Credits, Credits)>,
    after: Credits,
}

impl Comparison {
    /// Creates an empty comparison that keeps the `differences_max` largest differences of single messages.
    pub fn new(tariffs: Vec<Tariff>, differences_max: usize) -> Self {
        let totals = vec![Totals::default(); tariffs.len()];
        Self { tariffs, totals, differences: Vec::new(), differences_max }
    }

    /// Charges a batch under each tariff.
    ///
    /// # Errors
    /// Those of [`charge`].
    pub fn part(&self, batch: &Batch<'_>) -> Result<BatchComparison> {
        let charged: Result<Vec<Charged<'_>>> =
            self.tariffs.iter().map(|tariff| charge(batch, tariff)).collect();
        let charged = charged?;
        let mut differences = Vec::new();
        let others = self.tariffs.iter().zip(&charged).skip(1);
        for (index, before) in charged.first().into_iter().flat_map(|first| first.records.iter().enumerate())
        {
            for (tariff, after) in
                others.clone().filter_map(|(tariff, other)| Some((tariff, other.records.get(index)?)))
            {
                if before.credits_used != after.credits_used {
                    let row = ComparisonRow::new(tariff, Some(before.credits_used), after.credits_used);
                    let row = row.map_err(|error| Error::of_message(batch.place, after.message_id, error))?;
                    differences.push(ComparisonRow {
                        message: Some((after.message_id, after.timestamp.to_owned())),
                        ..row
                    });
                }
            }
        }
        keep_largest(&mut differences, self.differences_max);
        Ok(BatchComparison {
            tallies: charged.into_iter().map(|charged| charged.tally).collect(),
            differences,
        })
    }

    /// Adds the comparison of the next batch.
    ///
    /// # Errors
    /// Those of [`Totals::add`].
    pub fn add(&mut self, part: BatchComparison) -> Result<()> {
        for (totals, tally) in self.totals.iter_mut().zip(part.tallies) {
            totals.add(tally)?;
        }
        self.differences.extend(part.differences);
        keep_largest(&mut self.differences, self.differences_max);
        Ok(())
    }

    /// Returns the totals under the first tariff.
    pub fn first(&self) -> Option<&Totals> {
        self.totals.first()
    }

    /// Completes the comparison after the last batch.
    ///
    /// # Errors
    /// [`Error::Data`] if a difference is out of range.
    pub fn finish(self) -> Result<ComparisonView> {
        let first = self.first().map(|totals| totals.credits);
        let rows = self.tariffs.iter().zip(&self.totals).enumerate().map(|(index, (tariff, totals))| {
            ComparisonRow::new(tariff, first.filter(|_| index > 0), totals.credits)
        });
        let rows: std::result::Result<Vec<_>, _> = rows.collect();
        let mut rows = rows.map_err(|error| Error::data("comparison", error.to_string()))?;
        rows.extend(self.differences);
        Ok(ComparisonView { rows })
    }
}

impl ComparisonView {
    /// The name and the columns of the output.
    pub const LISTING: Listing<'static> = Listing {
        name: "comparison",
        about: "The total of a period under several tariffs, and the messages whose charge differs most from the one \
                under the first tariff.",
        head: &[],
        columns: &[
            Column::new("tariff", "Tariff", ColumnKind::Word, "The tariff."),
            Column::new(
                "message_id",
                "Message",
                ColumnKind::Integer,
                "The id of the message; left out for all messages.",
            )
            .optional(),
            Column::new("timestamp", "Timestamp", ColumnKind::Time, "The timestamp of the message.")
                .optional(),
            Column::new(
                "credits_before",
                "Before",
                ColumnKind::Credits,
                "The credits under the first tariff; left out for the first tariff itself.",
            )
            .optional(),
            Column::new("credits_after", "After", ColumnKind::Credits, "The credits under this tariff."),
            Column::new(
                "difference",
                "Difference",
                ColumnKind::Difference,
                "credits_after minus credits_before.",
            )
            .optional(),
        ],
    };
}

impl View for ComparisonView {
    type Row = ComparisonRow;

    fn listing(&self) -> Listing<'_> {
        Self::LISTING
    }

    fn rows(&self) -> &[ComparisonRow] {
        &self.rows
    }
}

/// Keeps the largest differences; of two equal ones, the earlier.
fn keep_largest(differences: &mut Vec<ComparisonRow>, differences_max: usize) {
    differences.sort_by_key(|row| Reverse(row.before.map(|(_, difference)| difference.magnitude())));
    differences.truncate(differences_max);
}

impl ComparisonRow {
    fn new(
        tariff: &Tariff,
        before: Option<Credits>,
        after: Credits,
    ) -> std::result::Result<Self, AmountError> {
        let before = before.map(|before| Ok((before, after.checked_sub(before)?))).transpose()?;
        Ok(Self { tariff: tariff.name.clone(), message: None, before, after })
    }
}

impl Row for ComparisonRow {
    fn cells(&self) -> impl Iterator<Item = Cell<'_>> {
        let (id, timestamp) = match &self.message {
            Some((id, timestamp)) => (Cell::Integer(*id), Cell::Text(timestamp)),
            None => (Cell::Remark("all"), Cell::Absent),
        };
        [
            Cell::Text(&self.tariff),
            id,
            timestamp,
            Cell::credits(self.before.map(|(before, _)| before)),
            Cell::Credits(self.after),
            Cell::credits(self.before.map(|(_, difference)| difference)),
        ]
        .into_iter()
    }
}
