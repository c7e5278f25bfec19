//! `copilot-usage score`: the bill of messages in files.

use crate::cli::args::ScoreArgs;
use crate::cli::bill::Bill;
use crate::cli::console::Console;
use crate::cli::exit::Outcome;
use crate::cli::failure::Result;
use crate::cli::files::Files;
use crate::cli::period::Wanted;
use crate::cli::time_range::TimeRange;
use jiff::Timestamp;
use std::sync::Arc;

pub(crate) fn run(args: ScoreArgs, console: &Arc<Console>) -> Result<Outcome> {
    let ScoreArgs { files, shape, output, tariff, bill, messages, base_url, upstream } = args;
    let time = TimeRange::new(&messages.time, Timestamp::now())?;
    let inputs =
        Files::default().read("FILE", &files).shape(&shape).tariffs([&tariff.tariff]).upstream(&upstream);
    let opened = Bill::open(inputs, &tariff.tariff, &bill, &output, None, console)?;
    let wanted = Wanted { messages: &messages, window: time.window, message_id: None, console };
    let period = wanted.of_files(files, &shape, base_url.as_deref(), &upstream)?;
    opened.run(period, &bill, &messages, &time, console)
}
