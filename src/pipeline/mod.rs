//! Runs the messages of a period through all stages, on several threads, and keeps their order.

mod in_order;
mod run;

pub use run::{Period, Progress};
