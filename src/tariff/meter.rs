//! A text -> its measures, in one pass: everything that a rule can charge for.

mod long;
mod scan;
mod words;

use scan::{BLANKS, is_ascii, scan};
use std::cell::RefCell;
use std::ops::Range;
use words::{Place, WordSet};

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
        if text.len() > LONG_BYTES {
            long::measure(text, measures, classes, &words.hasher);
            return measures;
        }
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
            measures.palindrome = is_ascii_palindrome(text);
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
            measures.palindrome = is_any_palindrome(text);
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

/// Bytes of a text from which on it is not copied, and the words are looked up in parts.
const LONG_BYTES: usize = 1 << 18;

fn is_ascii_palindrome(text: &str) -> bool {
    let kept = text.bytes().filter(u8::is_ascii_alphanumeric);
    is_palindrome(kept.map(|byte| byte.to_ascii_lowercase()))
}

fn is_any_palindrome(text: &str) -> bool {
    let lower_case = text.chars().flat_map(char::to_lowercase);
    let is_kept = |character: &char| character.is_alphabetic() || character.is_numeric();
    is_palindrome(lower_case.filter(is_kept))
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
