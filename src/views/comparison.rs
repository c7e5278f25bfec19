//! The same messages under several tariffs: what each comes to, and which messages cost most more or less.

use crate::charge::{Charged, Tally, Totals, charge};
use crate::error::{Error, Result};
use crate::model::batch::Batch;
use crate::model::credits::{AmountError, Credits};
use crate::model::row::{Cell, Column, ColumnKind, Listing, Row};
use crate::model::view::View;
use crate::tariff::Tariff;
use std::cmp::Reverse;

/// The same messages under several tariffs, the first of which the others are compared with.
#[derive(Debug)]
pub struct Comparison {
    tariffs: Vec<Tariff>,
    totals: Vec<Totals>,
    moves: Vec<ComparisonRow>,
    /// How many of the messages that move most are kept.
    moves_max: usize,
}

/// A comparison that is complete.
#[derive(Debug, Clone)]
pub struct ComparisonView {
    /// A row for each tariff, then one for each of the messages that move most.
    rows: Vec<ComparisonRow>,
}

/// What one batch comes to under each tariff.
#[derive(Debug)]
pub struct BatchComparison {
    tallies: Vec<Tally>,
    moves: Vec<ComparisonRow>,
}

/// What all messages, or one of them, cost under a tariff and under the first one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparisonRow {
    tariff: String,
    /// The message's number and time; none for all of them.
    message: Option<(i64, String)>,
    /// Under the first tariff, and how much more it is now; none for that one itself.
    before: Option<(Credits, Credits)>,
    after: Credits,
}

impl Comparison {
    /// A comparison of tariffs that keeps so many of the messages that move most.
    pub fn new(tariffs: Vec<Tariff>, moves_max: usize) -> Self {
        let totals = vec![Totals::default(); tariffs.len()];
        Self { tariffs, totals, moves: Vec::new(), moves_max }
    }

    /// Charges a batch under each tariff.
    ///
    /// # Errors
    /// Those of [`charge`].
    pub fn part(&self, batch: &Batch<'_>) -> Result<BatchComparison> {
        let charged: Result<Vec<Charged<'_>>> =
            self.tariffs.iter().map(|tariff| charge(batch, tariff)).collect();
        let charged = charged?;
        let mut moves = Vec::new();
        let others = self.tariffs.iter().zip(&charged).skip(1);
        for (index, before) in charged.first().into_iter().flat_map(|first| first.records.iter().enumerate())
        {
            for (tariff, after) in
                others.clone().filter_map(|(tariff, other)| Some((tariff, other.records.get(index)?)))
            {
                if before.credits_used != after.credits_used {
                    let row = ComparisonRow::new(tariff, Some(before.credits_used), after.credits_used);
                    let row = row.map_err(|error| Error::of_message(batch.place, after.message_id, error))?;
                    moves.push(ComparisonRow {
                        message: Some((after.message_id, after.timestamp.to_owned())),
                        ..row
                    });
                }
            }
        }
        keep_largest(&mut moves, self.moves_max);
        Ok(BatchComparison { tallies: charged.into_iter().map(|charged| charged.tally).collect(), moves })
    }

    /// Adds what the next batch comes to.
    ///
    /// # Errors
    /// Those of [`Totals::add`].
    pub fn add(&mut self, part: BatchComparison) -> Result<()> {
        for (totals, tally) in self.totals.iter_mut().zip(part.tallies) {
            totals.add(tally)?;
        }
        self.moves.extend(part.moves);
        keep_largest(&mut self.moves, self.moves_max);
        Ok(())
    }

    /// What there is under the first tariff.
    pub fn first(&self) -> Option<&Totals> {
        self.totals.first()
    }

    /// The comparison of all messages.
    ///
    /// # Errors
    /// [`Error::Data`] for a difference out of range.
    pub fn finish(self) -> Result<ComparisonView> {
        let first = self.first().map(|totals| totals.credits);
        let rows = self.tariffs.iter().zip(&self.totals).enumerate().map(|(index, (tariff, totals))| {
            ComparisonRow::new(tariff, first.filter(|_| index > 0), totals.credits)
        });
        let rows: std::result::Result<Vec<_>, _> = rows.collect();
        let mut rows = rows.map_err(|error| Error::data("comparison", error.to_string()))?;
        rows.extend(self.moves);
        Ok(ComparisonView { rows })
    }
}

impl ComparisonView {
    /// What an output says of it.
    pub const LISTING: Listing<'static> = Listing {
        name: "comparison",
        about: "What a period costs under several tariffs, and the messages that cost most more or less than under \
                the first of them.",
        head: &[],
        columns: &[
            Column::new("tariff", "Tariff", ColumnKind::Word, "The tariff."),
            Column::new(
                "message_id",
                "Message",
                ColumnKind::Integer,
                "The message's number; left out for all messages.",
            )
            .optional(),
            Column::new("timestamp", "Timestamp", ColumnKind::Time, "The message's time.").optional(),
            Column::new(
                "credits_before",
                "Before",
                ColumnKind::Credits,
                "What it costs under the first tariff; left out for that one itself.",
            )
            .optional(),
            Column::new("credits_after", "After", ColumnKind::Credits, "What it costs under this tariff."),
            Column::new(
                "difference",
                "Difference",
                ColumnKind::Difference,
                "How much that is more, or less.",
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

/// Keeps those that move most, the earlier ones where two move alike.
fn keep_largest(moves: &mut Vec<ComparisonRow>, most: usize) {
    moves.sort_by_key(|row| Reverse(row.before.map(|(_, difference)| difference.magnitude())));
    moves.truncate(most);
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
