//! Moments, and what the clocks of a time zone show then. A [`Timestamp`] of jiff ends on the last day but one of the
//! calendar; a [`Moment`] is any that RFC 3339 can write, and each has its day.

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use std::fmt;

/// A moment that RFC 3339 can write, to the nanosecond. Prints as RFC 3339, in UTC.
///
/// ```
/// use copilot_usage::model::timestamp::moment;
///
/// let moment = moment("2024-05-02T01:30:00+02:00").unwrap();
/// assert_eq!(moment.to_string(), "2024-05-01T23:30:00Z");
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(SignedDuration);

/// A moment as the clocks of a time zone show it. Prints as RFC 3339, with their offset to the minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Local<'z> {
    /// The moment. One that is not on a day from 0001-01-01 to 9999-12-31 has become the first or the last of these.
    pub at: Moment,
    /// What the clocks show.
    pub time: DateTime,
    offset: Offset,
    /// The time zone.
    pub timezone: &'z TimeZone,
}

const EPOCH: DateTime = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
/// The first day that a summary or a page shows: the one that SQL, Python and spreadsheets begin with, too.
const FIRST_DAY: Date = Date::constant(1, 1, 1);
/// The longest offset of RFC 3339: 23:59.
const LONGEST_OFFSET: SignedDuration = SignedDuration::from_mins(24 * 60 - 1);
const NANOSECOND: SignedDuration = SignedDuration::from_nanos(1);

impl Moment {
    /// The earliest, `0000-01-01T00:00:00+23:59`.
    pub const MIN: Self = Self(SignedDuration::from_secs(-62_167_305_540));
    /// Later than the latest, which begins `9999-12-31T23:59:59-23:59`.
    pub const MAX: Self = Self(SignedDuration::from_secs(253_402_387_140));

    /// When clocks that are ahead of UTC by an offset show a time.
    pub(crate) fn when(time: DateTime, ahead: SignedDuration) -> Self {
        Self(time.duration_since(EPOCH).saturating_sub(ahead)).in_range()
    }

    fn in_range(self) -> Self {
        self.clamp(Self::MIN, Self::MAX)
    }

    /// When a day begins. The first day of the calendar, 0001-01-01, begins with the earliest moment.
    pub fn day_begin(day: Date, timezone: &TimeZone) -> Self {
        if day <= FIRST_DAY {
            return Self::MIN;
        }
        match day.to_zoned(timezone.clone()) {
            Ok(begin) => begin.timestamp().into(),
            // Beyond the last moment that jiff knows.
            Err(_) => Self::when(day.into(), ahead(timezone.to_offset(Timestamp::MAX))),
        }
    }

    /// When a day is over. The last day of the calendar, 9999-12-31, ends behind the latest moment.
    pub fn day_end(day: Date, timezone: &TimeZone) -> Self {
        day.tomorrow().map_or(Self::MAX, |next| Self::day_begin(next, timezone))
    }

    /// What the clocks of a time zone show.
    pub fn local(self, timezone: &TimeZone) -> Local<'_> {
        let offset = timezone.to_offset(self.timestamp());
        // Ends with the last day of the calendar.
        let time = EPOCH.saturating_add(self.0.saturating_add(ahead(offset)));
        let time = time.max(FIRST_DAY.into());
        Local { at: Self::when(time, ahead(offset)), time, offset, timezone }
    }

    /// The moment, or the one nearest to it that jiff knows.
    pub(crate) fn timestamp(self) -> Timestamp {
        let beyond = if self.0.is_negative() { Timestamp::MIN } else { Timestamp::MAX };
        Timestamp::from_duration(self.0).unwrap_or(beyond)
    }

    /// The moment so much later.
    pub(crate) fn plus(self, time: SignedDuration) -> Self {
        Self(self.0.saturating_add(time)).in_range()
    }

    /// The nanosecond before.
    pub(crate) fn just_before(self) -> Self {
        self.plus(-NANOSECOND)
    }

    /// The nanosecond after.
    pub(crate) fn just_after(self) -> Self {
        self.plus(NANOSECOND)
    }
}

/// How far clocks with an offset are ahead of UTC.
fn ahead(offset: Offset) -> SignedDuration {
    SignedDuration::from_secs(offset.seconds().into())
}

impl From<Timestamp> for Moment {
    fn from(timestamp: Timestamp) -> Self {
        Self(timestamp.as_duration()).in_range()
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = EPOCH.saturating_add(self.0);
        // In UTC, these years have no four digits.
        let (ahead, offset) = match self.0 {
            _ if time.year() < 0 => (LONGEST_OFFSET, "+23:59"),
            since_epoch if time.duration_since(EPOCH) < since_epoch => (-LONGEST_OFFSET, "-23:59"),
            _ => return write!(formatter, "{time}Z"),
        };
        write!(formatter, "{}{offset}", EPOCH.saturating_add(self.0.saturating_add(ahead)))
    }
}

impl fmt::Display for Local<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.offset.seconds();
        let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, (seconds.unsigned_abs() + 30) / 60);
        write!(formatter, "{}{sign}{:02}:{:02}", self.time, minutes / 60, minutes % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;
    use crate::model::timestamp::moment;
    use jiff::civil::date;
    use jiff::tz::{Offset, TimeZone};

    /// The ends of the calendar, and moments within it.
    const MOMENTS: [&str; 8] = [
        "0000-01-01T00:00:00+23:59",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999999999Z",
        "2024-05-29T08:15:02.25Z",
        "9999-12-30T22:00:01Z",
        "9999-12-31T23:59:59.999999999Z",
        "9999-12-31T23:59:59.999999999-23:59",
    ];

    #[test]
    fn a_moment_prints_as_it_is_read() {
        let mut last = Moment::MIN;
        for text in MOMENTS {
            let moment = moment(text).unwrap();
            assert_eq!(moment.to_string(), text);
            assert!(last <= moment && moment < Moment::MAX, "{text}");
            last = moment;
        }
        assert_eq!(moment(MOMENTS[0]), Some(Moment::MIN));
        assert_eq!(last.just_after(), Moment::MAX);
    }

    #[test]
    fn every_moment_has_a_day() {
        let offsets = [-12 * 60 - 30, 0, 14 * 60];
        let zones = offsets.map(|minutes| TimeZone::fixed(Offset::from_seconds(60 * minutes).unwrap()));
        for timezone in &zones {
            for text in MOMENTS {
                let (moment, local) = (moment(text).unwrap(), moment(text).unwrap().local(timezone));
                let day = local.time.date();
                assert!((date(1, 1, 1)..=date(9999, 12, 31)).contains(&day), "{text} {day}");
                assert!(
                    Moment::day_begin(day, timezone) <= moment && moment < Moment::day_end(day, timezone)
                );
                assert_eq!(local.at.local(timezone), local, "{text}");
            }
        }
        let shown = moment("9999-12-31T23:59:59Z").unwrap().local(&zones[2]).to_string();
        assert_eq!(shown, "9999-12-31T23:59:59.999999999+14:00");
        let shown = moment("0000-07-01T00:00:00Z").unwrap().local(&zones[0]).to_string();
        assert_eq!(shown, "0001-01-01T00:00:00-12:30");
    }
}
