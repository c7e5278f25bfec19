//! The JSON of reports, read strictly, and the reports of one file.

use crate::model::credits::{AmountError, Credits, decimal_of_json};
use crate::model::printable::Found;
use crate::model::report::Report;
use crate::wire::strict::{self, Place};
use hashbrown::HashMap;
use serde::de::{self, Deserialize, DeserializeSeed, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// The largest size of a report in bytes.
pub const REPORT_BYTES_MAX: u64 = 1 << 20;

/// The reports of a file, by id. For a malformed report, the error is kept: it matters only if a message names the
/// report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenReports {
    /// The name of the file in errors.
    pub place: String,
    reports: HashMap<i64, Result<Report, String>>,
}

impl GivenReports {
    /// Collects a list of reports. If a report is given twice with different contents, it counts as malformed.
    pub fn new(place: String, list: Vec<GivenReport>) -> Self {
        let mut reports: HashMap<i64, Result<Report, String>> = HashMap::with_capacity(list.len());
        for (id, mut report) in list {
            if reports.get(&id).is_some_and(|known| *known != report) {
                report = Err(format!("report {id}: given twice, with different contents"));
            }
            reports.insert(id, report);
        }
        Self { place, reports }
    }

    /// Returns the report with this id, or what is wrong with it. Returns `None` if the file does not have it.
    pub fn get(&self, id: i64) -> Option<&Result<Report, String>> {
        self.reports.get(&id)
    }
}

/// The id of a report, and the report or what is wrong with it.
pub type GivenReport = (i64, Result<Report, String>);

/// Reads the report at a place. Unknown fields are skipped.
#[derive(Debug, Clone, Copy)]
pub struct ReportAt(pub Place);

#[derive(serde::Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum ReportField {
    Id,
    Name,
    CreditCost,
    #[serde(other)]
    Unknown,
}

impl<'de> DeserializeSeed<'de> for ReportAt {
    type Value = Report;

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<Report, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for ReportAt {
    type Value = Report;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an object (a report) as {}", self.0)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Report, A::Error> {
        let (mut id, mut name, mut credit_cost) = (None, None, None);
        let place = |name| self.0.field(name);
        while let Some(field) = fields.next_key()? {
            match field {
                ReportField::Id => {
                    let value = strict::integer(place("id"), fields.next_value()?)?;
                    strict::once(&mut id, place("id"), value)?;
                }
                ReportField::Name => {
                    let value = self.name(fields.next_value()?)?;
                    strict::once(&mut name, place("name"), value)?;
                }
                ReportField::CreditCost => {
                    let value = self.credit_cost(fields.next_value()?)?;
                    strict::once(&mut credit_cost, place("credit_cost"), value)?;
                }
                ReportField::Unknown => {
                    strict::ignore(self.0, fields.next_value()?)?;
                }
            }
        }
        Ok(Report {
            id: id.ok_or_else(|| strict::missing(place("id"), "an integer"))?,
            name: name.ok_or_else(|| strict::missing(place("name"), EXPECTED_NAME))?.into(),
            credit_cost: credit_cost.ok_or_else(|| strict::missing(place("credit_cost"), EXPECTED_COST))?,
        })
    }
}

/// The most characters of a report's name.
const NAME_CHARACTERS_MAX: usize = 1000;
const EXPECTED_NAME: &str = "a string of 1 to 1000 characters";
const EXPECTED_COST: &str = "a number of credits that is not negative";

impl ReportAt {
    fn name<E: de::Error>(self, raw: &RawValue) -> Result<Cow<'_, str>, E> {
        let place = self.0.field("name");
        let name = strict::string(place, raw)?;
        let characters = name.chars().count();
        if (1..=NAME_CHARACTERS_MAX).contains(&characters) {
            Ok(name)
        } else {
            Err(strict::unexpected(place, raw, EXPECTED_NAME))
        }
    }

    fn credit_cost<E: de::Error>(self, raw: &RawValue) -> Result<Credits, E> {
        let place = self.0.field("credit_cost");
        match cost(raw.get()) {
            Ok(cost) => Ok(cost),
            Err(AmountError::NotANumber) => Err(strict::unexpected(place, raw, EXPECTED_COST)),
            Err(problem) => {
                let found = Found(raw.get());
                Err(E::custom(format_args!("{place}: found {found}, expected {EXPECTED_COST}: {problem}")))
            }
        }
    }
}

/// Reads a `credit_cost`, rounded to hundredths of a credit, halves away from zero.
fn cost(number: &str) -> Result<Credits, AmountError> {
    let exact = decimal_of_json(number)?;
    if exact.is_sign_negative() && !exact.is_zero() {
        return Err(AmountError::NotANumber);
    }
    Credits::rounded(exact)
}

/// Reads one of the reports of a file. If it is malformed but has an id, its error is kept instead.
#[derive(Debug, Clone, Copy)]
pub struct GivenReportAt(pub Place);

impl<'de> DeserializeSeed<'de> for GivenReportAt {
    type Value = GivenReport;

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        match strict::read_part(ReportAt(self.0), raw) {
            Ok(report) => Ok((report.id, Ok(report))),
            Err(problem) => match serde_json::from_str(raw.get()) {
                Ok(OnlyId { id }) => Ok((id, Err(problem))),
                Err(_) => Err(de::Error::custom(problem)),
            },
        }
    }
}

/// The id of a malformed report.
#[derive(serde::Deserialize)]
struct OnlyId {
    id: i64,
}
