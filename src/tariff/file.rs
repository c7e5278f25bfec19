//! A tariff file (TOML) -> a tariff. Refuses what it does not know, with path, line and key.

use crate::error::{Error, Result};
use crate::model::credits::Credits;
use crate::model::printable::Found;
use crate::tariff::Tariff;
use crate::tariff::meter::WORD_LENGTH_MAX;
use crate::tariff::rule::{Kind, Rule};
use std::fmt;
use std::num::NonZeroU32;
use std::ops::{Range, RangeInclusive};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Millionths that a token's part must come out to, so that quantities are finite decimals.
const PARTS: u32 = 1_000_000;

/// Every kind of rule, as a file names it.
const KINDS: &str = "fixed, per_character, per_word, per_third_vowel, per_token, longer_than, unique_words, minimum or palindrome";

pub(super) fn read(name: &str, toml: &str) -> Result<Tariff> {
    let file = File { name, toml };
    let document = DeTable::parse(toml).map_err(|error| {
        let found = error.span().and_then(|at| toml.get(at)).unwrap_or_default();
        file.refuse(error.span(), format_args!("{}: found {}", error.message(), Found(found)))
    })?;
    let mut keys = file.keys(String::new(), document);
    let name = keys.text("name")?;
    let description = keys.optional("description", as_any_text)?.unwrap_or_default();
    let mut rules = Vec::new();
    for (index, table) in keys.tables("rule")?.into_iter().enumerate() {
        rules.push((table.span(), rule(file.keys(format!("rule[{index}]."), table))?));
    }
    keys.finish()?;
    never_negative(&file, &rules)?;
    let mut rules: Vec<Rule> = rules.into_iter().map(|(_, rule)| rule).collect();
    rules.push(Rule { name: "rounding".to_owned(), kind: Kind::WholeCents });
    Ok(Tariff { name, description, rules })
}

fn rule(mut keys: Keys<'_, '_>) -> Result<Rule> {
    let name = keys.text("name")?;
    let (kind_at, kind) = keys.required("kind", as_text)?;
    let kind = match kind.as_str() {
        "fixed" => Kind::Fixed { amount: keys.credits("amount")? },
        "per_character" => Kind::PerCharacter { amount: keys.credits("amount")? },
        "per_word" => per_word(&mut keys)?,
        "per_third_vowel" => Kind::PerThirdVowel { amount: keys.credits("amount")? },
        "per_token" => per_token(&mut keys)?,
        "longer_than" => {
            let characters = keys.number("characters", 0..=u64::from(u32::MAX))?;
            Kind::LongerThan { amount: keys.credits("amount")?, characters }
        }
        "unique_words" => Kind::UniqueWords { amount: keys.credits("amount")? },
        "minimum" => minimum(&mut keys)?,
        "palindrome" => Kind::Palindrome { times: keys.number("times", 1..=1000)? },
        _ => {
            return Err(keys.refuse(
                "kind",
                kind_at,
                format_args!("found {}, expected {KINDS}", Found(&kind)),
            ));
        }
    };
    keys.finish()?;
    Ok(Rule { name, kind })
}

fn per_word(keys: &mut Keys<'_, '_>) -> Result<Kind> {
    let longest = WORD_LENGTH_MAX as u64 - 1;
    let from = keys.number("from", 1..=longest)?;
    let to = keys.optional_number("to", from..=longest)?;
    let length = |characters: u64| usize::try_from(characters).unwrap_or(WORD_LENGTH_MAX);
    Ok(Kind::PerWord { amount: keys.credits("amount")?, from: length(from), to: to.map(length) })
}

fn per_token(keys: &mut Keys<'_, '_>) -> Result<Kind> {
    let (at, characters) = keys.required("characters", |value| as_token_length(&value))?;
    let (amount_at, amount) = keys.required("amount", as_credits)?;
    let (round_at, round) = keys.required("round", as_text)?;
    match round.as_str() {
        "up" => Ok(Kind::PerTokenBegun { amount, characters }),
        "exact" if !PARTS.is_multiple_of(characters.get()) => Err(keys.refuse(
            "characters",
            at,
            format_args!("a part 1/{characters} of a token is no finite decimal"),
        )),
        "exact" => match amount.exact_div(characters) {
            Ok(share) => Ok(Kind::PerTokenPart { share, characters }),
            Err(problem) => {
                Err(keys.refuse("amount", amount_at, format_args!("shared by {characters}: {problem}")))
            }
        },
        _ => {
            Err(keys.refuse("round", round_at, format_args!("found {}, expected exact or up", Found(&round))))
        }
    }
}

fn minimum(keys: &mut Keys<'_, '_>) -> Result<Kind> {
    let (at, amount) = keys.required("amount", as_credits)?;
    if amount.is_negative() || !amount.is_whole_cents() {
        return Err(keys.refuse("amount", at, "expected hundredths of a credit, not negative"));
    }
    Ok(Kind::Minimum { amount })
}

