//! Why a tariff has no price for something.

use crate::model::credits::AmountError;

/// Why a tariff has no price for something.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChargeError {
    /// An amount is beyond the range of [`Credits`](crate::model::credits::Credits).
    #[error(transparent)]
    Amount(#[from] AmountError),
    /// It is older than the tariff, or newer.
    #[error("no version of the tariff {tariff} is in force at {timestamp}")]
    NotInForce {
        /// The name of the tariff.
        tariff: String,
        /// The time of the message.
        timestamp: String,
    },
}
