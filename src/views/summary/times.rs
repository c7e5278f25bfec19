//! The times of a summary: one after the other, those without a message too.

use crate::error::{Error, FewerGroups, Hint, Result, Setting};
use crate::model::moment::Moment;
use crate::model::window::Window;
use crate::views::summary::key::{Group, Key};
use crate::views::summary::sums::{Groups, Sums};
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet};

/// Times without a message that are shown, at the most.
const EMPTY_TIMES_MAX: usize = 100_000;

/// The earliest and the latest of several things.
#[derive(Debug, Clone)]
pub(super) struct Span<T> {
    first: (Moment, T),
    last: (Moment, T),
}

/// A message, as an error names it.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) id: i64,
    pub(super) timestamp: String,
    pub(super) place: String,
}

impl<T: Clone> Span<T> {
    pub(super) fn of(at: Moment, thing: T) -> Self {
        Self { first: (at, thing.clone()), last: (at, thing) }
    }

    /// Both together.
    pub(super) fn with(self, other: Self) -> Self {
        Self {
            first: if other.first.0 < self.first.0 { other.first } else { self.first },
            last: if self.last.0 < other.last.0 { other.last } else { self.last },
        }
    }

    pub(super) fn map<U>(self, change: impl Fn(T) -> U) -> Span<U> {
        let [first, last] = [self.first, self.last].map(|(at, thing)| (at, change(thing)));
        Span { first, last }
    }
}

/// What times there are between the first message and the last, and in the time that was asked for.
pub(super) struct Times<'s> {
    pub(super) keys: &'s [Key],
    pub(super) timezone: &'s TimeZone,
    pub(super) window: &'s Window,
    /// The earliest message and the latest.
    pub(super) span: Option<&'s Span<Named>>,
}

impl Times<'_> {
    /// The times in which there was no message, by the finest key that is a time: those between the messages, and those
    /// of the time that was asked for.
    ///
    /// # Errors
    /// [`Error::Data`] where two messages are too far apart to show all times between them; [`Error::Usage`] where more
    /// times were asked for than can be shown.
    pub(super) fn without_message(&self, sums: &Sums) -> Result<Vec<Groups>> {
        let times = self.keys.iter().enumerate().filter(|(_, key)| key.is_time());
        let Some((index, key)) = times.min_by_key(|(_, key)| **key) else {
            return Ok(Vec::new());
        };
        let group = |at: Option<Moment>| key.of_time(&at?.local(self.timezone));
        let since = group(self.window.since);
        let until = group(self.window.until.map(Moment::just_before));
        // Where a name is the outer key, each name has times of its own.
        let by_name = self.keys.first().is_some_and(|outer| !outer.is_time());
        let mut series: BTreeMap<Option<&Group>, BTreeSet<&Group>> = BTreeMap::new();
        if !by_name {
            series.entry(None).or_default();
        }
        for groups in sums.keys() {
            series.entry(groups.first().filter(|_| by_name)).or_default().extend(groups.get(index));
        }
        let mut empty = Vec::new();
        for (name, times) in series {
            let (first, last) = (times.first().copied(), times.last().copied());
            let before = self.empty(*key, since.as_ref(), first.or(until.as_ref()), &times);
            let between = self.empty(*key, first, last, &times);
            let behind = self.empty(*key, last, until.as_ref(), &times);
            if between.len() > EMPTY_TIMES_MAX {
                return Err(self.too_far_apart(*key));
            }
            empty
                .extend(before.into_iter().chain(between).chain(behind).map(|time| self.groups(name, &time)));
            if empty.len() > EMPTY_TIMES_MAX {
                let why = format!("there are more than {EMPTY_TIMES_MAX} without a message to show");
                return Err(Error::usage(Setting::GroupBy(key.name()), why)
                    .with_hint(Hint::AskForLess(fewer_groups(*key))));
            }
        }
        Ok(empty)
    }

    /// The times without a message from one to another, no more than it takes to know that there are too many.
    fn empty(
        &self,
        key: Key,
        first: Option<&Group>,
        last: Option<&Group>,
        times: &BTreeSet<&Group>,
    ) -> Vec<Group> {
        let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
        let all = key.between(first, last, self.timezone);
        all.filter(|time| !times.contains(time)).take(EMPTY_TIMES_MAX + 1).collect()
    }

    /// The groups of a time without a message.
    fn groups(&self, name: Option<&Group>, time: &Group) -> Groups {
        let mut groups = [Group::Nothing, Group::Nothing];
        for (group, key) in groups.iter_mut().zip(self.keys) {
            let around = key.around(time, self.timezone);
            *group = around.or(name.cloned()).unwrap_or(Group::Nothing);
        }
        groups
    }

    /// One of the messages, it seems, has a wrong time.
    fn too_far_apart(&self, key: Key) -> Error {
        let Some(Span { first: (_, first), last: (_, last) }) = self.span else {
            return Error::bug("there are times without a message, and no message");
        };
        let unit = key.name();
        let of_last = if last.place == first.place { String::new() } else { format!(" in {}", last.place) };
        let why = format!(
            "message {} is of {}, and message {}{of_last} of {}: more than {EMPTY_TIMES_MAX} {unit}s between them \
             have no message",
            first.id, first.timestamp, last.id, last.timestamp,
        );
        Error::data(&*first.place, why).with_hint(Hint::LeaveOutWrongTime(fewer_groups(key)))
    }
}

/// What to do where there are too many times.
fn fewer_groups(key: Key) -> FewerGroups {
    match key {
        Key::Hour => FewerGroups::LongerTimes(Key::Day.name()),
        Key::Day | Key::Week => FewerGroups::LongerTimes(Key::Month.name()),
        _ => FewerGroups::NoTimes(Key::Report.name()),
    }
}
