//! A text -> its measures, in one pass: everything that a rule can charge for.

use std::collections::HashSet;

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
    let mut measures = Measures { palindrome: is_palindrome(text), ..Measures::default() };
    let mut words = Words::default();
    let mut word: Option<Word> = None;
    for (offset, character) in text.char_indices() {
        measures.characters += 1;
        if measures.characters.is_multiple_of(3) && is_vowel(character) {
            measures.third_vowels += 1;
        }
        if is_of_word(character) {
            word.get_or_insert(Word { start: offset, length: 0 }).length += 1;
        } else if let Some(word) = word.take() {
            words.end(text.get(word.start..offset), word.length);
        }
    }
    if let Some(word) = word {
        words.end(text.get(word.start..), word.length);
    }
    measures.unique_words = !words.seen.is_empty() && !words.repeated;
    measures.words = words.lengths;
    measures
}

/// A word that has begun.
struct Word {
    start: usize,
    length: usize,
}

/// The words so far.
#[derive(Default)]
struct Words<'t> {
    lengths: WordLengths,
    seen: HashSet<&'t str>,
    repeated: bool,
}

impl<'t> Words<'t> {
    fn end(&mut self, word: Option<&'t str>, length: usize) {
        self.lengths.count(length);
        // Once a word has come twice, nothing more can be learnt.
        if !self.repeated {
            self.repeated = word.is_some_and(|word| !self.seen.insert(word));
        }
    }
}

fn is_vowel(character: char) -> bool {
    matches!(character, 'a' | 'e' | 'i' | 'o' | 'u' | 'A' | 'E' | 'I' | 'O' | 'U')
}

fn is_of_word(character: char) -> bool {
    matches!(character, '-' | '\'' | '\u{2018}' | '\u{2019}') || character.is_alphabetic()
}

fn is_palindrome(text: &str) -> bool {
    let mut kept = text
        .chars()
        .flat_map(char::to_lowercase)
        .filter(|character| character.is_alphabetic() || character.is_numeric())
        .peekable();
    if kept.peek().is_none() {
        return false;
    }
    while let (Some(first), Some(last)) = (kept.next(), kept.next_back()) {
        if first != last {
            return false;
        }
    }
    true
}
