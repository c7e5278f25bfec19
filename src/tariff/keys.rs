//! The keys of a tariff file. Each is read once, and an error names its place.

use crate::error::{Error, Hint, Result, Setting};
use crate::model::credits::Credits;
use crate::model::moment::Moment;
use crate::model::printable::Found;
use crate::model::timestamp::moment;
use std::fmt;
use std::num::NonZeroU32;
use std::ops::{Range, RangeInclusive};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A tariff file and its lines, to find the place of an error.
pub(super) struct TariffFile<'i> {
    name: &'i str,
    toml: &'i str,
    /// The byte offsets of its line ends.
    lines: Vec<usize>,
}

impl<'i> TariffFile<'i> {
    pub(super) fn new(name: &'i str, toml: &'i str) -> Self {
        Self { name, toml, lines: memchr::memchr_iter(b'\n', toml.as_bytes()).collect() }
    }

    /// Parses the document.
    pub(super) fn keys(&self) -> Result<Keys<'_, 'i>> {
        let document = DeTable::parse(self.toml).map_err(|error| {
            let found = error.span().and_then(|at| self.toml.get(at)).unwrap_or_default();
            self.refuse(error.span(), format_args!("{}: found {}", error.message(), Found(found)))
        })?;
        Ok(self.keys_of(String::new(), document))
    }

    fn keys_of<'f>(&'f self, path: String, table: Spanned<DeTable<'i>>) -> Keys<'f, 'i> {
        let span = table.span();
        Keys { file: self, path, span, table: table.into_inner() }
    }

    /// Returns the file and the line of a byte range.
    fn place(&self, at: Option<Range<usize>>) -> Setting {
        let line = |at: Range<usize>| 1 + self.lines.partition_point(|end| *end < at.start);
        Setting::Tariff { name: self.name.to_string(), line: at.map(line) }
    }

    fn refuse(&self, at: Option<Range<usize>>, why: impl fmt::Display) -> Error {
        Error::usage(self.place(at), why.to_string().replace('\n', " ")).with_hint(Hint::CopyTariff)
    }
}

/// A value and its byte range in the file.
pub(super) type At<T> = (Range<usize>, T);

/// The keys of a table that have not been read yet.
pub(super) struct Keys<'f, 'i> {
    file: &'f TariffFile<'i>,
    path: String,
    pub(super) span: Range<usize>,
    table: DeTable<'i>,
}

impl<'f, 'i> Keys<'f, 'i> {
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Returns the file and the line of the table.
    pub(super) fn place(&self) -> Setting {
        self.file.place(Some(self.span.clone()))
    }

    /// Returns the path of the table: `case[2]`.
    pub(super) fn name(&self) -> String {
        self.path.trim_end_matches('.').to_owned()
    }

    pub(super) fn refuse(&self, key: &str, at: Range<usize>, why: impl fmt::Display) -> Error {
        self.file.refuse(Some(at), format_args!("{}{key}: {why}", self.path))
    }

    /// Removes a key and reads its value. The error of `read` says what was expected.
    pub(super) fn optional<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(DeValue<'i>) -> std::result::Result<T, String>,
    ) -> Result<Option<T>> {
        let Some(value) = self.table.remove(key) else {
            return Ok(None);
        };
        let at = value.span();
        read(value.into_inner()).map(Some).map_err(|expected| {
            let found = Found(self.file.toml.get(at.clone()).unwrap_or_default());
            self.refuse(key, at, format_args!("found {found}, expected {expected}"))
        })
    }

    /// Like [`Keys::optional`], but also returns the place of the value.
    pub(super) fn at<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(DeValue<'i>) -> std::result::Result<T, String>,
    ) -> Result<Option<At<T>>> {
        let at = self.table.get(key).map(Spanned::span);
        Ok(at.zip(self.optional(key, read)?))
    }

    pub(super) fn required<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(DeValue<'i>) -> std::result::Result<T, String>,
    ) -> Result<At<T>> {
        let at = self.at(key, read)?;
        at.ok_or_else(|| self.refuse(key, self.span.clone(), "missing"))
    }

