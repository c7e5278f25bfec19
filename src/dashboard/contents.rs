//! The contents of a page, collected batch by batch.

use crate::charge::{Tally, Totals, charge_by};
use crate::dashboard::message_row::MessageRow;
use crate::dashboard::served::Served;
use crate::error::Result;
use crate::model::batch::Batch;
use crate::model::moment::Moment;
use crate::model::window::Window;
use crate::tariff::versions::Tariff;
use crate::views::explanation::{Billed, Explanation};
use crate::views::summary::{BatchSummary, Key, Summary};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;

/// The options of a page.
#[derive(Debug, Clone)]
pub struct PageOptions {
    /// The time zone of its days.
    pub timezone: TimeZone,
    /// The selected time range.
    pub window: Window,
    /// Whether the page holds the texts of the messages.
    pub include_text: bool,
    /// The maximum number of messages that the page lists; with more, it shows only their totals.
    pub rows_max: usize,
    /// The name of the option for `rows_max`, which the page shows if it is exceeded.
    pub rows_max_name: &'static str,
    /// The name of the input.
    pub source: String,
    /// The time of creation; `None` if the same input must give the same bytes.
    pub made_at: Option<Timestamp>,
    /// What a service says of the bill that the page shows; nothing where the page is a file.
    pub served: Option<Served>,
}

/// A page that is being collected.
#[derive(Debug, Clone)]
pub struct Dashboard {
    pub(super) options: PageOptions,
    pub(super) tariff: Tariff,
    /// The names of the rules; the first one stands for a report.
    pub(super) rules: Vec<String>,
    pub(super) totals: Totals,
    /// The sums of the messages by each of [`TIMES`] and by source.
    pub(super) summaries: Vec<Summary>,
    pub(super) rows: Vec<MessageRow>,
    /// The times of the earliest and the latest message.
    pub(super) span: Option<(Moment, Moment)>,
    pub(super) versions: BTreeSet<String>,
}

/// What one batch adds to a page.
#[derive(Debug)]
pub struct PagePart {
    tally: Tally,
    summaries: Vec<BatchSummary>,
    rows: Vec<MessageRow>,
    versions: BTreeSet<String>,
}

/// The times that a bar may stand for, the shortest first, and the number of days up to which each is used.
pub(super) const TIMES: [(Key, &str, i32); 4] = [
    (Key::Hour, "hour", 2),
    (Key::Day, "day", 92),
    (Key::Week, "week", 730),
    (Key::Month, "month", i32::MAX),
];

impl Dashboard {
    /// Creates a page without messages.
    pub fn new(tariff: Tariff, options: PageOptions) -> Self {
        let mut rules = vec!["report".to_owned()];
        for rule in tariff.versions.iter().flat_map(|version| &version.rules) {
            if !rules.contains(&rule.name) {
                rules.push(rule.name.clone());
            }
        }
        let summaries = TIMES
            .map(|(key, ..)| Summary::new(key, Some(Key::Source), options.timezone.clone(), options.window));
        Self {
            options,
            tariff,
            rules,
            totals: Totals::default(),
            summaries: summaries.into(),
            rows: Vec::new(),
            span: None,
            versions: BTreeSet::new(),
        }
    }

    /// Charges and explains each message of a batch. Its charge is the sum of the line items that the page shows.
    ///
    /// # Errors
    /// Those of [`charge`](crate::charge::charge).
    pub fn part(&self, batch: &Batch<'_>) -> Result<PagePart> {
        let (mut rows, mut versions) = (Vec::with_capacity(batch.messages.len()), BTreeSet::new());
        let charged = charge_by(batch, &self.tariff, |message, basis| {
            let explanation = Explanation::of_basis(message, basis, batch)?;
            let credits = explanation.credits_used;
            if let Billed::Text { version: Some(version), .. } = &explanation.billed {
                versions.insert(version.clone());
            }
            rows.push(MessageRow::new(message, explanation, &self.rules, self.options.include_text)?);
            Ok(credits)
        })?;
        let summaries: Result<_> =
            self.summaries.iter().map(|summary| summary.part(batch, &charged)).collect();
        Ok(PagePart { tally: charged.tally, summaries: summaries?, rows, versions })
    }

    /// Adds the next batch.
    ///
    /// # Errors
    /// Those of [`Totals::add`].
    pub fn add(&mut self, part: PagePart) -> Result<()> {
        self.totals.add(part.tally)?;
        for (summary, part) in self.summaries.iter_mut().zip(part.summaries) {
            summary.add(part)?;
        }
        for row in &part.rows {
            let (first, last) = self.span.get_or_insert((row.at, row.at));
            *first = row.at.min(*first);
            *last = row.at.max(*last);
        }
        self.versions.extend(part.versions);
        if self.is_listed() {
            self.rows.extend(part.rows);
        } else {
            self.rows = Vec::new();
        }
        Ok(())
    }

    /// Returns the totals so far.
    pub fn totals(&self) -> &Totals {
        &self.totals
    }

    pub(super) fn made_at(&self) -> Option<String> {
        self.options.made_at.map(|at| at.strftime("%Y-%m-%d %H:%M UTC").to_string())
    }

    pub(super) fn is_listed(&self) -> bool {
        self.totals.messages <= self.options.rows_max as u64
    }
}
