//! How messages are read, and which of them count.

use crate::model::message::Message;
use crate::model::timestamp::moment;
use crate::model::window::{LeftOut, Window};
use crate::source::input::InputFormat;

/// What to do with a message id that comes twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duplicates {
    /// Nobody pays twice: an error.
    Refuse,
    /// It is charged once if the two messages are the same, and an error if not.
    Once,
    /// Both are charged, with a warning.
    Charge,
}

/// Which messages count. The others are read and checked like them, and then left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Selection {
    /// Of this time.
    pub window: Window,
    /// With this id.
    pub message_id: Option<i64>,
}

impl Selection {
    /// Leaves out the messages that do not count. Returns those of another time.
    pub(super) fn apply(&self, messages: &mut Vec<Message<'_>>) -> LeftOut {
        let mut left_out = LeftOut::default();
        if self.window.is_limited() {
            // A message that was read has a time.
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
    /// How files are to be read, where their content shall not decide.
    pub format: Option<InputFormat>,
    /// Whether the reports beside the messages of a snapshot do not matter, because they are looked up elsewhere.
    pub ignore_reports: bool,
    /// What to do with a message id that comes twice.
    pub duplicates: Duplicates,
    /// Which messages count.
    pub selection: Selection,
    /// Bytes of a message, or of what stands beside the messages of a document, at the most, decompressed.
    pub bytes_max: u64,
    /// Bad messages of a file that are told before it is given up, at least 1.
    pub errors_max: usize,
    /// Bytes of a [`Chunk`](crate::source::Chunk), about; at least 1.
    pub chunk_bytes: usize,
}

/// Bytes of a chunk: enough to be worth the handing on, few enough to stay close to the processor.
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
