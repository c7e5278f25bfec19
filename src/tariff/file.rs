//! A tariff file (TOML) -> a tariff. Refuses what it does not know, with path, line and key.

use crate::error::{Error, Hint, Result, Setting};
use crate::model::credits::Credits;
use crate::model::moment::Moment;
use crate::model::printable::Found;
use crate::model::timestamp::moment;
use crate::tariff::meter::WORD_LENGTH_MAX;
use crate::tariff::rule::{Kind, Rule};
use crate::tariff::tokenizer::{NoTokenizer, Tokenizer};
use crate::tariff::{Case, Tariff, Version};
use std::fmt;
use std::num::NonZeroU32;
use std::ops::{Range, RangeInclusive};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Millionths that a token's part must come out to, so that quantities are finite decimals.
const PARTS: u32 = 1_000_000;

/// Every kind of rule, as a file names it.
const KINDS: &str = "fixed, per_character, per_word, per_third_vowel, per_token, longer_than, unique_words, minimum or palindrome";

/// Every key that a rule of some kind has.
const RULE_KEYS: &[&str] =
    &["name", "kind", "amount", "from", "to", "characters", "round", "tokenizer", "times"];

pub(super) fn read(name: &str, toml: &str) -> Result<Tariff> {
    let lines = memchr::memchr_iter(b'\n', toml.as_bytes()).collect();
    let file = File { name, toml, lines };
    let document = DeTable::parse(toml).map_err(|error| {
        let found = error.span().and_then(|at| toml.get(at)).unwrap_or_default();
        file.refuse(error.span(), format_args!("{}: found {}", error.message(), Found(found)))
    })?;
    let mut keys = file.keys(String::new(), document);
    let is_timeless = !keys.table.contains_key("version");
    let rules_or_versions = if is_timeless { "rule" } else { "version" };
    keys.only(&["name", "description", rules_or_versions, "case"])?;
    let name = keys.text("name")?;
    let description = keys.optional("description", as_any_text)?.unwrap_or_default();
    let versions = if is_timeless {
        vec![Version { from: None, until: None, rules: rules(&mut keys)? }]
    } else {
        versions(&mut keys)?
    };
    let cases = if keys.table.contains_key("case") { keys.tables("case")? } else { Vec::new() };
    let cases = cases.into_iter().map(|keys| case(keys, is_timeless)).collect::<Result<_>>()?;
    Ok(Tariff { name, description, versions, cases })
}

/// Versions, each of which begins where the one before it ends.
fn versions(document: &mut Keys<'_, '_>) -> Result<Vec<Version>> {
    let mut drafts = Vec::new();
    for mut keys in document.tables("version")? {
        keys.only(&["from", "until", "rule"])?;
        drafts.push((keys.required("from", as_moment)?, keys.at("until", as_moment)?, rules(&mut keys)?));
    }
    let mut versions = Vec::new();
    let mut drafts = drafts.into_iter().enumerate().peekable();
    while let Some((index, ((_, from), until, rules))) = drafts.next() {
        let refuse = |key: &str, at: &Range<usize>, why: String| {
            Err(document.refuse(&format!("version[{index}].{key}"), at.clone(), why))
        };
        let next = drafts.peek().map(|(_, ((at, from), ..))| (at, *from));
        match (&until, next) {
            (Some((at, until)), _) if *until <= from => {
                return refuse("until", at, format!("{until} is not later than from, {from}"));
            }
            (_, Some((at, next))) if next <= from => {
                return Err(document.refuse(
                    &format!("version[{}].from", index + 1),
                    at.clone(),
                    format_args!(
                        "{next} is not later than {from}, when the version before begins: they overlap"
                    ),
                ));
            }
            (Some((at, until)), Some((_, next))) if *until > next => {
                return refuse(
                    "until",
                    at,
                    format!("{until} overlaps the next version, which begins at {next}"),
                );
            }
            (Some((at, until)), Some((_, next))) if *until < next => {
                return refuse(
                    "until",
                    at,
                    format!("{until} leaves a gap: the next version begins at {next}"),
                );
            }
            _ => {}
        }
        let until = next.map(|(_, next)| next).or(until.map(|(_, until)| until));
        versions.push(Version { from: Some(from), until, rules });
    }
    Ok(versions)
}

/// Rules that are in force together.
fn rules(keys: &mut Keys<'_, '_>) -> Result<Vec<Rule>> {
    let mut rules = Vec::new();
    for keys in keys.tables("rule")? {
        rules.push((keys.span.clone(), rule(keys)?));
    }
    never_negative(keys, &rules)?;
    let mut rules: Vec<Rule> = rules.into_iter().map(|(_, rule)| rule).collect();
    rules.push(Rule { name: "rounding".to_owned(), kind: Kind::WholeCents });
    Ok(rules)
}

fn case(mut keys: Keys<'_, '_>, is_timeless: bool) -> Result<Case> {
    keys.only(&["text", "timestamp", "credits"])?;
    let place = keys.file.place(Some(keys.span.clone()));
    let key = keys.path.trim_end_matches('.').to_owned();
    let text = keys.required("text", as_any_text)?.1;
    let credits = keys.credits("credits")?;
    let at = keys.optional("timestamp", as_moment)?;
    if at.is_none() && !is_timeless {
        return Err(keys.refuse("timestamp", keys.span.clone(), "missing, and the tariff has versions"));
    }
    Ok(Case { place, key, text, at, credits })
}

