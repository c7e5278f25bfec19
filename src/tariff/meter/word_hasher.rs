//! Where a word is in a text, and where it goes in a set.

use hashbrown::DefaultHashBuilder;
use std::hash::BuildHasher;

/// Where a word is, in bytes.
#[derive(Clone, Copy, Default)]
pub(super) struct WordSpan {
    pub(super) start: usize,
    pub(super) length: usize,
}

impl WordSpan {
    fn of(self, text: &[u8]) -> &[u8] {
        text.get(self.start..self.start + self.length).unwrap_or_default()
    }

    #[cold]
    pub(super) fn is_same(self, other: Self, text: &[u8]) -> bool {
        self.of(text) == other.of(text)
    }
}

/// Where a word goes, by secret numbers.
pub(super) struct WordHasher {
    secrets: [u64; 2],
    long_words: DefaultHashBuilder,
}

/// Bytes of a word that are looked at together.
pub(super) const MARGIN: usize = 16;
/// So many bytes of them.
#[allow(clippy::indexing_slicing, reason = "an index out of range does not compile")]
const BYTES: [u128; MARGIN + 1] = {
    let mut bytes = [0; MARGIN + 1];
    let mut count = 1;
    while count <= MARGIN {
        bytes[count] = bytes[count - 1] << 8 | 0xff;
        count += 1;
    }
    bytes
};

impl Default for WordHasher {
    fn default() -> Self {
        let long_words = DefaultHashBuilder::default();
        Self { secrets: [long_words.hash_one(1), long_words.hash_one(2)], long_words }
    }
}

impl WordHasher {
    /// The halves of a word multiplied, and the halves of the product put on one another.
    #[allow(clippy::cast_possible_truncation, reason = "the other half is taken too")]
    #[inline]
    pub(super) fn hash(&self, text: &[u8], word: WordSpan) -> u64 {
        let key = match (text.get(word.start..).and_then(<[u8]>::first_chunk), BYTES.get(word.length)) {
            (Some(bytes), Some(kept)) => u128::from_le_bytes(*bytes) & kept,
            _ => self.key_of_any(word.of(text)),
        };
        let [low, high] = [key as u64, (key >> 64) as u64];
        let product = u128::from(low ^ self.secrets[0]) * u128::from(high ^ self.secrets[1]);
        (product >> 64) as u64 ^ product as u64
    }

    /// A number for a word that is long, or ends near the end of the text.
    #[cold]
    fn key_of_any(&self, word: &[u8]) -> u128 {
        if word.len() > MARGIN {
            u128::from(self.long_words.hash_one(word))
        } else {
            word.iter().rev().fold(0, |key, byte| key << 8 | u128::from(*byte))
        }
    }
}
