//! The position of a word in a text, and its hash.

use hashbrown::DefaultHashBuilder;
use std::hash::BuildHasher;

/// The position of a word, in bytes.
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

/// Hashes words with random keys.
pub(super) struct WordHasher {
    secrets: [u64; 2],
    long_words: DefaultHashBuilder,
}

/// The number of bytes of a word that are read at once.
pub(super) const MARGIN: usize = 16;
/// The masks that keep the first N of these bytes, for N from 0 to [`MARGIN`].
#[allow(clippy::indexing_slicing, reason = "an index out of range does not compile")]
const MASKS: [u128; MARGIN + 1] = {
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
    /// Hashes a word: multiplies the two halves of its bytes, and XORs the halves of the product.
    #[allow(clippy::cast_possible_truncation, reason = "both halves are used")]
    #[inline]
    pub(super) fn hash(&self, text: &[u8], word: WordSpan) -> u64 {
        let key = match (text.get(word.start..).and_then(<[u8]>::first_chunk), MASKS.get(word.length)) {
            (Some(bytes), Some(kept)) => u128::from_le_bytes(*bytes) & kept,
            _ => self.key_of_any(word.of(text)),
        };
        let [low, high] = [key as u64, (key >> 64) as u64];
        let product = u128::from(low ^ self.secrets[0]) * u128::from(high ^ self.secrets[1]);
        (product >> 64) as u64 ^ product as u64
    }

    /// Returns the key of a word that is longer than [`MARGIN`], or too near to the end of the text to read that many
    /// bytes.
    #[cold]
    fn key_of_any(&self, word: &[u8]) -> u128 {
        if word.len() > MARGIN {
            u128::from(self.long_words.hash_one(word))
        } else {
            word.iter().rev().fold(0, |key, byte| key << 8 | u128::from(*byte))
        }
    }
}
