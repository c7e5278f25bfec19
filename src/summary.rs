//! Usage records -> what they come to by day, by report, by what was charged.

mod key;

use crate::charge::{Charged, of_message};
use crate::error::{Error, Result};
use crate::model::batch::Batch;
use crate::model::credits::{AmountError, Credits};
use crate::model::row::{Cell, Column, Kind, Listing, Row};
use crate::model::timestamp::moment;
use jiff::tz::TimeZone;
use key::Group;
pub use key::Key;
use rust_decimal::{Decimal, RoundingStrategy};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What messages come to, group by group.
#[derive(Debug, Clone)]
pub struct Summary {
    keys: Vec<Key>,
    timezone: TimeZone,
    sums: Sums,
}

/// What the messages of one batch come to, before it is added to a [`Summary`].
#[derive(Debug)]
pub struct Part {
    place: String,
    sums: Sums,
}

type Sums = BTreeMap<Groups, Sum>;

/// The outer group, and the inner one where there is an inner key.
type Groups = [Group; 2];

/// What the messages of a group come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Sum {
    messages: u64,
    credits: Credits,
    maximum: Credits,
}

impl Sum {
    fn plus(self, other: Self) -> std::result::Result<Self, AmountError> {
        Ok(Self {
            messages: self.messages + other.messages,
            credits: self.credits.checked_add(other.credits)?,
            maximum: self.maximum.max(other.maximum),
        })
    }
}

/// A line of a summary: a group of messages, or all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryRow {
    /// The group, for each key, as its column shows it; and what people see where it shows nothing.
    labels: Vec<(Option<String>, Cell<'static>)>,
    sum: Sum,
    share: Option<Decimal>,
    mean: Option<Credits>,
    /// The dearest row.
    most: Credits,
}

/// The rows of a summary.
#[derive(Debug, Clone)]
pub struct Rows {
    /// The groups.
    pub groups: Vec<SummaryRow>,
    /// All of them together.
    pub total: SummaryRow,
}

/// What a summary says of each group.
const FIGURES: [Column; 6] = [
    Column::new("messages", "Messages", Kind::Integer, "How many messages there were."),
    Column::new("credits", "Credits", Kind::Credits, "What they cost together."),
    Column::new(
        "share",
        "Share %",
        Kind::Decimal,
        "Their part of all credits, in percent, rounded to hundredths.",
    )
    .optional(),
    Column::new("mean", "Mean", Kind::Credits, "What one cost in the mean, rounded to hundredths.")
        .optional(),
    Column::new("maximum", "Maximum", Kind::Credits, "What the dearest one cost.").optional(),
    Column::for_people("", Kind::Bar),
];

/// What it says of all of them.
const HEAD: [Column; 3] = [
    Column::new("timezone", "", Kind::Word, "Where days begin, by its IANA name."),
    Column::new("messages", "", Kind::Integer, "How many messages there were."),
    Column::new("credits", "", Kind::Credits, "What they cost together."),
];

/// The columns of a summary by keys.
pub fn columns(keys: &[Key]) -> Vec<Column> {
    keys.iter().map(|key| key.column()).chain(FIGURES).collect()
}

/// What a summary with these columns says.
pub fn listing(columns: &[Column]) -> Listing<'_> {
    Listing {
        name: "summary",
        about: "What the messages of a period come to, group by group.",
        head: &HEAD,
        columns,
    }
}

/// Times without a message that are shown, at the most.
const EMPTY_TIMES_MAX: usize = 100_000;

impl Summary {
    /// A summary by a key, and within its groups by another; days begin as they do in a time zone.
    pub fn new(outer: Key, inner: Option<Key>, timezone: TimeZone) -> Self {
        let keys = [outer].into_iter().chain(inner).collect();
        Self { keys, timezone, sums: Sums::new() }
    }

    /// What a batch that has been charged comes to.
    ///
    /// # Errors
    /// [`Error::Data`] for a time beyond the calendar, with its message, and for a sum out of range.
    pub fn part(&self, batch: &Batch<'_>, charged: &Charged<'_>) -> Result<Part> {
        let mut sums = Sums::new();
        for (message, record) in batch.messages.iter().zip(&charged.records) {
            let at = || moment(record.timestamp).map(|at| at.to_zoned(self.timezone.clone()));
            let known = batch.report(message);
            let mut groups = [Group::Nothing, Group::Nothing];
            for (group, key) in groups.iter_mut().zip(&self.keys) {
                *group = key.group(at, known).ok_or_else(|| {
                    let why = format!("{} is beyond the calendar", record.timestamp);
                    of_message(batch.place, message.id, why)
                })?;
            }
            let sum = Sum { messages: 1, credits: record.credits_used, maximum: record.credits_used };
            add(&mut sums, groups, sum).map_err(|error| of_message(batch.place, message.id, error))?;
        }
        Ok(Part { place: batch.place.to_owned(), sums })
    }

