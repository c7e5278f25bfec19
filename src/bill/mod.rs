//! A period and a tariff in; records, totals and outputs out: what the commands and the service share.

mod charged;
mod make;

pub use charged::ChargedPeriod;
pub use make::{Bill, Outputs};
