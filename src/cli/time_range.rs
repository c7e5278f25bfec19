//! The time range and the time zone of a call. The current time is a parameter, so that tests can set it.

use crate::cli::args::TimeArgs;
use crate::cli::failure::{Failure, Result};
use copilot_usage::model::moment::Moment;
use copilot_usage::model::timestamp::{NoDay, date_or_time, day};
use copilot_usage::model::window::Window;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp};

/// The selected time range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TimeRange {
    /// Its first moment, and the first one after it.
    pub(crate) window: Window,
    /// The time zone of its days; it has an IANA name.
    pub(crate) timezone: TimeZone,
}

impl TimeRange {
    /// Reads the time range of the options, with days in `--timezone`.
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

    /// The IANA name of the time zone.
    pub(crate) fn zone(&self) -> &str {
        self.timezone.iana_name().unwrap_or("UTC")
    }

    /// Formats the range as `2024-05-01 to 2024-05-31 (UTC)`. Returns `None` if it has no limit.
    pub(crate) fn show(&self) -> Option<String> {
        self.window.show(&self.timezone).map(|window| format!("{window} ({})", self.zone()))
    }
}

/// Returns a time zone by its name. The program has its own database, so that zones are the same on every machine.
fn timezone(name: &str) -> Result<TimeZone> {
    let what = format!("--timezone {name}");
    if name == "local" {
        // A zone without an IANA name could not be shown, nor be found on another machine.
        return TimeZone::try_system().ok().filter(|timezone| timezone.iana_name().is_some()).ok_or_else(
            || {
                let hint = "set its IANA name, such as Europe/London, here or in TZ";
                Failure::hinted(what, "the time zone of this machine has no name", hint)
            },
        );
    }
    TimeZoneDatabase::bundled().get(name).map_err(|_| {
        let hint = "use an IANA name, such as Europe/London, or local for the time zone of this machine";
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
    // Moments before year 1 become its first one, so that a month before it is an empty range.
    if window.since >= window.until { Err(refuse(NoDay::NotInCalendar)) } else { Ok(window) }
}

fn on(text: &str, timezone: &TimeZone) -> Result<Window> {
    let day = day(text).map_err(|why| no_day("--on", text, why, "expected a date such as 2024-05-31"))?;
    let window = Window::days(day, day, timezone);
    if window.since >= window.until {
        // The zone skipped this day when it crossed the date line.
        let why = format!("a day that does not exist in {}", timezone.iana_name().unwrap_or_default());
        return Err(Failure::call(format!("--on {text}"), why));
    }
    Ok(window)
}

/// Returns the last `days` days, today included.
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

/// Returns the first moment of a date, or the moment of a date and time with an offset.
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

    /// The range of these options at 2024-03-01T03:00:00Z.
    fn range_of(args: &TimeArgs) -> String {
        let now = "2024-03-01T03:00:00Z".parse().unwrap();
        TimeRange::new(args, now).map_or_else(|error| error.to_string(), |range| range.show().unwrap())
    }

    #[test]
    fn the_last_days_end_with_today() {
        let cases = [
            (1, "UTC", "2024-03-01 (UTC)"),
            (7, "UTC", "2024-02-24 to 2024-03-01 (UTC)"),
            // There it is still the day before.
            (7, "America/New_York", "2024-02-23 to 2024-02-29 (America/New_York)"),
            (u32::MAX, "UTC", "0001-01-01 to 2024-03-01 (UTC)"),
        ];
        for (days, timezone, expected) in cases {
            let args = TimeArgs { last: Some(days), timezone: timezone.into(), ..TimeArgs::default() };
            assert_eq!(range_of(&args), expected);
        }
    }
}
