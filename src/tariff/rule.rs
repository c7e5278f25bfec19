//! A subject x a rule -> a line item. To add a kind of rule: a variant, an arm in [`Rule::apply`], and its keys in
//! `file.rs`.
#![deny(clippy::arithmetic_side_effects)]

use crate::model::credits::{AmountError, Credits};
use crate::tariff::error::ChargeError;
use crate::tariff::subject::Subject;
use crate::tariff::tokenizer::Tokenizer;
use rust_decimal::Decimal;
use std::fmt;
use std::num::NonZeroU32;

/// One rule of a tariff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// What people call it; it stands on the line item.
    pub name: String,
    /// What it charges for.
    pub kind: RuleKind,
}

/// What a [`Rule`] charges for. Amounts are credits for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleKind {
    /// Every message.
    Fixed {
        /// For a message.
        amount: Credits,
    },
    /// Each character.
    PerCharacter {
        /// For a character.
        amount: Credits,
    },
    /// Each word of a length.
    PerWord {
        /// For a word.
        amount: Credits,
        /// The fewest characters.
        from: usize,
        /// The most characters, if there is a limit.
        to: Option<usize>,
    },
    /// Each third character that is a vowel.
    PerThirdVowel {
        /// For a vowel.
        amount: Credits,
    },
    /// Each token of so many characters, parts in part.
    PerTokenPart {
        /// For one character of a token.
        share: Credits,
        /// Characters in a token.
        characters: NonZeroU32,
    },
    /// Each token of so many characters, the last one whole.
    PerTokenBegun {
        /// For a token.
        amount: Credits,
        /// Characters in a token.
        characters: NonZeroU32,
    },
    /// Each token of a language model.
    PerModelToken {
        /// For a token.
        amount: Credits,
        /// What cuts a text into tokens.
        tokenizer: Tokenizer,
    },
    /// A text of more than so many characters.
    LongerThan {
        /// For such a text.
        amount: Credits,
        /// The most characters that cost nothing.
        characters: u64,
    },
    /// A text with words of which no two are the same.
    UniqueWords {
        /// For such a text.
        amount: Credits,
    },
    /// A subtotal below the amount is raised to it.
    Minimum {
        /// The least subtotal, in whole hundredths.
        amount: Credits,
    },
    /// A palindrome costs its subtotal so many times.
    Palindrome {
        /// How many times, at least 1.
        times: u64,
    },
    /// What is finer than a hundredth of a credit is rounded, halves away from zero. Every tariff ends with it.
    WholeCents,
}

/// What one rule added to a charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineItem<'t> {
    /// The rule.
    pub rule: &'t Rule,
    /// How much it found to apply to; zero where it did not fire.
    pub quantity: Quantity,
    /// What it added; below zero where it took away.
    pub amount: Credits,
    /// The charge up to here, this line included.
    pub subtotal: Credits,
}

/// How much a rule found to apply to, exactly: a count, or a count of parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quantity {
    count: u64,
    parts: NonZeroU32,
}

impl Quantity {
    const NONE: Self = Self::whole(0);
    const ONE: Self = Self::whole(1);

    const fn whole(count: u64) -> Self {
        Self { count, parts: NonZeroU32::MIN }
    }

    /// The number.
    pub fn to_decimal(self) -> Decimal {
        // Nothing is divided by zero, and a part of one is a finite decimal.
        Decimal::from(self.count).checked_div(Decimal::from(self.parts.get())).unwrap_or_default().normalize()
    }

    /// Whether there was nothing to apply to.
    pub fn is_zero(self) -> bool {
        self.count == 0
    }
}

/// A decimal without needless zeros: `12.5`.
impl fmt::Display for Quantity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.to_decimal().to_string())
    }
}

impl RuleKind {
    /// Whether the kind can take away from a charge. A minimum, a doubling and the rounding cannot.
    pub fn takes_away(&self) -> bool {
        match *self {
            Self::Fixed { amount }
            | Self::PerCharacter { amount }
            | Self::PerWord { amount, .. }
            | Self::PerThirdVowel { amount }
            | Self::PerTokenPart { share: amount, .. }
            | Self::PerTokenBegun { amount, .. }
            | Self::PerModelToken { amount, .. }
            | Self::LongerThan { amount, .. }
            | Self::UniqueWords { amount } => amount.is_negative(),
            Self::Minimum { .. } | Self::Palindrome { .. } | Self::WholeCents => false,
        }
    }
}

