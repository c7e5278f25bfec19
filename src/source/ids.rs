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
