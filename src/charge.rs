//! Charges batches of messages: by the report if there is one, else by the tariff. The result is usage records and
//! sums. To add another basis of charges, add a variant of [`ChargedBy`] and of [`Basis`], and a field of
//! [`ChargedSums`]. The compiler then requires the new arms.

use crate::error::{Error, Result};
use crate::model::batch::Batch;
use crate::model::credits::{AmountError, Credits};
use crate::model::message::Message;
use crate::model::record::UsageRecord;
use crate::model::report::{Absence, Known, Report, ReportCatalog};
use crate::model::window::LeftOut;
use crate::tariff::error::ChargeError;
use crate::tariff::versions::{Tariff, Version};
use roaring::RoaringTreemap;
use std::collections::BTreeMap;

/// The kind of basis on which a message was charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChargedBy {
    /// By the cost of its report.
    Report,
    /// By its text, under the rules of the tariff.
    Text,
}

impl ChargedBy {
    /// Returns the name of the kind in outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Text => "text",
        }
    }
}

/// The basis on which a message is charged.
#[derive(Debug, Clone, Copy)]
pub enum Basis<'b> {
    /// The cost of this report. The text is ignored.
    Report(&'b Report),
    /// The text, under the rules of a tariff that are in force at the time of the message.
    Text {
        /// The tariff.
        tariff: &'b Tariff,
        /// The version that is in force.
        version: &'b Version,
    },
}

impl<'b> Basis<'b> {
    /// Returns the basis for a message. `known` is the report that the message names, or why it is absent.
    ///
    /// # Errors
    /// [`ChargeError::NotInForce`] if the message is charged by its text and the tariff has no version for its time.
    #[inline]
    pub fn of(
        message: &Message<'_>,
        known: Option<&'b Known>,
        tariff: &'b Tariff,
    ) -> std::result::Result<Self, ChargeError> {
        match known {
            Some(Known::Report(report)) => Ok(Self::Report(report)),
            Some(Known::Absent(_)) | None => {
                Ok(Self::Text { tariff, version: tariff.in_force(&message.timestamp)? })
            }
        }
    }

    /// Returns the kind of this basis.
    pub fn charged_by(self) -> ChargedBy {
        match self {
            Self::Report(_) => ChargedBy::Report,
            Self::Text { .. } => ChargedBy::Text,
        }
    }

    /// Returns what a message with this text costs.
    ///
    /// # Errors
    /// As for [`Version::charge`].
    #[inline]
    pub fn credits(self, text: &str) -> std::result::Result<Credits, ChargeError> {
        match self {
            Self::Report(report) => Ok(report.credit_cost),
            Self::Text { version, .. } => version.charge(text),
        }
    }

    fn report_name(self) -> Option<&'b str> {
        match self {
            Self::Report(report) => Some(&report.name),
            Self::Text { .. } => None,
        }
    }
}

/// The result of charging a batch.
#[derive(Debug)]
pub struct Charged<'b> {
    /// A record for each message, in order.
    pub records: Vec<UsageRecord<'b>>,
    /// The charges, to add to the [`Totals`].
    pub tally: Tally,
}

/// The charges of one batch, to add to the [`Totals`].
#[derive(Debug, Default)]
pub struct Tally {
    place: String,
    charges: Vec<Charge>,
    reports: RoaringTreemap,
    without_report: BTreeMap<Absence, WithoutReport>,
    left_out: LeftOut,
}

/// The charge of one message.
#[derive(Debug, Clone, Copy)]
struct Charge {
    message_id: i64,
    by: ChargedBy,
    credits: Credits,
}

/// The totals of a run so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Totals {
    /// The number of messages charged.
    pub messages: u64,
    /// The sum of all charges.
    pub credits: Credits,
    /// The messages and credits by the kind of their basis.
    pub sums: ChargedSums,
    /// The messages that name a report and were charged by the tariff, by the reason why the report is absent.
    pub without_report: BTreeMap<Absence, WithoutReport>,
    /// The messages that were not charged because they are outside the time window.
    pub left_out: LeftOut,
    /// The ids of the reports that were charged.
    reports: RoaringTreemap,
}

/// A sum for each [`ChargedBy`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ChargedSums {
    /// The messages charged by a report.
    pub reports: ChargedSum,
    /// The messages charged by their text.
    pub texts: ChargedSum,
}

/// A number of messages and the sum of their charges.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ChargedSum {
    /// The number of messages.
    pub messages: u64,
    /// The sum of their charges.
    pub credits: Credits,
}

