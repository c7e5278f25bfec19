//! Batches -> usage records and what they come to. Charges by the report where there is one, else by the tariff. To add
//! something that charges: a variant of [`ChargedBy`] and of [`Basis`], and a field of [`ChargedSums`]; the compiler then
//! asks wherever they are told apart.

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

/// What charged a message, by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChargedBy {
    /// The cost of its report.
    Report,
    /// The rules of the tariff, by its text.
    Text,
}

impl ChargedBy {
    /// What programs call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Text => "text",
        }
    }
}

/// What a message is charged by.
#[derive(Debug, Clone, Copy)]
pub enum Basis<'b> {
    /// The cost of this report; the text does not matter.
    Report(&'b Report),
    /// The rules of a tariff that are in force at the time of the message.
    Text {
        /// The tariff.
        tariff: &'b Tariff,
        /// Its version that is in force.
        version: &'b Version,
    },
}

impl<'b> Basis<'b> {
    /// What a message is charged by, where this is known of the report that it names.
    ///
    /// # Errors
    /// [`ChargeError::NotInForce`].
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

    /// The kind of it.
    pub fn charged_by(self) -> ChargedBy {
        match self {
            Self::Report(_) => ChargedBy::Report,
            Self::Text { .. } => ChargedBy::Text,
        }
    }

    /// What a message with this text costs.
    ///
    /// # Errors
    /// Those of [`Version::charge`].
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
    charges: Vec<Charge>,
    reports: RoaringTreemap,
    without_report: BTreeMap<Absence, WithoutReport>,
    left_out: LeftOut,
}

/// What a message costs, and what charged it.
#[derive(Debug, Clone, Copy)]
struct Charge {
    message_id: i64,
    by: ChargedBy,
    credits: Credits,
}

/// What a run has charged so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Totals {
    /// Messages charged.
    pub messages: u64,
    /// Credits in all.
    pub credits: Credits,
    /// The same messages and credits, by what charged them.
    pub sums: ChargedSums,
    /// Those that name a report and are charged by the tariff, by why the report is not to be had.
    pub without_report: BTreeMap<Absence, WithoutReport>,
    /// Messages that were not charged, because they are of another time than was asked for.
    pub left_out: LeftOut,
    /// The reports that were charged.
    reports: RoaringTreemap,
}

/// A sum for each [`ChargedBy`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ChargedSums {
    /// Messages charged by a report.
    pub reports: ChargedSum,
    /// Messages charged by their text.
    pub texts: ChargedSum,
}

/// Messages, and what they cost together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ChargedSum {
    /// How many.
    pub messages: u64,
    /// What they cost.
    pub credits: Credits,
}

impl ChargedSums {
    /// Each sum, with what charged it.
    pub fn each(&self) -> [(ChargedBy, ChargedSum); 2] {
        let Self { reports, texts } = *self;
        [(ChargedBy::Report, reports), (ChargedBy::Text, texts)]
    }

    /// Adds messages, and what they cost together, to those charged by the same.
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
pub fn charge<'b>(batch: &'b Batch<'_>, tariff: &'b Tariff) -> Result<Charged<'b>> {
    charge_by(batch, tariff, |message, basis| {
        basis.credits(&message.text).map_err(|error| Error::of_message(batch.place, message.id, error))
    })
}

/// Charges a batch by what `price` says that a message costs on its basis: for a view that needs more of a charge than
/// its sum, so that no text is measured twice.
///
/// # Errors
/// Those of [`charge`] and of `price`.
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

    /// What charged each message, in their order.
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
