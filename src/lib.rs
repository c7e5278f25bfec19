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
//! | [`source`] | messages are read: from the upstream, from JSON, from NDJSON |
//! | [`reports`] | the reports that they name are looked up, each once, into a catalog |
//! | [`tariff`] | a text is measured, and rules turn the measures into a charge; pure |
//! | [`pipeline`] | the waist: the only place that joins those three |
//! | [`output`] | records are written as JSON, NDJSON, CSV or a table |
//! | [`model`] | the plain values that flow: message, report, credits, usage record |
//! | [`http`] | the one client: timeouts, retries, size limits |
//! | [`content`] | bytes become text: gzip, byte order mark, UTF-8 |
//! | [`replacement`] | a file is replaced as a whole or not at all |
//! | [`error`], [`notice`] | why a run fails; what it has to say when it does not |
//!
//! # `copilot-usage score may.json`, traced
//!
//! 1. `cli/args.rs` parses the call; `cli/commands/score.rs` makes plain values of it (`cli/settings.rs`).
//! 2. `cli/bill.rs` reads the tariff ([`tariff::Tariff::read`]) and opens the output ([`output::Output::open`]).
//! 3. [`source::Messages`] opens the file, tells its shape by its content, and yields [`model::batch::Batch`]es.
//! 4. [`pipeline::Pipeline`] has [`reports::Resolver::resolve`] find the reports of a batch, and charges each message
//!    by its report or by [`tariff::Tariff::charge`].
//! 5. The output takes the [`model::usage_record::UsageRecord`]s; [`output::Ready::commit`] puts them in place once
//!    all went well. `cli/exit.rs` turns what happened into the exit code.
//!
//! ```
//! use copilot_usage::notice::Listener;
//! use copilot_usage::pipeline::Pipeline;
//! use copilot_usage::reports::{OnReportError, ReportSource, Resolver};
//! use copilot_usage::source::{Duplicates, Input, Messages, Strictness};
//! use copilot_usage::tariff::{Tariff, builtin};
//! use std::sync::Arc;
//!
//! let silent: Listener = Arc::new(|_| {});
//! let file = Input::File("fixtures/snapshot.json".into());
//! let strictness = Strictness { duplicates: Duplicates::Refuse, bytes_max: 1 << 30, errors_max: 1 };
//! let messages = Messages::read(vec![file], None, strictness, Arc::clone(&silent));
//! let resolver = Resolver::new(ReportSource::Snapshot, OnReportError::Error, silent);
//! let tariff = Tariff::read("text", builtin("text").unwrap_or_default())?;
//! let mut pipeline = Pipeline::new(messages, resolver, &tariff);
//! for records in pipeline.by_ref() {
//!     println!("{} records", records?.len());
//! }
//! println!("{} credits", pipeline.totals().credits);
//! # Ok::<(), copilot_usage::error::Error>(())
//! ```

pub mod charge;
pub mod content;
pub mod error;
pub mod http;
pub mod model;
pub mod notice;
pub mod output;
pub mod pipeline;
pub mod replacement;
pub mod reports;
pub mod source;
pub mod tariff;
