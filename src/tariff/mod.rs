//! What a text costs at a time: an ordered list of rules over its measures. PURE: no I/O, no clock, no settings. To add
//! a tariff: a file in `builtin/`, a line in [`BUILTIN`], its cases in `fixtures/tariffs/`.

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

/// The tariffs that ship, by name, in the format of a user's own file. The first one is the default.
pub const BUILTIN: &[(&str, &str)] = &[
    ("text", include_str!("builtin/text.toml")),
    ("tokens", include_str!("builtin/tokens.toml")),
    ("tokens-ceil", include_str!("builtin/tokens-ceil.toml")),
];

/// The file of a tariff that ships, ready to copy and edit.
pub fn builtin(name: &str) -> Option<&'static str> {
    BUILTIN.iter().find_map(|&(builtin, file)| (builtin == name).then_some(file))
}
