//! Fills the gaps of a summary with the times without a message.

use crate::error::{Error, FewerGroups, Hint, Result, Setting};
use crate::model::moment::Moment;
use crate::model::window::Window;
use crate::views::summary::key::{Group, Key};
use crate::views::summary::sums::{Groups, Sums};
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet};

/// The maximum number of times without a message that are shown.
const EMPTY_TIMES_MAX: usize = 100_000;

/// The earliest and the latest of several values.
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

    /// Returns the span of both.
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

/// The times of a summary: those between the first and the last message, and those of the window.
pub(super) struct Times<'s> {
    pub(super) keys: &'s [Key],
    pub(super) timezone: &'s TimeZone,
    pub(super) window: &'s Window,
    /// The earliest and the latest message.
    pub(super) span: Option<&'s Span<Named>>,
}

impl Times<'_> {
    /// Returns the times without a message, by the shortest key that is a time: those between the messages, and those
    /// of the window.
    ///
    /// # Errors
    /// [`Error::Data`] if two messages are too far apart to show all times between them; [`Error::Usage`] if the window
    /// has more times than can be shown.
    pub(super) fn without_message(&self, sums: &Sums) -> Result<Vec<Groups>> {
        let times = self.keys.iter().enumerate().filter(|(_, key)| key.is_time());
        let Some((index, key)) = times.min_by_key(|(_, key)| **key) else {
            return Ok(Vec::new());
        };
        let group = |at: Option<Moment>| key.of_time(&at?.local(self.timezone));
        let since = group(self.window.since);
        let until = group(self.window.until.map(Moment::just_before));
        // If the outer key is no time, each of its groups has its own times.
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
            let after = self.empty(*key, last, until.as_ref(), &times);
            if between.len() > EMPTY_TIMES_MAX {
                return Err(self.too_far_apart(*key));
            }
            empty.extend(before.into_iter().chain(between).chain(after).map(|time| self.groups(name, &time)));
            if empty.len() > EMPTY_TIMES_MAX {
                let why = format!("more than {EMPTY_TIMES_MAX} {}s have no message", key.name());
                return Err(Error::usage(Setting::GroupBy(key.name()), why)
                    .with_hint(Hint::AskForLess(fewer_groups(*key))));
            }
        }
        Ok(empty)
    }

    /// Returns the times without a message from `first` to `last`, at most one more than can be shown.
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

    /// Returns the groups of a time without a message.
    fn groups(&self, name: Option<&Group>, time: &Group) -> Groups {
        let mut groups = [Group::Nothing, Group::Nothing];
        for (group, key) in groups.iter_mut().zip(self.keys) {
            let containing = key.containing(time, self.timezone);
            *group = containing.or(name.cloned()).unwrap_or(Group::Nothing);
        }
        groups
    }

    /// The error for messages that are too far apart: one of them probably has a wrong time.
    fn too_far_apart(&self, key: Key) -> Error {
        let Some(Span { first: (_, first), last: (_, last) }) = self.span else {
            return Error::bug("there are times without a message, and no message");
        };
        let unit = key.name();
        let of_last = if last.place == first.place { String::new() } else { format!(" in {}", last.place) };
        let why = format!(
            "message {} is from {}, and message {}{of_last} from {}: more than {EMPTY_TIMES_MAX} {unit}s between them \
             have no message",
            first.id, first.timestamp, last.id, last.timestamp,
        );
        Error::data(&*first.place, why).with_hint(Hint::LeaveOutWrongTime(fewer_groups(key)))
    }
}

/// Returns the hint for too many times.
fn fewer_groups(key: Key) -> FewerGroups {
    match key {
        Key::Hour => FewerGroups::LongerTimes(Key::Day.name()),
        Key::Day | Key::Week => FewerGroups::LongerTimes(Key::Month.name()),
        _ => FewerGroups::NoTimes(Key::Report.name()),
    }
}
