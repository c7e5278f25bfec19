//! The message ids of a run, to detect duplicates.

use crate::event::{Event, Listener};
use crate::model::message::Message;
use crate::source::duplicate::{Duplicate, Placed};
use crate::source::id_set::IdSet;
use crate::source::options::Duplicates;
use hashbrown::HashMap;
use hashbrown::hash_map::Entry;
use std::hash::{BuildHasher, RandomState};

/// What is remembered of the messages so far.
pub(super) enum MessageIds {
    /// Their ids. A duplicate is an error, or an event if there is a listener.
    Seen(IdSet, Option<Listener>),
    /// Their ids, and a digest of each message. An identical duplicate is left out, with an event.
    Digests(HashMap<i64, u64>, RandomState, Listener),
    /// The first message with each of the ids that are searched for.
    Sought(HashMap<i64, Option<Placed>>),
}

impl MessageIds {
    pub(super) fn new(duplicates: Duplicates, listener: Listener) -> Self {
        match duplicates {
            Duplicates::Refuse => Self::Seen(IdSet::default(), None),
            Duplicates::Charge => Self::Seen(IdSet::default(), Some(listener)),
            // The keys are random in each run, so that nobody can craft two messages with the same digest.
            Duplicates::Once => Self::Digests(HashMap::new(), RandomState::new(), listener),
        }
    }

    /// Whether a duplicate may be an error.
    pub(super) fn may_refuse(&self) -> bool {
        matches!(self, Self::Seen(_, None) | Self::Digests(..))
    }

    /// Takes the first messages in one go, up to the first that [`take`](Self::take) must check. Returns how many.
    pub(super) fn take_run(&mut self, messages: &[Message<'_>]) -> usize {
        let mut ids = messages.iter().map(|message| message.id);
        match self {
            Self::Seen(seen, _) => seen.insert_ascending(ids),
            Self::Digests(..) => 0,
            Self::Sought(sought) => ids.position(|id| sought.contains_key(&id)).unwrap_or(messages.len()),
        }
    }

    /// Takes a message; `placed` is called if its place is needed. Returns whether the message is kept.
    ///
    /// # Errors
    /// Its id came before, and this is not allowed.
    pub(super) fn take(
        &mut self,
        message: &Message<'_>,
        placed: impl FnOnce() -> Placed,
    ) -> Result<bool, Duplicate> {
        let message_id = message.id;
        match self {
            Self::Seen(seen, listener) => {
                if !seen.insert(message_id) {
                    let Some(listener) = listener else {
                        return Err(Duplicate { repeat: placed(), differs: false });
                    };
                    listener(&Event::DuplicateMessage { message_id, place: place(&placed()) });
                }
                Ok(true)
            }
            Self::Digests(digests, hasher, listener) => {
                let digest = hasher.hash_one((&message.text, &message.timestamp, message.report_id));
                match digests.entry(message_id) {
                    Entry::Vacant(entry) => {
                        entry.insert(digest);
                        Ok(true)
                    }
                    Entry::Occupied(entry) if *entry.get() == digest => {
                        listener(&Event::DuplicateLeftOut { message_id, place: place(&placed()) });
                        Ok(false)
                    }
                    Entry::Occupied(_) => Err(Duplicate { repeat: placed(), differs: true }),
                }
            }
            Self::Sought(sought) => {
                if let Some(first @ None) = sought.get_mut(&message_id) {
                    *first = Some(placed());
                }
                Ok(true)
            }
        }
    }
}

fn place(placed: &Placed) -> String {
    format!("{}: {}", placed.origin.place, placed.place.field("id"))
}
