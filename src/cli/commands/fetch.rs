//! `copilot-usage fetch`: the bill of the current period, from the API.

use crate::cli::args::FetchArgs;
use crate::cli::bill::Bill;
use crate::cli::console::Console;
use crate::cli::exit::Outcome;
use crate::cli::files::Files;
use crate::cli::period::Wanted;
use std::sync::Arc;

pub(crate) fn run(args: &FetchArgs, console: &Arc<Console>) -> anyhow::Result<Outcome> {
    let FetchArgs { snapshot, output, tariff, bill, messages, base_url, upstream } = args;
    let files = Files::default().tariffs([&tariff.tariff]).upstream(upstream);
    let opened = Bill::open(files, &tariff.tariff, bill, output, snapshot.as_deref(), console)?;
    let period = Wanted { messages, message_id: None, console }.of_upstream(base_url, upstream)?;
    opened.run(period, bill, messages, console)
}