impl Rule {
    /// What one of a quantity costs; nothing, where the amount depends on the subtotal.
    pub fn rate(&self) -> Option<Credits> {
        match self.kind {
            RuleKind::Fixed { amount }
            | RuleKind::PerCharacter { amount }
            | RuleKind::PerWord { amount, .. }
            | RuleKind::PerThirdVowel { amount }
            | RuleKind::PerTokenBegun { amount, .. }
            | RuleKind::PerModelToken { amount, .. }
            | RuleKind::LongerThan { amount, .. }
            | RuleKind::UniqueWords { amount } => Some(amount),
            // The amount that was shared.
            RuleKind::PerTokenPart { share, characters } => share.checked_mul(characters.get().into()).ok(),
            RuleKind::Minimum { .. } | RuleKind::Palindrome { .. } | RuleKind::WholeCents => None,
        }
    }

    /// The line item that the rule adds to a subtotal, for a subject.
    ///
    /// # Errors
    /// [`ChargeError::Amount`] beyond the range of [`Credits`], never a wrap.
    #[allow(clippy::inline_always, reason = "of a line item that nobody looks at only the sum is made")]
    #[inline(always)]
    pub fn apply(&self, subject: Subject<'_>, subtotal: Credits) -> Result<LineItem<'_>, ChargeError> {
        let (quantity, amount) = self.found(subject, subtotal)?;
        Ok(LineItem { rule: self, quantity, amount, subtotal: subtotal.checked_add(amount)? })
    }

    /// How much there is to charge for, and what that costs. A kind that looks at the subject names each subject that it
    /// applies to; to any other it must answer with an error, not with nothing.
    #[allow(clippy::inline_always, reason = "it is a part of apply")]
    #[inline(always)]
    fn found(&self, subject: Subject<'_>, subtotal: Credits) -> Result<(Quantity, Credits), ChargeError> {
        let found = match (&self.kind, subject) {
            (&RuleKind::Fixed { amount }, Subject::Text { .. }) => each(1, amount),
            (&RuleKind::PerCharacter { amount }, Subject::Text { measures, .. }) => {
                each(measures.characters, amount)
            }
            (&RuleKind::PerWord { amount, from, to }, Subject::Text { measures, .. }) => {
                each(measures.words.between(from, to), amount)
            }
            (&RuleKind::PerThirdVowel { amount }, Subject::Text { measures, .. }) => {
                each(measures.third_vowels, amount)
            }
            (&RuleKind::PerTokenPart { share, characters }, Subject::Text { measures, .. }) => {
                let quantity = Quantity { count: measures.characters, parts: characters };
                share.checked_mul(measures.characters).map(|amount| (quantity, amount))
            }
            (&RuleKind::PerTokenBegun { amount, characters }, Subject::Text { measures, .. }) => {
                each(measures.characters.div_ceil(u64::from(characters.get())), amount)
            }
            (&RuleKind::PerModelToken { amount, tokenizer }, Subject::Text { text, .. }) => {
                each(tokenizer.count(text), amount)
            }
            (&RuleKind::LongerThan { amount, characters }, Subject::Text { measures, .. }) => {
                once(measures.characters > characters, || Ok(amount))
            }
            (&RuleKind::UniqueWords { amount }, Subject::Text { measures, .. }) => {
                once(measures.unique_words, || Ok(amount))
            }
            (&RuleKind::Palindrome { times }, Subject::Text { measures, .. }) => {
                once(measures.palindrome, || subtotal.checked_mul(times.saturating_sub(1)))
            }
            // These look at the subtotal alone, whatever it is of.
            (&RuleKind::Minimum { amount }, _) => once(subtotal < amount, || amount.checked_sub(subtotal)),
            (RuleKind::WholeCents, _) => {
                once(!subtotal.is_whole_cents(), || subtotal.rounded_to_cents()?.checked_sub(subtotal))
            }
        };
        Ok(found?)
    }
}

fn each(count: u64, amount: Credits) -> Result<(Quantity, Credits), AmountError> {
    Ok((Quantity::whole(count), amount.checked_mul(count)?))
}

fn once(
    fires: bool,
    amount: impl FnOnce() -> Result<Credits, AmountError>,
) -> Result<(Quantity, Credits), AmountError> {
    if fires { Ok((Quantity::ONE, amount()?)) } else { Ok((Quantity::NONE, Credits::ZERO)) }
}
