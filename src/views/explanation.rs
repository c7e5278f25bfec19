//! Explains what a message costs: the line items whose sum is its charge.

pub mod marked_text;

use crate::charge::Basis;
use crate::error::{Error, Result};
use crate::model::batch::Batch;
use crate::model::credits::Credits;
use crate::model::message::Message;
use crate::model::printable::Printable;
use crate::model::report::{Absence, Known, Report};
use crate::model::row::{Cell, Column, ColumnKind, Listing, Row};
use crate::model::view::View;
use crate::tariff::error::ChargeError;
use crate::tariff::versions::{Tariff, Version};
use rust_decimal::Decimal;

/// The explanation of what a text or a message costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The message; `None` if a text without a message is explained.
    pub message: Option<ExplainedMessage>,
    /// What is billed.
    pub billed: Billed,
    /// What each rule added, including rules that did not fire.
    pub items: Vec<Item>,
    /// Their sum.
    pub credits_used: Credits,
}

/// The message that is explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedMessage {
    /// Its id.
    pub id: i64,
    /// Its timestamp, as in the input.
    pub timestamp: String,
    /// The id of its report, if it names one; and the reason if that report could not be used.
    pub report: Option<(i64, Option<Absence>)>,
}

/// What is billed for a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Billed {
    /// This report; the text does not matter.
    Report(Report),
    /// The text, by the rules of a tariff.
    Text {
        /// The tariff's name.
        tariff: String,
        /// When the rules came into force, if the tariff has versions.
        version: Option<String>,
    },
}

/// What one rule added to a charge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The name of the rule.
    pub rule: String,
    /// How often it applied; zero if it did not fire.
    pub quantity: Decimal,
    /// The amount per unit; `None` if the amount depends on the subtotal.
    pub rate: Option<Credits>,
    /// What it added to the charge.
    pub amount: Credits,
    /// The charge so far.
    pub subtotal: Credits,
}

impl Explanation {
    /// Explains what a text costs under the rules in force at a time.
    ///
    /// # Errors
    /// The same as for a charge.
    pub fn of_text(text: &str, tariff: &Tariff, timestamp: &str) -> std::result::Result<Self, ChargeError> {
        Self::of_version(text, tariff, tariff.in_force(timestamp)?)
    }

    /// Explains what a message of a batch costs.
    ///
    /// # Errors
    /// The same as for a charge.
    pub fn of_message(message: &Message<'_>, batch: &Batch<'_>, tariff: &Tariff) -> Result<Self> {
        let basis = Basis::of(message, batch.report(message), tariff);
        let basis = basis.map_err(|error| Error::of_message(batch.place, message.id, error))?;
        Self::of_basis(message, basis, batch)
    }

    /// Explains what a message of a batch costs on this basis.
    ///
    /// # Errors
    /// The same as for a charge.
    pub fn of_basis(message: &Message<'_>, basis: Basis<'_>, batch: &Batch<'_>) -> Result<Self> {
        let explanation = match basis {
            Basis::Report(report) => Ok(Self::of_report(report.clone())),
            Basis::Text { tariff, version } => Self::of_version(&message.text, tariff, version),
        };
        let explanation = explanation.map_err(|error| Error::of_message(batch.place, message.id, error))?;
        let absence = match batch.report(message) {
            Some(Known::Absent(absence)) => Some(*absence),
            Some(Known::Report(_)) | None => None,
        };
        let message = ExplainedMessage {
            id: message.id,
            timestamp: message.timestamp.clone().into_owned(),
            report: message.report_id.map(|id| (id, absence)),
        };
        Ok(Self { message: Some(message), ..explanation })
    }

    fn of_version(text: &str, tariff: &Tariff, version: &Version) -> std::result::Result<Self, ChargeError> {
        let breakdown = version.explain(text)?;
        let items = breakdown.items.iter().map(|item| Item {
            rule: item.rule.name.clone(),
            quantity: item.quantity.to_decimal(),
            rate: item.rule.rate(),
            amount: item.amount,
            subtotal: item.subtotal,
        });
        let version = version.from.map(|from| from.to_string());
        Ok(Self {
            message: None,
            billed: Billed::Text { tariff: tariff.name.clone(), version },
            items: items.collect(),
            credits_used: breakdown.charge,
        })
    }

    /// Removes the rules that did not fire.
    pub fn retain_fired(&mut self) {
        self.items.retain(|item| !item.quantity.is_zero());
    }

    fn of_report(report: Report) -> Self {
        let credits_used = report.credit_cost;
        let item = Item {
            rule: "report".to_owned(),
            quantity: Decimal::ONE,
            rate: Some(credits_used),
            amount: credits_used,
            subtotal: credits_used,
        };
        Self { message: None, billed: Billed::Report(report), items: vec![item], credits_used }
    }

