//! `copilot-usage fetch`: the bill of the current period, from the API.

use crate::cli::args::FetchArgs;
use crate::cli::bill::Bill;
use crate::cli::console::Console;
use crate::cli::exit::Outcome;
use crate::cli::{settings, upstream};
use copilot_usage::reports::Resolver;
use copilot_usage::source::Messages;
use std::sync::Arc;

pub(crate) fn run(args: &FetchArgs, console: &Arc<Console>) -> anyhow::Result<Outcome> {
    let client = upstream::client(&args.base_url, &args.upstream, console)?;
    let bill = Bill::open(&args.charge, &args.output, args.snapshot.as_deref(), console)?;
    let options = settings::source(None, true, &args.charge, &args.upstream);
    let messages = Messages::fetch(&client, options, console.listener())?;
    let reports = upstream::reports(client, &args.upstream, console);
    let resolver = Resolver::new(reports, settings::on_report_error(&args.charge), console.listener());
    bill.run(messages, resolver, &args.charge, console)
}
