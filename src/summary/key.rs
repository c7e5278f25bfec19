//! What messages are put together by. To add a key: a variant of [`Key`], its arms here, and in [`Key::group`] how a
//! message is told to belong to a group.

use crate::model::credits::Credits;
use crate::model::report::{Absence, Known};
use crate::model::row::{Cell, Column, Kind};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp, ToSpan, Zoned};
use std::cmp::Reverse;
use std::sync::Arc;

/// What messages are put together by; times first, the finer ones before the coarser ones.
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
    /// As the source; and where the text was billed although the message names a report, why.
    Kind,
}

/// What a message is put to by one [`Key`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Group {
    /// An hour, by its beginning.
    Hour(Timestamp),
    /// A day, a week or a month, by its first day.
    Date(Date),
    /// One of few.
    Label(&'static str),
    /// The title of a report.
    Title(Arc<str>),
    /// None.
    Nothing,
}

impl Key {
    /// Every key.
    pub const ALL: [Self; 7] =
        [Self::Hour, Self::Day, Self::Week, Self::Month, Self::Report, Self::Source, Self::Kind];

    /// What people type, and the column is called.
    pub const fn name(self) -> &'static str {
        self.column().name
    }

    /// The column that shows its groups.
    pub const fn column(self) -> Column {
        let (name, title, kind, about) = match self {
            Self::Hour => ("hour", "Hour", Kind::Time, "The beginning of the hour."),
            Self::Day => ("day", "Day", Kind::Word, "The day, as 2024-05-29."),
            Self::Week => ("week", "Week", Kind::Word, "The week of ISO 8601, as 2024-W22."),
            Self::Month => ("month", "Month", Kind::Word, "The month, as 2024-05."),
            Self::Report => (
                "report",
                "Report",
                Kind::Prose,
                "The title of the report; left out where texts were billed.",
            ),
            Self::Source => ("source", "Source", Kind::Word, "What was billed: report or text."),
            Self::Kind => (
                "kind",
                "Kind",
                Kind::Word,
                "What was billed: report or text; or why a text was, although its message names a report: \
                 missing-report, malformed-report, unavailable-report or refused-report.",
            ),
        };
        Column::new(name, title, kind, about).optional()
    }

    /// From one group of a time to the next.
    pub(super) fn step(self) -> Option<Span> {
        match self {
            Self::Hour => Some(1.hour()),
            Self::Day => Some(1.day()),
            Self::Week => Some(1.week()),
            Self::Month => Some(1.month()),
            Self::Report | Self::Source | Self::Kind => None,
        }
    }

    /// The group of a message, by its time and what is known of its report; none, where that cannot be told.
    pub(super) fn group(self, at: impl FnOnce() -> Option<Zoned>, known: Option<&Known>) -> Option<Group> {
        match (self, known) {
            (Self::Report, Some(Known::Report(report))) => Some(Group::Title(Arc::clone(&report.name))),
            (Self::Report, _) => Some(Group::Nothing),
            (Self::Source | Self::Kind, Some(Known::Report(_))) => Some(Group::Label("report")),
            (Self::Kind, Some(Known::Absent(absence))) => Some(Group::Label(match absence {
                Absence::Missing => "missing-report",
                Absence::Malformed => "malformed-report",
                Absence::Unavailable => "unavailable-report",
                Absence::Refused => "refused-report",
            })),
            (Self::Source | Self::Kind, _) => Some(Group::Label("text")),
            (Self::Hour, _) => Some(Group::Hour(hour_begin(&at()?))),
            (Self::Day, _) => Some(Group::Date(at()?.date())),
            (Self::Week, _) => {
                let monday = at()?.date().iso_week_date().first_of_week();
                monday.ok().map(|monday| Group::Date(monday.date()))
            }
            (Self::Month, _) => Some(Group::Date(at()?.date().first_of_month())),
        }
    }

    /// The group of a moment as its column shows it, where the key is a time.
    pub fn label(self, at: &Zoned) -> Option<String> {
        self.step()?;
        self.show(&self.group(|| Some(at.clone()), None)?, at.time_zone())
    }

    /// A group as its column shows it; none where that shows nothing.
    pub(super) fn show(self, group: &Group, timezone: &TimeZone) -> Option<String> {
        match (self, group) {
            (_, Group::Nothing) => None,
            (_, Group::Label(label)) => Some((*label).to_owned()),
            (_, Group::Title(title)) => Some(title.to_string()),
            (_, Group::Hour(hour)) => Some(hour.display_with_offset(timezone.to_offset(*hour)).to_string()),
            (Self::Week, Group::Date(monday)) => Some(monday.strftime("%G-W%V").to_string()),
            (Self::Month, Group::Date(first)) => Some(first.strftime("%Y-%m").to_string()),
            (_, Group::Date(day)) => Some(day.to_string()),
        }
    }

    /// What people see where a column shows nothing.
    pub(super) fn remark(self, messages: u64) -> Cell<'static> {
        if self == Self::Report && messages > 0 { Cell::Remark("by text") } else { Cell::Absent }
    }
}

impl Key {
    /// The moments at which the groups of a time begin that lie between two of them.
    pub(super) fn between(
        self,
        first: &Group,
        last: &Group,
        timezone: &TimeZone,
    ) -> impl Iterator<Item = Zoned> {
        let end = last.begins(timezone);
        let next = move |at: &Zoned| match self {
            Self::Hour => hour_end(at),
            _ => at.checked_add(self.step()?).ok(),
        };
        std::iter::successors(first.begins(timezone), next).take_while(move |at| Some(at) <= end.as_ref())
    }
}

/// When the hour of the clock begins that a moment is in; at the earliest, when the clock was last put forward or back.
fn hour_begin(at: &Zoned) -> Timestamp {
    let nanoseconds = i64::from(at.subsec_nanosecond());
    let into = SignedDuration::new(60 * i64::from(at.minute()) + i64::from(at.second()), 0);
    let into = into.saturating_add(SignedDuration::from_nanos(nanoseconds));
    let begin = at.timestamp().saturating_sub(into).unwrap_or(Timestamp::MIN);
    let just_after = at.timestamp().saturating_add(SignedDuration::from_nanos(1)).unwrap_or(Timestamp::MAX);
    let change = at.time_zone().preceding(just_after).next().map(|change| change.timestamp());
    change.map_or(begin, |change| begin.max(change))
}

/// When the hour of the clock ends that begins at a moment.
fn hour_end(begin: &Zoned) -> Option<Zoned> {
    let rest = 60 - i64::from(begin.minute());
    let end = begin.timestamp().checked_add(SignedDuration::from_mins(rest)).ok()?;
    let change = begin.time_zone().following(begin.timestamp()).next().map(|change| change.timestamp());
    Some(change.map_or(end, |change| end.min(change)).to_zoned(begin.time_zone().clone()))
}

impl Group {
    /// What rows are sorted by: times one after the other, anything else by what it costs, the dearest first.
    pub(super) fn rank(&self, credits: Credits) -> (Reverse<Credits>, Self) {
        let is_time = matches!(self, Self::Hour(_) | Self::Date(_));
        (Reverse(if is_time { Credits::ZERO } else { credits }), self.clone())
    }

    /// When a time begins.
    pub(super) fn begins(&self, timezone: &TimeZone) -> Option<Zoned> {
        match self {
            Self::Hour(hour) => Some(hour.to_zoned(timezone.clone())),
            Self::Date(date) => date.to_zoned(timezone.clone()).ok(),
            Self::Label(_) | Self::Title(_) | Self::Nothing => None,
        }
    }
}
