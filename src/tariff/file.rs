//! Reads a tariff file (TOML). Rejects unknown keys and wrong values with path, line and key.

use crate::error::{Hint, Result};
use crate::model::moment::Moment;
use crate::model::printable::Found;
use crate::tariff::keys::{
    At, Keys, TariffFile, as_any_text, as_credits, as_moment, as_text, as_token_length,
};
use crate::tariff::meter::measures::WORD_LENGTH_MAX;
use crate::tariff::rule::{Rule, RuleKind};
use crate::tariff::tokenizer::{NoTokenizer, Tokenizer};
use crate::tariff::versions::{Case, Tariff, Version};
use std::ops::Range;

/// The number of characters in a token must divide this, so that a fraction of a token is a decimal of at most six
/// places.
const PARTS: u32 = 1_000_000;

/// The names of all kinds of rule in a file.
const KINDS: &str = "fixed, per_character, per_word, per_third_vowel, per_token, longer_than, unique_words, minimum or palindrome";

/// All keys that a rule may have.
const RULE_KEYS: &[&str] =
    &["name", "kind", "amount", "from", "to", "characters", "round", "tokenizer", "times"];

impl Tariff {
    /// Parses a tariff file. `name` is the path that errors show.
    ///
    /// # Errors
    /// [`Error::Usage`](crate::error::Error::Usage), with path, line and key.
    pub fn read(name: &str, toml: &str) -> Result<Self> {
        let file = TariffFile::new(name, toml);
        let mut keys = file.keys()?;
        let is_timeless = !keys.has("version");
        let rules_or_versions = if is_timeless { "rule" } else { "version" };
        keys.only(&["name", "description", rules_or_versions, "case"])?;
        let name = keys.text("name")?;
        let description = keys.optional("description", as_any_text)?.unwrap_or_default();
        let versions = if is_timeless {
            vec![Version { from: None, until: None, rules: rules(&mut keys)? }]
        } else {
            versions(&mut keys)?
        };
        let cases = if keys.has("case") { keys.tables("case")? } else { Vec::new() };
        let cases = cases.into_iter().map(|keys| case(keys, is_timeless)).collect::<Result<_>>()?;
        Ok(Self { name, description, versions, cases })
    }
}

/// A version as written in the file. If it has no end, it ends where the next version begins.
struct VersionDraft {
    from: At<Moment>,
    until: Option<At<Moment>>,
    rules: Vec<Rule>,
}

/// Reads the versions, each of which begins where the previous one ends.
fn versions(document: &mut Keys<'_, '_>) -> Result<Vec<Version>> {
    let mut drafts = Vec::new();
    for mut keys in document.tables("version")? {
        keys.only(&["from", "until", "rule"])?;
        let (from, until) = (keys.required("from", as_moment)?, keys.at("until", as_moment)?);
        drafts.push(VersionDraft { from, until, rules: rules(&mut keys)? });
    }
    let mut versions = Vec::new();
    let mut drafts = drafts.into_iter().enumerate().peekable();
    while let Some((index, draft)) = drafts.next() {
        let next = drafts.peek().map(|(_, next)| &next.from);
        check_end(document, index, &draft, next)?;
        let until = next.or(draft.until.as_ref()).map(|(_, at)| *at);
        versions.push(Version { from: Some(draft.from.1), until, rules: draft.rules });
    }
    Ok(versions)
}

/// Checks that a version ends where the next one begins.
fn check_end(
    document: &Keys<'_, '_>,
    index: usize,
    draft: &VersionDraft,
    next: Option<&At<Moment>>,
) -> Result<()> {
    let (_, from) = draft.from;
    let refuse = |index: usize, key: &str, at: &Range<usize>, why: String| {
        Err(document.refuse(&format!("version[{index}].{key}"), at.clone(), why))
    };
    match (&draft.until, next) {
        (Some((at, until)), _) if *until <= from => {
            refuse(index, "until", at, format!("{until} is not later than from, {from}"))
        }
        (_, Some((at, next))) if *next <= from => {
            let why =
                format!("{next} is not later than {from}, when the version before begins: they overlap");
            refuse(index + 1, "from", at, why)
        }
        (Some((at, until)), Some((_, next))) if until > next => {
            refuse(index, "until", at, format!("{until} overlaps the next version, which begins at {next}"))
        }
        (Some((at, until)), Some((_, next))) if until < next => {
            let why = format!("{until} leaves a gap: the next version begins at {next}");
            refuse(index, "until", at, why)
        }
        _ => Ok(()),
    }
}

/// Reads the rules of a version.
fn rules(keys: &mut Keys<'_, '_>) -> Result<Vec<Rule>> {
    let mut rules = Vec::new();
    for keys in keys.tables("rule")? {
        rules.push((keys.span.clone(), rule(keys)?));
    }
    check_not_negative(keys, &rules)?;
    let mut rules: Vec<Rule> = rules.into_iter().map(|(_, rule)| rule).collect();
    rules.push(Rule { name: "rounding".to_owned(), kind: RuleKind::WholeCents });
    Ok(rules)
}

