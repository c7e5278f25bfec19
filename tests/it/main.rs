//! The program as its users meet it: the real binary, whole outputs; and the laws of the public API.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod bad_input;
mod cache;
mod cli;
mod compare;
mod dashboard;
mod diff;
mod explain;
mod export;
mod faults;
mod fetch;
mod laws;
mod output;
mod reports;
mod schema;
mod score;
mod signals;
mod streaming;
mod summary;
mod support;
mod tariff_files;
mod tariffs;
mod tls;
