//! The keys that messages are grouped by. To add one, add a variant of [`Key`] and its arms; [`Key::group`] returns the
//! group of a message.

use crate::charge::ChargedBy;
use crate::model::credits::Credits;
use crate::model::moment::{Local, Moment};
use crate::model::report::{Absence, Known};
use crate::model::row::{Cell, Column, ColumnKind};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan};
use std::cmp::Reverse;
use std::sync::Arc;

/// A key that messages are grouped by. Times come first, the shorter before the longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// The hour, in a time zone.
    Hour,
    /// The day, in a time zone.
    Day,
    /// The week of ISO 8601, from Monday on, in a time zone.
    Week,
    /// The month, in a time zone.
    Month,
    /// The title of the report that was billed.
    Report,
    /// Whether a report was billed or the text.
    Source,
    /// Like [`Key::Source`], and why the text was billed if the message names a report.
    Kind,
}

/// The group of a message by one [`Key`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Group {
    /// An hour, by its first moment.
    Hour(Moment),
    /// A day, a week or a month, by its first day.
    Date(Date),
    /// What the messages were charged by.
    ChargedBy(ChargedBy),
    /// A fixed name.
    Label(&'static str),
    /// The title of a report.
    Title(Arc<str>),
    /// No group, such as the report of a message without one.
    Nothing,
}

impl Key {
    /// Every key.
    pub const ALL: [Self; 7] =
        [Self::Hour, Self::Day, Self::Week, Self::Month, Self::Report, Self::Source, Self::Kind];

    /// Returns the name of the key, which is also that of its column.
    pub const fn name(self) -> &'static str {
        self.column().name
    }

    /// Returns the column that shows its groups.
    pub const fn column(self) -> Column {
        let (name, title, kind, about) = match self {
            Self::Hour => ("hour", "Hour", ColumnKind::Time, "The first moment of the hour."),
            Self::Day => ("day", "Day", ColumnKind::Word, "The day, as 2024-05-29."),
            Self::Week => ("week", "Week", ColumnKind::Word, "The week of ISO 8601, as 2024-W22."),
            Self::Month => ("month", "Month", ColumnKind::Word, "The month, as 2024-05."),
            Self::Report => (
                "report",
                "Report",
                ColumnKind::Prose,
                "The title of the report; left out if texts were billed.",
            ),
            Self::Source => ("source", "Source", ColumnKind::Word, "What was billed: report or text."),
            Self::Kind => (
                "kind",
                "Kind",
                ColumnKind::Word,
                "What was billed: report or text. If a text was billed although its message names a report, the \
                 reason: missing-report, malformed-report, unavailable-report or refused-report.",
            ),
        };
        Column::new(name, title, kind, about).optional()
    }

    /// Whether it is a time.
    pub(super) fn is_time(self) -> bool {
        self <= Self::Month
    }

    /// Returns the group of a message. Returns `None` if the key is a time and the message has no valid one.
    pub(super) fn group(
        self,
        at: Option<&Local<'_>>,
        charged_by: ChargedBy,
        known: Option<&Known>,
    ) -> Option<Group> {
        match self {
            Self::Report => Some(match known {
                Some(Known::Report(report)) => Group::Title(Arc::clone(&report.name)),
                Some(Known::Absent(_)) | None => Group::Nothing,
            }),
            Self::Source => Some(Group::ChargedBy(charged_by)),
            Self::Kind => Some(Group::Label(match (charged_by, known) {
                (ChargedBy::Text, Some(Known::Absent(absence))) => match absence {
                    Absence::Missing => "missing-report",
                    Absence::Malformed => "malformed-report",
                    Absence::Unavailable => "unavailable-report",
                    Absence::Refused => "refused-report",
                },
                (by, _) => by.name(),
            })),
            Self::Hour | Self::Day | Self::Week | Self::Month => self.of_time(at?),
        }
    }

    /// Returns the group of a time, if the key is a time.
    pub(super) fn of_time(self, at: &Local<'_>) -> Option<Group> {
        match self {
            Self::Hour => Some(Group::Hour(hour_begin(at))),
            _ => self.of_day(at.time.date()),
        }
    }

    fn of_day(self, day: Date) -> Option<Group> {
        match self {
            Self::Day => Some(Group::Date(day)),
            Self::Week => {
                let since_monday = day.weekday().to_monday_zero_offset();
                Some(Group::Date(day.saturating_sub(since_monday.days())))
            }
            Self::Month => Some(Group::Date(day.first_of_month())),
            _ => None,
        }
    }

    /// Returns the group of this key that contains a group of a shorter time, if both are times.
    pub(super) fn containing(self, shorter: &Group, timezone: &TimeZone) -> Option<Group> {
        match shorter {
            Group::Hour(hour) => self.of_time(&hour.local(timezone)),
            Group::Date(day) => self.of_day(*day),
            Group::ChargedBy(_) | Group::Label(_) | Group::Title(_) | Group::Nothing => None,
        }
    }

    /// Returns the group of a moment as its column shows it, if the key is a time.
    pub fn label(self, at: &Local<'_>) -> Option<String> {
        self.show(&self.of_time(at)?, at.timezone)
    }

    /// Returns a group as its column shows it, or `None` if the column is empty.
    pub(super) fn show(self, group: &Group, timezone: &TimeZone) -> Option<String> {
        match (self, group) {
            (_, Group::Nothing) => None,
            (_, Group::ChargedBy(by)) => Some(by.name().to_owned()),
            (_, Group::Label(label)) => Some((*label).to_owned()),
            (_, Group::Title(title)) => Some(title.to_string()),
            (_, Group::Hour(hour)) => Some(hour.local(timezone).to_string()),
            (Self::Week, Group::Date(monday)) => Some(monday.strftime("%G-W%V").to_string()),
            (Self::Month, Group::Date(first)) => Some(first.strftime("%Y-%m").to_string()),
            (_, Group::Date(day)) => Some(day.to_string()),
        }
    }

    /// Returns what a table shows in an empty column.
    pub(super) fn remark(self, messages: u64) -> Cell<'static> {
        if self == Self::Report && messages > 0 { Cell::Remark("by text") } else { Cell::Absent }
    }
}

