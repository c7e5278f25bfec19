//! The error of a duplicate message id: where the id came first, and whether the two messages are the same.
//! [`Admission`](crate::source::Admission) reads the files again to find the first message, of which only the id is
//! kept.

use crate::error::{Error, Hint};
use crate::model::message::Message;
use crate::source::chunk::{Chunk, Origin};
use crate::wire::strict::Place;
use std::sync::Arc;

/// A message with its place in a file.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) message: Message<'static>,
    pub(super) origin: Arc<Origin>,
    pub(super) place: Place,
}

/// A message whose id came before.
#[derive(Debug)]
pub(super) struct Duplicate {
    pub(super) repeat: Placed,
    /// Whether it is known to differ from the first message with this id.
    pub(super) differs: bool,
}

impl Duplicate {
    /// The error, which names the first message with the same id if it was found.
    pub(super) fn error(&self, first: Option<&Placed>) -> Error {
        let Placed { message, origin, place } = &self.repeat;
        let (id, place) = (message.id, place.field("id"));
        let first = first.filter(|first| {
            // If the first message was in a file that cannot be read again, the search finds this one.
            !(Arc::ptr_eq(&first.origin, origin) && first.place == self.repeat.place)
        });
        let (what, hint) = match first {
            Some(first) => {
                let how = match differences(&first.message, message) {
                    None => "is the same".to_owned(),
                    Some(fields) => format!("differs in its {fields}"),
                };
                (format!(" ({}) and {how}", first.show_from(origin)), differs_hint(first.message != *message))
            }
            None if self.differs => (" and differs".to_owned(), differs_hint(true)),
            None => (String::new(), Hint::ChargeDuplicatesOnce { are_same: false }),
        };
        let why = format!("{place}: message {id} came before{what}, expected each id once");
        Error::data(&*origin.place, why).with_hint(hint)
    }
}

fn differs_hint(differs: bool) -> Hint {
    if differs { Hint::TakeOneOut } else { Hint::ChargeDuplicatesOnce { are_same: true } }
}

/// The names of the fields in which two messages with one id differ. Returns `None` if they are the same.
fn differences(one: &Message<'_>, other: &Message<'_>) -> Option<String> {
    let fields = [
        ("text", one.text != other.text),
        ("timestamp", one.timestamp != other.timestamp),
        ("report_id", one.report_id != other.report_id),
    ];
    let names: Vec<&str> = fields.iter().filter(|(_, differs)| *differs).map(|&(name, _)| name).collect();
    match names.split_last() {
        None => None,
        Some((last, [])) => Some((*last).to_owned()),
        Some((last, names)) => Some(format!("{} and {last}", names.join(", "))),
    }
}

impl Placed {
    pub(super) fn new(message: &Message<'_>, chunk: &Chunk, place: Place) -> Self {
        Self { message: message.to_owned(), origin: Arc::clone(&chunk.origin), place }
    }

    /// Its place as an error about `file` shows it: with the name of its own file if that is another one.
    fn show_from(&self, file: &Arc<Origin>) -> String {
        if Arc::ptr_eq(&self.origin, file) {
            self.place.to_string()
        } else {
            format!("{}: {}", self.origin.place, self.place)
        }
    }
}
