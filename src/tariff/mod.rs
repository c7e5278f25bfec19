//! What a text costs: an ordered list of rules over its measures. PURE: no I/O, no clock, no settings. To add a
//! tariff: a file in `builtin/`, a line in [`BUILTIN`], its cases in `fixtures/tariffs/`.

mod file;
pub mod meter;
pub mod rule;

use crate::error::Result;
use crate::model::credits::{AmountError, Credits};
use rule::{LineItem, Rule};

/// The tariffs that ship, by name, in the format of a user's own file. The first one is the default.
pub const BUILTIN: &[(&str, &str)] = &[
    ("text", include_str!("builtin/text.toml")),
    ("tokens", include_str!("builtin/tokens.toml")),
    ("tokens-ceil", include_str!("builtin/tokens-ceil.toml")),
];

/// The file of a tariff that ships, ready to copy and edit.
pub fn builtin(name: &str) -> Option<&'static str> {
    BUILTIN.iter().find_map(|&(builtin, file)| (builtin == name).then_some(file))
}

/// A tariff: its rules, in the order in which they apply. A charge is never negative.
///
/// ```
/// use copilot_usage::tariff::{Tariff, builtin};
///
/// let tariff = Tariff::read("text", builtin("text").unwrap_or_default())?;
/// let breakdown = tariff.explain("orbital latibro")?;
/// assert_eq!(breakdown.charge.to_string(), "2.10");
/// let lines: Vec<String> = breakdown
///     .items
///     .iter()
///     .filter(|item| !item.quantity.is_zero())
///     .map(|item| format!("{} {} {} {}", item.rule.name, item.quantity, item.amount, item.subtotal))
///     .collect();
/// assert_eq!(
///     lines,
///     [
///         "base 1 1.00 1.00",
///         "characters 15 0.75 1.75",
///         "words of 4-7 2 0.40 2.15",
///         "third vowels 3 0.90 3.05",
///         "no word twice 1 -2.00 1.05",
///         "palindrome 1 1.05 2.10",
///     ]
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tariff {
    /// What it is called.
    pub name: String,
    /// What it charges for, in a line; may be empty.
    pub description: String,
    rules: Vec<Rule>,
}

/// A charge and the line items that it is the sum of: one for each rule, those that did not fire included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breakdown<'t> {
    /// The line items, in the order of the rules.
    pub items: Vec<LineItem<'t>>,
    /// Their sum, in whole hundredths of a credit.
    pub charge: Credits,
}

impl Tariff {
    /// Reads a tariff file; `name` is the path that an error shows.
    ///
    /// # Errors
    /// [`Error::Usage`](crate::error::Error::Usage), with path, line and key.
    pub fn read(name: &str, toml: &str) -> Result<Self> {
        file::read(name, toml)
    }

    /// What a text costs, in whole hundredths of a credit.
    ///
    /// # Errors
    /// [`AmountError::OutOfRange`].
    pub fn charge(&self, text: &str) -> std::result::Result<Credits, AmountError> {
        meter::with_measures(text, |measures| {
            self.rules
                .iter()
                .try_fold(Credits::ZERO, |subtotal, rule| Ok(rule.apply(measures, subtotal)?.subtotal))
        })
    }

    /// What a text costs, line by line.
    ///
    /// # Errors
    /// [`AmountError::OutOfRange`], as for [`Tariff::charge`].
    pub fn explain(&self, text: &str) -> std::result::Result<Breakdown<'_>, AmountError> {
        let measures = meter::measure(text);
        let mut items = Vec::with_capacity(self.rules.len());
        let mut charge = Credits::ZERO;
        for rule in &self.rules {
            let item = rule.apply(&measures, charge)?;
            charge = item.subtotal;
            items.push(item);
        }
        Ok(Breakdown { items, charge })
    }
}
