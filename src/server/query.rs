//! The parameters of a request: known ones only, each at most once.

use crate::model::timestamp::{NoDay, date_or_time};
use crate::model::window::Window;
use crate::server::problem::Problem;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use percent_encoding::percent_decode_str;

/// Characters of a found value that a message shows.
const SHOWN_MAX: usize = 60;

/// The parameters of a query, in the order in which they came.
#[derive(Debug, Clone, Default)]
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    /// Reads a query, of which the route knows these parameters.
    ///
    /// # Errors
    /// One is unknown, comes twice, or is no UTF-8.
    pub(super) fn read(query: &str, known: impl Fn(&str) -> bool) -> Result<Self, Problem> {
        let mut parameters: Vec<(String, String)> = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (decode(name, "query")?, decode(value, name)?);
            if !known(&name) {
                return Err(Problem::bad_parameter(&name, format!("unknown parameter {}", shown(&name))));
            }
            if parameters.iter().any(|(other, _)| *other == name) {
                return Err(Problem::bad_parameter(&name, format!("{name} is given twice")));
            }
            parameters.push((name, value));
        }
        Ok(Self(parameters))
    }

    /// The value of a parameter, if it is given.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The whole number of a parameter, from 1 up to a limit.
    ///
    /// # Errors
    /// It is something else.
    pub(super) fn count(&self, name: &str, most: usize) -> Result<Option<usize>, Problem> {
        let Some(text) = self.get(name) else { return Ok(None) };
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let count = text.parse().ok().filter(|count| digits && (1..=most).contains(count));
        count.map(Some).ok_or_else(|| {
            let message = format!("{name}: found {}, expected a number from 1 to {most}", shown(text));
            Problem::bad_parameter(name, message)
        })
    }

    /// The window of `since` and `until`, and the time zone whose days it has.
    ///
    /// # Errors
    /// What is wrong with one of them.
    pub(super) fn window(&self) -> Result<(Window, TimeZone), Problem> {
        let timezone = self.timezone()?;
        let (since, until) = (self.end("since", &timezone)?, self.end("until", &timezone)?);
        if let (Some(from), Some(to)) = (since, until)
            && from >= to
        {
            return Err(Problem::bad_parameter("until", "until is not later than since"));
        }
        Ok((Window { since, until }, timezone))
    }

    /// The time zone that is asked for.
    ///
    /// # Errors
    /// There is no such zone.
    pub(super) fn timezone(&self) -> Result<TimeZone, Problem> {
        let Some(name) = self.get("timezone") else { return Ok(TimeZone::UTC) };
        TimeZoneDatabase::bundled().get(name).map_err(|_| {
            let message = format!(
                "timezone: no such time zone as {}, expected an IANA name such as Europe/London",
                shown(name)
            );
            Problem::bad_parameter("timezone", message)
        })
    }

    fn end(&self, name: &str, timezone: &TimeZone) -> Result<Option<crate::model::moment::Moment>, Problem> {
        let Some(text) = self.get(name) else { return Ok(None) };
        date_or_time(text, timezone).map(Some).map_err(|why| {
            let why = match why {
                NoDay::NotInCalendar => "a day that does not exist".to_owned(),
                NoDay::NoDate => {
                    "expected a date such as 2024-05-02, or a date and time with Z or an offset".to_owned()
                }
            };
            Problem::bad_parameter(name, format!("{name}: found {}, {why}", shown(text)))
        })
    }
}

/// A name or a value as it was before it was put into a URL.
fn decode(text: &str, param: &str) -> Result<String, Problem> {
    let decoded = percent_decode_str(&text.replace('+', " ")).decode_utf8().map(std::borrow::Cow::into_owned);
    decoded.map_err(|_| Problem::bad_parameter(param, "expected UTF-8"))
}

/// A value as a message shows it.
pub(super) fn shown(text: &str) -> String {
    let shown: String = text.chars().take(SHOWN_MAX).collect();
    let more = if shown.len() < text.len() { "…" } else { "" };
    format!("\"{}{more}\"", shown.escape_debug())
}
