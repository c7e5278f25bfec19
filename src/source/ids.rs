//! The message ids of a run: each comes once.

use crate::error::{Error, Result};
use crate::model::strict::Place;
use crate::notice::{Listener, Notice};
use crate::source::Duplicates;
use roaring::RoaringTreemap;

/// The message ids so far, as a compressed bitmap: some bits for each of many that are close together.
pub(super) struct MessageIds {
    seen: RoaringTreemap,
    duplicates: Duplicates,
    listener: Listener,
}

impl MessageIds {
    pub(super) fn new(duplicates: Duplicates, listener: Listener) -> Self {
        Self { seen: RoaringTreemap::new(), duplicates, listener }
    }

    /// Takes in as many of the first ids as follow one another, 5, 6, 7, and come after all before them; how many.
    /// That is what most files are made of, and quicker than one by one.
    pub(super) fn take_run(&mut self, ids: impl Iterator<Item = i64>) -> usize {
        let mut ids = ids.map(i64::cast_unsigned);
        let Some(first) = ids.next().filter(|id| self.seen.max().is_none_or(|highest| highest < *id)) else {
            return 0;
        };
        let last = ids
            .zip((first..=u64::MAX).skip(1))
            .take_while(|(id, expected)| id == expected)
            .fold(first, |_, (id, _)| id);
        self.seen.insert_range(first..=last);
        usize::try_from(last - first + 1).unwrap_or(usize::MAX)
    }

    /// Takes a message id in; `place` says where in the file the message stands.
    pub(super) fn take(&mut self, file: &str, message_id: i64, place: impl FnOnce() -> Place) -> Result<()> {
        if self.seen.insert(message_id.cast_unsigned()) {
            return Ok(());
        }
        let place = place().field("id");
        match self.duplicates {
            Duplicates::Refuse => {
                let why = format!("{place}: message {message_id} came before, expected each id once");
                Err(Error::data(file, why).with_hint("--allow-duplicates charges it again"))
            }
            Duplicates::Allow => {
                (self.listener)(&Notice::DuplicateMessage { message_id, place: format!("{file}: {place}") });
                Ok(())
            }
        }
    }
}
