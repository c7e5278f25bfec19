//! Exact amounts of credits: integers inside, [`Decimal`] at the edges, no floats.
#![deny(clippy::arithmetic_side_effects)]

use rust_decimal::prelude::{Decimal, RoundingStrategy, ToPrimitive};
use std::fmt;
use std::num::NonZeroU32;

/// The decimal places of an amount: it is held in millionths of a credit.
const SCALE: u32 = 6;
/// Millionths in a credit.
const PER_CREDIT: i64 = 1_000_000;
/// Millionths in a hundredth of a credit, the unit that is billed.
const PER_CENT: i64 = 10_000;

/// An exact amount of credits, in millionths, from about -9.2 to 9.2 trillion credits.
///
/// ```
/// use copilot_usage::model::credits::Credits;
///
/// let charge: Credits = "1.05".parse()?;
/// assert_eq!(charge.checked_mul(2)?.to_string(), "2.10");
/// assert!("0.0000001".parse::<Credits>().is_err(), "finer than a millionth");
/// # Ok::<(), copilot_usage::model::credits::AmountError>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Credits(i64);

/// Why a number is not an amount of credits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Not written as a decimal number.
    #[error("not a decimal number")]
    NotANumber,
    /// More digits than can be held without rounding.
    #[error("more digits than can be held exactly")]
    TooManyDigits,
    /// Finer than a millionth of a credit.
    #[error("finer than a millionth of a credit")]
    TooFine,
    /// Beyond the range of [`Credits`].
    #[error("amount of credits out of range")]
    OutOfRange,
}

impl Credits {
    /// No credits.
    pub const ZERO: Self = Self(0);
    /// A hundredth of a credit.
    pub const CENT: Self = Self(PER_CENT);

    /// Converts a decimal number of credits, exactly.
    ///
    /// # Errors
    /// [`AmountError::TooFine`] if it has more than six decimals, [`AmountError::OutOfRange`] if it is out of range.
    pub fn from_decimal(amount: Decimal) -> Result<Self, AmountError> {
        let amount = amount.normalize();
        if amount.scale() > SCALE {
            return Err(AmountError::TooFine);
        }
        let millionths =
            amount.checked_mul(Decimal::from(PER_CREDIT)).and_then(|millionths| millionths.to_i64());
        millionths.map(Self).ok_or(AmountError::OutOfRange)
    }

