//! Runs the messages of a period through all stages, on several threads, and keeps their order.

mod run;
mod turnstile;

pub use run::{Period, Progress};
