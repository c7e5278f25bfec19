//! `copilot-usage explain`: why a text or a message costs what it costs.

use crate::cli::args::ExplainArgs;
use crate::cli::closing::counted;
use crate::cli::exit::Outcome;
use crate::cli::failure::{Failure, Result};
use crate::cli::files::Files;
use crate::cli::period::PeriodRequest;
use crate::cli::print::Print;
use crate::cli::session::Session;
use crate::cli::tariff;
use crate::cli::time_range::TimeRange;
use copilot_usage::error::{Error, Setting};
use copilot_usage::model::batch::Batch;
use copilot_usage::model::window::LeftOut;
use copilot_usage::tariff::Tariff;
use copilot_usage::views::explanation::{Explanation, ExplanationView};
use copilot_usage::wire::decode;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

pub(crate) fn run(args: ExplainArgs, session: &Session) -> Result<Outcome> {
    files(&args).check()?;
    let output = Print::new(&args.output, session).open()?;
    let tariff = tariff::read(&args.tariff.tariff)?;
    let (all, strict) = (args.all, args.messages.strict);
    let mut view = match args.message {
        Some(id) => message(id, args, &tariff, session)?,
        None => text(args, &tariff, session)?,
    };
    if !all {
        view.explanation.retain_fired();
    }
    output.print(&view)?;
    Ok(session.outcome(strict))
}

/// Returns the files of the call. The text itself is no file, unless it is `-`.
fn files(args: &ExplainArgs) -> Files<'_> {
    let files = args.words.iter().filter(|word| args.message.is_some() || *word == "-");
    Files::default()
        .read("FILE", files)
        .shape(&args.shape)
        .tariffs([&args.tariff.tariff])
        .upstream(&args.api.upstream)
        .print(args.output.output.as_ref())
}

/// Explains a text, charged as of now.
fn text<'t>(args: ExplainArgs, tariff: &'t Tariff, session: &Session) -> Result<ExplanationView<'t>> {
    let one = <[OsString; 1]>::try_from(args.words);
    let [text] = one.map_err(|_| {
        let hint = "put it in quotes: explain \"…\"";
        Failure::hinted("TEXT", "expected one text, or - for standard input", hint)
    })?;
    let text = if text == "-" { standard_input(args.messages.max_body)? } else { utf8("TEXT", text)? };
    let now = session.clock.now().to_string();
    let explanation = Explanation::of_text(&text, tariff, &now);
    let explanation = explanation.map_err(|error| Failure::call("TEXT", error.to_string()))?;
    Ok(ExplanationView { explanation, text, timestamp: now, tariff })
}

fn utf8(what: &str, text: OsString) -> Result<String> {
    text.into_string().map_err(|_| Failure::call(what, "expected UTF-8"))
}

fn standard_input(bytes_max: u64) -> Result<String> {
    let bytes = decode::read_all(io::stdin(), Path::new("standard input"), bytes_max)?;
    String::from_utf8(bytes)
        .map_err(|error| Error::data("standard input", format!("expected UTF-8: {error}")).into())
}

/// Explains a message of files, or of the current period.
fn message<'t>(
    id: i64,
    args: ExplainArgs,
    tariff: &'t Tariff,
    session: &Session,
) -> Result<ExplanationView<'t>> {
    let ExplainArgs { words, messages, shape, api, .. } = args;
    let files: Vec<PathBuf> = words.into_iter().map(PathBuf::from).collect();
    let time = TimeRange::new(&messages.time, session.clock.now())?;
    let request = PeriodRequest::new(&messages, &time, session).only(id);
    let period = request.of(files, &shape, &api)?;
    let (mut found, mut left_out): (Option<ExplanationView<'t>>, _) = (None, LeftOut::default());
    let work = |batch: &Batch<'_>| {
        let message = match &*batch.messages {
            [] => return Ok((None, batch.left_out)),
            [message] => message,
            _ => return Err(Error::usage(Setting::Message(id), "two messages have this id")),
        };
        let explanation = Explanation::of_message(message, batch, tariff)?;
        let (text, timestamp) = (message.text.clone().into_owned(), message.timestamp.clone().into_owned());
        Ok((Some(ExplanationView { explanation, text, timestamp, tariff }), batch.left_out))
    };
    period.run(work, |(explained, more_left_out)| {
        left_out.add(more_left_out);
        if found.is_some() && explained.is_some() {
            return Err(Error::usage(Setting::Message(id), "two messages have this id"));
        }
        found = found.take().or(explained);
        Ok(())
    })?;
    let found = found.ok_or_else(|| not_found(id, &left_out, &time))?;
    session.selected(&format!("message {id}"), 1, &left_out, &time);
    Ok(found)
}

fn not_found(id: i64, left_out: &LeftOut, time: &TimeRange) -> Failure {
    let (what, why) = (format!("--message {id}"), "there is no such message");
    match time.show() {
        None => Failure::call(what, why),
        Some(shown) => Failure::hinted(
            what,
            format!("{why} in the time range {shown}"),
            format!("select another time range: {} left out", counted(left_out.messages, "message")),
        ),
    }
}
