//! How messages are read, and which of them are charged.

use crate::model::message::Message;
use crate::model::timestamp::moment;
use crate::model::window::{LeftOut, Window};
use crate::source::input::InputFormat;

/// What to do if two messages have the same id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duplicates {
    /// Fail, so that nobody pays twice.
    Refuse,
    /// Charge one of them if they are the same, else fail.
    Once,
    /// Charge both, with a warning.
    Charge,
}

/// Which messages are charged. All others are read and checked too, and then left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only messages of this time range.
    pub window: Window,
    /// Only the message with this id.
    pub message_id: Option<i64>,
}

impl Selection {
    /// Removes the messages that are not selected. Returns how many are outside the time range.
    pub(super) fn apply(&self, messages: &mut Vec<Message<'_>>) -> LeftOut {
        let mut left_out = LeftOut::default();
        if self.window.is_limited() {
            // The timestamp of a message is checked when it is read, so this is always `Some`.
            let mut keeps = |at| self.window.keeps(at, &mut left_out);
            messages.retain(|message| moment(&message.timestamp).is_none_or(&mut keeps));
        }
        if let Some(id) = self.message_id {
            messages.retain(|message| message.id == id);
        }
        left_out
    }
}

/// How messages are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadOptions {
    /// The format of all files. If `None`, it is detected from the content of each file.
    pub format: Option<InputFormat>,
    /// Whether to ignore the reports of a snapshot, because reports are looked up elsewhere.
    pub ignore_reports: bool,
    /// What to do if two messages have the same id.
    pub duplicates: Duplicates,
    /// Which messages are charged.
    pub selection: Selection,
    /// The largest size in bytes, after decompression, of a message and of the rest of a document.
    pub bytes_max: u64,
    /// The number of bad messages that are reported before reading a file stops. At least 1.
    pub errors_max: usize,
    /// The approximate size of a [`Chunk`](crate::source::Chunk) in bytes. At least 1.
    pub chunk_bytes: usize,
}

/// The default size of a chunk in bytes: large enough that handing it to a thread costs little, small enough for the
/// cache of a processor.
pub const CHUNK_BYTES: usize = 1 << 18;

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            format: None,
            ignore_reports: false,
            duplicates: Duplicates::Refuse,
            selection: Selection::default(),
            bytes_max: 1 << 30,
            errors_max: 1,
            chunk_bytes: CHUNK_BYTES,
        }
    }
}
