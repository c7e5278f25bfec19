//! The rules of a tariff. A rule applied to a subject gives a line item. To add a kind of rule, add a variant of
//! [`RuleKind`], an arm in `Rule::quantity_and_amount`, and its keys in `file.rs`.
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
    /// Its name, which line items show.
    pub name: String,
    /// What it charges for.
    pub kind: RuleKind,
}

/// What a [`Rule`] charges for. Amounts are in credits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleKind {
    /// Charges every message.
    Fixed {
        /// The amount for a message.
        amount: Credits,
    },
    /// Charges each character.
    PerCharacter {
        /// The amount for a character.
        amount: Credits,
    },
    /// Charges each word whose length is in a range.
    PerWord {
        /// The amount for a word.
        amount: Credits,
        /// The minimum length in characters.
        from: usize,
        /// The maximum length in characters, if any.
        to: Option<usize>,
    },
    /// Charges each vowel at position 3, 6, 9, …
    PerThirdVowel {
        /// The amount for a vowel.
        amount: Credits,
    },
    /// Charges tokens of a fixed number of characters. A part of a token costs the same part of the amount.
    PerTokenPart {
        /// The amount for one character.
        share: Credits,
        /// Characters in a token.
        characters: NonZeroU32,
    },
    /// Charges tokens of a fixed number of characters. The number of tokens is rounded up.
    PerTokenBegun {
        /// For a token.
        amount: Credits,
        /// Characters in a token.
        characters: NonZeroU32,
    },
    /// Charges each token of a language model.
    PerModelToken {
        /// For a token.
        amount: Credits,
        /// Splits a text into tokens.
        tokenizer: Tokenizer,
    },
    /// Charges a text that is longer than a number of characters.
    LongerThan {
        /// For such a text.
        amount: Credits,
        /// The maximum length that is not charged, in characters.
        characters: u64,
    },
    /// Charges a text that has at least one word and no word twice.
    UniqueWords {
        /// For such a text.
        amount: Credits,
    },
    /// Raises a smaller subtotal to the amount.
    Minimum {
        /// The minimum subtotal, in whole hundredths of a credit.
        amount: Credits,
    },
    /// Multiplies the subtotal of a palindrome.
    Palindrome {
        /// The factor, at least 1.
        times: u64,
    },
    /// Rounds the subtotal to hundredths of a credit, half away from zero. This is the last rule of every tariff.
    WholeCents,
}

/// What one rule added to a charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineItem<'t> {
    /// The rule.
    pub rule: &'t Rule,
    /// The quantity that the rule charges for; zero if it did not fire.
    pub quantity: Quantity,
    /// The amount that the rule adds to the charge, which may be negative.
    pub amount: Credits,
    /// The charge up to and including this line.
    pub subtotal: Credits,
}

/// The quantity that a rule charges for, as an exact number: a count divided by a number of parts.
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

    /// Returns the quantity as a decimal without trailing zeros.
    pub fn to_decimal(self) -> Decimal {
        // The divisor is not zero, and the tariff file ensures that the quotient is a finite decimal.
        Decimal::from(self.count).checked_div(Decimal::from(self.parts.get())).unwrap_or_default().normalize()
    }

    /// Whether the quantity is zero.
    pub fn is_zero(self) -> bool {
        self.count == 0
    }
}

/// Formats the quantity without trailing zeros: `12.5`.
impl fmt::Display for Quantity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.to_decimal().to_string())
    }
}

impl RuleKind {
    /// Whether the rule can make a charge negative. A minimum, a palindrome and the rounding cannot.
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
    /// Returns the amount for a quantity of one, or `None` if the amount depends on the subtotal.
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
            // The amount for a whole token, as the file gives it.
            RuleKind::PerTokenPart { share, characters } => share.checked_mul(characters.get().into()).ok(),
            RuleKind::Minimum { .. } | RuleKind::Palindrome { .. } | RuleKind::WholeCents => None,
        }
    }

    /// Applies the rule to a subject and a subtotal. Returns the line item.
    ///
    /// # Errors
    /// [`ChargeError::Amount`] if an amount is out of the range of [`Credits`].
    #[allow(clippy::inline_always, reason = "inlined, unused parts of a line item are not computed")]
    #[inline(always)]
    pub fn apply(&self, subject: Subject<'_>, subtotal: Credits) -> Result<LineItem<'_>, ChargeError> {
        let (quantity, amount) = self.quantity_and_amount(subject, subtotal)?;
        Ok(LineItem { rule: self, quantity, amount, subtotal: subtotal.checked_add(amount)? })
    }

    /// Returns the quantity to charge for, and the amount. An arm of a kind that looks at the subject must name each
    /// subject that the kind applies to, and any other subject must be an error, never a quantity of zero.
    #[allow(clippy::inline_always, reason = "it is a part of apply")]
    #[inline(always)]
    fn quantity_and_amount(
        &self,
        subject: Subject<'_>,
        subtotal: Credits,
    ) -> Result<(Quantity, Credits), ChargeError> {
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
            // These kinds use only the subtotal, so they apply to any subject.
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