impl Key {
    /// Returns all groups from `first` to `last`, both included, if the key is a time.
    pub(super) fn between(
        self,
        first: &Group,
        last: &Group,
        timezone: &TimeZone,
    ) -> impl Iterator<Item = Group> {
        let next = move |group: &Group| match (self, group) {
            (Self::Hour, Group::Hour(begin)) => Some(Group::Hour(hour_end(*begin, timezone))),
            (Self::Day, Group::Date(day)) => day.checked_add(1.day()).ok().map(Group::Date),
            (Self::Week, Group::Date(monday)) => monday.checked_add(1.week()).ok().map(Group::Date),
            (Self::Month, Group::Date(first)) => first.checked_add(1.month()).ok().map(Group::Date),
            _ => None,
        };
        // A zone that crossed the date line has skipped a day.
        let exists = move |group: &Group| match group {
            Group::Date(day) if self == Self::Day => {
                Moment::day_begin(*day, timezone) < Moment::day_end(*day, timezone)
            }
            _ => true,
        };
        let groups = std::iter::successors(Some(first.clone()), next);
        groups.take_while(move |group| group <= last).filter(exists)
    }
}

/// Returns when the clock hour of a moment begins, but not before the last change of the clock.
fn hour_begin(at: &Local<'_>) -> Moment {
    let begin = at.at.plus(-into_hour(at));
    let just_after = at.at.just_after().timestamp();
    let change = at.timezone.preceding(just_after).next().map(|change| change.timestamp().into());
    change.map_or(begin, |change| begin.max(change))
}

/// Returns when the clock hour that begins at a moment ends, but not after the next change of the clock.
fn hour_end(begin: Moment, timezone: &TimeZone) -> Moment {
    let end = begin.plus(SignedDuration::from_hours(1) - into_hour(&begin.local(timezone)));
    let change = timezone.following(begin.timestamp()).next().map(|change| change.timestamp().into());
    change.map_or(end, |change| end.min(change))
}

/// Returns the time since the beginning of the hour.
fn into_hour(at: &Local<'_>) -> SignedDuration {
    at.time.time().duration_since(Time::constant(at.time.hour(), 0, 0, 0))
}

impl Group {
    /// Returns the sort key of a row: times are in order, other groups by their credits, the highest first.
    pub(super) fn rank(&self, credits: Credits) -> (Reverse<Credits>, Self) {
        let is_time = matches!(self, Self::Hour(_) | Self::Date(_));
        (Reverse(if is_time { Credits::ZERO } else { credits }), self.clone())
    }
}
