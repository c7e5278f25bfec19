//! The sums of each group of messages.

use crate::model::credits::{AmountError, Credits};
use crate::views::summary::key::Group;
use std::collections::BTreeMap;

/// A sum for each group.
pub(super) type Sums = BTreeMap<Groups, Sum>;

/// The outer group, and the inner one if there is a second key.
pub(super) type Groups = [Group; 2];

/// The sum of a group of messages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sum {
    pub(super) messages: u64,
    pub(super) credits: Credits,
    pub(super) maximum: Credits,
}

impl Sum {
    pub(super) fn plus(self, other: Self) -> Result<Self, AmountError> {
        Ok(Self {
            messages: self.messages + other.messages,
            credits: self.credits.checked_add(other.credits)?,
            maximum: self.maximum.max(other.maximum),
        })
    }
}

/// Adds a sum to that of its group.
pub(super) fn add(sums: &mut Sums, groups: Groups, sum: Sum) -> Result<(), AmountError> {
    let so_far = sums.entry(groups).or_default();
    *so_far = so_far.plus(sum)?;
    Ok(())
}
