//! What a text holds that a rule can charge for. To add a measure: a field of [`Measures`], and how it is found in
//! `scan.rs`, for long texts too.

use std::ops::Range;

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
    pub(super) all: u64,
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

    pub(super) fn count(&mut self, length: usize) {
        self.all += 1;
        if let Some(count) = self.of_length.get_mut(length.min(WORD_LENGTH_MAX)) {
            *count += 1;
        }
    }
}
