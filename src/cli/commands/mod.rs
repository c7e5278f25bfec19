//! One file a command; none imports another.

pub(crate) mod completions;
pub(crate) mod fetch;
pub(crate) mod score;
pub(crate) mod tariffs;
