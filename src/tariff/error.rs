//! The errors of charging by a tariff.

use crate::model::credits::AmountError;

/// Why a tariff cannot charge a subject.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChargeError {
    /// An amount is beyond the range of [`Credits`](crate::model::credits::Credits).
    #[error(transparent)]
    Amount(#[from] AmountError),
    /// The message is older than all versions of the tariff, or newer.
    #[error("no version of the tariff {tariff} is in force at {timestamp}")]
    NotInForce {
        /// The name of the tariff.
        tariff: String,
        /// The time of the message.
        timestamp: String,
    },
}
