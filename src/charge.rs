//! Batches -> usage records and what they come to. Charges by the report where there is one, else by the tariff.

use crate::error::{Error, Result};
use crate::model::batch::Batch;
use crate::model::credits::{AmountError, Credits};
use crate::model::message::Message;
use crate::model::record::UsageRecord;
use crate::model::report::{Absence, Known, ReportCatalog};
use crate::model::window::LeftOut;
use crate::tariff::{ChargeError, Tariff};
use roaring::RoaringTreemap;
use std::collections::BTreeMap;

/// A batch that has been charged.
#[derive(Debug)]
pub struct Charged<'b> {
    /// A record for each message, in order.
    pub records: Vec<UsageRecord<'b>>,
    /// What they come to.
    pub tally: Tally,
}

/// What one batch comes to, before it is added to the [`Totals`].
#[derive(Debug, Default)]
pub struct Tally {
    place: String,
    charges: Vec<(i64, Credits)>,
    from_reports: u64,
    credits_from_reports: Credits,
    reports: RoaringTreemap,
    without_report: BTreeMap<Absence, WithoutReport>,
    left_out: LeftOut,
}

/// What a run has charged so far.
#[derive(Debug, Clone, Default, PartialEq)]
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
    /// Messages that were not charged, because they are of another time than was asked for.
    pub left_out: LeftOut,
    /// The reports that were charged.
    reports: RoaringTreemap,
}

/// Messages that name a report and are charged by the tariff.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WithoutReport {
    /// How many.
    pub messages: u64,
    /// The reports that they name.
    reports: RoaringTreemap,
}

impl WithoutReport {
    /// How many reports they name.
    pub fn reports(&self) -> u64 {
        self.reports.len()
    }
}

/// Charges a batch.
///
/// # Errors
/// [`Error::Data`] for an amount out of range, or a time at which the tariff is not in force, with the message that it
/// is due to.
pub fn charge<'b>(batch: &'b Batch<'_>, tariff: &Tariff) -> Result<Charged<'b>> {
    let count = batch.messages.len();
    let mut records = Vec::with_capacity(count);
    let mut tally = Tally {
        place: batch.place.to_owned(),
        charges: Vec::with_capacity(count),
        left_out: batch.left_out,
        ..Tally::default()
    };
    for message in &batch.messages {
        let known = batch.report(message);
        if let (Some(report_id), None) = (message.report_id, known) {
            return Err(Error::bug(format!("message {}: report {report_id} was not looked up", message.id)));
        }
        let record = record(message, known, tariff)
            .and_then(|record| Ok(tally.add(&record, known).map(|()| record)?))
            .map_err(|error| Error::of_message(batch.place, message.id, error))?;
        records.push(record);
    }
    tally.name_reports(&batch.reports);
    Ok(Charged { records, tally })
}

fn record<'b>(
    message: &'b Message<'_>,
    known: Option<&'b Known>,
    tariff: &Tariff,
) -> std::result::Result<UsageRecord<'b>, ChargeError> {
    let (report_name, credits_used) = match known {
        Some(Known::Report(report)) => (Some(&*report.name), report.credit_cost),
        Some(Known::Absent(_)) | None => {
            let version = tariff.in_force(&message.timestamp)?;
            (None, version.charge(&message.text)?)
        }
    };
    Ok(UsageRecord { message_id: message.id, timestamp: &message.timestamp, report_name, credits_used })
}

impl Tally {
    fn add(
        &mut self,
        record: &UsageRecord<'_>,
        known: Option<&Known>,
    ) -> std::result::Result<(), AmountError> {
        self.charges.push((record.message_id, record.credits_used));
        match known {
            Some(Known::Report(_)) => {
                self.from_reports += 1;
                self.credits_from_reports = self.credits_from_reports.checked_add(record.credits_used)?;
            }
            Some(Known::Absent(absence)) => {
                self.without_report.entry(*absence).or_default().messages += 1;
            }
            None => {}
        }
        Ok(())
    }

    fn name_reports(&mut self, reports: &ReportCatalog) {
        for (id, known) in reports.iter() {
            let named = match known {
                Known::Report(_) => &mut self.reports,
                Known::Absent(absence) => &mut self.without_report.entry(*absence).or_default().reports,
            };
            named.insert(id.cast_unsigned());
        }
    }
}

impl Totals {
    /// Messages charged by the tariff.
    pub fn by_text(&self) -> u64 {
        self.messages - self.from_reports
    }

    /// How many reports the messages name, to be had or not.
    pub fn reports_named(&self) -> u64 {
        // A report may be there in one snapshot and missing in another.
        let mut named = self.reports.clone();
        for without in self.without_report.values() {
            named |= &without.reports;
        }
        named.len()
    }

    /// Reports that are missing.
    pub fn reports_missing(&self) -> u64 {
        self.without_report.get(&Absence::Missing).map_or(0, WithoutReport::reports)
    }

    /// Adds what the next batch comes to.
    ///
    /// # Errors
    /// [`Error::Data`] for a total out of range, with the message that it is due to.
    pub fn add(&mut self, tally: Tally) -> Result<()> {
        for (message_id, credits) in tally.charges {
            let sum = self.credits.checked_add(credits);
            self.credits = sum.map_err(|error| Error::of_message(&tally.place, message_id, error))?;
            self.messages += 1;
        }
        self.left_out.add(tally.left_out);
        self.from_reports += tally.from_reports;
        // No more than all credits together, and no charge is negative.
        let from_reports = self.credits_from_reports.checked_add(tally.credits_from_reports);
        self.credits_from_reports =
            from_reports.map_err(|error| Error::data(&*tally.place, error.to_string()))?;
        self.reports |= tally.reports;
        for (absence, more) in tally.without_report {
            let without = self.without_report.entry(absence).or_default();
            without.messages += more.messages;
            without.reports |= more.reports;
        }
        Ok(())
    }
}
