//! The engine of `copilot-usage`: it reads messages and returns exact charges.
//!
//! ```text
//! source ──► reports ──► charge ──► bill ──► output
//! messages   catalog     records
//! ```
//!
//! | module | what it does |
//! |---|---|
//! | [`source`] | reads messages from files or the upstream, in chunks |
//! | [`reports`] | looks up the reports that messages name, each once |
//! | [`tariff`] | measures a text and applies the rules of a tariff |
//! | [`mod@charge`] | turns messages, reports and a tariff into usage records |
//! | [`pipeline`] | runs these stages on several threads, and keeps the order of the messages |
//! | [`bill`], [`mod@dashboard`] | a period as a bill or as an HTML page |
//! | [`views`] | summaries, comparisons, differences and explanations of charges |
//! | [`output`] | writes a view as JSON, NDJSON, CSV or a table |
//! | [`wire`], [`http`], [`io`] | strict JSON and CSV, the HTTP client, atomic files |
//! | [`model`], [`error`], [`event`], [`clock`] | the types that the other modules share |
//!
//! `docs/ARCHITECTURE.md` says what each module may import, why, and what the words mean.
//!
//! # `copilot-usage score may.json`, step by step
//!
//! 1. `cli/` parses the call, opens the output ([`output::Output::open`]) and reads the tariff
//!    ([`tariff::Tariff::read`]). [`bill::Bill::make`] does the rest.
//! 2. [`source::Chunks`] opens the file, detects its format, and cuts it into chunks of whole messages.
//! 3. [`pipeline::Period::run`] lets a thread parse each chunk ([`source::Chunk::parse`]). In the order of the chunks,
//!    [`source::Admission`] checks the messages and [`reports::Resolver`] looks up their reports.
//! 4. The thread charges the messages ([`charge::charge`]), each by its report or by [`tariff::Version::charge`], and
//!    encodes the [`model::record::UsageRecord`]s ([`output::Encoder`]).
//! 5. In order again, the output takes the records. [`bill::Bill::commit`] puts it in place once everything succeeded.
//! 6. `cli/` turns the result into a closing line, or an error sentence and a hint, and the exit code.
//!
//! # Example
//!
//! ```
//! use copilot_usage::charge::{Totals, charge};
//! use copilot_usage::model::batch::Batch;
//! use copilot_usage::event::Listener;
//! use copilot_usage::pipeline::Period;
//! use copilot_usage::reports::{OnReportError, ReportSource, Resolver};
//! use copilot_usage::source::{Input, Messages, ReadOptions};
//! use copilot_usage::tariff::{Tariff, builtin};
//! use std::sync::Arc;
//!
//! let silent: Listener = Arc::new(|_| {});
//! let file = Input::File("fixtures/snapshot.json".into());
//! let messages = Messages::read(vec![file], ReadOptions::default(), Arc::clone(&silent));
//! let resolver = Resolver::new(ReportSource::Snapshot, OnReportError::Error, silent);
//! let tariff = Tariff::read("text", builtin("text").unwrap_or_default())?;
//! let mut totals = Totals::default();
//! let work = |batch: &Batch<'_>| Ok(charge(batch, &tariff)?.tally);
//! Period::new(messages, resolver).run(work, |tally| totals.add(tally))?;
//! assert_eq!(totals.credits.to_string(), "400.10");
//! # Ok::<(), copilot_usage::error::Error>(())
//! ```

pub mod bill;
pub mod charge;
pub mod clock;
pub mod dashboard;
pub mod error;
pub mod event;
pub mod http;
pub mod io;
pub mod model;
pub mod output;
pub mod pipeline;
pub mod reports;
#[cfg(feature = "serve")]
pub mod server;
pub mod source;
pub mod tariff;
pub mod views;
pub mod wire;
