//! Reports, and the catalog of those that a run has looked up.

use crate::model::credits::Credits;
use hashbrown::HashMap;
use std::sync::Arc;

/// A report: a document that a message produced, and that is billed instead of the text of the message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The id.
    pub id: i64,
    /// The name, of 1 to 1000 characters.
    pub name: Arc<str>,
    /// The cost, in whole hundredths of a credit, not negative.
    pub credit_cost: Credits,
}

/// The results of looking up reports, by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportCatalog(HashMap<i64, Known>);

impl ReportCatalog {
    /// Returns an empty catalog.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns what is known about a report. Returns `None` if it has not been looked up.
    pub fn get(&self, id: i64) -> Option<&Known> {
        self.0.get(&id)
    }

    /// Inserts or replaces what is known about a report.
    pub fn insert(&mut self, id: i64, known: Known) {
        self.0.insert(id, known);
    }

    /// Removes all entries.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Iterates over all entries, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = (i64, &Known)> {
        self.0.iter().map(|(&id, known)| (id, known))
    }
}

/// What is known about a report that has been looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// The report.
    Report(Report),
    /// It cannot be used, and its messages are charged by the tariff.
    Absent(Absence),
}

impl Known {
    /// The name of the report, if it can be used.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Report(report) => Some(&report.name),
            Self::Absent(_) => None,
        }
    }
}

/// Why a report cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Absence {
    /// There is no report with this id.
    Missing,
    /// It is not valid.
    Malformed,
    /// The upstream did not answer.
    Unavailable,
    /// The upstream refused it.
    Refused,
}

impl Absence {
    /// Returns its name in machine-readable output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Malformed => "malformed",
            Self::Unavailable => "unavailable",
            Self::Refused => "refused",
        }
    }
}