    /// Rounds a decimal number of credits to hundredths of a credit, halves away from zero.
    ///
    /// # Errors
    /// [`AmountError::OutOfRange`].
    pub fn rounded(amount: Decimal) -> Result<Self, AmountError> {
        Self::from_decimal(amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
    }

    /// Returns the amount as a decimal number of credits.
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.0, SCALE)
    }

    /// Returns the sum.
    ///
    /// # Errors
    /// [`AmountError::OutOfRange`].
    pub fn checked_add(self, other: Self) -> Result<Self, AmountError> {
        self.0.checked_add(other.0).map(Self).ok_or(AmountError::OutOfRange)
    }

    /// Returns the difference.
    ///
    /// # Errors
    /// [`AmountError::OutOfRange`].
    pub fn checked_sub(self, other: Self) -> Result<Self, AmountError> {
        self.0.checked_sub(other.0).map(Self).ok_or(AmountError::OutOfRange)
    }

    /// Returns the amount multiplied by `times`.
    ///
    /// # Errors
    /// [`AmountError::OutOfRange`].
    pub fn checked_mul(self, times: u64) -> Result<Self, AmountError> {
        let times = i64::try_from(times).map_err(|_| AmountError::OutOfRange)?;
        self.0.checked_mul(times).map(Self).ok_or(AmountError::OutOfRange)
    }

    /// Divides the amount into equal shares, and returns one of them.
    ///
    /// # Errors
    /// [`AmountError::TooFine`] if the shares are not whole millionths of a credit.
    pub fn exact_div(self, shares: NonZeroU32) -> Result<Self, AmountError> {
        let shares = i64::from(shares.get());
        match self.0.checked_rem(shares) {
            Some(0) => self.0.checked_div(shares).map(Self).ok_or(AmountError::OutOfRange),
            _ => Err(AmountError::TooFine),
        }
    }

    /// Rounds the amount to hundredths of a credit, halves away from zero.
    ///
    /// # Errors
    /// [`AmountError::OutOfRange`].
    pub fn rounded_to_cents(self) -> Result<Self, AmountError> {
        if self.is_whole_cents() { Ok(self) } else { Self::rounded(self.to_decimal()) }
    }

    /// Whether the amount is a whole number of hundredths of a credit.
    pub fn is_whole_cents(self) -> bool {
        self.0.checked_rem(PER_CENT) == Some(0)
    }

    /// Appends the amount to a text, in the same form as `Display`. Faster for whole hundredths.
    #[inline]
    pub fn append_to(self, text: &mut Vec<u8>) {
        if self.is_negative() || !self.is_whole_cents() {
            text.extend_from_slice(self.to_string().as_bytes());
            return;
        }
        let cents = self.0.unsigned_abs().div_euclid(PER_CENT.unsigned_abs());
        let (whole, rest) = (cents.div_euclid(100), cents.rem_euclid(100));
        text.extend_from_slice(itoa::Buffer::new().format(whole).as_bytes());
        let rest = u8::try_from(rest).unwrap_or(0);
        text.extend_from_slice(&[b'.', b'0' | rest.div_euclid(10), b'0' | rest.rem_euclid(10)]);
    }

    /// Returns the amount in hundredths of a credit, rounded down.
    pub fn cents(self) -> i64 {
        self.0.div_euclid(PER_CENT)
    }

    /// Returns the absolute amount in millionths of a credit.
    pub fn magnitude(self) -> u64 {
        self.0.unsigned_abs()
    }

    /// Whether the amount is below zero.
    pub fn is_negative(self) -> bool {
        self.0 < 0
    }
}

impl std::str::FromStr for Credits {
    type Err = AmountError;

    /// Reads a plain decimal number: an optional sign, digits, and optionally a point with at most six decimals.
    fn from_str(text: &str) -> Result<Self, AmountError> {
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !plain(whole) || !plain(fraction) {
            return Err(AmountError::NotANumber);
        }
        Decimal::from_str_exact(text).map_err(|_| AmountError::TooManyDigits).and_then(Self::from_decimal)
    }
}

/// Prints two decimals, or up to six if the amount has more.
impl fmt::Display for Credits {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.is_negative() { "-" } else { "" };
        let millionths = self.0.unsigned_abs();
        let whole = millionths.div_euclid(PER_CREDIT.unsigned_abs());
        let fraction = millionths.rem_euclid(PER_CREDIT.unsigned_abs());
        if self.is_whole_cents() {
            return write!(formatter, "{sign}{whole}.{:02}", fraction.div_euclid(PER_CENT.unsigned_abs()));
        }
        let decimals = format!("{fraction:06}");
        write!(formatter, "{sign}{whole}.{}", decimals.trim_end_matches('0'))
    }
}

/// Converts a JSON number, exactly.
///
/// # Errors
/// [`AmountError::NotANumber`] for anything but a JSON number, [`AmountError::TooManyDigits`] if it does not fit into a
/// [`Decimal`], which holds 28 digits.
pub fn decimal_of_json(number: &str) -> Result<Decimal, AmountError> {
    if !number.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
        return Err(AmountError::NotANumber);
    }
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = [whole.trim_start_matches('-'), fraction].concat();
    let significant = digits.trim_end_matches('0');
    let Some(zeros) = digits.len().checked_sub(significant.len()).filter(|_| !significant.is_empty()) else {
        return Ok(Decimal::ZERO);
    };
    exact(significant, exponent, fraction.len(), zeros)
        .map(|mut value| {
            value.set_sign_negative(number.starts_with('-'));
            value
        })
        .ok_or(AmountError::TooManyDigits)
}

