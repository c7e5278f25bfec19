//! The time range that a run selects, and the messages outside it.

use crate::model::moment::{Local, Moment};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::fmt;

/// A time range. All time if neither end is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Window {
    /// The first moment in it.
    pub since: Option<Moment>,
    /// The first moment after it.
    pub until: Option<Moment>,
}

/// One end of a [`Window`], as it is shown.
enum End<'z> {
    /// A whole day, which is in the window.
    Day(Date),
    /// A time of day.
    Time(Local<'z>),
}

impl Window {
    /// Returns the window from the beginning of one day to the end of another.
    pub fn days(first: Date, last: Date, timezone: &TimeZone) -> Self {
        Self { since: Some(Moment::day_begin(first, timezone)), until: Some(Moment::day_end(last, timezone)) }
    }

    /// Whether either end is set.
    pub fn is_limited(&self) -> bool {
        self.since.is_some() || self.until.is_some()
    }

    /// Whether a moment is in it.
    pub fn covers(&self, at: Moment) -> bool {
        self.since.is_none_or(|since| since <= at) && self.until.is_none_or(|until| at < until)
    }

    /// Whether a message of this moment is in the window. If not, it is added to `left_out`.
    pub fn keeps(&self, at: Moment, left_out: &mut LeftOut) -> bool {
        let is_covered = self.covers(at);
        if !is_covered {
            left_out.push(at);
        }
        is_covered
    }

    /// Returns the window as text, in a time zone. Returns `None` if neither end is set. Both days are included in
    /// `2024-05-01 to 2024-05-31`.
    pub fn show(&self, timezone: &TimeZone) -> Option<String> {
        use End::{Day, Time};
        let since = self.since.map(|since| {
            let local = since.local(timezone);
            let day = local.time.date();
            if Moment::day_begin(day, timezone) == since { Day(day) } else { Time(local) }
        });
        let until = self.until.map(|until| {
            let day = until.just_before().local(timezone).time.date();
            if Moment::day_end(day, timezone) == until { Day(day) } else { Time(until.local(timezone)) }
        });
        match (since, until) {
            (None, None) => None,
            (Some(Day(first)), Some(Day(last))) if first == last => Some(first.to_string()),
            (Some(Day(first)), Some(Day(last))) => Some(format!("{first} to {last}")),
            (Some(since), None) => Some(format!("from {since}")),
            (None, Some(until)) => Some(until.as_last()),
            (Some(since), Some(until)) => Some(format!("from {since} and {}", until.as_last())),
        }
    }
}

impl End<'_> {
    fn as_last(&self) -> String {
        match self {
            Self::Day(_) => format!("through {self}"),
            Self::Time(_) => format!("before {self}"),
        }
    }
}

impl fmt::Display for End<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(formatter),
            Self::Time(local) => local.fmt(formatter),
        }
    }
}

/// The messages outside a [`Window`], which are left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// The number of messages.
    pub messages: u64,
    /// The times of the earliest and the latest of them, if any.
    pub span: Option<(Moment, Moment)>,
}

impl LeftOut {
    /// Adds a message.
    pub fn push(&mut self, at: Moment) {
        self.add(Self { messages: 1, span: Some((at, at)) });
    }

    /// Adds other messages that were left out.
    pub fn add(&mut self, more: Self) {
        self.messages += more.messages;
        self.span = match (self.span, more.span) {
            (Some((first, last)), Some((earlier, later))) => Some((first.min(earlier), last.max(later))),
            (span, more) => span.or(more),
        };
    }
}
