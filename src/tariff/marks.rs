//! Where in a text the rules of a tariff found what they charge for.

use crate::tariff::meter::characters::{is_third_vowel, words_of};
use crate::tariff::rule::RuleKind;
use crate::tariff::versions::Version;
use std::ops::Range;

/// What one rule found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marks<'t> {
    /// The name of the rule.
    pub rule: &'t str,
    /// What it looks for.
    pub sought: Sought,
    /// Where it was found, in bytes, from left to right.
    pub places: Vec<Range<usize>>,
}

/// What a rule looks for in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sought {
    /// Words of a length.
    Words,
    /// Vowels among every third character.
    ThirdVowels,
    /// The last of so many characters that cost nothing more.
    Character(u64),
}

impl Version {
    /// What its rules find in a text, rule by rule: words, third vowels, and the character at which a text becomes long.
    /// Rules that look at the whole of a text, and those that find nothing, are left out.
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
                    // It matters where another one follows.
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

/// The characters of a text and their places.
fn characters(text: &str) -> impl Iterator<Item = (Range<usize>, char)> {
    text.char_indices().map(|(at, character)| (at..at + character.len_utf8(), character))
}
