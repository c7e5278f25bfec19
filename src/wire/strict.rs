//! Strict reading of JSON: anything that breaks the contract is an error that says where it is, what was found and what
//! was expected. Derived deserializers would accept an array for an object, and the last of two equal keys.

use crate::model::position::Position;
use crate::model::printable::Found;
use serde::de::{self, DeserializeSeed, IgnoredAny, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// The place of a value in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The document itself.
    Root,
    /// An element of a list: `messages[17]`, or `[17]` if the document is the list.
    Item(&'static str, usize),
    /// A line of an NDJSON file, from 1.
    Line(u64),
}

impl Place {
    /// The place of a field: `messages[17].timestamp`, `line 3: timestamp`.
    pub fn field(self, name: &'static str) -> FieldPlace {
        FieldPlace(self, name)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => formatter.write_str("the document"),
            Self::Item(list, index) => write!(formatter, "{list}[{index}]"),
            Self::Line(number) => write!(formatter, "line {number}"),
        }
    }
}

/// The place of a field in a document, from [`Place::field`].
#[derive(Debug, Clone, Copy)]
pub struct FieldPlace(Place, &'static str);

impl fmt::Display for FieldPlace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self(Place::Root, name) => formatter.write_str(name),
            Self(place @ Place::Item(..), name) => write!(formatter, "{place}.{name}"),
            Self(place @ Place::Line(_), name) => write!(formatter, "{place}: {name}"),
        }
    }
}

/// The error for a value that is not what the contract expects.
pub fn unexpected<E: de::Error>(place: impl fmt::Display, found: &RawValue, expected: &str) -> E {
    E::custom(format_args!("{place}: found {}, expected {expected}", Found(found.get())))
}

/// The error for a missing field.
pub fn missing<E: de::Error>(place: FieldPlace, expected: &str) -> E {
    E::custom(format_args!("{place}: missing, expected {expected}"))
}

/// Stores the value of a field in its slot.
///
/// # Errors
/// The field is given twice.
pub fn once<T, E: de::Error>(slot: &mut Option<T>, place: FieldPlace, value: T) -> Result<(), E> {
    if slot.replace(value).is_some() {
        return Err(E::custom(format_args!("{place}: given twice, expected once")));
    }
    Ok(())
}

/// Reads a 64-bit integer, written without fraction or exponent.
///
/// # Errors
/// [`unexpected`] for any other value.
pub fn integer<E: de::Error>(place: FieldPlace, raw: &RawValue) -> Result<i64, E> {
    raw.get().parse().map_err(|_| unexpected(place, raw, "an integer of at most 64 bits"))
}

/// Reads a string and decodes its escapes.
///
/// # Errors
/// [`unexpected`] for any other value, and an error for escapes that are not text, such as half of a surrogate pair.
pub fn string<E: de::Error>(place: FieldPlace, raw: &RawValue) -> Result<Cow<'_, str>, E> {
    let Some(quoted) = raw.get().strip_prefix('"') else {
        return Err(unexpected(place, raw, "a string"));
    };
    if let (Some(text), false) = (quoted.strip_suffix('"'), quoted.contains('\\')) {
        return Ok(Cow::Borrowed(text));
    }
    serde_json::from_str(raw.get()).map(Cow::Owned).map_err(|error| {
        let problem = without_position(&error);
        E::custom(format_args!("{place}: found {}, expected a string: {problem}", Found(raw.get())))
    })
}

/// The most levels of arrays and objects in an unknown field.
const NESTING_MAX: usize = 128;

/// Skips the value of an unknown field.
///
/// # Errors
/// It is nested more than 128 levels deep.
pub fn ignore<E: de::Error>(place: Place, raw: &RawValue) -> Result<(), E> {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for byte in raw.get().bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => depth += 1,
            b']' | b'}' if !in_string => depth -= 1,
            _ => {}
        }
        if depth > NESTING_MAX {
            let found = Found(raw.get());
            return Err(E::custom(format_args!(
                "{place}: found {found}, expected at most {NESTING_MAX} levels of nesting"
            )));
        }
    }
    Ok(())
}

/// Reads a list element by element, each with its [`Place`].
pub struct ListOf<S> {
    /// The field that holds the list; empty if the document is the list.
    pub name: &'static str,
    /// Returns the seed that reads the element at a place.
    pub element: fn(Place) -> S,
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for ListOf<S> {
    type Value = Vec<S::Value>;

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, S: DeserializeSeed<'de>> Visitor<'de> for ListOf<S> {
    type Value = Vec<S::Value>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an array as {}", if self.name.is_empty() { "the document" } else { self.name })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) =
            list.next_element_seed((self.element)(Place::Item(self.name, values.len())))?
        {
            values.push(value);
        }
        Ok(values)
    }
}

/// Why a text could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong and where, as one sentence.
    pub what: String,
    /// Whether the text is valid but ends too early.
    pub cut_off: bool,
}

