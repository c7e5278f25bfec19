//! Text of unknown origin made harmless for a terminal, an error line, a log or a spreadsheet.

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use std::borrow::Cow;
use std::fmt::{self, Write};
use std::io;

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
fn is_harmful(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Appends a value as JSON that is as harmless to a terminal: what [`Printable`] shows as an escape is one of JSON's.
///
/// # Errors
/// Those of the value: in memory nothing else fails.
pub fn append_json<T: Serialize + ?Sized>(value: &T, out: &mut Vec<u8>) -> serde_json::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, Harmless))
}

/// JSON escapes the control characters below U+0020 by itself, and the others only like this.
struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: io::Write + ?Sized>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(is_harmful) {
            let (harmless, from) = rest.split_at(at);
            out.write_all(harmless.as_bytes())?;
            let mut characters = from.chars();
            for unit in characters.next().unwrap_or_default().encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = characters.as_str();
        }
        out.write_all(rest.as_bytes())
    }
}

/// A text as a cell of a sheet that a spreadsheet shows instead of running it: with `'` before it, where it begins like
/// a formula. So that the mark can be taken off again, a text of which that is so but for `'` before it gets one, too.
///
/// ```
/// use copilot_usage::model::printable::{guarded, without_guard};
///
/// assert_eq!(guarded("=1+1"), "'=1+1");
/// assert_eq!(guarded("'=1+1"), "''=1+1");
/// assert_eq!(without_guard("''=1+1"), "'=1+1");
/// ```
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula(text) { format!("'{text}").into() } else { text.into() }
}

/// The text that [`guarded`] made a cell of.
pub fn without_guard(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| is_formula(text)).unwrap_or(cell)
}

/// Whether a text, but for any number of `'` before it, begins like a formula.
fn is_formula(text: &str) -> bool {
    let begin = text.trim_start_matches('\'');
    begin.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'])
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