/// Returns the digits x 10^(exponent - decimals + zeros). Returns `None` if this does not fit into a [`Decimal`].
fn exact(digits: &str, exponent: &str, decimals: usize, zeros: usize) -> Option<Decimal> {
    let exponent: i64 = exponent.parse().ok()?;
    let scale =
        i64::try_from(decimals).ok()?.checked_sub(i64::try_from(zeros).ok()?)?.checked_sub(exponent)?;
    let digits: i128 = digits.parse().ok()?;
    if let Ok(scale) = u32::try_from(scale) {
        return Decimal::try_from_i128_with_scale(digits, scale).ok();
    }
    let power = 10_i128.checked_pow(u32::try_from(scale.checked_neg()?).ok()?)?;
    Decimal::try_from_i128_with_scale(digits.checked_mul(power)?, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_json_number_is_held_exactly_or_refused() {
        let exact = [
            ("79", "79"),
            ("-0", "0"),
            ("1.5e2", "150"),
            ("15000E-2", "150"),
            ("12.345", "12.345"),
            ("0e999999", "0"),
            ("1.10000000000000000000000000000000000000000", "1.1"),
            ("100e-1", "10"),
            ("1e+3", "1000"),
            ("-12.50", "-12.5"),
            ("100000000000000000000000000000000e-31", "10"),
            ("0.000000000000000000000000000000000001e36", "1"),
        ];
        for (number, value) in exact {
            assert_eq!(
                decimal_of_json(number).map(|d| d.normalize().to_string()),
                Ok(value.into()),
                "{number}"
            );
        }
        for number in ["1e400", "1e-400", "1e99999999999", "1.234567890123456789012345678901234567891"] {
            assert_eq!(decimal_of_json(number), Err(AmountError::TooManyDigits), "{number}");
        }
        for other in ["", "\"5\"", "null", "NaN", "[1]"] {
            assert_eq!(decimal_of_json(other), Err(AmountError::NotANumber), "{other}");
        }
    }

    #[test]
    fn halves_round_away_from_zero() {
        for (amount, cents) in
            [("12.345", "12.35"), ("-12.345", "-12.35"), ("0.004999", "0.00"), ("7", "7.00")]
        {
            let rounded = amount.parse::<Credits>().and_then(Credits::rounded_to_cents);
            assert_eq!(rounded.map(|credits| credits.to_string()), Ok(cents.into()), "{amount}");
        }
    }

    #[test]
    fn nothing_wraps() {
        let most = Credits(i64::MAX);
        assert_eq!(most.checked_add(Credits(1)), Err(AmountError::OutOfRange));
        assert_eq!(Credits(i64::MIN).checked_sub(Credits(1)), Err(AmountError::OutOfRange));
        assert_eq!(most.checked_mul(2), Err(AmountError::OutOfRange));
        assert_eq!(most.rounded_to_cents(), Err(AmountError::OutOfRange));
        assert_eq!("9223372036854.775807".parse(), Ok(most));
        assert_eq!("9223372036854.775808".parse::<Credits>(), Err(AmountError::OutOfRange));
        assert_eq!(
            NonZeroU32::new(4).map(|shares| Credits(1).exact_div(shares)),
            Some(Err(AmountError::TooFine))
        );
    }

    #[test]
    fn amounts_read_as_they_print() {
        for text in ["0.00", "-2.00", "1.05", "0.000001", "-9223372036854.775808"] {
            assert_eq!(text.parse::<Credits>().map(|credits| credits.to_string()), Ok(text.into()));
        }
        for text in ["", ".5", "5.", "1e2", "1_000", "0x1", "--1", " 1", "1,00"] {
            assert_eq!(text.parse::<Credits>(), Err(AmountError::NotANumber), "{text:?}");
        }
    }
}
