//! The time that was asked for, and the time zone whose days it has. Now is a parameter, so that it can be any time.

use crate::cli::args::TimeArgs;
use crate::cli::failure::{Failure, Result};
use copilot_usage::model::moment::Moment;
use copilot_usage::model::timestamp::{NoDay, date_or_time, day};
use copilot_usage::model::window::Window;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp};

/// The time that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TimeRange {
    /// From when, and before when.
    pub(crate) window: Window,
    /// Where days begin; it has a name.
    pub(crate) timezone: TimeZone,
}

impl TimeRange {
    /// What was typed, with its days in the time zone that was typed.
    pub(crate) fn new(args: &TimeArgs, now: Timestamp) -> Result<Self> {
        let timezone = timezone(&args.timezone)?;
        let window = match args {
            TimeArgs { month: Some(text), .. } => month(text, &timezone)?,
            TimeArgs { on: Some(text), .. } => on(text, &timezone)?,
            TimeArgs { last: Some(days), .. } => last(*days, now, &timezone),
            TimeArgs { since, until, .. } => between(since.as_ref(), until.as_ref(), &timezone)?,
        };
        Ok(Self { window, timezone })
    }

    /// The name of the time zone.
    pub(crate) fn zone(&self) -> &str {
        self.timezone.iana_name().unwrap_or("UTC")
    }

    /// What people call the time, where not all of it was asked for: `2024-05-01 to 2024-05-31 (UTC)`.
    pub(crate) fn show(&self) -> Option<String> {
        self.window.show(&self.timezone).map(|window| format!("{window} ({})", self.zone()))
    }
}

/// A time zone. The zones come with the program, so that they are the same on every machine.
fn timezone(name: &str) -> Result<TimeZone> {
    let what = format!("--timezone {name}");
    if name == "local" {
        // A file or a rule without a name could not be told, nor be the same on another machine.
        return TimeZone::try_system().ok().filter(|timezone| timezone.iana_name().is_some()).ok_or_else(
            || {
                let hint = "give its IANA name, such as Europe/London, here or in TZ";
                Failure::hinted(what, "the time zone of this machine has no name", hint)
            },
        );
    }
    TimeZoneDatabase::bundled().get(name).map_err(|_| {
        let hint = "zones go by their IANA names, such as Europe/London; local is that of this machine";
        Failure::hinted(what, "no such time zone", hint)
    })
}

fn month(text: &str, timezone: &TimeZone) -> Result<Window> {
    let refuse = |why| {
        let why = match why {
            NoDay::NotInCalendar => "a month that does not exist",
            NoDay::NoDate => "expected a month such as 2024-05",
        };
        Failure::call(format!("--month {text}"), why)
    };
    let first = day(&format!("{text}-01")).map_err(refuse)?;
    let window = Window::days(first, first.last_of_month(), timezone);
    // No day comes before the first one of year 1.
    if window.since >= window.until { Err(refuse(NoDay::NotInCalendar)) } else { Ok(window) }
}

fn on(text: &str, timezone: &TimeZone) -> Result<Window> {
    let day = day(text).map_err(|why| no_day("--on", text, why, "expected a date such as 2024-05-31"))?;
    let window = Window::days(day, day, timezone);
    if window.since >= window.until {
        // The zone has moved to the other side of the date line.
        let why = format!("a day that does not exist in {}", timezone.iana_name().unwrap_or_default());
        return Err(Failure::call(format!("--on {text}"), why));
    }
    Ok(window)
}

/// So many days, of which today is the last.
fn last(days: u32, now: Timestamp, timezone: &TimeZone) -> Window {
    let today = Moment::from(now).local(timezone).time.date();
    let before = SignedDuration::from_hours(24 * (i64::from(days) - 1));
    Window::days(today.saturating_sub(before), today, timezone)
}

fn between(since: Option<&String>, until: Option<&String>, timezone: &TimeZone) -> Result<Window> {
    let moment = |option, text: Option<&String>| text.map(|text| begin(option, text, timezone)).transpose();
    let window = Window { since: moment("--since", since)?, until: moment("--until", until)? };
    if let (Some(since), Some(until)) = (window.since, window.until)
        && since >= until
    {
        return Err(Failure::call("--until", format!("{until} is not later than --since, {since}")));
    }
    Ok(window)
}

/// The moment that a date begins, or that a date and time with an offset means.
fn begin(option: &str, text: &str, timezone: &TimeZone) -> Result<Moment> {
    let expected = "expected a date such as 2024-05-02, or a date and time with Z or an offset";
    date_or_time(text, timezone).map_err(|why| no_day(option, text, why, expected))
}

fn no_day(option: &str, text: &str, why: NoDay, expected: &str) -> Failure {
    let why = match why {
        NoDay::NotInCalendar => "a day that does not exist",
        NoDay::NoDate => expected,
    };
    Failure::call(format!("{option} {text}"), why)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is asked for at 2024-03-01T03:00:00Z.
    fn asked(args: &TimeArgs) -> String {
        let now = "2024-03-01T03:00:00Z".parse().unwrap();
        TimeRange::new(args, now).map_or_else(|error| error.to_string(), |range| range.show().unwrap())
    }

    #[test]
    fn the_last_days_end_with_today() {
        let cases = [
            (1, "UTC", "2024-03-01 (UTC)"),
            (7, "UTC", "2024-02-24 to 2024-03-01 (UTC)"),
            // Where it is still the day before.
            (7, "America/New_York", "2024-02-23 to 2024-02-29 (America/New_York)"),
            (u32::MAX, "UTC", "0001-01-01 to 2024-03-01 (UTC)"),
        ];
        for (days, timezone, expected) in cases {
            let args = TimeArgs { last: Some(days), timezone: timezone.into(), ..TimeArgs::default() };
            assert_eq!(asked(&args), expected);
        }
    }
}
