//! The waist of the house: threads carry messages through all the stages, and their order is kept.

mod run;
mod turnstile;

pub use run::{Period, Progress};
