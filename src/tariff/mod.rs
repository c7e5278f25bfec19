//! What a text costs at a time: an ordered list of rules over its measures. PURE: no I/O, no clock, no settings. To add
//! a tariff: a file in `builtin/`, a line in [`BUILTIN`], its cases in `fixtures/tariffs/`.

mod file;
pub mod marks;
pub mod meter;
pub mod rule;
pub mod tokenizer;

use crate::error::{Error, Result, Setting};
use crate::model::credits::{AmountError, Credits};
use crate::model::moment::Moment;
use crate::model::printable::Found;
use crate::model::row::{Cell, Row};
use crate::model::timestamp::moment;
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

/// A tariff: the rules that are in force at one time after another. A charge is never negative.
///
/// ```
/// use copilot_usage::tariff::{Tariff, builtin};
///
/// let tariff = Tariff::read("text", builtin("text").unwrap_or_default())?;
/// let breakdown = tariff.in_force("2024-05-29T08:15:02Z")?.explain("orbital latibro")?;
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
    /// What it charges at one time after another, without a gap: at least one.
    pub versions: Vec<Version>,
    /// Texts and what they cost, which the file carries to be checked by.
    pub cases: Vec<Case>,
}

/// The rules of a tariff that are in force for a time, in the order in which they apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// When it comes into force; none where it always was.
    pub from: Option<Moment>,
    /// When it is no longer in force; none where it stays.
    pub until: Option<Moment>,
    /// What it charges.
    pub rules: Vec<Rule>,
}

/// A text and what it costs, as the author of a tariff has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The file and line where it stands.
    pub place: Setting,
    /// Its key there: `case[2]`.
    pub key: String,
    /// The text.
    pub text: String,
    /// When it is charged, for a tariff of several versions.
    pub at: Option<Moment>,
    /// What it costs.
    pub credits: Credits,
}

/// A charge and the line items that it is the sum of: one for each rule, those that did not fire included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breakdown<'t> {
    /// The line items, in the order of the rules.
    pub items: Vec<LineItem<'t>>,
    /// Their sum, in whole hundredths of a credit.
    pub charge: Credits,
}

/// Why a message cannot be charged by its text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChargeError {
    /// An amount is beyond the range of [`Credits`].
    #[error(transparent)]
    Amount(#[from] AmountError),
    /// It is older than the tariff, or newer.
    #[error("no version of the tariff {tariff} is in force at {timestamp}")]
    NotInForce {
        /// The name of the tariff.
        tariff: String,
        /// The time of the message.
        timestamp: String,
    },
}

impl Tariff {
    /// Reads a tariff file; `name` is the path that an error shows.
    ///
    /// # Errors
    /// [`Error::Usage`], with path, line and key.
    pub fn read(name: &str, toml: &str) -> Result<Self> {
        file::read(name, toml)
    }

    /// What the tariff charges at a time, RFC 3339.
    ///
    /// # Errors
    /// [`ChargeError::NotInForce`].
    #[inline]
    pub fn in_force(&self, timestamp: &str) -> std::result::Result<&Version, ChargeError> {
        match &*self.versions {
            [always @ Version { from: None, until: None, .. }] => Ok(always),
            _ => self.in_force_then(timestamp),
        }
    }

    fn in_force_then(&self, timestamp: &str) -> std::result::Result<&Version, ChargeError> {
        let version = moment(timestamp).and_then(|at| {
            let begun = |version: &Version| version.from.is_none_or(|from| from <= at);
            let latest = self.versions.partition_point(begun).checked_sub(1);
            latest.and_then(|index| self.versions.get(index)).filter(|version| version.covers(at))
        });
        version.ok_or_else(|| ChargeError::NotInForce {
            tariff: self.name.clone(),
            timestamp: timestamp.to_owned(),
        })
    }
}

/// Its name and its description.
impl Row for Tariff {
    fn cells(&self) -> impl Iterator<Item = Cell<'_>> {
        [Cell::Text(&self.name), Cell::Text(&self.description)].into_iter()
    }
}

impl Case {
    /// Whether its text costs what it says under a tariff.
    ///
    /// # Errors
    /// [`Error::Usage`], with the place of the case.
    pub fn check(&self, tariff: &Tariff) -> Result<()> {
        let version = tariff.in_force(&self.at.unwrap_or_default().to_string());
        let charge = version.and_then(|version| Ok(version.charge(&self.text)?));
        let why = match charge {
            Ok(charge) if charge == self.credits => return Ok(()),
            Ok(charge) => format!("\"{}\" costs {charge}, expected {}", Found(&self.text), self.credits),
            Err(error) => error.to_string(),
        };
        Err(Error::usage(self.place.clone(), format!("{}: {why}", self.key)))
    }
}

impl Version {
    fn covers(&self, at: Moment) -> bool {
        self.from.is_none_or(|from| from <= at) && self.until.is_none_or(|until| at < until)
    }

    /// What a text costs, in whole hundredths of a credit.
    ///
    /// # Errors
    /// [`AmountError::OutOfRange`].
    pub fn charge(&self, text: &str) -> std::result::Result<Credits, AmountError> {
        meter::with_measures(text, |measures| {
            self.rules
                .iter()
                .try_fold(Credits::ZERO, |subtotal, rule| Ok(rule.apply(text, measures, subtotal)?.subtotal))
        })
    }

    /// What a text costs, line by line.
    ///
    /// # Errors
    /// [`AmountError::OutOfRange`], as for [`Version::charge`].
    pub fn explain(&self, text: &str) -> std::result::Result<Breakdown<'_>, AmountError> {
        let measures = meter::measure(text);
        let mut items = Vec::with_capacity(self.rules.len());
        let mut charge = Credits::ZERO;
        for rule in &self.rules {
            let item = rule.apply(text, &measures, charge)?;
            charge = item.subtotal;
            items.push(item);
        }
        Ok(Breakdown { items, charge })
    }
}
