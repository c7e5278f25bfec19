//! `copilot-usage fetch`: the bill of the current period, from the API.

use crate::cli::args::FetchArgs;
use crate::cli::bill::Bill;
use crate::cli::console::Console;
use crate::cli::exit::Outcome;
use crate::cli::failure::Result;
use crate::cli::files::Files;
use crate::cli::period::Wanted;
use crate::cli::time_range::TimeRange;
use jiff::Timestamp;
use std::sync::Arc;

pub(crate) fn run(args: &FetchArgs, console: &Arc<Console>) -> Result<Outcome> {
    let FetchArgs { snapshot, output, tariff, bill, messages, base_url, upstream } = args;
    let time = TimeRange::new(&messages.time, Timestamp::now())?;
    let files = Files::default().tariffs([&tariff.tariff]).upstream(upstream);
    let opened = Bill::open(files, &tariff.tariff, bill, output, snapshot.as_deref(), console)?;
    let wanted = Wanted { messages, window: time.window, message_id: None, console };
    let period = wanted.of_upstream(base_url.as_ref(), upstream)?;
    opened.run(period, bill, messages, &time, console)
}
