//! A tariff: the rules that are in force at one time after another.

use crate::error::Setting;
use crate::model::credits::Credits;
use crate::model::moment::Moment;
use crate::model::row::{Cell, Column, ColumnKind, Listing, Row};
use crate::model::timestamp::moment;
use crate::tariff::error::ChargeError;
use crate::tariff::rule::Rule;

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

impl Tariff {
    /// What the tariff charges at a time, RFC 3339.
    ///
    /// # Errors
    /// [`ChargeError::NotInForce`].
    #[inline]
    pub fn in_force(&self, timestamp: &str) -> Result<&Version, ChargeError> {
        match &*self.versions {
            [always @ Version { from: None, until: None, .. }] => Ok(always),
            _ => self.in_force_then(timestamp),
        }
    }

    fn in_force_then(&self, timestamp: &str) -> Result<&Version, ChargeError> {
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

impl Tariff {
    /// What an output says of tariffs.
    pub const LISTING: Listing<'static> = Listing {
        name: "tariffs",
        about: "The tariffs that ship.",
        head: &[],
        columns: &[
            Column::new("name", "Tariff", ColumnKind::Word, "What it is called."),
            Column::new("description", "Charges", ColumnKind::Prose, "What it charges for, in a line."),
        ],
    };
}

impl Row for Tariff {
    fn cells(&self) -> impl Iterator<Item = Cell<'_>> {
        [Cell::Text(&self.name), Cell::Text(&self.description)].into_iter()
    }
}

impl Version {
    fn covers(&self, at: Moment) -> bool {
        self.from.is_none_or(|from| from <= at) && self.until.is_none_or(|until| at < until)
    }
}
