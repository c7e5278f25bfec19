//! The distinct words of a text.

use crate::tariff::meter::word_hasher::{WordHasher, WordSpan};
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

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
    all: HashTable<WordSpan>,
    pub(super) hasher: WordHasher,
}

#[derive(Clone, Copy, Default)]
struct Slot {
    text: u64,
    word: WordSpan,
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
