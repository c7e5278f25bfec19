//! A text -> its measures, in one pass: everything that a rule can charge for.

use hashbrown::hash_table::Entry;
use hashbrown::{DefaultHashBuilder, HashTable};
use std::cell::RefCell;
use std::hash::BuildHasher;
use std::ops::Range;
use wide::u8x16;

/// Words of this many characters or more are counted together.
pub const WORD_LENGTH_MAX: usize = 32;

/// What a text holds.
///
/// A *character* is a Unicode scalar value; a *letter* has the Unicode property Alphabetic; a *word* is a maximal
/// run of letters, hyphens `-` and apostrophes `'` `‘` `’`.
///
/// ```
/// use copilot_usage::tariff::meter::measure;
///
/// let measures = measure("Don't shout");
/// assert_eq!(measures.characters, 11);
/// assert_eq!(measures.words.between(4, Some(7)), 2);
/// assert_eq!(measures.third_vowels, 1, "the o of shout is the ninth character");
/// assert!(measures.unique_words && !measures.palindrome);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Measures {
    /// Characters.
    pub characters: u64,
    /// Words, by their length.
    pub words: WordLengths,
    /// Characters at position 3, 6, 9, … (from 1) that are one of `aeiouAEIOU`.
    pub third_vowels: u64,
    /// There is a word, and no two are the same, upper and lower case apart.
    pub unique_words: bool,
    /// Lower-cased and with all but letters and numbers removed, it is not empty and reads the same backwards.
    pub palindrome: bool,
}

/// How many words there are, in all and of each length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordLengths {
    all: u64,
    of_length: [u64; WORD_LENGTH_MAX + 1],
}

impl Default for WordLengths {
    fn default() -> Self {
        Self { all: 0, of_length: [0; WORD_LENGTH_MAX + 1] }
    }
}

impl WordLengths {
    /// How many words have from `shortest` to `longest` characters, or any more where there is no longest. Words of
    /// [`WORD_LENGTH_MAX`] characters and more count as one length.
    pub fn between(&self, shortest: usize, longest: Option<usize>) -> u64 {
        let sum = |lengths: Range<usize>| self.of_length.get(lengths).unwrap_or_default().iter().sum();
        match longest {
            Some(longest) if longest < WORD_LENGTH_MAX => sum(shortest..longest + 1),
            // There are few lengths that are too short.
            _ => self.all.saturating_sub(sum(0..shortest.min(WORD_LENGTH_MAX))),
        }
    }

    fn count(&mut self, length: usize) {
        self.all += 1;
        if let Some(count) = self.of_length.get_mut(length.min(WORD_LENGTH_MAX)) {
            *count += 1;
        }
    }
}

/// Measures a text.
pub fn measure(text: &str) -> Measures {
    with_measures(text, Clone::clone)
}

