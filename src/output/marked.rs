//! A text with what its tariff found in it marked below each line, for people.

use crate::model::printable::Printable;
use crate::tariff::marks::{Marks, Sought};
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// Characters of a text that are shown.
const CHARACTERS_MAX: usize = 2000;
/// Columns of a line where there is no terminal to fit it to.
const WIDTH: u16 = 80;

/// The text, and in the lines below it what was found in it; then what the signs mean. Control characters are made
/// harmless; of a long text the first 2000 characters are shown.
pub fn print(text: &str, marks: &[Marks<'_>], width: Option<u16>) -> String {
    let width = usize::from(width.unwrap_or(WIDTH)).saturating_sub(2).max(8);
    let marks = signed(marks);
    let mut page = String::new();
    let mut line = Line::default();
    let mut at = 0;
    let end = text.char_indices().nth(CHARACTERS_MAX).map_or(text.len(), |(end, _)| end);
    for word in text.get(..end).unwrap_or_default().split_inclusive(char::is_whitespace) {
        let fits = |line: &Line, shown: &str| line.columns == 0 || line.columns + shown.width() <= width;
        if !fits(&line, &Printable(word.trim_end()).to_string()) {
            page += &std::mem::take(&mut line).print();
        }
        for character in word.chars() {
            let shown = Printable(character.encode_utf8(&mut [0; 4])).to_string();
            if !fits(&line, &shown) && !character.is_whitespace() {
                page += &std::mem::take(&mut line).print();
            }
            line.add(at, &shown, &marks);
            at += character.len_utf8();
        }
    }
    if line.columns > 0 {
        page += &line.print();
    }
    let rest = text.get(end..).unwrap_or_default().chars().count();
    if rest > 0 {
        page += &format!(" … and {rest} more characters\n");
    }
    if !marks.is_empty() {
        page += "\n";
    }
    for (sign, marks) in &marks {
        let what = match marks.sought {
            Sought::Words => String::new(),
            Sought::ThirdVowels => ": every third character that is a vowel".to_owned(),
            Sought::Character(most) => format!(": this is character {most}, and there are more"),
        };
        page += &format!(" {sign}  {}{what}\n", Printable(marks.rule));
    }
    page
}

/// What was found by each rule, with the sign that stands for it.
fn signed<'m>(marks: &'m [Marks<'m>]) -> Vec<(char, &'m Marks<'m>)> {
    let mut word_signs = ('a'..='z').chain(std::iter::repeat('?'));
    let mut signed = Vec::new();
    for marks in marks {
        let sign = match marks.sought {
            Sought::Words => word_signs.next().unwrap_or('?'),
            Sought::ThirdVowels => '^',
            Sought::Character(_) => '|',
        };
        signed.push((sign, marks));
    }
    signed
}

/// A line of text and the lines of signs below it: words, vowels, length.
#[derive(Default)]
struct Line {
    columns: usize,
    text: String,
    signs: [String; 3],
}

impl Line {
    /// Adds the character that begins at a byte of the text.
    fn add(&mut self, at: usize, shown: &str, marks: &[(char, &Marks<'_>)]) {
        let [mut word, mut vowel, mut length] = [' '; 3];
        for (sign, marks) in marks {
            match (marks.sought, found(&marks.places, at)) {
                (_, None) => {}
                (Sought::Words, Some(place)) if place.start == at => word = *sign,
                (Sought::Words, Some(_)) => word = '─',
                (Sought::ThirdVowels, Some(_)) => vowel = *sign,
                (Sought::Character(_), Some(_)) => length = *sign,
            }
        }
        let width = shown.width();
        let after_word = if word == ' ' { ' ' } else { '─' };
        for (line, (sign, after)) in
            self.signs.iter_mut().zip([(word, after_word), (vowel, ' '), (length, ' ')])
        {
            line.extend(std::iter::once(sign).chain(std::iter::repeat(after)).take(width));
        }
        self.columns += width;
        self.text += shown;
    }

    fn print(self) -> String {
        let signs = self.signs.iter().map(|signs| signs.trim_end()).filter(|signs| !signs.is_empty());
        std::iter::once(&*self.text).chain(signs).map(|line| format!(" {}\n", line.trim_end())).collect()
    }
}

/// The place that a byte lies in.
fn found(places: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    let index = places.partition_point(|place| place.end <= at);
    places.get(index).filter(|place| place.contains(&at))
}
