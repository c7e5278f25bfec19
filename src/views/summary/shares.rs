//! Shares of a whole in percent that add up to 100.00.

use crate::model::credits::Credits;
use rust_decimal::Decimal;
use std::cmp::Reverse;

/// 100 %, in hundredths of a percent.
const WHOLE: u128 = 10_000;

/// Returns the share of each part in their sum, in percent. Shares are rounded down to hundredths; those with the
/// largest remainders get one hundredth more, until all add up to 100.00. Of equal remainders, the larger part comes
/// first, then the earlier one. Returns `None` for each part if the sum is zero. No part may be negative.
pub(crate) fn shares(parts: &[Credits]) -> Vec<Option<Decimal>> {
    let parts: Vec<u128> = parts.iter().map(|part| part.magnitude().into()).collect();
    let whole: u128 = parts.iter().sum();
    if whole == 0 {
        return vec![None; parts.len()];
    }
    let mut shares: Vec<u128> = parts.iter().map(|part| part * WHOLE / whole).collect();
    let lacking = WHOLE - shares.iter().sum::<u128>();
    let mut by_loss: Vec<(&mut u128, &u128)> = shares.iter_mut().zip(&parts).collect();
    by_loss.sort_by_key(|(_, part)| Reverse((*part * WHOLE % whole, **part)));
    for ((share, _), _) in by_loss.into_iter().zip(0..lacking) {
        *share += 1;
    }
    shares.into_iter().map(|share| Decimal::try_from_i128_with_scale(share.cast_signed(), 2).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::shares;
    use crate::model::credits::Credits;
    use rust_decimal::Decimal;

    #[test]
    fn shares_come_to_a_hundred() {
        let cases: [(&[&str], &[&str]); 6] = [
            (&["1.00", "1.00", "1.00"], &["33.34", "33.33", "33.33"]),
            // Of two equal remainders, the larger part.
            (&["1.00", "19999.00"], &["0.00", "100.00"]),
            (&["1.00", "0.00", "0.00"], &["100.00", "0.00", "0.00"]),
            (&["0.01", "9200000000000.00"], &["0.00", "100.00"]),
            (&["0.01", "0.02", "0.03", "0.01"], &["14.29", "28.57", "42.86", "14.28"]),
            (&[], &[]),
        ];
        for (parts, expected) in cases {
            let parts: Vec<Credits> = parts.iter().map(|part| part.parse().unwrap()).collect();
            let shares: Vec<Decimal> = shares(&parts).into_iter().flatten().collect();
            let printed: Vec<String> = shares.iter().map(ToString::to_string).collect();
            assert_eq!(printed, expected, "{parts:?}");
            assert!(shares.is_empty() || shares.iter().sum::<Decimal>() == Decimal::ONE_HUNDRED);
        }
        assert_eq!(shares(&[Credits::ZERO; 2]), [None, None]);
    }
}
