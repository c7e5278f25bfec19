//! Moments, and their local time in a time zone. The last [`Timestamp`] of jiff is a day before the end of the
//! calendar; a [`Moment`] covers everything that RFC 3339 can write, so that each message belongs to a day.

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use std::fmt;

/// A moment that RFC 3339 can write, to the nanosecond. Prints as RFC 3339, in UTC where the year has four digits
/// there.
///
/// ```
/// use copilot_usage::model::timestamp::moment;
///
/// let moment = moment("2024-05-02T01:30:00+02:00").unwrap();
/// assert_eq!(moment.to_string(), "2024-05-01T23:30:00Z");
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(SignedDuration);

/// A moment in the local time of a time zone. Prints as RFC 3339, with the offset rounded to minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Local<'z> {
    /// The moment, clamped to the local days from 0001-01-01 to 9999-12-31.
    pub at: Moment,
    /// The local time.
    pub time: DateTime,
    offset: Offset,
    /// The time zone.
    pub timezone: &'z TimeZone,
}

const EPOCH: DateTime = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
/// The first day that a summary or a page shows. SQL and Python begin with the same day.
const FIRST_DAY: Date = Date::constant(1, 1, 1);
/// The longest offset of RFC 3339: 23:59.
const LONGEST_OFFSET: SignedDuration = SignedDuration::from_mins(24 * 60 - 1);
const NANOSECOND: SignedDuration = SignedDuration::from_nanos(1);

impl Moment {
    /// The earliest moment, `0000-01-01T00:00:00+23:59`.
    pub const MIN: Self = Self(SignedDuration::from_secs(-62_167_305_540));
    /// The first moment after all that RFC 3339 can write, which end with the second `9999-12-31T23:59:59-23:59`.
    pub const MAX: Self = Self(SignedDuration::from_secs(253_402_387_140));

    /// Returns the moment of a local time that is `ahead` of UTC.
    pub(crate) fn when(time: DateTime, ahead: SignedDuration) -> Self {
        Self(time.duration_since(EPOCH).saturating_sub(ahead)).in_range()
    }

    fn in_range(self) -> Self {
        self.clamp(Self::MIN, Self::MAX)
    }

    /// Returns when a day begins. The first day, 0001-01-01, begins with [`Moment::MIN`].
    pub fn day_begin(day: Date, timezone: &TimeZone) -> Self {
        if day <= FIRST_DAY {
            return Self::MIN;
        }
        match day.to_zoned(timezone.clone()) {
            Ok(begin) => begin.timestamp().into(),
            // After the last timestamp of jiff.
            Err(_) => Self::when(day.into(), ahead(timezone.to_offset(Timestamp::MAX))),
        }
    }

    /// Returns when the next day begins. The last day, 9999-12-31, ends with [`Moment::MAX`].
    pub fn day_end(day: Date, timezone: &TimeZone) -> Self {
        day.tomorrow().map_or(Self::MAX, |next| Self::day_begin(next, timezone))
    }

    /// Returns the local time in a time zone.
    pub fn local(self, timezone: &TimeZone) -> Local<'_> {
        let offset = timezone.to_offset(self.timestamp());
        // Saturates at the end of 9999-12-31.
        let time = EPOCH.saturating_add(self.0.saturating_add(ahead(offset)));
        let time = time.max(FIRST_DAY.into());
        Local { at: Self::when(time, ahead(offset)), time, offset, timezone }
    }

    /// Returns the nearest timestamp of jiff.
    pub(crate) fn timestamp(self) -> Timestamp {
        let beyond = if self.0.is_negative() { Timestamp::MIN } else { Timestamp::MAX };
        Timestamp::from_duration(self.0).unwrap_or(beyond)
    }

    /// Returns the moment `time` later, clamped to the range of moments.
    pub(crate) fn plus(self, time: SignedDuration) -> Self {
        Self(self.0.saturating_add(time)).in_range()
    }

    /// Returns the moment a nanosecond earlier.
    pub(crate) fn just_before(self) -> Self {
        self.plus(-NANOSECOND)
    }

    /// Returns the moment a nanosecond later.
    pub(crate) fn just_after(self) -> Self {
        self.plus(NANOSECOND)
    }
}

/// Returns an offset from UTC as a duration.
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
        // In UTC, the year would not have four digits.
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

    /// The first and the last moments of the calendar, and some between them.
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
