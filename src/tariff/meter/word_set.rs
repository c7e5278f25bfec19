//! The distinct words of a text.

use crate::tariff::meter::word_hasher::{WordHasher, WordSpan};
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

/// The set of the distinct words of a text, reused for one text after the other. Hashes use random keys and words with
/// the same hash are compared, so that no input can cause slow look-ups or false duplicates.
pub(super) struct WordSet {
    /// The number of words that `first` can still take; zero once a word is repeated.
    room: usize,
    /// Whether a word has occurred twice. Then all further words are ignored.
    pub(super) repeated: bool,
    /// A hash table of the first words.
    first: Box<[Slot; SLOTS]>,
    /// The number of the text. Slots with another number are free, so that the table need not be cleared.
    text: u64,
    /// All words, if there are too many for `first`.
    all: HashTable<WordSpan>,
    pub(super) hasher: WordHasher,
}

#[derive(Clone, Copy, Default)]
struct Slot {
    text: u64,
    word: WordSpan,
}

/// The number of slots for the first words. It is twice the number of words, so that there are few collisions.
const SLOTS: usize = 512;
/// The maximum capacity of `all` that is kept for the next text.
const KEPT_CAPACITY_MAX: usize = 1 << 13;

impl Default for WordSet {
    fn default() -> Self {
        let (first, hasher) = (Box::new([Slot::default(); SLOTS]), WordHasher::default());
        Self { room: 0, repeated: false, first, text: 0, all: HashTable::new(), hasher }
    }
}

impl WordSet {
    /// Empties the set for the next text.
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
        if self.all.capacity() > KEPT_CAPACITY_MAX {
            // To clear the table of a far longer text would take longer than to measure most texts.
            self.all = HashTable::new();
        }
        self.all.clear();
    }

    /// Adds a word and sets `repeated` if it is in the set already.
    #[allow(clippy::inline_always, reason = "a function call for each word takes a tenth of the run time")]
    #[inline(always)]
    pub(super) fn add(&mut self, text: &[u8], word: WordSpan) {
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
    fn add_to_all(&mut self, text: &[u8], word: WordSpan) {
        let hash = |word: &WordSpan| self.hasher.hash(text, *word);
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
