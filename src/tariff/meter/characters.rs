//! What a character is: part of a word, a vowel at a third place; and where characters and words are in bytes.

use std::ops::Range;

/// Tells where characters of a text are in bytes: one after the other, none that comes before the last.
pub(super) fn in_bytes(text: &str) -> impl FnMut(usize) -> usize {
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

/// Where the words of a text are, in bytes.
pub(in crate::tariff) fn words_of(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut begin = 0;
    let ends = text.match_indices(|character| !is_of_word(character)).chain([(text.len(), "")]);
    ends.map(move |(end, between)| std::mem::replace(&mut begin, end + between.len())..end)
        .filter(|word| !word.is_empty())
}

/// Whether the character at an index, from 0, is one of the vowels at position 3, 6, 9, …
pub(in crate::tariff) fn is_third_vowel(index: usize, character: char) -> bool {
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
