//! A tariff and its versions: the rules that are in force at each time.

use crate::error::Setting;
use crate::model::credits::Credits;
use crate::model::moment::Moment;
use crate::model::row::{Cell, Column, ColumnKind, Listing, Row};
use crate::model::timestamp::moment;
use crate::tariff::error::ChargeError;
use crate::tariff::rule::Rule;

/// A tariff: one or more versions, each with the rules that are in force during a time. A charge is never negative.
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
    /// Its name.
    pub name: String,
    /// What it charges for, in one line. May be empty.
    pub description: String,
    /// At least one version, in the order of time, without gaps.
    pub versions: Vec<Version>,
    /// The cases of the file: texts and what they should cost.
    pub cases: Vec<Case>,
}

/// A version of a tariff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The beginning of its time. If `None`, it was always in force.
    pub from: Option<Moment>,
    /// The end of its time, exclusive. If `None`, it stays in force.
    pub until: Option<Moment>,
    /// Its rules, in the order in which they apply.
    pub rules: Vec<Rule>,
}

/// A test case of a tariff file: a text and what it should cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The file and line of the case.
    pub place: Setting,
    /// Its key in the file: `case[2]`.
    pub key: String,
    /// The text.
    pub text: String,
    /// The time at which to charge the text, for a tariff with versions.
    pub at: Option<Moment>,
    /// What the text should cost.
    pub credits: Credits,
}

impl Tariff {
    /// Returns the version that is in force at a time (RFC 3339).
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
    /// The columns of a list of tariffs.
    pub const LISTING: Listing<'static> = Listing {
        name: "tariffs",
        about: "The built-in tariffs.",
        head: &[],
        columns: &[
            Column::new("name", "Tariff", ColumnKind::Word, "The name of the tariff."),
            Column::new(
                "description",
                "Charges",
                ColumnKind::Prose,
                "What the tariff charges for, in one line.",
            ),
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
