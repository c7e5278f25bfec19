//! The messages parsed from a chunk.

use crate::model::message::Message;

/// The messages of a chunk, up to the first bad one.
#[derive(Debug)]
pub struct Parsed<'c> {
    pub(super) messages: Vec<Message<'c>>,
    pub(super) stop: Stop,
}

/// Why parsing a chunk stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// There are no more bytes.
    End,
    /// The list of messages ends with the byte at this index.
    ListEnd(usize),
    /// The message at this index, or what follows it, is bad or incomplete. The strict reader finds out which.
    Bad(usize),
}

impl Parsed<'_> {
    /// The number of messages.
    pub fn messages(&self) -> usize {
        self.messages.len()
    }
}

/// The approximate size of a short message in bytes.
pub(super) const MESSAGE_BYTES: usize = 100;

pub(super) fn is_blank(line: &[u8]) -> bool {
    line.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}
