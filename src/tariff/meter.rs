//! A text -> its measures, in one pass: everything that a rule can charge for.

use hashbrown::DefaultHashBuilder;
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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordLengths {
    all: u64,
    of_length: [u64; WORD_LENGTH_MAX],
}

impl WordLengths {
    /// How many words have from `shortest` to `longest` characters, or any more where there is no longest. Words of
    /// [`WORD_LENGTH_MAX`] characters and more count as one length.
    pub fn between(&self, shortest: usize, longest: Option<usize>) -> u64 {
        let sum = |lengths: Range<usize>| self.of_length.get(lengths).unwrap_or_default().iter().sum();
        let shorter = shortest.saturating_sub(1);
        match longest {
            Some(longest) if longest < WORD_LENGTH_MAX => sum(shorter..longest),
            // There are few lengths that are too short.
            _ => self.all.saturating_sub(sum(0..shorter.min(WORD_LENGTH_MAX))),
        }
    }

    fn count(&mut self, length: usize) {
        self.all += 1;
        if let Some(count) = self.of_length.get_mut(length.min(WORD_LENGTH_MAX) - 1) {
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
    /// A byte for each character: its class, where it is not ASCII. Then blanks, which are no part of the text.
    classes: Vec<u8>,
    words: WordSet,
}

impl Scratch {
    fn measure(&mut self, text: &str) -> &Measures {
        let Self { measures, classes, words } = self;
        *measures = Measures::default();
        words.begin();
        classes.clear();
        classes.extend_from_slice(text.as_bytes());
        classes.extend_from_slice(&BLANKS);
        let third_vowels = scan(classes, |word| {
            measures.words.count(word.len());
            words.add(classes, word);
        });
        match third_vowels {
            Some(third_vowels) => {
                measures.characters = text.len() as u64;
                measures.third_vowels = third_vowels;
                let kept = text.bytes().filter(u8::is_ascii_alphanumeric);
                measures.palindrome = is_palindrome(kept.map(|byte| byte.to_ascii_lowercase()));
            }
            None => self.measure_classes(text),
        }
        self.measures.unique_words = self.words.count > 0 && !self.words.repeated;
        &self.measures
    }

    /// Measures a text that is not all ASCII.
    fn measure_classes(&mut self, text: &str) {
        let Self { measures, classes, words } = self;
        *measures = Measures::default();
        words.begin();
        classes.clear();
        classes.extend(text.chars().map(class));
        measures.characters = classes.len() as u64;
        classes.extend_from_slice(&BLANKS);
        let third_vowels = scan(classes, |word| measures.words.count(word.len()));
        measures.third_vowels = third_vowels.unwrap_or_default();
        for word in words_of(text) {
            words.add(text.as_bytes(), word);
            if words.repeated {
                break;
            }
        }
        let lower_case = text.chars().flat_map(char::to_lowercase);
        let is_kept = |character: &char| character.is_alphabetic() || character.is_numeric();
        measures.palindrome = is_palindrome(lower_case.filter(is_kept));
    }
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

/// Goes over a text of one byte a character with [`BLANKS`] behind it: tells each word's place, and how many characters
/// at position 3, 6, 9, … are vowels. Nothing, where it is not all ASCII after all.
fn scan(text: &[u8], mut on_word: impl FnMut(Range<usize>)) -> Option<u64> {
    let (blocks, _) = text.as_chunks::<BLOCK>();
    // The last one begins in the text, or right behind it.
    let blocks = blocks.iter().take((text.len() - BLANKS.len()) / BLOCK + 1);
    let mut third_vowels = 0;
    // Where the word starts that goes on from block to block.
    let mut open = None;
    for ((index, block), third) in blocks.enumerate().zip(THIRDS.iter().cycle()) {
        let Masks { words, vowels, foreign } = masks(block);
        if foreign != 0 {
            return None;
        }
        third_vowels += u64::from((vowels & third).count_ones());
        let first = BLOCK * index;
        let at = |mask: u64| first + mask.trailing_zeros() as usize;
        let after_word = words << 1 | u64::from(open.is_some());
        let (mut starts, mut ends) = (words & !after_word, after_word & !words);
        if let (Some(start), true) = (open, ends != 0) {
            on_word(start..at(ends));
            ends &= ends - 1;
            open = None;
        }
        while ends != 0 {
            on_word(at(starts)..at(ends));
            starts &= starts - 1;
            ends &= ends - 1;
        }
        if starts != 0 {
            open = Some(at(starts));
        }
    }
    Some(third_vowels)
}

/// Characters looked at together: a bit for each in a mask.
const BLOCK: usize = 64;

/// Every third bit, as position 3, 6, 9, … falls in the first, second and third block of a text.
const THIRDS: [u64; 3] = [0x4924_9249_2492_4924, 0x2492_4924_9249_2492, 0x9249_2492_4924_9249];

/// What is where in a block.
struct Masks {
    words: u64,
    vowels: u64,
    /// What is not ASCII.
    foreign: u64,
}

fn masks(block: &[u8; BLOCK]) -> Masks {
    let mut masks = Masks { words: 0, vowels: 0, foreign: 0 };
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
        masks.foreign |= u64::from(bytes.to_bitmask());
    }
    masks
}

/// The distinct words of one text after the other. Where a word goes depends on secret numbers, and words are compared:
/// nobody can choose some that slow it down, or that it takes for one another.
struct WordSet {
    /// Words so far.
    count: usize,
    /// Whether one of them has come twice: then the others do not matter any more.
    repeated: bool,
    /// A bit for each word, by its hash: it shows of most words that they are new.
    hashes: [u64; 8],
    /// The first words.
    few: Vec<Word>,
    /// All words, where they are many: a power of two of slots, at least twice as many as words.
    many: Vec<Slot>,
    /// The text that it is about: slots of others are free, and need not be emptied.
    text: u64,
    secrets: [u64; 2],
    long_words: DefaultHashBuilder,
}

#[derive(Clone, Default)]
struct Word {
    key: u128,
    place: Range<usize>,
}

#[derive(Clone, Default)]
struct Slot {
    text: u64,
    word: Word,
}

/// Bytes of a word that are looked at together.
const MARGIN: usize = 16;
/// Words that are compared one by one.
const FEW: usize = 24;

impl Default for WordSet {
    fn default() -> Self {
        let long_words = DefaultHashBuilder::default();
        let secrets = [long_words.hash_one(1), long_words.hash_one(2)];
        let (few, many) = (Vec::with_capacity(FEW), vec![Slot::default(); 4 * FEW.next_power_of_two()]);
        Self { count: 0, repeated: false, hashes: [0; 8], few, many, text: 0, secrets, long_words }
    }
}

impl WordSet {
    /// Begins with the next text.
    fn begin(&mut self) {
        self.count = 0;
        self.repeated = false;
        self.hashes = [0; 8];
        self.few.clear();
        self.text += 1;
    }

    /// Adds the word at a place of the text.
    #[allow(clippy::inline_always, reason = "a call for each word takes a tenth of a whole run")]
    #[inline(always)]
    fn add(&mut self, text: &[u8], place: Range<usize>) {
        if self.repeated {
            return;
        }
        self.count += 1;
        let word = Word { key: self.key(text, &place), place };
        if self.count > FEW {
            self.add_to_many(text, word);
            return;
        }
        let hash = self.hash(word.key);
        if let Some(hashes) = self.hashes.get_mut((hash >> 61) as usize) {
            let bit = 1 << (hash & 63);
            if *hashes & bit != 0 {
                self.repeated = self.few.iter().any(|other| other.is(&word, text));
            }
            *hashes |= bit;
        }
        self.few.push(word);
    }

    #[cold]
    fn add_to_many(&mut self, text: &[u8], word: Word) {
        while let Some(word) = self.few.pop() {
            self.place(text, word);
        }
        if 2 * self.count > self.many.len() {
            self.grow(text);
        }
        self.repeated = !self.place(text, word);
    }

    /// Puts a word into its slot; whether it was not there before.
    fn place(&mut self, text: &[u8], word: Word) -> bool {
        let last = self.many.len() - 1;
        let mut at = usize::try_from(self.hash(word.key) & last as u64).unwrap_or(0);
        while let Some(slot) = self.many.get_mut(at) {
            if slot.text != self.text {
                *slot = Slot { text: self.text, word };
                return true;
            }
            if slot.word.is(&word, text) {
                return false;
            }
            at = (at + 1) & last;
        }
        true
    }

    /// Makes room for twice as many words.
    fn grow(&mut self, text: &[u8]) {
        let grown = vec![Slot::default(); 2 * self.many.len()];
        for slot in std::mem::replace(&mut self.many, grown) {
            if slot.text == self.text {
                self.place(text, slot.word);
            }
        }
    }

    /// What tells words apart: a short word is its own key. One of a long word begins with a byte that no word has.
    #[inline]
    fn key(&self, text: &[u8], place: &Range<usize>) -> u128 {
        let length = place.len();
        match text.get(place.start..).unwrap_or_default().first_chunk::<MARGIN>() {
            Some(bytes) if length <= MARGIN => {
                u128::from_le_bytes(*bytes) & u128::MAX >> (8 * (MARGIN - length))
            }
            _ => self.key_of_any(text.get(place.clone()).unwrap_or_default()),
        }
    }

    #[cold]
    fn key_of_any(&self, word: &[u8]) -> u128 {
        if word.len() > MARGIN {
            u128::from(self.long_words.hash_one(word)) | u128::from(!(word.len() as u64)) << 64
        } else {
            word.iter().rev().fold(0, |key, byte| key << 8 | u128::from(*byte))
        }
    }

    /// The halves of a key multiplied, and the halves of the product put on one another.
    #[allow(clippy::cast_possible_truncation, reason = "the other half is taken too")]
    fn hash(&self, key: u128) -> u64 {
        let [low, high] = [key as u64, (key >> 64) as u64];
        let product = u128::from(low ^ self.secrets[0]) * u128::from(high ^ self.secrets[1]);
        (product >> 64) as u64 ^ product as u64
    }
}

impl Word {
    fn is(&self, other: &Self, text: &[u8]) -> bool {
        let is_key = self.place.len() <= MARGIN;
        self.key == other.key && (is_key || text.get(self.place.clone()) == text.get(other.place.clone()))
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
