//! The measures of any text are those that a plain reading of the rules gives.
#![no_main]

use copilot_usage::tariff::meter::measure;
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeSet;

fuzz_target!(|text: &str| {
    let measures = measure(text);
    let characters: Vec<char> = text.chars().collect();
    assert_eq!(measures.characters, characters.len() as u64);
    let third = characters.chunks_exact(3).filter(|three| "aeiouAEIOU".contains(three[2])).count();
    assert_eq!(measures.third_vowels, third as u64);
    let words: Vec<&str> = text
        .split(|c: char| !(c.is_alphabetic() || "-'\u{2018}\u{2019}".contains(c)))
        .filter(|word| !word.is_empty())
        .collect();
    for (from, to) in [(1, Some(3)), (4, Some(7)), (8, None), (1, None), (31, Some(31))] {
        let length = |word: &&&str| (from..=to.unwrap_or(usize::MAX)).contains(&word.chars().count());
        assert_eq!(measures.words.between(from, to), words.iter().filter(length).count() as u64);
    }
    let distinct: BTreeSet<_> = words.iter().collect();
    assert_eq!(measures.unique_words, !words.is_empty() && distinct.len() == words.len());
    let kept: Vec<char> = characters
        .iter()
        .flat_map(|c| c.to_lowercase())
        .filter(|c| c.is_alphabetic() || c.is_numeric())
        .collect();
    assert_eq!(measures.palindrome, !kept.is_empty() && kept.iter().eq(kept.iter().rev()));
});
