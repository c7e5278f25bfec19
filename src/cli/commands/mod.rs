//! One file for each command; none imports another.

pub(crate) mod compare;
pub(crate) mod completions;
pub(crate) mod dashboard;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod fetch;
#[cfg(feature = "serve")]
pub(crate) mod health;
#[cfg(feature = "serve")]
pub(crate) mod keys;
pub(crate) mod man;
pub(crate) mod schema;
pub(crate) mod score;
#[cfg(feature = "serve")]
pub(crate) mod serve;
pub(crate) mod summary;
pub(crate) mod tariffs;
