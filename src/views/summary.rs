//! Sums up usage records by day, report or other keys.

mod key;
mod shares;
mod sums;
mod times;

use crate::charge::{Charged, ChargedBy};
use crate::error::{Error, Result};
use crate::model::batch::Batch;
use crate::model::credits::{AmountError, Credits};
use crate::model::record::UsageRecord;
use crate::model::row::{Cell, Column, ColumnKind, Listing, Row};
use crate::model::timestamp::moment;
use crate::model::view::View;
use crate::model::window::Window;
use jiff::tz::TimeZone;
use key::Group;
pub use key::Key;
use rust_decimal::Decimal;
pub(crate) use shares::shares;
use std::collections::HashMap;
use sums::{Groups, Sum, Sums, add};
use times::{Named, Span, Times};

/// The sums of messages by group.
#[derive(Debug, Clone)]
pub struct Summary {
    keys: Vec<Key>,
    timezone: TimeZone,
    window: Window,
    sums: Sums,
    /// The earliest and the latest message, if a key is a time.
    span: Option<Span<Named>>,
}

/// The sums of one batch, before it is added to a [`Summary`].
#[derive(Debug)]
pub struct BatchSummary {
    place: String,
    sums: Sums,
    span: Option<Span<Named>>,
}

/// A row of a summary: a group of messages, or all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryRow {
    /// For each key, the group as its column shows it, and the remark that a table shows if that is `None`.
    labels: Vec<(Option<String>, Cell<'static>)>,
    /// What the messages were charged by, if [`Key::Source`] is a key.
    charged_by: Option<ChargedBy>,
    sum: Sum,
    share: Option<Decimal>,
    mean: Option<Credits>,
    /// The credits of the most expensive row, for the bar.
    most: Credits,
}

/// A summary that is complete.
#[derive(Debug, Clone)]
pub struct SummaryView {
    columns: Vec<Column>,
    /// The IANA name of the time zone of its days.
    timezone: String,
    /// The groups.
    pub groups: Vec<SummaryRow>,
    /// All of them together.
    pub total: SummaryRow,
}

/// The columns after the keys.
const FIGURES: [Column; 6] = [
    Column::new("messages", "Messages", ColumnKind::Integer, "The number of messages."),
    Column::new("credits", "Credits", ColumnKind::Credits, "The sum of their credits."),
    Column::new(
        "share",
        "Share %",
        ColumnKind::Decimal,
        "Their share of all credits in percent, rounded to hundredths so that all shares add up to 100.00.",
    )
    .optional(),
    Column::new("mean", "Mean", ColumnKind::Credits, "The mean of their credits, rounded to hundredths.")
        .optional(),
    Column::new("maximum", "Maximum", ColumnKind::Credits, "The credits of the most expensive message.")
        .optional(),
    Column::for_people("", ColumnKind::Bar),
];

/// The head of a summary: its time zone and its totals.
const HEAD: [Column; 3] = [
    Column::new("timezone", "", ColumnKind::Word, "The time zone of its days, an IANA name."),
    Column::new("messages", "", ColumnKind::Integer, "The number of messages."),
    Column::new("credits", "", ColumnKind::Credits, "The sum of their credits."),
];

/// Returns the columns of a summary by these keys.
pub fn columns(keys: &[Key]) -> Vec<Column> {
    keys.iter().map(|key| key.column()).chain(FIGURES).collect()
}

/// Returns the name and the columns of a summary.
pub fn listing(columns: &[Column]) -> Listing<'_> {
    Listing { name: "summary", about: "The sums of the messages of a period by group.", head: &HEAD, columns }
}

impl Summary {
    /// Creates an empty summary by one or two keys, with days in a time zone. It will show each hour, day, week or
    /// month of the window, also those without a message.
    pub fn new(outer: Key, inner: Option<Key>, timezone: TimeZone, window: Window) -> Self {
        let keys = [outer].into_iter().chain(inner).collect();
        Self { keys, timezone, window, sums: Sums::new(), span: None }
    }