impl ChargedSums {
    /// Returns each kind with its sum.
    pub fn each(&self) -> [(ChargedBy, ChargedSum); 2] {
        let Self { reports, texts } = *self;
        [(ChargedBy::Report, reports), (ChargedBy::Text, texts)]
    }

    /// Adds to the sum of a kind.
    ///
    /// # Errors
    /// [`AmountError::OutOfRange`].
    #[inline]
    pub fn add(&mut self, by: ChargedBy, more: ChargedSum) -> std::result::Result<(), AmountError> {
        let sum = match by {
            ChargedBy::Report => &mut self.reports,
            ChargedBy::Text => &mut self.texts,
        };
        sum.messages += more.messages;
        sum.credits = sum.credits.checked_add(more.credits)?;
        Ok(())
    }
}

/// Messages that name a report and were charged by the tariff.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WithoutReport {
    /// The number of messages.
    pub messages: u64,
    /// The ids of the reports that they name.
    reports: RoaringTreemap,
}

impl WithoutReport {
    /// Returns the number of distinct reports that they name.
    pub fn reports(&self) -> u64 {
        self.reports.len()
    }
}

/// Charges a batch.
///
/// # Errors
/// [`Error::Data`], with the id of the message, if an amount is out of range, or if the tariff is not in force at the
/// time of the message.
pub fn charge<'b>(batch: &'b Batch<'_>, tariff: &'b Tariff) -> Result<Charged<'b>> {
    charge_by(batch, tariff, |message, basis| {
        basis.credits(&message.text).map_err(|error| Error::of_message(batch.place, message.id, error))
    })
}

/// Charges a batch, with `price` to compute what a message costs on its basis. A view that needs the line items of a
/// charge can collect them in `price`, so that no text is measured twice.
///
/// # Errors
/// The errors of [`charge`] and of `price`.
#[inline]
pub fn charge_by<'b>(
    batch: &'b Batch<'_>,
    tariff: &'b Tariff,
    mut price: impl FnMut(&Message<'_>, Basis<'_>) -> Result<Credits>,
) -> Result<Charged<'b>> {
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
        let basis = Basis::of(message, known, tariff)
            .map_err(|error| Error::of_message(batch.place, message.id, error))?;
        let credits_used = price(message, basis)?;
        records.push(UsageRecord {
            message_id: message.id,
            timestamp: &message.timestamp,
            report_name: basis.report_name(),
            credits_used,
        });
        tally.add(message.id, basis.charged_by(), credits_used, known);
    }
    tally.name_reports(&batch.reports);
    Ok(Charged { records, tally })
}

impl Tally {
    #[inline]
    fn add(&mut self, message_id: i64, by: ChargedBy, credits: Credits, known: Option<&Known>) {
        self.charges.push(Charge { message_id, by, credits });
        if let Some(Known::Absent(absence)) = known {
            self.without_report.entry(*absence).or_default().messages += 1;
        }
    }

    /// Iterates over the kind of basis of each message, in order.
    pub fn charged_by(&self) -> impl Iterator<Item = ChargedBy> {
        self.charges.iter().map(|charge| charge.by)
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
    /// Returns the number of distinct reports that the messages name, including absent ones.
    pub fn reports_named(&self) -> u64 {
        // A report may exist in one snapshot and be missing in another: count it once.
        let mut named = self.reports.clone();
        for without in self.without_report.values() {
            named |= &without.reports;
        }
        named.len()
    }

    /// Returns the number of reports that are missing.
    pub fn reports_missing(&self) -> u64 {
        self.without_report.get(&Absence::Missing).map_or(0, WithoutReport::reports)
    }

    /// Adds the charges of the next batch.
    ///
    /// # Errors
    /// [`Error::Data`], with the id of the message, if its charge makes a total exceed the range.
    pub fn add(&mut self, tally: Tally) -> Result<()> {
        for charge in &tally.charges {
            self.add_charge(*charge)
                .map_err(|error| Error::of_message(&tally.place, charge.message_id, error))?;
        }
        self.messages += tally.charges.len() as u64;
        self.left_out.add(tally.left_out);
        self.reports |= tally.reports;
        for (absence, more) in tally.without_report {
            let without = self.without_report.entry(absence).or_default();
            without.messages += more.messages;
            without.reports |= more.reports;
        }
        Ok(())
    }

    #[inline]
    fn add_charge(&mut self, Charge { by, credits, .. }: Charge) -> std::result::Result<(), AmountError> {
        self.credits = self.credits.checked_add(credits)?;
        self.sums.add(by, ChargedSum { messages: 1, credits })
    }
}