/// Measures a text, and leaves the measures where they are.
pub(super) fn with_measures<R>(text: &str, use_them: impl FnOnce(&Measures) -> R) -> R {
    SCRATCH.with_borrow_mut(|scratch| use_them(scratch.measure(text)))
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// What one text after the other is measured with, so that none of them allocates.
#[derive(Default)]
struct Scratch {
    measures: Measures,
    /// The text, and [`BLANKS`].
    bytes: Vec<u8>,
    /// A byte for each character of a text that is not all ASCII, and [`BLANKS`].
    classes: Vec<u8>,
    words: WordSet,
}

impl Scratch {
    fn measure(&mut self, text: &str) -> &Measures {
        let Self { measures, bytes, classes, words } = self;
        *measures = Measures::default();
        words.begin();
        bytes.clear();
        bytes.extend_from_slice(text.as_bytes());
        bytes.extend_from_slice(&BLANKS);
        let bytes = bytes.as_slice();
        if is_ascii(bytes) {
            measures.characters = text.len() as u64;
            measures.third_vowels = scan(bytes, |word| {
                measures.words.count(word.length);
                words.add(bytes, word);
            });
            let kept = text.bytes().filter(u8::is_ascii_alphanumeric);
            measures.palindrome = is_palindrome(kept.map(|byte| byte.to_ascii_lowercase()));
        } else {
            classes.clear();
            classify(text, classes);
            measures.characters = classes.len() as u64;
            classes.extend_from_slice(&BLANKS);
            let mut in_bytes = in_bytes(text);
            measures.third_vowels = scan(classes, |word| {
                measures.words.count(word.length);
                if !words.repeated {
                    let (start, end) = (in_bytes(word.start), in_bytes(word.start + word.length));
                    words.add(bytes, Place { start, length: end - start });
                }
            });
            let lower_case = text.chars().flat_map(char::to_lowercase);
            let is_kept = |character: &char| character.is_alphabetic() || character.is_numeric();
            measures.palindrome = is_palindrome(lower_case.filter(is_kept));
        }
        measures.unique_words = measures.words.all > 0 && !words.repeated;
        measures
    }
}

/// Tells where characters of a text are in bytes: one after the other, none that comes before the last.
fn in_bytes(text: &str) -> impl FnMut(usize) -> usize {
    let (mut character, mut byte) = (0, 0);
    move |at| {
        while character < at {
            character += 1;
            byte += 1;
            while !text.is_char_boundary(byte) {
                byte += 1;
            }
        }
        byte
    }
}

/// Appends a byte for each character: itself, or an ASCII character of the same class.
fn classify(text: &str, classes: &mut Vec<u8>) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| !byte.is_ascii()) {
        let (ascii, foreign) = rest.split_at(at);
        classes.extend_from_slice(ascii.as_bytes());
        let mut characters = foreign.chars();
        classes.extend(characters.next().map(class));
        rest = characters.as_str();
    }
    classes.extend_from_slice(rest.as_bytes());
}

/// Where the words of a text are, in bytes.
pub(super) fn words_of(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut begin = 0;
    let ends = text.match_indices(|character| !is_of_word(character)).chain([(text.len(), "")]);
    ends.map(move |(end, between)| std::mem::replace(&mut begin, end + between.len())..end)
        .filter(|word| !word.is_empty())
}

/// Whether the character at an index, from 0, is one of the vowels at position 3, 6, 9, …
pub(super) fn is_third_vowel(index: usize, character: char) -> bool {
    index % 3 == 2 && "aeiouAEIOU".contains(character)
}

/// An ASCII character of the same class: part of a word or not, no vowel.
fn class(character: char) -> u8 {
    match u8::try_from(character) {
        Ok(byte) if byte.is_ascii() => byte,
        _ if is_of_word(character) => b'-',
        _ => b' ',
    }
}

fn is_of_word(character: char) -> bool {
    matches!(character, '-' | '\'' | '\u{2018}' | '\u{2019}') || character.is_alphabetic()
}

/// What is put behind a text, so that it fills its last block, and its last word ends before the end.
const BLANKS: [u8; BLOCK + MARGIN] = [b' '; BLOCK + MARGIN];

/// Where a word is, in bytes.
#[derive(Clone, Copy, Default)]
struct Place {
    start: usize,
    length: usize,
}

/// Whether a text with [`BLANKS`] behind it is all ASCII.
fn is_ascii(text: &[u8]) -> bool {
    let (sixteens, _) = text.as_chunks::<16>();
    let all = sixteens.iter().fold(u8x16::ZERO, |all, sixteen| all | u8x16::new(*sixteen));
    all.to_bitmask() == 0
}

