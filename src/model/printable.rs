//! Text of unknown origin made harmless for a terminal, an error line or a log.

use std::fmt::{self, Write};

/// Shows a text with everything that could steer a terminal written as an escape (`\u{1b}`): control
/// characters, line separators and the marks that reorder or hide what follows.
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

/// Controls, separators of lines, and the marks that turn the direction of text or hide in it.
pub(crate) fn is_harmful(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Characters of a found value that an error shows.
const SHOWN_MAX: usize = 60;

/// A value as an error shows it: harmless, and cut to its first 60 characters.
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
