//! A period that was charged once and is kept in memory, to be shown in any view without charging it again.

use crate::charge::{Basis, Charged, Totals, charge, charge_by};
use crate::error::{Error, Result};
use crate::model::batch::Batch;
use crate::model::credits::Credits;
use crate::model::message::Message;
use crate::model::moment::Moment;
use crate::model::record::UsageRecord;
use crate::model::report::ReportCatalog;
use crate::model::timestamp::moment;
use crate::model::window::{LeftOut, Window};
use crate::pipeline::Period;
use crate::tariff::Tariff;
use crate::views::explanation::{Explanation, ExplanationView};
use crate::views::summary::{Key, Summary, SummaryView};
use jiff::tz::TimeZone;
use std::borrow::Cow;

/// The messages of a period, their reports, and what each message cost.
#[derive(Debug)]
pub struct ChargedPeriod {
    batches: Vec<ChargedBatch>,
    /// What they come to.
    pub totals: Totals,
}

/// Messages that came together.
#[derive(Debug)]
struct ChargedBatch {
    place: String,
    messages: Vec<ChargedMessage>,
    reports: ReportCatalog,
    left_out: LeftOut,
}

/// A message and what it cost.
#[derive(Debug)]
struct ChargedMessage {
    message: Message<'static>,
    at: Option<Moment>,
    credits: Credits,
}

impl ChargedPeriod {
    /// Charges all messages of a period.
    ///
    /// # Errors
    /// The first one in the order of the messages.
    pub fn make(period: Period, tariff: &Tariff) -> Result<Self> {
        let mut charged = Self { batches: Vec::new(), totals: Totals::default() };
        let work = |batch: &Batch<'_>| {
            let Charged { records, tally } = charge(batch, tariff)?;
            let messages = batch.messages.iter().zip(records).map(|(message, record)| ChargedMessage {
                message: message.to_owned(),
                at: moment(&message.timestamp),
                credits: record.credits_used,
            });
            let (messages, place) = (messages.collect(), batch.place.to_owned());
            let (reports, left_out) = (batch.reports.clone(), batch.left_out);
            Ok((ChargedBatch { place, messages, reports, left_out }, tally))
        };
        period.run(work, |(batch, tally)| {
            charged.totals.add(tally)?;
            charged.batches.push(batch);
            Ok(())
        })?;
        Ok(charged)
    }

    /// The records of a window, in the order of their messages.
    pub fn records(&self, window: &Window) -> Vec<UsageRecord<'_>> {
        let mut records = Vec::new();
        for batch in &self.batches {
            records.extend(batch.within(window).map(|charged| batch.record(charged)));
        }
        records
    }

    /// A summary of a window, by a key and within its groups by another.
    ///
    /// # Errors
    /// Those of [`Summary::finish`].
    pub fn summary(
        &self,
        (outer, inner): (Key, Option<Key>),
        timezone: &TimeZone,
        window: Window,
        tariff: &Tariff,
    ) -> Result<SummaryView> {
        let mut summary = Summary::new(outer, inner, timezone.clone(), window);
        for batch in &self.batches {
            let (messages, credits) = batch.select(&window);
            let mut credits = credits.into_iter();
            let known = |_: &Message<'_>, _: Basis<'_>| {
                credits.next().ok_or_else(|| Error::bug("a message that was not charged"))
            };
            let part = summary.part(&messages, &charge_by(&messages, tariff, known)?)?;
            summary.add(part)?;
        }
        summary.finish()
    }

    /// Why a message costs what it costs; `None` where there is none with this id.
    ///
    /// # Errors
    /// As for a charge.
    pub fn explain<'t>(&self, message_id: i64, tariff: &'t Tariff) -> Result<Option<ExplanationView<'t>>> {
        for batch in &self.batches {
            let found = batch.messages.iter().find(|charged| charged.message.id == message_id);
            if let Some(ChargedMessage { message, .. }) = found {
                let (others, _) = batch.select(&Window { since: None, until: None });
                let explanation = Explanation::of_message(message, &others, tariff)?;
                let (text, timestamp) = (message.text.to_string(), message.timestamp.to_string());
                return Ok(Some(ExplanationView { explanation, text, timestamp, tariff }));
            }
        }
        Ok(None)
    }

    /// The messages in batches as they were charged, for a view that charges them itself.
    pub fn batches(&self) -> impl Iterator<Item = Batch<'_>> {
        self.batches.iter().map(|batch| {
            let (selected, _) = batch.select(&Window::default());
            Batch { left_out: batch.left_out, ..selected }
        })
    }
}

impl ChargedBatch {
    fn within(&self, window: &Window) -> impl Iterator<Item = &ChargedMessage> {
        // A message that was charged has a time.
        self.messages.iter().filter(|charged| charged.at.is_none_or(|at| window.covers(at)))
    }

    fn record<'c>(&'c self, ChargedMessage { message, credits, .. }: &'c ChargedMessage) -> UsageRecord<'c> {
        UsageRecord {
            message_id: message.id,
            timestamp: &message.timestamp,
            report_name: message.report_id.and_then(|id| self.reports.get(id)?.name()),
            credits_used: *credits,
        }
    }

    /// The messages of a window, and what each of them cost.
    fn select(&self, window: &Window) -> (Batch<'_>, Vec<Credits>) {
        let (mut messages, mut credits) = (Vec::new(), Vec::new());
        for ChargedMessage { message, credits: cost, .. } in self.within(window) {
            messages.push(Message {
                id: message.id,
                text: Cow::Borrowed(&*message.text),
                timestamp: Cow::Borrowed(&*message.timestamp),
                report_id: message.report_id,
            });
            credits.push(*cost);
        }
        let (reports, left_out) = (self.reports.clone(), LeftOut::default());
        (Batch { place: &self.place, messages, reports, left_out }, credits)
    }
}