/// Reads a text that consists of one value. `place` is the document or the line that the text is, and must be the place
/// that the seed has.
///
/// # Errors
/// What is wrong and where, as one sentence.
pub fn read<'de, S: DeserializeSeed<'de>>(seed: S, text: &'de str, place: Place) -> Result<S::Value, String> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = seed.deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    value.map_err(|error| problem(&error, text, place, Origin::default()).what)
}

/// Reads the rest of a document, from the position `start` on. The first `made_up` bytes of `text` replace everything
/// before that position, so that `text` is a whole document.
///
/// # Errors
/// What is wrong and where.
pub fn read_rest<'de, S: DeserializeSeed<'de>>(
    seed: S,
    text: &'de str,
    made_up: usize,
    start: Position,
) -> Result<S::Value, Problem> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = seed.deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    value.map_err(|error| problem(&error, text, Place::Root, Origin { start, made_up }))
}

/// Reads the value at the beginning of `text`, which is at the position `start` of a document. Returns the value and
/// its length in bytes.
///
/// # Errors
/// What is wrong and where.
pub fn read_first<'de, S: DeserializeSeed<'de>>(
    seed: S,
    text: &'de str,
    start: Position,
) -> Result<(S::Value, usize), Problem> {
    let mut reader = serde_json::Deserializer::from_str(text);
    match seed.deserialize(&mut reader) {
        Ok(value) => Ok((value, reader.into_iter::<IgnoredAny>().byte_offset())),
        Err(error) => Err(problem(&error, text, Place::Root, Origin { start, made_up: 0 })),
    }
}

/// Where in a document a text begins, after its first `made_up` bytes.
#[derive(Default)]
struct Origin {
    start: Position,
    made_up: usize,
}

fn problem(
    error: &serde_json::Error,
    text: &str,
    place: Place,
    Origin { start, made_up }: Origin,
) -> Problem {
    let what = without_position(error);
    let line = start.lines + error.line() as u64;
    // The made-up bytes are valid, so no error is in them.
    let in_first_line = |column: usize| start.column + column.saturating_sub(made_up) as u64;
    let column = if error.line() == 1 { in_first_line(error.column()) } else { error.column() as u64 };
    let cut_off = error.classify() == Category::Eof;
    let what = match (error.classify(), place) {
        // A value on line 1, or on a line of its own, needs no line number here.
        (Category::Data, _) if line <= 1 => what,
        (Category::Data, _) => format!("{what} (line {line})"),
        _ if start == Position::default() && text.trim_matches([' ', '\t', '\r', '\n']).is_empty() => {
            "empty, expected JSON".to_owned()
        }
        _ => {
            let line = if let Place::Line(number) = place { number } else { line };
            let how = if cut_off { "cut off: " } else { "" };
            format!("line {line} column {column}: {how}{what}{}", found_at(text, error))
        }
    };
    Problem { what, cut_off }
}

/// The problem of unexpected text at a position, or of a text that ends there if `found` is empty.
pub fn syntax(position: Position, what: &str, found: &str) -> Problem {
    let line = position.lines + 1;
    match found.lines().next() {
        None => Problem {
            what: format!("line {line} column {}: cut off: {what}", position.column),
            cut_off: true,
        },
        Some(found) => {
            let what = format!("line {line} column {}: {what}, found {}", position.column + 1, Found(found));
            Problem { what, cut_off: false }
        }
    }
}

/// The text at which the JSON parser failed. Empty if the text ends there.
fn found_at(text: &str, error: &serde_json::Error) -> String {
    let line = text.lines().nth(error.line().saturating_sub(1)).unwrap_or_default();
    match line.get(error.column().saturating_sub(1)..) {
        Some(found) if !found.is_empty() && error.classify() == Category::Syntax => {
            format!(", found {}", Found(found))
        }
        _ => String::new(),
    }
}

/// Reads a value out of a larger document.
///
/// # Errors
/// What is wrong, by path.
pub fn read_part<'de, S: DeserializeSeed<'de>>(seed: S, raw: &'de RawValue) -> Result<S::Value, String> {
    let mut reader = serde_json::Deserializer::from_str(raw.get());
    seed.deserialize(&mut reader).map_err(|error| without_position(&error))
}

/// The message of a parser error, with the type names of JSON and without the position at its end.
fn without_position(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    let text = text.strip_suffix(&position).unwrap_or(&text);
    match text.strip_prefix("invalid type: ") {
        None => text.to_owned(),
        Some(found) => {
            let found = found.replacen("sequence,", "an array,", 1).replacen("map,", "an object,", 1);
            format!("found {found}")
        }
    }
}
