//! A report that messages produced, and the catalog of those that a run has looked up.

use crate::model::credits::Credits;
use hashbrown::HashMap;
use std::sync::Arc;

/// A report: a document that a message produced and that is billed in the place of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Its number.
    pub id: i64,
    /// Its title, of 1 to 1000 characters.
    pub name: Arc<str>,
    /// What it costs: not negative, in whole hundredths of a credit.
    pub credit_cost: Credits,
}

/// What a run knows of reports, by number: what the look-up of reports results in, and nothing else of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportCatalog(HashMap<i64, Known>);

impl ReportCatalog {
    /// A catalog that knows of no report.
    pub fn new() -> Self {
        Self::default()
    }

    /// What is known of a report; nothing, where it has not been looked up.
    pub fn get(&self, id: i64) -> Option<&Known> {
        self.0.get(&id)
    }

    /// Takes note of a report, in the place of what was known of it.
    pub fn insert(&mut self, id: i64, known: Known) {
        self.0.insert(id, known);
    }

    /// Forgets all reports.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The reports and what is known of them, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = (i64, &Known)> {
        self.0.iter().map(|(&id, known)| (id, known))
    }
}

/// What a run knows of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// The report.
    Report(Report),
    /// It is not to be had, and its messages are charged by the tariff.
    Absent(Absence),
}

impl Known {
    /// The name of the report, if it is to be had.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Report(report) => Some(&report.name),
            Self::Absent(_) => None,
        }
    }
}

/// Why a report is not to be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Absence {
    /// There is none by that number.
    Missing,
    /// It breaks the contract.
    Malformed,
    /// The upstream did not answer.
    Unavailable,
    /// The upstream refused it.
    Refused,
}

impl Absence {
    /// What programs call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Malformed => "malformed",
            Self::Unavailable => "unavailable",
            Self::Refused => "refused",
        }
    }
}