/// A charge below zero would pay the customer: whatever takes away must be followed by a minimum.
fn never_negative(file: &File<'_>, rules: &[At<Rule>]) -> Result<()> {
    let last_minimum = rules.iter().rposition(|(_, rule)| matches!(rule.kind, Kind::Minimum { .. }));
    let last_discount = rules.iter().rposition(|(_, rule)| rule.kind.takes_away());
    match last_discount.and_then(|index| Some((index, rules.get(index)?))) {
        Some((index, (at, _))) if last_minimum < Some(index) => Err(file.refuse(
            Some(at.clone()),
            format_args!("rule[{index}].amount: takes away, and no rule of kind minimum comes after it"),
        )),
        _ => Ok(()),
    }
}

/// The file that errors name.
struct File<'i> {
    name: &'i str,
    toml: &'i str,
}

impl<'i> File<'i> {
    fn keys<'f>(&'f self, path: String, table: Spanned<DeTable<'i>>) -> Keys<'f, 'i> {
        let span = table.span();
        Keys { file: self, path, span, table: table.into_inner() }
    }

    fn refuse(&self, at: Option<Range<usize>>, why: impl fmt::Display) -> Error {
        let line = |at: Range<usize>| self.toml.get(..at.start).unwrap_or_default().split('\n').count();
        let what = match at {
            Some(at) => format!("tariff {} line {}", self.name, line(at)),
            None => format!("tariff {}", self.name),
        };
        Error::usage(what, why.to_string().replace('\n', " "))
            .with_hint("'copilot-usage tariffs text' prints a tariff to copy")
    }
}

/// A value and where it stands.
type At<T> = (Range<usize>, T);

/// The keys of a table that have not been read yet.
struct Keys<'f, 'i> {
    file: &'f File<'i>,
    path: String,
    span: Range<usize>,
    table: DeTable<'i>,
}

impl<'i> Keys<'_, 'i> {
    fn refuse(&self, key: &str, at: Range<usize>, why: impl fmt::Display) -> Error {
        self.file.refuse(Some(at), format_args!("{}{key}: {why}", self.path))
    }

    /// Takes a key out and reads its value; what the value should be is the reader's error.
    fn optional<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(DeValue<'i>) -> std::result::Result<T, String>,
    ) -> Result<Option<T>> {
        let Some(value) = self.table.remove(key) else {
            return Ok(None);
        };
        let at = value.span();
        let found = Found(self.file.toml.get(at.clone()).unwrap_or_default()).to_string();
        match read(value.into_inner()) {
            Ok(value) => Ok(Some(value)),
            Err(expected) => Err(self.refuse(key, at, format_args!("found {found}, expected {expected}"))),
        }
    }

    fn required<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(DeValue<'i>) -> std::result::Result<T, String>,
    ) -> Result<At<T>> {
        let at = self.table.get(key).map_or_else(|| self.span.clone(), Spanned::span);
        match self.optional(key, read)? {
            Some(value) => Ok((at, value)),
            None => Err(self.refuse(key, at, "missing")),
        }
    }

    fn text(&mut self, key: &str) -> Result<String> {
        self.required(key, as_text).map(|(_, text)| text)
    }

    fn credits(&mut self, key: &str) -> Result<Credits> {
        self.required(key, as_credits).map(|(_, amount)| amount)
    }

    fn number(&mut self, key: &str, range: RangeInclusive<u64>) -> Result<u64> {
        self.required(key, |value| as_number(&value, range)).map(|(_, number)| number)
    }

    fn optional_number(&mut self, key: &str, range: RangeInclusive<u64>) -> Result<Option<u64>> {
        self.optional(key, |value| as_number(&value, range))
    }

    fn tables(&mut self, key: &str) -> Result<Vec<Spanned<DeTable<'i>>>> {
        let expected = "one or more [[rule]] tables";
        let (at, array) = self.required(key, |value| match value {
            DeValue::Array(array) => Ok(array.into_iter().collect::<Vec<_>>()),
            _ => Err(expected.to_owned()),
        })?;
        if array.is_empty() {
            return Err(self.refuse(key, at, format_args!("found [], expected {expected}")));
        }
        let mut tables = Vec::new();
        for element in array {
            let at = element.span();
            match element.into_inner() {
                DeValue::Table(table) => tables.push(Spanned::new(at, table)),
                _ => return Err(self.refuse(key, at, format_args!("expected {expected}"))),
            }
        }
        Ok(tables)
    }

    /// Whatever has not been read is unknown.
    fn finish(self) -> Result<()> {
        match self.table.keys().next() {
            None => Ok(()),
            Some(key) => Err(self.refuse(key.get_ref(), key.span(), "unknown key")),
        }
    }
}

fn as_any_text(value: DeValue<'_>) -> std::result::Result<String, String> {
    match value {
        DeValue::String(text) => Ok(text.into_owned()),
        _ => Err("a string".to_owned()),
    }
}

fn as_text(value: DeValue<'_>) -> std::result::Result<String, String> {
    match value {
        DeValue::String(text) if !text.is_empty() => Ok(text.into_owned()),
        _ => Err("a string that is not empty".to_owned()),
    }
}

fn as_credits(value: DeValue<'_>) -> std::result::Result<Credits, String> {
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

fn as_token_length(value: &DeValue<'_>) -> std::result::Result<NonZeroU32, String> {
    let number = as_number(value, 1..=1000)?;
    u32::try_from(number)
        .ok()
        .and_then(NonZeroU32::new)
        .ok_or_else(|| "a whole number from 1 to 1000".to_owned())
}
