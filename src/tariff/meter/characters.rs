//! Classifies characters (word characters, third vowels), and finds the byte offsets of characters and words.

use std::ops::Range;

/// Returns a function from character indexes to byte offsets. Each index must be at least the previous one.
pub(super) fn byte_offsets(text: &str) -> impl FnMut(usize) -> usize {
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

/// Appends one byte for each character: the character itself if it is ASCII, else an ASCII character of the same class.
pub(super) fn classify(text: &str, classes: &mut Vec<u8>) {
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

/// Iterates over the byte ranges of the words of a text.
pub(in crate::tariff) fn words_of(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut begin = 0;
    let ends = text.match_indices(|character| !is_word_character(character)).chain([(text.len(), "")]);
    ends.map(move |(end, between)| std::mem::replace(&mut begin, end + between.len())..end)
        .filter(|word| !word.is_empty())
}

/// Whether a character is a vowel at position 3, 6, 9, … of a text. `index` counts from 0.
pub(in crate::tariff) fn is_third_vowel(index: usize, character: char) -> bool {
    index % 3 == 2 && "aeiouAEIOU".contains(character)
}

/// Returns an ASCII character of the same class: a hyphen for a word character, else a blank. Only ASCII characters
/// count as vowels.
fn class(character: char) -> u8 {
    match u8::try_from(character) {
        Ok(byte) if byte.is_ascii() => byte,
        _ if is_word_character(character) => b'-',
        _ => b' ',
    }
}

fn is_word_character(character: char) -> bool {
    matches!(character, '-' | '\'' | '\u{2018}' | '\u{2019}') || character.is_alphabetic()
}
