//! What is asked of charges: why a message costs what it costs, what a period comes to, what another tariff would
//! charge, what has changed between two bills.

pub mod comparison;
pub mod difference;
pub mod explanation;
pub mod summary;
