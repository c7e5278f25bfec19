//! The message ids of a run: each comes once.

use crate::error::{Error, Result};
use crate::model::strict::Place;
use crate::notice::{Listener, Notice};
use crate::source::Duplicates;
use crate::source::id_set::IdSet;

/// The message ids so far.
pub(super) struct MessageIds {
    seen: IdSet,
    duplicates: Duplicates,
    listener: Listener,
}

impl MessageIds {
    pub(super) fn new(duplicates: Duplicates, listener: Listener) -> Self {
        Self { seen: IdSet::default(), duplicates, listener }
    }

    /// Takes in the first ids, as many as come in ascending order and after all before them; how many. That is what most
    /// files are made of, and quicker than one by one.
    pub(super) fn take_run(&mut self, ids: impl Iterator<Item = i64>) -> usize {
        self.seen.insert_ascending(ids)
    }

    /// Takes a message id in; `place` says where in the file the message stands.
    pub(super) fn take(&mut self, file: &str, message_id: i64, place: impl FnOnce() -> Place) -> Result<()> {
        if self.seen.insert(message_id) {
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