    /// The name and the columns of the output.
    pub const LISTING: Listing<'static> = Listing {
        name: "items",
        about: "What a text or a message costs, line item by line item.",
        head: &[
            Column::new("message_id", "", ColumnKind::Integer, "The id of the message.").optional(),
            Column::new("timestamp", "", ColumnKind::Time, "The timestamp of the message, as in the input.")
                .optional(),
            Column::new("report_id", "", ColumnKind::Integer, "The id of the report that the message names.")
                .optional(),
            Column::new(
                "report_absence",
                "",
                ColumnKind::Word,
                "Why the report could not be used: missing, malformed, unavailable or refused.",
            )
            .optional(),
            Column::new("report_name", "", ColumnKind::Prose, "The title of the report that was billed.")
                .optional(),
            Column::new("tariff", "", ColumnKind::Word, "The name of the tariff, if the text was billed.")
                .optional(),
            Column::new(
                "version",
                "",
                ColumnKind::Time,
                "When the rules came into force, if the tariff has versions.",
            )
            .optional(),
            Column::new("credits_used", "", ColumnKind::Credits, "The charge: the sum of the amounts."),
        ],
        columns: &[
            Column::new("rule", "Rule", ColumnKind::Word, "The name of the rule."),
            Column::new("quantity", "Quantity", ColumnKind::Decimal, "How often the rule applied."),
            Column::new(
                "rate",
                "Rate",
                ColumnKind::Difference,
                "The amount per unit; left out if the amount depends on the subtotal.",
            )
            .optional(),
            Column::new(
                "amount",
                "Amount",
                ColumnKind::Difference,
                "What the rule added to the charge; negative for a discount.",
            ),
            Column::new("subtotal", "Subtotal", ColumnKind::Difference, "The charge so far."),
        ],
    };
}

/// An explanation with what is needed to print it.
#[derive(Debug)]
pub struct ExplanationView<'a> {
    /// The explanation.
    pub explanation: Explanation,
    /// The text of the message.
    pub text: String,
    /// The time that selects the version of the tariff, as RFC 3339.
    pub timestamp: String,
    /// The tariff that the text was charged by.
    pub tariff: &'a Tariff,
}

impl View for ExplanationView<'_> {
    type Row = Item;

    fn listing(&self) -> Listing<'_> {
        Explanation::LISTING
    }

    fn head(&self) -> Vec<Cell<'_>> {
        let message = self.explanation.message.as_ref();
        let report = message.and_then(|message| message.report);
        let (report_name, tariff, version) = match &self.explanation.billed {
            Billed::Report(report) => (Some(&*report.name), None, None),
            Billed::Text { tariff, version } => (None, Some(&**tariff), version.as_deref()),
        };
        vec![
            message.map_or(Cell::Absent, |message| Cell::Integer(message.id)),
            Cell::text(message.map(|message| &*message.timestamp)),
            report.map_or(Cell::Absent, |(id, _)| Cell::Integer(id)),
            Cell::text(report.and_then(|(_, absence)| absence).map(Absence::name)),
            Cell::text(report_name),
            Cell::text(tariff),
            Cell::text(version),
            Cell::Credits(self.explanation.credits_used),
        ]
    }

    fn rows(&self) -> &[Item] {
        &self.explanation.items
    }

    fn total(&self) -> Option<Vec<Cell<'_>>> {
        let total = Cell::Credits(self.explanation.credits_used);
        Some(vec![Cell::Remark("Total"), Cell::Absent, Cell::Absent, total, Cell::Absent])
    }

    /// A sentence about the report, the version of the tariff, and the text with marks.
    fn notes(&self, width: Option<u16>) -> Result<String> {
        let Self { explanation, text, timestamp, tariff } = self;
        let mut parts =
            Vec::from_iter(explanation.message.as_ref().and_then(|message| of_report(message, explanation)));
        if let Billed::Text { tariff: name, version } = &explanation.billed {
            if let Some(version) = version {
                parts.push(format!(" By the tariff {}, in the version of {version}.\n", Printable(name)));
            }
            let version = tariff.in_force(timestamp).map_err(|error| Error::bug(error.to_string()))?;
            parts.push(marked_text::print(text, &version.marks(text), width));
        }
        Ok(parts.iter().filter(|part| !part.is_empty()).flat_map(|part| ["\n", part]).collect())
    }
}

/// Returns a sentence about the report of a message, if it names one.
fn of_report(message: &ExplainedMessage, explanation: &Explanation) -> Option<String> {
    let (report, absence) = message.report?;
    let id = message.id;
    match &explanation.billed {
        Billed::Report(billed) => {
            let name = Printable(&billed.name);
            Some(format!(
                " Message {id} produced report {report}, {name}: it is billed, and the text is not.\n"
            ))
        }
        Billed::Text { .. } => {
            let absence = absence?.name();
            Some(format!(" Message {id} names report {report}, which is {absence}: its text is charged.\n"))
        }
    }
}

impl Row for Item {
    fn cells(&self) -> impl Iterator<Item = Cell<'_>> {
        [
            Cell::Text(&self.rule),
            Cell::Decimal(self.quantity),
            Cell::credits(self.rate),
            Cell::Credits(self.amount),
            Cell::Credits(self.subtotal),
        ]
        .into_iter()
    }
}