    /// Sums up a batch that has been charged.
    ///
    /// # Errors
    /// [`Error::Data`] if a sum is out of range; it names the message.
    pub fn part(&self, batch: &Batch<'_>, charged: &Charged<'_>) -> Result<BatchSummary> {
        let mut sums = Sums::new();
        let mut span: Option<Span<&UsageRecord<'_>>> = None;
        let has_times = self.keys.iter().any(|key| key.is_time());
        let charged_by = charged.tally.charged_by();
        for ((message, record), charged_by) in batch.messages.iter().zip(&charged.records).zip(charged_by) {
            let at = moment(record.timestamp).filter(|_| has_times);
            let local = at.map(|at| at.local(&self.timezone));
            let known = batch.report(message);
            let mut groups = [Group::Nothing, Group::Nothing];
            for (group, key) in groups.iter_mut().zip(&self.keys) {
                *group = key.group(local.as_ref(), charged_by, known).ok_or_else(|| {
                    Error::bug(format!("message {}: {} is no time", message.id, record.timestamp))
                })?;
            }
            let sum = Sum { messages: 1, credits: record.credits_used, maximum: record.credits_used };
            add(&mut sums, groups, sum).map_err(|error| Error::of_message(batch.place, message.id, error))?;
            if let Some(at) = at {
                let message = Span::of(at, record);
                span = Some(span.map_or(message.clone(), |span| span.with(message)));
            }
        }
        let name = |record: &UsageRecord<'_>| Named {
            id: record.message_id,
            timestamp: record.timestamp.to_owned(),
            place: batch.place.to_owned(),
        };
        let span = span.map(|span| span.map(name));
        Ok(BatchSummary { place: batch.place.to_owned(), sums, span })
    }

    /// Adds the sums of the next batch.
    ///
    /// # Errors
    /// [`Error::Data`] if a sum is out of range.
    pub fn add(&mut self, part: BatchSummary) -> Result<()> {
        for (groups, sum) in part.sums {
            add(&mut self.sums, groups, sum).map_err(|error| Error::data(&*part.place, error.to_string()))?;
        }
        self.span = match (self.span.take(), part.span) {
            (Some(span), Some(more)) => Some(span.with(more)),
            (span, more) => span.or(more),
        };
        Ok(())
    }

    /// Completes the summary after the last batch. Times are in order and without gaps, from the first to the last;
    /// other groups are in the order of their credits, the highest first.
    ///
    /// # Errors
    /// [`Error::Data`] if two messages are too far apart to show all times between them, or if a sum is out of range;
    /// [`Error::Usage`] if the window has more times than can be shown.
    pub fn finish(mut self) -> Result<SummaryView> {
        let Self { keys, timezone, window, sums, span } = &self;
        let times = Times { keys, timezone, window, span: span.as_ref() };
        let empty = times.without_message(sums)?;
        self.sums.extend(empty.into_iter().map(|groups| (groups, Sum::default())));
        let out_of_range = |error: AmountError| Error::data("summary", error.to_string());
        let total = self.sums.values().try_fold(Sum::default(), |total, sum| total.plus(*sum));
        let total = total.map_err(out_of_range)?;
        let most = self.sums.values().map(|sum| sum.credits).max().unwrap_or_default();
        let in_order = self.in_order().map_err(out_of_range)?;
        let credits: Vec<Credits> = in_order.iter().map(|(_, sum)| sum.credits).collect();
        let mut groups = Vec::with_capacity(self.sums.len());
        for ((names, sum), share) in in_order.into_iter().zip(shares(&credits)) {
            let label =
                |(key, name): (&Key, &Group)| (key.show(name, &self.timezone), key.remark(sum.messages));
            let labels = self.keys.iter().zip(names).map(label).collect();
            let row = SummaryRow::new(labels, *sum, share, most).map_err(out_of_range)?;
            let charged_by = names.iter().find_map(|group| match group {
                Group::ChargedBy(by) => Some(*by),
                _ => None,
            });
            groups.push(SummaryRow { charged_by, ..row });
        }
        let labels = (0..self.keys.len())
            .map(|index| (None, if index == 0 { Cell::Remark("Total") } else { Cell::Absent }))
            .collect();
        let whole = shares(&[total.credits]).pop().flatten();
        let total = SummaryRow::new(labels, total, whole, most).map_err(out_of_range)?;
        let timezone = self.timezone.iana_name().unwrap_or("UTC").to_owned();
        Ok(SummaryView { columns: columns(&self.keys), timezone, groups, total })
    }

    /// Returns the groups in the order of their rows.
    fn in_order(&self) -> std::result::Result<Vec<(&Groups, &Sum)>, AmountError> {
        let mut outer_credits: HashMap<&Group, Credits> = HashMap::new();
        for ([outer, _], sum) in &self.sums {
            let credits = outer_credits.entry(outer).or_default();
            *credits = credits.checked_add(sum.credits)?;
        }
        let mut rows: Vec<_> = self.sums.iter().collect();
        rows.sort_by_key(|([outer, inner], sum)| {
            let credits = outer_credits.get(outer).copied().unwrap_or_default();
            (outer.rank(credits), inner.rank(sum.credits))
        });
        Ok(rows)
    }
}

impl SummaryRow {
    fn new(
        labels: Vec<(Option<String>, Cell<'static>)>,
        sum: Sum,
        share: Option<Decimal>,
        most: Credits,
    ) -> std::result::Result<Self, AmountError> {
        let credits = sum.credits.to_decimal();
        let mean = credits.checked_div(Decimal::from(sum.messages)).map(Credits::rounded).transpose()?;
        Ok(Self { labels, charged_by: None, sum, share, mean, most })
    }

    /// Returns the group by the key at this index, as its column shows it.
    pub fn label(&self, index: usize) -> Option<&str> {
        self.labels.get(index)?.0.as_deref()
    }

    /// Returns what the group was charged by, if [`Key::Source`] is a key and the group has messages.
    pub fn charged_by(&self) -> Option<ChargedBy> {
        self.charged_by
    }

    /// Returns the number of messages.
    pub fn messages(&self) -> u64 {
        self.sum.messages
    }

    /// Returns the sum of their credits.
    pub fn credits(&self) -> Credits {
        self.sum.credits
    }
}

impl View for SummaryView {
    type Row = SummaryRow;

    fn listing(&self) -> Listing<'_> {
        listing(&self.columns)
    }

    fn head(&self) -> Vec<Cell<'_>> {
        let total = &self.total;
        vec![Cell::Text(&self.timezone), Cell::count(total.messages()), Cell::Credits(total.credits())]
    }

    fn rows(&self) -> &[SummaryRow] {
        &self.groups
    }

    fn total(&self) -> Option<Vec<Cell<'_>>> {
        Some(self.total.cells().collect())
    }
}

impl Row for SummaryRow {
    fn cells(&self) -> impl Iterator<Item = Cell<'_>> {
        let labels = self.labels.iter().map(|(label, remark)| label.as_deref().map_or(*remark, Cell::Text));
        labels.chain([
            Cell::count(self.sum.messages),
            Cell::Credits(self.sum.credits),
            self.share.map_or(Cell::Absent, Cell::Decimal),
            Cell::credits(self.mean),
            Cell::credits(self.mean.map(|_| self.sum.maximum)),
            Cell::Bar { part: self.sum.credits, of: self.most },
        ])
    }
}
