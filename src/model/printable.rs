//! Escapes untrusted text, so that it is safe to print on a terminal or in a log.

use std::fmt::{self, Write};

/// Prints a text with the characters that could control a terminal as escapes (`\u{1b}`): control characters, line
/// separators, and the marks that change the direction of text or are invisible.
///
/// ```
/// use copilot_usage::model::printable::Printable;
///
/// assert_eq!(Printable("red \u{1b}[31m").to_string(), "red \\u{1b}[31m");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Printable<'a>(pub &'a str);

impl fmt::Display for Printable<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            if is_harmful(character) {
                write!(formatter, "{}", character.escape_default())?;
            } else {
                formatter.write_char(character)?;
            }
        }
        Ok(())
    }
}

/// Whether a character is a control character, a line separator, or a mark that changes the direction of text or is
/// invisible.
pub(crate) fn is_harmful(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The most characters of a found value that an error shows.
const SHOWN_MAX: usize = 60;

/// Prints a value in an error: escaped like [`Printable`], and cut to its first 60 characters.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a>(pub &'a str);

impl fmt::Display for Found<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.char_indices().nth(SHOWN_MAX) {
            Some((end, _)) => write!(formatter, "{}…", Printable(self.0.get(..end).unwrap_or_default())),
            None => write!(formatter, "{}", Printable(self.0)),
        }
    }
}
