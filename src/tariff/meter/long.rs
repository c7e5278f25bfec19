//! Measures a long text with little memory. The text is scanned in windows, and scanned again for each part of its
//! words, so that the set of words holds one part at a time. The buffers take less memory than the text itself.

use crate::tariff::meter::characters::{byte_offsets, classify};
use crate::tariff::meter::measures::Measures;
use crate::tariff::meter::palindrome::{is_any_palindrome, is_ascii_palindrome};
use crate::tariff::meter::scan::{BLANKS, BLOCK, Scan, blocks_of};
use crate::tariff::meter::word_hasher::{WordHasher, WordSpan};
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

/// The maximum size of a window in bytes.
const WINDOW: usize = 1 << 16;
/// The number of bytes of the text for each slot of the set. A slot takes 17 bytes, so the set is smaller than the
/// text.
const BYTES_PER_SLOT: usize = 24;

#[cold]
pub(super) fn measure(text: &str, measures: &mut Measures, classes: &mut Vec<u8>, hasher: &WordHasher) {
    let mut windows = Windows::new(text, classes);
    while windows.next(|word| measures.words.count(word.length)) {}
    measures.third_vowels = windows.scan.third_vowels;
    measures.characters = windows.characters;
    let is_ascii = measures.characters == text.len() as u64;
    measures.palindrome = if is_ascii { is_ascii_palindrome(text) } else { is_any_palindrome(text) };
    measures.unique_words = measures.words.all > 0 && {
        // A set has a power of two of slots and keeps an eighth of them free. A part has words for about three quarters
        // of the slots, so that it does not exceed the capacity by chance.
        let slots = 1_usize << (text.len() / BYTES_PER_SLOT).ilog2();
        let capacity = slots / 8 * 7;
        let parts = measures.words.all / (slots / 4 * 3) as u64 + 1;
        let mut part = Part { words: HashTable::with_capacity(capacity), number: 0, of: parts, hasher };
        (0..parts).all(|number| {
            part.number = number;
            part.is_unique(text, is_ascii, classes)
        })
    };
}

/// One part of the words of a text. The hash of a word decides to which part it belongs.
struct Part<'h> {
    words: HashTable<WordSpan>,
    number: u64,
    of: u64,
    hasher: &'h WordHasher,
}

impl Part<'_> {
    /// Whether no word of this part occurs twice.
    fn is_unique(&mut self, text: &str, is_ascii: bool, classes: &mut Vec<u8>) -> bool {
        let bytes = text.as_bytes();
        self.words.clear();
        let mut byte_offsets = byte_offsets(text);
        let mut repeated = false;
        let mut windows = Windows::new(text, classes);
        let mut add = |word: WordSpan| {
            if is_ascii {
                repeated = repeated || !self.add(bytes, word);
            } else if !repeated {
                let (start, end) = (byte_offsets(word.start), byte_offsets(word.start + word.length));
                repeated = !self.add(bytes, WordSpan { start, length: end - start });
            }
            repeated
        };
        let mut found = false;
        while !found && windows.next(|word| found = add(word)) {}
        !found
    }

    /// Adds a word if it belongs to this part. Returns `false` if it was there already.
    fn add(&mut self, text: &[u8], word: WordSpan) -> bool {
        let hash = |word: &WordSpan| self.hasher.hash(text, *word);
        let key = hash(&word);
        // Take bits from the middle: the set uses the lowest and the highest ones.
        if ((key >> 32 & 0xffff) * self.of) >> 16 != self.number {
            return true;
        }
        match self.words.entry(key, |other| word.is_same(*other, text), hash) {
            Entry::Occupied(_) => false,
            Entry::Vacant(entry) => {
                entry.insert(word);
                true
            }
        }
    }
}

/// Scans a text in windows.
struct Windows<'t, 'c> {
    rest: Option<&'t str>,
    /// One byte for each character that has not been scanned.
    classes: &'c mut Vec<u8>,
    characters: u64,
    scan: Scan,
}

impl<'t, 'c> Windows<'t, 'c> {
    fn new(text: &'t str, classes: &'c mut Vec<u8>) -> Self {
        classes.clear();
        Self { rest: Some(text), classes, characters: 0, scan: Scan::default() }
    }

    /// Scans the next window and calls `on_word` for each word that ends in it. Returns `false` if there are no more
    /// windows.
    fn next(&mut self, on_word: impl FnMut(WordSpan)) -> bool {
        let Some(rest) = self.rest else { return false };
        let (window, rest) = rest.split_at(rest.floor_char_boundary(WINDOW));
        let before = self.classes.len();
        classify(window, self.classes);
        self.characters += (self.classes.len() - before) as u64;
        if rest.is_empty() {
            self.classes.extend_from_slice(&BLANKS);
            self.scan.blocks(blocks_of(self.classes), on_word);
            self.rest = None;
        } else {
            let (blocks, begun) = self.classes.as_chunks::<BLOCK>();
            self.scan.blocks(blocks, on_word);
            let whole = self.classes.len() - begun.len();
            self.classes.drain(..whole);
            self.rest = Some(rest);
        }
        true
    }
}
