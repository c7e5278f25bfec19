//! `copilot-usage explain`: why a text or a message costs what it costs.

use crate::cli::args::ExplainArgs;
use crate::cli::console::Console;
use crate::cli::exit::Outcome;
use crate::cli::period::Wanted;
use crate::cli::settings::{self, Print};
use crate::cli::tariff;
use copilot_usage::content;
use copilot_usage::error::{Error, Result};
use copilot_usage::explanation::{ChargedBy, Explanation, Subject};
use copilot_usage::model::batch::Batch;
use copilot_usage::model::printable::Printable;
use copilot_usage::model::row::Cell;
use copilot_usage::output::{Footer, Layout, Output, marked};
use copilot_usage::tariff::Tariff;
use jiff::Timestamp;
use std::ffi::OsString;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;

pub(crate) fn run(args: ExplainArgs, console: &Arc<Console>) -> anyhow::Result<Outcome> {
    let tariff = tariff::read(&args.tariff.tariff)?;
    let Print { destination, format, layout } = Print::new(&args.output, console.color);
    let listing = Explanation::LISTING;
    let (output, encoder) = Output::open(&destination, format, layout, &listing)?;
    let (all, strict) = (args.all, args.messages.strict);
    let (mut explanation, text, timestamp) = match args.message {
        Some(id) => message(id, args, &tariff, console)?,
        None => text(args, &tariff)?,
    };
    if !all {
        explanation.items.retain(|item| !item.quantity.is_zero());
    }
    let total = [
        Cell::Remark("Total"),
        Cell::Absent,
        Cell::Absent,
        Cell::Credits(explanation.credits_used),
        Cell::Absent,
    ];
    let below = below(&explanation, &tariff, &text, &timestamp, layout)?;
    let footer = Footer { rows: vec![total.into()], text: below };
    output.print(&encoder, &listing, &explanation.head(), &explanation.items, &footer)?;
    Ok(Outcome::of_warnings(strict, console))
}

/// What is explained: why it costs what it costs, its text, and when it was charged.
type Explained = (Explanation, String, String);

/// A text of its own, charged as of now.
fn text(args: ExplainArgs, tariff: &Tariff) -> Result<Explained> {
    let one = <[OsString; 1]>::try_from(args.words);
    let [text] = one.map_err(|_| {
        Error::usage("TEXT", "expected one text, or - for standard input")
            .with_hint("put it in quotes: explain \"…\"")
    })?;
    let text = if text == "-" { standard_input(args.api.upstream.max_body)? } else { utf8("TEXT", text)? };
    let now = Timestamp::now().to_string();
    let explanation = Explanation::of_text(&text, tariff, &now);
    let explanation = explanation.map_err(|error| Error::usage("TEXT", error.to_string()))?;
    Ok((explanation, text, now))
}

fn utf8(what: &str, text: OsString) -> Result<String> {
    text.into_string().map_err(|_| Error::usage(what, "expected UTF-8"))
}

fn standard_input(bytes_max: u64) -> Result<String> {
    let mut bytes = Vec::new();
    let read = io::stdin().take(bytes_max.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| Error::read("standard input", error))?;
    if bytes.len() as u64 > bytes_max {
        return Err(content::too_large("standard input", bytes_max));
    }
    String::from_utf8(bytes)
        .map_err(|error| Error::data("standard input", format!("expected UTF-8: {error}")))
}

/// A message of files, or of the current period.
fn message(id: i64, args: ExplainArgs, tariff: &Tariff, console: &Arc<Console>) -> Result<Explained> {
    let ExplainArgs { words, messages, shape, api, .. } = args;
    let files: Vec<PathBuf> = words.into_iter().map(PathBuf::from).collect();
    let wanted = Wanted { messages: &messages, message_id: Some(id), console };
    let period = wanted.of(files, &shape, &api)?;
    let mut found = None;
    let work = |batch: &Batch<'_>| {
        let Some(message) = batch.messages.first() else { return Ok(None) };
        let explanation = Explanation::of_message(message, batch, tariff)?;
        Ok(Some((explanation, message.text.clone().into_owned(), message.timestamp.clone().into_owned())))
    };
    period.run(settings::threads(&messages), work, |explained| {
        found = found.take().or(explained);
        Ok(())
    })?;
    found.ok_or_else(|| Error::usage(format!("--message {id}"), "there is no such message"))
}

/// What a person reads below the line items.
fn below(
    explanation: &Explanation,
    tariff: &Tariff,
    text: &str,
    timestamp: &str,
    layout: Layout,
) -> Result<String> {
    let mut below = String::new();
    if let Some(Subject { id, report: Some((report, absence)), .. }) = &explanation.message {
        below += &match (&explanation.charged_by, absence) {
            (ChargedBy::Report(billed), _) => {
                format!(
                    "\n Message {id} produced report {report}, {}: it is billed, and the text is not.\n",
                    Printable(&billed.name)
                )
            }
            (ChargedBy::Tariff { .. }, Some(absence)) => {
                format!(
                    "\n Message {id} names report {report}, which is {}: its text is charged.\n",
                    absence.name()
                )
            }
            (ChargedBy::Tariff { .. }, None) => String::new(),
        };
    }
    if let ChargedBy::Tariff { name, version } = &explanation.charged_by {
        if let Some(version) = version {
            below += &format!("\n By the tariff {}, in the version of {version}.\n", Printable(name));
        }
        let version = tariff.in_force(timestamp).map_err(|error| Error::usage("TEXT", error.to_string()))?;
        if !text.is_empty() {
            below += "\n";
        }
        below += &marked::print(text, &version.marks(text), layout.width);
    }
    Ok(below)
}