    /// Adds what the next batch comes to.
    ///
    /// # Errors
    /// [`Error::Data`] for a sum out of range.
    pub fn add(&mut self, part: Part) -> Result<()> {
        for (groups, sum) in part.sums {
            add(&mut self.sums, groups, sum).map_err(|error| Error::data(&*part.place, error.to_string()))?;
        }
        Ok(())
    }

    /// Its rows: times one after the other, from the first to the last, those without a message too; anything else by
    /// what it costs, the dearest first.
    ///
    /// # Errors
    /// [`Error::Usage`] for too many times without a message, [`Error::Data`] for a sum out of range.
    pub fn into_rows(mut self) -> Result<Rows> {
        self.fill()?;
        let out_of_range = |error: AmountError| Error::data("summary", error.to_string());
        let total = self.sums.values().try_fold(Sum::default(), |total, sum| total.plus(*sum));
        let total = total.map_err(out_of_range)?;
        let most = self.sums.values().map(|sum| sum.credits).max().unwrap_or_default();
        let mut groups = Vec::with_capacity(self.sums.len());
        for (names, sum) in self.in_order().map_err(out_of_range)? {
            let label =
                |(key, name): (&Key, &Group)| (key.show(name, &self.timezone), key.remark(sum.messages));
            let labels = self.keys.iter().zip(names).map(label).collect();
            groups.push(SummaryRow::new(labels, *sum, total, most).map_err(out_of_range)?);
        }
        let labels = (0..self.keys.len())
            .map(|index| (None, if index == 0 { Cell::Remark("Total") } else { Cell::Absent }))
            .collect();
        Ok(Rows { groups, total: SummaryRow::new(labels, total, total, most).map_err(out_of_range)? })
    }

    /// The groups in the order of their rows.
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

    /// Adds the times in which there was no message, by the finest key that is a time.
    fn fill(&mut self) -> Result<()> {
        let times = self.keys.iter().enumerate().filter(|(_, key)| key.step().is_some());
        let Some((index, key)) = times.min_by_key(|(_, key)| **key) else {
            return Ok(());
        };
        // Where a name is the outer key, each name has times of its own.
        let by_name = self.keys.first().is_some_and(|outer| outer.step().is_none());
        let mut series: BTreeMap<Option<&Group>, BTreeSet<&Group>> = BTreeMap::new();
        for groups in self.sums.keys() {
            series.entry(groups.first().filter(|_| by_name)).or_default().extend(groups.get(index));
        }
        let mut empty = Vec::new();
        for (name, times) in series {
            let (Some(first), Some(last)) = (times.first(), times.last()) else { continue };
            for at in key.between(first, last, &self.timezone) {
                let mut groups = [Group::Nothing, Group::Nothing];
                for (group, other) in groups.iter_mut().zip(&self.keys) {
                    let time =
                        if other.step().is_some() { other.group(|| Some(at.clone()), None) } else { None };
                    *group = time.or(name.cloned()).unwrap_or(Group::Nothing);
                }
                if groups.get(index).is_some_and(|time| !times.contains(time)) {
                    empty.push(groups);
                }
                if empty.len() > EMPTY_TIMES_MAX {
                    let why = format!("there are more than {EMPTY_TIMES_MAX} without a message to show");
                    return Err(Error::usage(format!("--by {}", key.name()), why)
                        .with_hint("take a longer time, or part of the period with --since and --until"));
                }
            }
        }
        self.sums.extend(empty.into_iter().map(|groups| (groups, Sum::default())));
        Ok(())
    }
}

fn add(sums: &mut Sums, groups: Groups, sum: Sum) -> std::result::Result<(), AmountError> {
    let so_far = sums.entry(groups).or_default();
    *so_far = so_far.plus(sum)?;
    Ok(())
}

/// A part of a whole in percent, rounded to hundredths, halves away from zero; nothing, where there is no whole.
pub(crate) fn share(part: Credits, whole: Credits) -> Option<Decimal> {
    let share = part.to_decimal().checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole.to_decimal())?;
    let mut share = share.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    share.rescale(2);
    Some(share)
}

impl SummaryRow {
    fn new(
        labels: Vec<(Option<String>, Cell<'static>)>,
        sum: Sum,
        total: Sum,
        most: Credits,
    ) -> std::result::Result<Self, AmountError> {
        let credits = sum.credits.to_decimal();
        let mean = credits.checked_div(Decimal::from(sum.messages)).map(Credits::rounded).transpose()?;
        Ok(Self { labels, sum, share: share(sum.credits, total.credits), mean, most })
    }

    /// The group by a key, outer ones first, as its column shows it.
    pub fn label(&self, index: usize) -> Option<&str> {
        self.labels.get(index)?.0.as_deref()
    }

    /// How many messages there were.
    pub fn messages(&self) -> u64 {
        self.sum.messages
    }

    /// What they cost together.
    pub fn credits(&self) -> Credits {
        self.sum.credits
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
