//! Finds the places in a text that the rules of a tariff charge for.

use crate::tariff::meter::characters::{is_third_vowel, words_of};
use crate::tariff::rule::RuleKind;
use crate::tariff::versions::Version;
use std::ops::Range;

/// The places in a text that one rule charges for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marks<'t> {
    /// The name of the rule.
    pub rule: &'t str,
    /// What the rule looks for.
    pub sought: Sought,
    /// The byte ranges of the places, in the order of the text.
    pub places: Vec<Range<usize>>,
}

/// What a rule looks for in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sought {
    /// Words whose length is in a range.
    Words,
    /// Vowels at position 3, 6, 9, …
    ThirdVowels,
    /// The last character before a text counts as long: the one at this position, from 1.
    Character(u64),
}

impl Version {
    /// Returns the places in a text that each rule charges for: words, third vowels, and the last character before the
    /// text counts as long. Leaves out rules that look at the whole text, and rules that find nothing.
    ///
    /// ```
    /// use copilot_usage::tariff::{Tariff, builtin};
    ///
    /// let tariff = Tariff::read("text", builtin("text").unwrap_or_default())?;
    /// let marks = tariff.in_force("2024-05-29T08:15:02Z")?.marks("lease");
    /// assert_eq!(marks[0].rule, "words of 4-7");
    /// assert_eq!(marks[1].places, [2..3], "the a is the third character");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn marks(&self, text: &str) -> Vec<Marks<'_>> {
        let marks = self.rules.iter().filter_map(|rule| {
            let (sought, places) = match rule.kind {
                RuleKind::PerWord { from, to, .. } => {
                    let is_of_length = |word: &Range<usize>| {
                        let length = text.get(word.clone()).unwrap_or_default().chars().count();
                        from <= length && to.is_none_or(|to| length <= to)
                    };
                    (Sought::Words, words_of(text).filter(is_of_length).collect())
                }
                RuleKind::PerThirdVowel { .. } => {
                    let vowels = characters(text)
                        .enumerate()
                        .filter(|(index, (_, character))| is_third_vowel(*index, *character));
                    (Sought::ThirdVowels, vowels.map(|(_, (place, _))| place).collect())
                }
                RuleKind::LongerThan { characters: most, .. } => {
                    let last = usize::try_from(most.checked_sub(1)?).ok()?;
                    // The text counts as long only if another character follows.
                    let (place, _) = characters(text).zip(characters(text).skip(1)).nth(last)?.0;
                    (Sought::Character(most), vec![place])
                }
                _ => return None,
            };
            Some(Marks { rule: &rule.name, sought, places }).filter(|marks| !marks.places.is_empty())
        });
        marks.collect()
    }
}

/// Iterates over the characters of a text and their byte ranges.
fn characters(text: &str) -> impl Iterator<Item = (Range<usize>, char)> {
    text.char_indices().map(|(at, character)| (at..at + character.len_utf8(), character))
}
