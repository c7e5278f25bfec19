//! A text -> its measures, in one pass: everything that a rule can charge for.

pub(super) mod characters;
mod long;
pub(super) mod measures;
mod palindrome;
mod scan;
pub(super) mod scratch;
mod word_hasher;
mod word_set;

pub use measures::{Measures, WORD_LENGTH_MAX, WordLengths};
pub use scratch::measure;
