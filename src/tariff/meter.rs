//! A text -> its measures, in one pass: everything that a rule can charge for.

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

/// How many words there are of each length.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordLengths([u64; WORD_LENGTH_MAX]);

impl WordLengths {
    /// How many words have from `shortest` to `longest` characters, or any more where there is no longest. Words of
    /// [`WORD_LENGTH_MAX`] characters and more count as one length.
    pub fn between(&self, shortest: usize, longest: Option<usize>) -> u64 {
        let until = longest.map_or(WORD_LENGTH_MAX, |longest| longest.min(WORD_LENGTH_MAX));
        self.0.get(shortest.saturating_sub(1)..until).unwrap_or_default().iter().sum()
    }

    fn count(&mut self, length: usize) {
        if let Some(count) = self.0.get_mut(length.min(WORD_LENGTH_MAX) - 1) {
            *count += 1;
        }
    }
}

/// Measures a text.
pub fn measure(text: &str) -> Measures {
    SCRATCH.with_borrow_mut(|scratch| scratch.measure(text))
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// What one text after the other is measured with, so that none of them allocates.
#[derive(Default)]
struct Scratch {
    /// A byte for each character: its class, where it is not ASCII.
    classes: Vec<u8>,
    words: WordSet,
}

impl Scratch {
    fn measure(&mut self, text: &str) -> Measures {
        let mut measures = Measures::default();
        let mut distinct = self.words.of(text.as_bytes());
        if text.is_ascii() {
            measures.characters = text.len() as u64;
            measures.third_vowels = scan(text.as_bytes(), |word| {
                measures.words.count(word.len());
                distinct.add(word);
            });
            let kept = text.bytes().filter(u8::is_ascii_alphanumeric);
            measures.palindrome = is_palindrome(kept.map(|byte| byte.to_ascii_lowercase()));
        } else {
            self.classes.clear();
            self.classes.extend(text.chars().map(class));
            measures.characters = self.classes.len() as u64;
            measures.third_vowels = scan(&self.classes, |word| measures.words.count(word.len()));
            for word in words(text) {
                distinct.add(word);
                if distinct.repeated {
                    break;
                }
            }
            let lower_case = text.chars().flat_map(char::to_lowercase);
            measures.palindrome = is_palindrome(
                lower_case.filter(|character| character.is_alphabetic() || character.is_numeric()),
            );
        }
        measures.unique_words = distinct.any && !distinct.repeated;
        measures
    }
}

/// Where the words of a text are, in bytes.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut begin = 0;
    let ends = text.match_indices(|character| !is_of_word(character)).chain([(text.len(), "")]);
    ends.map(move |(end, between)| std::mem::replace(&mut begin, end + between.len())..end)
        .filter(|word| !word.is_empty())
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

/// Goes over a text of one byte a character, 64 at a time: tells each word's place, and how many characters at
/// position 3, 6, 9, … are vowels.
fn scan(text: &[u8], mut on_word: impl FnMut(Range<usize>)) -> u64 {
    let mut third_vowels = 0;
    // Where the word begins that has not ended yet.
    let mut begun = None;
    let mut base = 0;
    for third in THIRDS.iter().cycle() {
        let rest = text.get(base..).unwrap_or_default();
        let Masks { words, vowels } = match rest.first_chunk::<BLOCK>() {
            Some(block) => masks(block),
            None if rest.is_empty() => break,
            None => {
                let mut block = [b' '; BLOCK];
                block.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
                masks(&block)
            }
        };
        third_vowels += u64::from((vowels & third).count_ones());
        // A bit where a word begins, and one behind its end.
        let mut edges = words ^ (words << 1 | u64::from(begun.is_some()));
        while edges != 0 {
            let at = base + edges.trailing_zeros() as usize;
            edges &= edges - 1;
            match begun.take() {
                None => begun = Some(at),
                Some(start) => on_word(start..at),
            }
        }
        base += BLOCK;
    }
    if let Some(start) = begun {
        on_word(start..text.len());
    }
    third_vowels
}

/// Characters looked at together: a bit for each in a mask.
const BLOCK: usize = 64;

/// Every third bit, as position 3, 6, 9, … falls in the first, second and third block of a text.
const THIRDS: [u64; 3] = [0x4924_9249_2492_4924, 0x2492_4924_9249_2492, 0x9249_2492_4924_9249];

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

/// The words of one text after the other. Its hashes are seeded, and equal ones are compared: nobody can choose words
/// that slow it down or that it takes for one another.
#[derive(Default)]
struct WordSet {
    words: HashTable<Range<usize>>,
    hasher: DefaultHashBuilder,
}

/// Words that a set keeps room for when a text is done: emptying it takes the longer, the more room there is.
const WORDS_KEPT_MAX: usize = 64;

impl WordSet {
    /// Begins with a text.
    fn of<'s>(&'s mut self, text: &'s [u8]) -> Distinct<'s> {
        if self.words.capacity() > WORDS_KEPT_MAX {
            self.words = HashTable::new();
        }
        self.words.clear();
        Distinct { text, words: self, any: false, repeated: false }
    }

    /// Whether the word at a place of the text is a new one.
    fn insert(&mut self, text: &[u8], place: Range<usize>) -> bool {
        let word_at = |place: &Range<usize>| text.get(place.clone()).unwrap_or_default();
        let hash_of = |place: &Range<usize>| self.hasher.hash_one(word_at(place));
        let (hash, word) = (hash_of(&place), word_at(&place));
        if self.words.find(hash, |other| word_at(other) == word).is_some() {
            return false;
        }
        self.words.insert_unique(hash, place, hash_of);
        true
    }
}

/// Whether the words of a text are distinct, as far as it is known.
struct Distinct<'s> {
    text: &'s [u8],
    words: &'s mut WordSet,
    any: bool,
    repeated: bool,
}

impl Distinct<'_> {
    fn add(&mut self, place: Range<usize>) {
        self.any = true;
        // Once a word has come twice, nothing more can be learnt.
        if !self.repeated {
            self.repeated = !self.words.insert(self.text, place);
        }
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
