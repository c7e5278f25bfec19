//! The distinct words of a text.

use hashbrown::hash_table::Entry;
use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

/// Where a word is, in bytes.
#[derive(Clone, Copy, Default)]
pub(super) struct Place {
    pub(super) start: usize,
    pub(super) length: usize,
}

impl Place {
    fn of(self, text: &[u8]) -> &[u8] {
        text.get(self.start..self.start + self.length).unwrap_or_default()
    }

    #[cold]
    pub(super) fn is_same(self, other: Self, text: &[u8]) -> bool {
        self.of(text) == other.of(text)
    }
}

/// The distinct words of one text after the other. Where a word goes depends on secret numbers, and words are compared:
/// nobody can choose some that slow it down, or that it takes for one another.
pub(super) struct WordSet {
    /// Words that still go where the first ones go; none after one that has come twice.
    room: usize,
    /// Whether a word has come twice: then the others do not matter any more.
    pub(super) repeated: bool,
    /// The first words.
    first: Box<[Slot; SLOTS]>,
    /// The text that the set is about: slots of others are free, and need not be emptied.
    text: u64,
    /// All words, where they are too many.
    all: HashTable<Place>,
    pub(super) hasher: WordHasher,
}

#[derive(Clone, Copy, Default)]
struct Slot {
    text: u64,
    word: Place,
}

/// Slots for the first words: twice as many as words, so that they seldom meet in one.
const SLOTS: usize = 512;
/// Words that room is kept for.
const MANY: usize = 1 << 13;

impl Default for WordSet {
    fn default() -> Self {
        let (first, hasher) = (Box::new([Slot::default(); SLOTS]), WordHasher::default());
        Self { room: 0, repeated: false, first, text: 0, all: HashTable::new(), hasher }
    }
}

impl WordSet {
    /// Begins with the next text.
    pub(super) fn begin(&mut self) {
        self.room = SLOTS / 2;
        self.repeated = false;
        self.text += 1;
        if !self.all.is_empty() {
            self.forget_all();
        }
    }

    #[cold]
    fn forget_all(&mut self) {
        if self.all.capacity() > MANY {
            // To empty what a far longer text has filled would take longer than most texts do.
            self.all = HashTable::new();
        }
        self.all.clear();
    }

    /// Adds a word of the text.
    #[allow(clippy::inline_always, reason = "a call for each word takes a tenth of a whole run")]
    #[inline(always)]
    pub(super) fn add(&mut self, text: &[u8], word: Place) {
        if self.room == 0 {
            if !self.repeated {
                self.add_to_all(text, word);
            }
            return;
        }
        self.room -= 1;
        let mut at = usize::try_from(self.hasher.hash(text, word) % SLOTS as u64).unwrap_or(0);
        while let Some(slot) = self.first.get_mut(at) {
            if slot.text != self.text {
                *slot = Slot { text: self.text, word };
                return;
            }
            if word.is_same(slot.word, text) {
                self.repeated = true;
                self.room = 0;
                return;
            }
            at = (at + 1) % SLOTS;
        }
    }

    #[cold]
    fn add_to_all(&mut self, text: &[u8], word: Place) {
        let hash = |word: &Place| self.hasher.hash(text, *word);
        if self.all.is_empty() {
            for slot in self.first.iter().filter(|slot| slot.text == self.text) {
                self.all.insert_unique(hash(&slot.word), slot.word, hash);
            }
        }
        match self.all.entry(hash(&word), |other| word.is_same(*other, text), hash) {
            Entry::Occupied(_) => self.repeated = true,
            Entry::Vacant(entry) => drop(entry.insert(word)),
        }
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
    pub(super) fn hash(&self, text: &[u8], word: Place) -> u64 {
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
