//! A period and a tariff in; records, totals and outputs out: what the commands and the service share.

mod charged;
mod make;

pub use charged::ChargedPeriod;
#[cfg(feature = "serve")]
pub(crate) use make::figures;
pub use make::{Bill, Outputs};