/// Goes over a text of one byte a character with [`BLANKS`] behind it: tells each word's place, and how many characters
/// at position 3, 6, 9, … are vowels.
fn scan(text: &[u8], mut on_word: impl FnMut(Place)) -> u64 {
    let (blocks, _) = text.as_chunks::<BLOCK>();
    // The last one begins in the text, or right behind it.
    let used = (text.len() - BLANKS.len()) / BLOCK + 1;
    let (mut first, mut third, mut third_vowels) = (0, THIRD, 0);
    // Whether a word goes on from the block before, and where the next word starts.
    let (mut goes_on, mut start) = (0, 0);
    for block in blocks.get(..used).unwrap_or_default() {
        let Masks { words, vowels } = masks(block);
        third_vowels += u64::from((vowels & third).count_ones());
        third = third << 2 | third >> 1;
        let at = |mask: u64| first + mask.trailing_zeros() as usize;
        let after_word = words << 1 | goes_on;
        let (mut starts, mut ends) = (words & !after_word, after_word & !words);
        if goes_on == 0 {
            start = at(starts);
            starts = without_first(starts);
        }
        while ends != 0 {
            on_word(Place { start, length: at(ends) - start });
            ends = without_first(ends);
            start = at(starts);
            starts = without_first(starts);
        }
        goes_on = words >> (BLOCK - 1);
        first += BLOCK;
    }
    third_vowels
}

/// A mask without its first bit, if it has any.
fn without_first(mask: u64) -> u64 {
    mask & mask.wrapping_sub(1)
}

/// Characters looked at together: a bit for each in a mask.
const BLOCK: usize = 64;

/// Every third bit, as position 3, 6, 9, … falls in the first block of a text.
const THIRD: u64 = 0x4924_9249_2492_4924;

/// What is where in a block.
struct Masks {
    words: u64,
    vowels: u64,
}

fn masks(block: &[u8; BLOCK]) -> Masks {
    let mut masks = Masks { words: 0, vowels: 0 };
    let (sixteens, _) = block.as_chunks::<16>();
    for (index, sixteen) in sixteens.iter().enumerate() {
        let bytes = u8x16::new(*sixteen);
        let is = |byte: u8| bytes.simd_eq(u8x16::splat(byte));
        let lower = bytes | u8x16::splat(0x20);
        let is_lower = |byte: u8| lower.simd_eq(u8x16::splat(byte));
        let from_a = lower - u8x16::splat(b'a');
        let letters = from_a.min(u8x16::splat(25)).simd_eq(from_a);
        let words = letters | is(b'-') | is(b'\'');
        let vowels = is_lower(b'a') | is_lower(b'e') | is_lower(b'i') | is_lower(b'o') | is_lower(b'u');
        masks.words |= u64::from(words.to_bitmask()) << (16 * index);
        masks.vowels |= u64::from(vowels.to_bitmask()) << (16 * index);
    }
    masks
}

/// The distinct words of one text after the other. Where a word goes depends on secret numbers, and words are compared:
/// nobody can choose some that slow it down, or that it takes for one another.
struct WordSet {
    /// Words that still go where the first ones go; none after one that has come twice.
    room: usize,
    /// Whether a word has come twice: then the others do not matter any more.
    repeated: bool,
    /// The first words.
    first: Box<[Slot; SLOTS]>,
    /// The text that the set is about: slots of others are free, and need not be emptied.
    text: u64,
    /// All words, where they are too many.
    all: HashTable<Place>,
    hasher: WordHasher,
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
    fn begin(&mut self) {
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
    fn add(&mut self, text: &[u8], word: Place) {
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
struct WordHasher {
    secrets: [u64; 2],
    long_words: DefaultHashBuilder,
}

/// Bytes of a word that are looked at together.
const MARGIN: usize = 16;
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
    fn hash(&self, text: &[u8], word: Place) -> u64 {
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

impl Place {
    fn of(self, text: &[u8]) -> &[u8] {
        text.get(self.start..self.start + self.length).unwrap_or_default()
    }

    #[cold]
    fn is_same(self, other: Self, text: &[u8]) -> bool {
        self.of(text) == other.of(text)
    }
}

/// Whether what is kept of a text is something, and the same backwards.
fn is_palindrome<T: PartialEq>(mut kept: impl DoubleEndedIterator<Item = T>) -> bool {
    let Some(first) = kept.next() else { return false };
    if kept.next_back().is_some_and(|last| last != first) {
        return false;
    }
    while let (Some(first), Some(last)) = (kept.next(), kept.next_back()) {
        if first != last {
            return false;
        }
    }
    true
}
