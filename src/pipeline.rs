//! The waist of the house: messages, reports and a tariff in, usage records out. The only place that joins the
//! stages.

use crate::error::{Error, Result};
use crate::model::batch::Batch;
use crate::model::credits::{AmountError, Credits};
use crate::model::message::Message;
use crate::model::report::{Absence, Known, ReportCatalog};
use crate::model::usage_record::UsageRecord;
use crate::reports::Resolver;
use crate::tariff::Tariff;
use std::collections::{BTreeMap, HashSet};
use std::fmt;
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
    /// Those that name a report and are charged by the tariff, by why the report is not to be had.
    pub without_report: BTreeMap<Absence, WithoutReport>,
    /// Credits in all.
    pub credits: Credits,
    /// Credits of the messages charged by a report.
    pub credits_from_reports: Credits,
}

/// Messages that name a report and are charged by the tariff.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WithoutReport {
    /// How many.
    pub messages: u64,
    /// The reports that they name.
    pub reports: HashSet<i64>,
}

impl Totals {
    /// Messages charged by the tariff.
    pub fn by_text(&self) -> u64 {
        self.messages - self.from_reports
    }

    fn add(
        &mut self,
        known: Option<(i64, &Known)>,
        credits: Credits,
    ) -> std::result::Result<(), AmountError> {
        self.credits = self.credits.checked_add(credits)?;
        self.messages += 1;
        match known {
            None => {}
            Some((_, Known::Report(_))) => {
                self.from_reports += 1;
                self.credits_from_reports = self.credits_from_reports.checked_add(credits)?;
            }
            Some((report_id, Known::Absent(absence))) => {
                let without = self.without_report.entry(*absence).or_default();
                without.messages += 1;
                without.reports.insert(report_id);
            }
        }
        Ok(())
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
            let refuse = |why: &dyn fmt::Display| Error::data(&*batch.place, format!("message {id}: {why}"));
            let known = match message.report_id {
                None => None,
                Some(report_id) => match catalog.get(&report_id) {
                    Some(known) => Some((report_id, known)),
                    None => return Err(refuse(&format_args!("report {report_id} was not looked up"))),
                },
            };
            let record = record(message, known.map(|(_, known)| known), self.tariff);
            let record = record.map_err(|error| refuse(&error))?;
            self.totals.add(known, record.credits_used).map_err(|error| refuse(&error))?;
            records.push(record);
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
    known: Option<&Known>,
    tariff: &Tariff,
) -> std::result::Result<UsageRecord, AmountError> {
    let (report_name, credits_used) = match known {
        Some(Known::Report(report)) => (Some(Arc::clone(&report.name)), report.credit_cost),
        Some(Known::Absent(_)) | None => (None, tariff.charge(&message.text)?),
    };
    Ok(UsageRecord { message_id: message.id, timestamp: message.timestamp, report_name, credits_used })
}
