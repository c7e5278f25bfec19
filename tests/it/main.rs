//! Tests of the binary as its users run it, by whole outputs; and properties of the public API.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod arrows;
mod bad_input;
mod browser;
mod cache;
mod chart;
mod cli;
mod compare;
mod dashboard;
mod diff;
mod duplicates;
mod expected;
mod explain;
mod export;
mod faults;
mod fetch;
mod files;
mod help;
mod laws;
mod log;
mod metrics;
mod opened_once;
mod output;
mod page;
mod period;
#[cfg(unix)]
mod person;
mod proxies;
mod reports;
mod schema;
mod score;
#[cfg(feature = "serve")]
mod server;
#[cfg(unix)]
mod shells;
mod signals;
mod streaming;
mod summary;
mod support;
mod tariff_files;
mod tariffs;
#[cfg(unix)]
mod terminal;
mod threads;
mod tls;
mod token;
mod words;
