//! Computes what a text costs at a given time: applies an ordered list of rules to its measures. This module is pure:
//! no I/O, no clock, no settings. To add a tariff, add a file in `builtin/`, a line in [`BUILTIN`], and its cases in
//! `fixtures/tariffs/`.

pub mod breakdown;
mod check;
pub mod error;
mod file;
mod keys;
pub mod marks;
pub mod meter;
pub mod rule;
pub mod subject;
pub mod tokenizer;
pub mod versions;

pub use breakdown::Breakdown;
pub use error::ChargeError;
pub use subject::Subject;
pub use versions::{Case, Tariff, Version};

/// The names and files of the built-in tariffs, in the same format as a file of a user. The first is the default.
pub const BUILTIN: &[(&str, &str)] = &[
    ("text", include_str!("builtin/text.toml")),
    ("tokens", include_str!("builtin/tokens.toml")),
    ("tokens-ceil", include_str!("builtin/tokens-ceil.toml")),
];

/// Returns the file of a built-in tariff, or `None` if there is none of this name.
pub fn builtin(name: &str) -> Option<&'static str> {
    BUILTIN.iter().find_map(|&(builtin, file)| (builtin == name).then_some(file))
}
