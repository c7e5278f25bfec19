//! What a piece of a file was read as, and what is said of its bytes before that.

use crate::model::message::Message;

/// What a chunk holds.
#[derive(Debug)]
pub struct Parsed<'c> {
    pub(super) messages: Vec<Message<'c>>,
    pub(super) stop: Stop,
}

/// Why the reading of a chunk came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// There are no more bytes.
    End,
    /// The list of messages ends with the byte at this place.
    ListEnd(usize),
    /// The message that begins here, or what follows it, is bad or incomplete: the strict reader will tell.
    Bad(usize),
}

impl Parsed<'_> {
    /// How many messages were read.
    pub fn messages(&self) -> usize {
        self.messages.len()
    }
}

/// Bytes of a short message, about.
pub(super) const MESSAGE_BYTES: usize = 100;

pub(super) fn is_blank(line: &[u8]) -> bool {
    line.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}