fn rule(mut keys: Keys<'_, '_>) -> Result<Rule> {
    if !keys.table.contains_key("kind") {
        keys.only(RULE_KEYS)?;
    }
    let (kind_at, kind) = keys.required("kind", as_text)?;
    keys.only(match kind.as_str() {
        "per_word" => &["name", "from", "to", "amount"],
        "per_token" if keys.table.contains_key("tokenizer") => &["name", "tokenizer", "amount"],
        "per_token" => &["name", "characters", "amount", "round"],
        "longer_than" => &["name", "characters", "amount"],
        "palindrome" => &["name", "times"],
        "fixed" | "per_character" | "per_third_vowel" | "unique_words" | "minimum" => &["name", "amount"],
        _ => RULE_KEYS,
    })?;
    let name = keys.text("name")?;
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
    if let Some((at, name)) = keys.at("tokenizer", as_text)? {
        let tokenizer = Tokenizer::named(&name).map_err(|why| {
            let error = keys.refuse("tokenizer", at, &why);
            match why {
                NoTokenizer::NotInBuild(_) => error.with_hint(Hint::BuildWithTokenizers),
                NoTokenizer::Unknown(_) => error,
            }
        })?;
        return Ok(Kind::PerModelToken { amount: keys.credits("amount")?, tokenizer });
    }
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
fn never_negative(keys: &Keys<'_, '_>, rules: &[At<Rule>]) -> Result<()> {
    let last_minimum = rules.iter().rposition(|(_, rule)| matches!(rule.kind, Kind::Minimum { .. }));
    let last_discount = rules.iter().rposition(|(_, rule)| rule.kind.takes_away());
    match last_discount.and_then(|index| Some((index, rules.get(index)?))) {
        Some((index, (at, _))) if last_minimum < Some(index) => Err(keys.refuse(
            &format!("rule[{index}].amount"),
            at.clone(),
            "takes away, and no rule of kind minimum comes after it",
        )),
        _ => Ok(()),
    }
}

/// The file that errors name.
struct File<'i> {
    name: &'i str,
    toml: &'i str,
    /// Where its lines end, in bytes.
    lines: Vec<usize>,
}

impl<'i> File<'i> {
    fn keys<'f>(&'f self, path: String, table: Spanned<DeTable<'i>>) -> Keys<'f, 'i> {
        let span = table.span();
        Keys { file: self, path, span, table: table.into_inner() }
    }

    /// The file and the line of a place in it.
    fn place(&self, at: Option<Range<usize>>) -> Setting {
        let line = |at: Range<usize>| 1 + self.lines.partition_point(|end| *end < at.start);
        Setting::Tariff { name: self.name.to_string(), line: at.map(line) }
    }

    fn refuse(&self, at: Option<Range<usize>>, why: impl fmt::Display) -> Error {
        Error::usage(self.place(at), why.to_string().replace('\n', " ")).with_hint(Hint::CopyTariff)
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

impl<'f, 'i> Keys<'f, 'i> {
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
        read(value.into_inner()).map(Some).map_err(|expected| {
            let found = Found(self.file.toml.get(at.clone()).unwrap_or_default());
            self.refuse(key, at, format_args!("found {found}, expected {expected}"))
        })
    }

    /// A value that may be missing, and where it stands.
    fn at<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(DeValue<'i>) -> std::result::Result<T, String>,
    ) -> Result<Option<At<T>>> {
        let at = self.table.get(key).map(Spanned::span);
        Ok(at.zip(self.optional(key, read)?))
    }

    fn required<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(DeValue<'i>) -> std::result::Result<T, String>,
    ) -> Result<At<T>> {
        let at = self.at(key, read)?;
        at.ok_or_else(|| self.refuse(key, self.span.clone(), "missing"))
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

    /// The tables of an array that is not empty.
    fn tables(&mut self, key: &str) -> Result<Vec<Keys<'f, 'i>>> {
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
                    tables.push(self.file.keys(path, Spanned::new(at, table)));
                }
                _ => return Err(self.refuse(key, at, format_args!("expected {expected}"))),
            }
        }
        Ok(tables)
    }

    /// Refuses every other key, before one of these is missed: it may be one of them, misspelled.
    fn only(&self, known: &[&str]) -> Result<()> {
        let unknown = self.table.keys().filter(|key| !known.contains(&&**key.get_ref()));
        let Some(key) = unknown.min_by_key(|key| key.span().start) else { return Ok(()) };
        let expected = known.join(", ");
        Err(self.refuse(key.get_ref(), key.span(), format_args!("unknown key, expected {expected}")))
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

fn as_moment(value: DeValue<'_>) -> std::result::Result<Moment, String> {
    let text = match value {
        DeValue::String(text) => text.into_owned(),
        DeValue::Datetime(time) => time.to_string(),
        _ => String::new(),
    };
    moment(&text)
        .ok_or_else(|| "a date and time with Z or an offset, such as 2025-01-01T00:00:00Z".to_owned())
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
