//! `copilot-usage explain`: why a text or a message costs what it costs.

use crate::cli::args::ExplainArgs;
use crate::cli::console::Console;
use crate::cli::exit::Outcome;
use crate::cli::failure::{Failure, Result};
use crate::cli::files::Files;
use crate::cli::period::Wanted;
use crate::cli::settings::{self, Print};
use crate::cli::tariff;
use crate::cli::time_range::TimeRange;
use copilot_usage::error::{Error, Setting};
use copilot_usage::model::batch::Batch;
use copilot_usage::model::printable::Printable;
use copilot_usage::model::row::Cell;
use copilot_usage::model::window::LeftOut;
use copilot_usage::output::{Footer, Layout, Output};
use copilot_usage::tariff::Tariff;
use copilot_usage::views::explanation::{ChargedBy, Explanation, Subject, marked_text};
use copilot_usage::wire::decode;
use jiff::Timestamp;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) fn run(args: ExplainArgs, console: &Arc<Console>) -> Result<Outcome> {
    files(&args).check()?;
    let Print { destination, format, layout } = Print::new(&args.output, console);
    let listing = Explanation::LISTING;
    let (output, encoder) = Output::open(&destination, format, layout, &listing)?;
    let tariff = tariff::read(&args.tariff.tariff)?;
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

/// What is read and written. A text is no file, if it is not on standard input.
fn files(args: &ExplainArgs) -> Files<'_> {
    let files = args.words.iter().filter(|word| args.message.is_some() || *word == "-");
    Files::default()
        .read("FILE", files)
        .shape(&args.shape)
        .tariffs([&args.tariff.tariff])
        .upstream(&args.api.upstream)
        .print(args.output.output.as_ref())
}

/// What is explained: why it costs what it costs, its text, and when it was charged.
type Explained = (Explanation, String, String);

/// A text of its own, charged as of now.
fn text(args: ExplainArgs, tariff: &Tariff) -> Result<Explained> {
    let time = &args.messages.time;
    let of_messages = [
        ("--since", time.since.is_some()),
        ("--until", time.until.is_some()),
        ("--month", time.month.is_some()),
        ("--on", time.on.is_some()),
        ("--last", time.last.is_some()),
        ("--reports", args.shape.reports.is_some()),
        ("--input-format", args.shape.input_format.is_some()),
        ("--base-url", args.api.base_url.is_some()),
    ];
    settings::refuse(&of_messages, "is about messages, and this is a text")?;
    let one = <[OsString; 1]>::try_from(args.words);
    let [text] = one.map_err(|_| {
        let hint = "put it in quotes: explain \"…\"";
        Failure::hinted("TEXT", "expected one text, or - for standard input", hint)
    })?;
    let text = if text == "-" { standard_input(args.api.upstream.max_body)? } else { utf8("TEXT", text)? };
    let now = Timestamp::now().to_string();
    let explanation = Explanation::of_text(&text, tariff, &now);
    let explanation = explanation.map_err(|error| Failure::call("TEXT", error.to_string()))?;
    Ok((explanation, text, now))
}

fn utf8(what: &str, text: OsString) -> Result<String> {
    text.into_string().map_err(|_| Failure::call(what, "expected UTF-8"))
}

fn standard_input(bytes_max: u64) -> Result<String> {
    let bytes = decode::read_all(io::stdin(), Path::new("standard input"), bytes_max)?;
    String::from_utf8(bytes)
        .map_err(|error| Error::data("standard input", format!("expected UTF-8: {error}")).into())
}

/// A message of files, or of the current period.
fn message(id: i64, args: ExplainArgs, tariff: &Tariff, console: &Arc<Console>) -> Result<Explained> {
    let ExplainArgs { words, messages, shape, api, .. } = args;
    let files: Vec<PathBuf> = words.into_iter().map(PathBuf::from).collect();
    let time = TimeRange::new(&messages.time, Timestamp::now())?;
    let wanted = Wanted { messages: &messages, window: time.window, message_id: Some(id), console };
    let period = wanted.of(files, &shape, &api)?;
    let (mut found, mut left_out): (Option<Explained>, _) = (None, LeftOut::default());
    let work = |batch: &Batch<'_>| {
        let message = match &*batch.messages {
            [] => return Ok((None, batch.left_out)),
            [message] => message,
            _ => return Err(Error::usage(Setting::Message(id), "there are two of them")),
        };
        let explanation = Explanation::of_message(message, batch, tariff)?;
        let (text, timestamp) = (message.text.clone().into_owned(), message.timestamp.clone().into_owned());
        Ok((Some((explanation, text, timestamp)), batch.left_out))
    };
    period.run(work, |(explained, more_left_out)| {
        left_out.add(more_left_out);
        if found.is_some() && explained.is_some() {
            return Err(Error::usage(Setting::Message(id), "there are two of them"));
        }
        found = found.take().or(explained);
        Ok(())
    })?;
    let found = found.ok_or_else(|| not_found(id, &left_out, &time))?;
    console.selected(&format!("message {id}"), 1, &left_out, &time);
    Ok(found)
}

fn not_found(id: i64, left_out: &LeftOut, time: &TimeRange) -> Failure {
    let (what, why) = (format!("--message {id}"), "there is no such message");
    match time.show() {
        None => Failure::call(what, why),
        Some(asked) => Failure::hinted(
            what,
            format!("{why} of the time asked for, {asked}"),
            format!("messages of other times were left out: {}", left_out.messages),
        ),
    }
}

/// What a person reads below the line items.
fn below(
    explanation: &Explanation,
    tariff: &Tariff,
    text: &str,
    timestamp: &str,
    layout: Layout,
) -> Result<String> {
    let mut parts =
        Vec::from_iter(explanation.message.as_ref().and_then(|message| of_report(message, explanation)));
    if let ChargedBy::Tariff { name, version } = &explanation.charged_by {
        if let Some(version) = version {
            parts.push(format!(" By the tariff {}, in the version of {version}.\n", Printable(name)));
        }
        let version = tariff.in_force(timestamp).map_err(|error| Failure::call("TEXT", error.to_string()))?;
        parts.push(marked_text::print(text, &version.marks(text), layout.width));
    }
    Ok(parts.iter().filter(|part| !part.is_empty()).flat_map(|part| ["\n", part]).collect())
}

/// What the report of a message has to do with its charge.
fn of_report(message: &Subject, explanation: &Explanation) -> Option<String> {
    let (report, absence) = message.report?;
    let id = message.id;
    match &explanation.charged_by {
        ChargedBy::Report(billed) => {
            let name = Printable(&billed.name);
            Some(format!(
                " Message {id} produced report {report}, {name}: it is billed, and the text is not.\n"
            ))
        }
        ChargedBy::Tariff { .. } => {
            let absence = absence?.name();
            Some(format!(" Message {id} names report {report}, which is {absence}: its text is charged.\n"))
        }
    }
}
