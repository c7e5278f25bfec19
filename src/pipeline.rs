//! The waist of the house: messages, reports and a tariff in, usage records out. The only place that joins the
//! stages.

use crate::error::{Error, Result};
use crate::model::batch::Batch;
use crate::model::credits::{AmountError, Credits};
use crate::model::message::Message;
use crate::model::report::{Report, ReportCatalog};
use crate::model::usage_record::UsageRecord;
use crate::reports::Resolver;
use crate::tariff::Tariff;
use std::collections::HashSet;
use std::sync::Arc;

/// Charges the batches of a source, in their order.
#[derive(Debug)]
pub struct Pipeline<'t, S> {
    source: S,
    resolver: Resolver,
    tariff: &'t Tariff,
    totals: Totals,
}

/// What a run has charged so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    /// Messages charged.
    pub messages: u64,
    /// Those charged by a report.
    pub from_reports: u64,
    /// Those charged by the tariff although they name a report.
    pub without_report: u64,
    /// The reports that those name.
    pub missing_reports: HashSet<i64>,
    /// Credits in all.
    pub credits: Credits,
}

impl Totals {
    /// Messages charged by the tariff.
    pub fn by_text(&self) -> u64 {
        self.messages - self.from_reports
    }
}

impl<'t, S: Iterator<Item = Result<Batch>>> Pipeline<'t, S> {
    /// Joins a source, a resolver of reports and a tariff.
    pub fn new(source: S, resolver: Resolver, tariff: &'t Tariff) -> Self {
        Self { source, resolver, tariff, totals: Totals::default() }
    }

    /// What has been charged so far.
    pub fn totals(&self) -> &Totals {
        &self.totals
    }

    /// What has been charged, and the reports that were looked up for it.
    pub fn into_parts(self) -> (Totals, ReportCatalog) {
        (self.totals, self.resolver.into_catalog())
    }

    fn charge(&mut self, batch: Batch) -> Result<Vec<UsageRecord>> {
        let catalog = self.resolver.resolve(&batch)?;
        let mut records = Vec::with_capacity(batch.messages.len());
        for message in batch.messages {
            let id = message.id;
            let report = message.report_id.and_then(|report_id| catalog.get(&report_id)?.as_ref());
            let record = record(message, report, self.tariff, &mut self.totals);
            records
                .push(record.map_err(|error| Error::data(&*batch.place, format!("message {id}: {error}")))?);
        }
        Ok(records)
    }
}

impl<S: Iterator<Item = Result<Batch>>> Iterator for Pipeline<'_, S> {
    type Item = Result<Vec<UsageRecord>>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = self.source.next()?;
        Some(batch.and_then(|batch| self.charge(batch)))
    }
}

fn record(
    message: Message,
    report: Option<&Report>,
    tariff: &Tariff,
    totals: &mut Totals,
) -> std::result::Result<UsageRecord, AmountError> {
    let credits_used = match report {
        Some(report) => report.credit_cost,
        None => tariff.charge(&message.text)?,
    };
    totals.credits = totals.credits.checked_add(credits_used)?;
    totals.messages += 1;
    match (report, message.report_id) {
        (Some(_), _) => totals.from_reports += 1,
        (None, Some(report_id)) => {
            totals.without_report += 1;
            totals.missing_reports.insert(report_id);
        }
        (None, None) => {}
    }
    Ok(UsageRecord {
        message_id: message.id,
        timestamp: message.timestamp,
        report_name: report.map(|report| Arc::clone(&report.name)),
        credits_used,
    })
}