fn case(mut keys: Keys<'_, '_>, is_timeless: bool) -> Result<Case> {
    keys.only(&["text", "timestamp", "credits"])?;
    let (place, key) = (keys.place(), keys.name());
    let text = keys.required("text", as_any_text)?.1;
    let credits = keys.credits("credits")?;
    let at = keys.optional("timestamp", as_moment)?;
    if at.is_none() && !is_timeless {
        return Err(keys.refuse("timestamp", keys.span.clone(), "missing, and the tariff has versions"));
    }
    Ok(Case { place, key, text, at, credits })
}

fn rule(mut keys: Keys<'_, '_>) -> Result<Rule> {
    if !keys.has("kind") {
        keys.only(RULE_KEYS)?;
    }
    let (kind_at, kind) = keys.required("kind", as_text)?;
    keys.only(match kind.as_str() {
        "per_word" => &["name", "from", "to", "amount"],
        "per_token" if keys.has("tokenizer") => &["name", "tokenizer", "amount"],
        "per_token" => &["name", "characters", "amount", "round"],
        "longer_than" => &["name", "characters", "amount"],
        "palindrome" => &["name", "times"],
        "fixed" | "per_character" | "per_third_vowel" | "unique_words" | "minimum" => &["name", "amount"],
        _ => RULE_KEYS,
    })?;
    let name = keys.text("name")?;
    let kind = match kind.as_str() {
        "fixed" => RuleKind::Fixed { amount: keys.credits("amount")? },
        "per_character" => RuleKind::PerCharacter { amount: keys.credits("amount")? },
        "per_word" => per_word(&mut keys)?,
        "per_third_vowel" => RuleKind::PerThirdVowel { amount: keys.credits("amount")? },
        "per_token" => per_token(&mut keys)?,
        "longer_than" => {
            let characters = keys.number("characters", 0..=u64::from(u32::MAX))?;
            RuleKind::LongerThan { amount: keys.credits("amount")?, characters }
        }
        "unique_words" => RuleKind::UniqueWords { amount: keys.credits("amount")? },
        "minimum" => minimum(&mut keys)?,
        "palindrome" => RuleKind::Palindrome { times: keys.number("times", 1..=1000)? },
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

fn per_word(keys: &mut Keys<'_, '_>) -> Result<RuleKind> {
    let longest = WORD_LENGTH_MAX as u64 - 1;
    let from = keys.number("from", 1..=longest)?;
    let to = keys.optional_number("to", from..=longest)?;
    let length = |characters: u64| usize::try_from(characters).unwrap_or(WORD_LENGTH_MAX);
    Ok(RuleKind::PerWord { amount: keys.credits("amount")?, from: length(from), to: to.map(length) })
}

fn per_token(keys: &mut Keys<'_, '_>) -> Result<RuleKind> {
    if let Some((at, name)) = keys.at("tokenizer", as_text)? {
        let tokenizer = Tokenizer::named(&name).map_err(|why| {
            let error = keys.refuse("tokenizer", at, &why);
            match why {
                NoTokenizer::NotInBuild(_) => error.with_hint(Hint::BuildWithTokenizers),
                NoTokenizer::Unknown(_) => error,
            }
        })?;
        return Ok(RuleKind::PerModelToken { amount: keys.credits("amount")?, tokenizer });
    }
    let (at, characters) = keys.required("characters", |value| as_token_length(&value))?;
    let (amount_at, amount) = keys.required("amount", as_credits)?;
    let (round_at, round) = keys.required("round", as_text)?;
    match round.as_str() {
        "up" => Ok(RuleKind::PerTokenBegun { amount, characters }),
        "exact" if !PARTS.is_multiple_of(characters.get()) => Err(keys.refuse(
            "characters",
            at,
            format_args!("1/{characters} of a token is not a finite decimal"),
        )),
        "exact" => match amount.exact_div(characters) {
            Ok(share) => Ok(RuleKind::PerTokenPart { share, characters }),
            Err(problem) => {
                Err(keys.refuse("amount", amount_at, format_args!("divided by {characters}: {problem}")))
            }
        },
        _ => {
            Err(keys.refuse("round", round_at, format_args!("found {}, expected exact or up", Found(&round))))
        }
    }
}

fn minimum(keys: &mut Keys<'_, '_>) -> Result<RuleKind> {
    let (at, amount) = keys.required("amount", as_credits)?;
    if amount.is_negative() || !amount.is_whole_cents() {
        return Err(keys.refuse("amount", at, "expected hundredths of a credit, not negative"));
    }
    Ok(RuleKind::Minimum { amount })
}

/// Checks that a minimum follows the last rule with a negative amount. Otherwise a charge could be negative.
fn check_not_negative(keys: &Keys<'_, '_>, rules: &[At<Rule>]) -> Result<()> {
    let last_minimum = rules.iter().rposition(|(_, rule)| matches!(rule.kind, RuleKind::Minimum { .. }));
    let last_discount = rules.iter().rposition(|(_, rule)| rule.kind.takes_away());
    match last_discount.and_then(|index| Some((index, rules.get(index)?))) {
        Some((index, (at, _))) if last_minimum < Some(index) => Err(keys.refuse(
            &format!("rule[{index}].amount"),
            at.clone(),
            "found a negative amount, expected a rule of kind minimum after it",
        )),
        _ => Ok(()),
    }
}
