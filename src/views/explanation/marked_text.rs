//! Prints a text with marks below each line, which show where rules of its tariff apply.

use crate::model::printable::Printable;
use crate::tariff::marks::{Marks, Sought};
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// The maximum number of characters that are shown.
const CHARACTERS_MAX: usize = 2000;
/// The width of a line if the output is no terminal, in columns.
const WIDTH: u16 = 80;

/// Returns the text with lines of signs below it, then the meaning of each sign. Control characters are escaped. Of a
/// long text, only the first 2000 characters are shown.
pub fn print(text: &str, marks: &[Marks<'_>], width: Option<u16>) -> String {
    let width = usize::from(width.unwrap_or(WIDTH)).saturating_sub(2).max(8);
    let marks = signed(marks);
    let mut lines = Vec::new();
    let mut line = TextLine::default();
    let mut at = 0;
    let end = text.char_indices().nth(CHARACTERS_MAX).map_or(text.len(), |(end, _)| end);
    for word in text.get(..end).unwrap_or_default().split_inclusive(char::is_whitespace) {
        let fits = |line: &TextLine, more: usize| line.columns == 0 || line.columns + more <= width;
        if !fits(&line, word.trim_end().chars().map(|character| shown(character).width()).sum()) {
            lines.extend(std::mem::take(&mut line).print());
        }
        for character in word.chars() {
            let shown = shown(character);
            // A space at the end of a line needs no column.
            if !fits(&line, shown.width()) && character != ' ' {
                lines.extend(std::mem::take(&mut line).print());
            }
            line.add(at, &shown, &marks);
            at += character.len_utf8();
        }
    }
    lines.extend(line.print());
    let rest = text.get(end..).unwrap_or_default().chars().count();
    if rest > 0 {
        lines.push(format!(" … and {rest} more characters"));
    }
    if !marks.is_empty() {
        lines.push(String::new());
    }
    lines.extend(marks.iter().map(|(sign, marks)| legend(*sign, marks)));
    lines.iter().flat_map(|line| [line, "\n"]).collect()
}

/// Returns a character as it is printed.
fn shown(character: char) -> String {
    Printable(character.encode_utf8(&mut [0; 4])).to_string()
}

/// Returns the line that explains a sign.
fn legend(sign: char, marks: &Marks<'_>) -> String {
    let rule = Printable(marks.rule);
    match marks.sought {
        Sought::Words => format!(" {sign}  {rule}"),
        Sought::ThirdVowels => format!(" {sign}  {rule}: vowels at the 3rd, 6th, 9th, … character"),
        Sought::Character(most) => format!(" {sign}  {rule}: this is character {most}, and there are more"),
    }
}

/// Assigns a sign to the marks of each rule.
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
struct TextLine {
    columns: usize,
    text: String,
    signs: [String; 3],
}

impl TextLine {
    /// Adds a character that begins at byte `at` of the text.
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

    /// Returns the text and the lines of signs below it, if any.
    fn print(self) -> Vec<String> {
        let lines = std::iter::once(self.text).chain(self.signs);
        let lines = lines.map(|line| format!(" {line}").trim_end().to_owned());
        lines.filter(|line| !line.is_empty()).collect()
    }
}

/// Returns the place that contains a byte.
fn found(places: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    let index = places.partition_point(|place| place.end <= at);
    places.get(index).filter(|place| place.contains(&at))
}
