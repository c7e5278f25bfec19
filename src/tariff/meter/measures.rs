//! The measures of a text, which rules charge for. To add one, add a field of [`Measures`], find it in `scan.rs`, and
//! set it in `scratch.rs` and, for long texts, in `long.rs`.

use std::ops::Range;

/// Words of this many characters or more are counted together.
pub const WORD_LENGTH_MAX: usize = 32;

/// The measures of a text.
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
    /// The number of characters.
    pub characters: u64,
    /// The number of words, by length.
    pub words: WordLengths,
    /// The number of characters at position 3, 6, 9, … (from 1) that are one of `aeiouAEIOU`.
    pub third_vowels: u64,
    /// Whether there is at least one word, and no word occurs twice (case-sensitive).
    pub unique_words: bool,
    /// Whether the text, in lower case and without anything but letters and numbers, is not empty and reads the same
    /// backwards.
    pub palindrome: bool,
}

/// The number of words of each length.
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
    /// Returns the number of words that have from `shortest` to `longest` characters, both inclusive. Without a
    /// `longest` there is no upper limit. Words of [`WORD_LENGTH_MAX`] or more characters count as one length.
    pub fn between(&self, shortest: usize, longest: Option<usize>) -> u64 {
        let sum = |lengths: Range<usize>| self.of_length.get(lengths).unwrap_or_default().iter().sum();
        match longest {
            Some(longest) if longest < WORD_LENGTH_MAX => sum(shortest..longest + 1),
            // Subtract the shorter words from all, for there are fewer lengths below `shortest`.
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
