//! What the rules of a tariff make of a subject: the charge alone, or with each line item that it is the sum of.

use crate::model::credits::Credits;
use crate::tariff::error::ChargeError;
use crate::tariff::rule::LineItem;
use crate::tariff::subject::Subject;
use crate::tariff::versions::Version;

/// A charge and the line items that it is the sum of: one for each rule, those that did not fire included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breakdown<'t> {
    /// The line items, in the order of the rules.
    pub items: Vec<LineItem<'t>>,
    /// Their sum, in whole hundredths of a credit.
    pub charge: Credits,
}

impl Version {
    /// What a text costs, in whole hundredths of a credit.
    ///
    /// # Errors
    /// [`ChargeError::Amount`].
    pub fn charge(&self, text: &str) -> Result<Credits, ChargeError> {
        Subject::with_text(text, |subject| self.charge_subject(subject))
    }

    /// What a text costs, line by line.
    ///
    /// # Errors
    /// As for [`Version::charge`].
    pub fn explain(&self, text: &str) -> Result<Breakdown<'_>, ChargeError> {
        Subject::with_text(text, |subject| self.explain_subject(subject))
    }

    /// What a subject costs, in whole hundredths of a credit.
    ///
    /// # Errors
    /// Those of [`Rule::apply`](crate::tariff::rule::Rule::apply).
    #[inline]
    pub fn charge_subject(&self, subject: Subject<'_>) -> Result<Credits, ChargeError> {
        self.rules
            .iter()
            .try_fold(Credits::ZERO, |subtotal, rule| Ok(rule.apply(subject, subtotal)?.subtotal))
    }

    /// What a subject costs, line by line.
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
