//! `copilot-usage score`: the bill of messages in files.

use crate::cli::args::ScoreArgs;
use crate::cli::bill::Bill;
use crate::cli::console::Console;
use crate::cli::exit::Outcome;
use crate::cli::{settings, upstream};
use copilot_usage::error::{Error, Result};
use copilot_usage::reports::files::ReportFiles;
use copilot_usage::reports::{ReportSource, Resolver};
use copilot_usage::source::{Input, Messages};
use std::sync::Arc;

pub(crate) fn run(args: ScoreArgs, console: &Arc<Console>) -> anyhow::Result<Outcome> {
    let reports = reports(&args, console)?;
    let bill = Bill::open(&args.charge, &args.output, None, console)?;
    let inputs: Vec<Input> = args.files.into_iter().map(settings::input).collect();
    if inputs.iter().filter(|input| **input == Input::Stdin).count() > 1 {
        return Err(Error::usage("FILE", "- was given twice, and standard input can be read once").into());
    }
    let looks_up = !matches!(reports, ReportSource::Snapshot);
    let options = settings::source(args.input_format, looks_up, &args.charge, &args.upstream);
    let messages = Messages::read(inputs, options, console.listener());
    let resolver = Resolver::new(reports, settings::on_report_error(&args.charge), console.listener());
    bill.run(messages, resolver, &args.charge, console)
}

fn reports(args: &ScoreArgs, console: &Arc<Console>) -> Result<ReportSource> {
    if let Some(path) = &args.reports {
        return ReportFiles::open(path, args.upstream.max_body).map(ReportSource::Files);
    }
    let Some(base_url) = &args.base_url else {
        return Ok(ReportSource::Snapshot);
    };
    let client = upstream::client(base_url, &args.upstream, console)?;
    Ok(upstream::reports(client, &args.upstream, console))
}
