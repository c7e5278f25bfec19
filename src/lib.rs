//! The engine of `copilot-usage`: messages in, exact charges out.
//!
//! # The map of the house
//!
//! ```text
//! source ──► reports ──► tariff ──► output
//!    (messages)  (catalog)   (charges)   (records)
//! ```
//!
//! | room | what happens there |
//! |---|---|
//! | [`source`] | messages are read: from the upstream, from JSON, from NDJSON, a chunk at a time |
//! | [`reports`] | the reports that they name are looked up, each once, into a catalog |
//! | [`tariff`] | a text is measured, and rules turn the measures into a charge; pure |
//! | [`mod@charge`] | a batch of messages with its reports and a tariff becomes usage records |
//! | [`views`] | what is asked of charges: why, on what, under another tariff, since another bill |
//! | [`mod@dashboard`] | a period as one HTML page: `page.html`, `page.css` and `page.js` in its folder |
//! | [`bill`] | a period and a tariff in; records, totals and outputs out |
//! | [`pipeline`] | the waist: threads carry chunks through these rooms, and the order of the messages is kept |
//! | [`output`] | rows of any kind are written as JSON, NDJSON, CSV or a table |
//! | [`wire`] | the JSON and CSV that others write, read strictly |
//! | [`http`] | the one client: timeouts, retries, size limits |
//! | [`io`] | a file is replaced as a whole or not at all; the standard streams |
//! | [`model`] | the plain values that flow: message, report, credits, usage record |
//! | [`error`], [`event`], [`clock`] | why a run fails; what it has to say when it does not; what time it is |
//!
//! # `copilot-usage score may.json`, traced
//!
//! 1. `cli/args.rs` parses the call; `cli/commands/score.rs` makes plain values of it (`cli/settings.rs`).
//! 2. `cli/bill.rs` opens the output ([`output::Output::open`]) and reads the tariff ([`tariff::Tariff::read`]);
//!    `cli/period.rs` says where messages and reports come from; [`bill::Bill::make`] does the rest.
//! 3. [`source::Chunks`] opens the file, tells its shape by its content, and cuts it into pieces of whole messages.
//! 4. [`pipeline::Period::run`] has a thread read each piece ([`source::Chunk::parse`]); in the order of the pieces,
//!    [`source::Admission`] lets the messages in and [`reports::Resolver`] finds their reports.
//! 5. The thread charges the messages ([`charge::charge`]), each by its report or by [`tariff::Version::charge`], and
//!    encodes the [`model::record::UsageRecord`]s ([`output::Encoder`]).
//! 6. In order again, the output takes the records; [`bill::Bill::commit`] puts them in place once all went well.
//!    `cli/exit.rs` turns what happened into the exit code, `cli/sentence.rs` and `cli/hint.rs` put it into words.
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