    pub(super) fn text(&mut self, key: &str) -> Result<String> {
        self.required(key, as_text).map(|(_, text)| text)
    }

    pub(super) fn credits(&mut self, key: &str) -> Result<Credits> {
        self.required(key, as_credits).map(|(_, amount)| amount)
    }

    pub(super) fn number(&mut self, key: &str, range: RangeInclusive<u64>) -> Result<u64> {
        self.required(key, |value| as_number(&value, range)).map(|(_, number)| number)
    }

    pub(super) fn optional_number(&mut self, key: &str, range: RangeInclusive<u64>) -> Result<Option<u64>> {
        self.optional(key, |value| as_number(&value, range))
    }

    /// Reads a non-empty array of tables.
    pub(super) fn tables(&mut self, key: &str) -> Result<Vec<Keys<'f, 'i>>> {
        let expected = format!("one or more [[{key}]] tables");
        let (at, array) = self.required(key, |value| match value {
            DeValue::Array(array) => Ok(array.into_iter().collect::<Vec<_>>()),
            _ => Err(expected.clone()),
        })?;
        if array.is_empty() {
            return Err(self.refuse(key, at, format_args!("found [], expected {expected}")));
        }
        let mut tables = Vec::new();
        for (index, element) in array.into_iter().enumerate() {
            let at = element.span();
            match element.into_inner() {
                DeValue::Table(table) => {
                    let path = format!("{}{key}[{index}].", self.path);
                    tables.push(self.file.keys_of(path, Spanned::new(at, table)));
                }
                _ => return Err(self.refuse(key, at, format_args!("expected {expected}"))),
            }
        }
        Ok(tables)
    }

    /// Rejects all keys but these. Call it before a required key is read, so that a misspelled key is reported as
    /// unknown, and not the right one as missing.
    pub(super) fn only(&self, known: &[&str]) -> Result<()> {
        let unknown = self.table.keys().filter(|key| !known.contains(&&**key.get_ref()));
        let Some(key) = unknown.min_by_key(|key| key.span().start) else { return Ok(()) };
        let expected = known.join(", ");
        Err(self.refuse(key.get_ref(), key.span(), format_args!("unknown key, expected {expected}")))
    }
}

pub(super) fn as_any_text(value: DeValue<'_>) -> std::result::Result<String, String> {
    match value {
        DeValue::String(text) => Ok(text.into_owned()),
        _ => Err("a string".to_owned()),
    }
}

pub(super) fn as_text(value: DeValue<'_>) -> std::result::Result<String, String> {
    match value {
        DeValue::String(text) if !text.is_empty() => Ok(text.into_owned()),
        _ => Err("a string that is not empty".to_owned()),
    }
}

pub(super) fn as_moment(value: DeValue<'_>) -> std::result::Result<Moment, String> {
    let text = match value {
        DeValue::String(text) => text.into_owned(),
        DeValue::Datetime(time) => time.to_string(),
        _ => String::new(),
    };
    moment(&text)
        .ok_or_else(|| "a date and time with Z or an offset, such as 2025-01-01T00:00:00Z".to_owned())
}

pub(super) fn as_credits(value: DeValue<'_>) -> std::result::Result<Credits, String> {
    match value {
        DeValue::String(text) => {
            text.parse().map_err(|problem| format!("a decimal string such as \"0.05\": {problem}"))
        }
        _ => Err("a decimal string such as \"0.05\"".to_owned()),
    }
}

fn as_number(value: &DeValue<'_>, range: RangeInclusive<u64>) -> std::result::Result<u64, String> {
    let number = match value {
        DeValue::Integer(integer) => u64::from_str_radix(integer.as_str(), integer.radix()).ok(),
        _ => None,
    };
    let in_range = number.filter(|number| range.contains(number));
    in_range.ok_or_else(|| format!("a whole number from {} to {}", range.start(), range.end()))
}

pub(super) fn as_token_length(value: &DeValue<'_>) -> std::result::Result<NonZeroU32, String> {
    let number = as_number(value, 1..=1000)?;
    u32::try_from(number)
        .ok()
        .and_then(NonZeroU32::new)
        .ok_or_else(|| "a whole number from 1 to 1000".to_owned())
}
