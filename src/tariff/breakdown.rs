//! Charges a subject by the rules of a tariff: computes the charge alone, or together with its line items.

use crate::model::credits::Credits;
use crate::tariff::error::ChargeError;
use crate::tariff::rule::LineItem;
use crate::tariff::subject::Subject;
use crate::tariff::versions::Version;

/// A charge and its line items: one for each rule, including those that did not fire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breakdown<'t> {
    /// The line items, in the order of the rules.
    pub items: Vec<LineItem<'t>>,
    /// The sum of the line items, in whole hundredths of a credit.
    pub charge: Credits,
}

impl Version {
    /// Returns what a text costs, in whole hundredths of a credit.
    ///
    /// # Errors
    /// [`ChargeError::Amount`].
    pub fn charge(&self, text: &str) -> Result<Credits, ChargeError> {
        Subject::with_text(text, |subject| self.charge_subject(subject))
    }

    /// Returns what a text costs, with the line items.
    ///
    /// # Errors
    /// As for [`Version::charge`].
    pub fn explain(&self, text: &str) -> Result<Breakdown<'_>, ChargeError> {
        Subject::with_text(text, |subject| self.explain_subject(subject))
    }

    /// Returns what a subject costs, in whole hundredths of a credit.
    ///
    /// # Errors
    /// As for [`Rule::apply`](crate::tariff::rule::Rule::apply).
    #[inline]
    pub fn charge_subject(&self, subject: Subject<'_>) -> Result<Credits, ChargeError> {
        self.rules
            .iter()
            .try_fold(Credits::ZERO, |subtotal, rule| Ok(rule.apply(subject, subtotal)?.subtotal))
    }

    /// Returns what a subject costs, with the line items.
    ///
    /// # Errors
    /// As for [`Version::charge_subject`].
    pub fn explain_subject(&self, subject: Subject<'_>) -> Result<Breakdown<'_>, ChargeError> {
        let mut items = Vec::with_capacity(self.rules.len());
        let mut charge = Credits::ZERO;
        for rule in &self.rules {
            let item = rule.apply(subject, charge)?;
            charge = item.subtotal;
            items.push(item);
        }
        Ok(Breakdown { items, charge })
    }
}
