//! Measures a text in one pass: finds everything that a rule can charge for.

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
