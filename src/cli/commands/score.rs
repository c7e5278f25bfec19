//! `copilot-usage score`: the bill of messages in files.

use crate::cli::args::ScoreArgs;
use crate::cli::bill::OpenBill;
use crate::cli::exit::Outcome;
use crate::cli::failure::Result;
use crate::cli::files::Files;
use crate::cli::period::PeriodRequest;
use crate::cli::session::Session;
use crate::cli::time_range::TimeRange;

pub(crate) fn run(args: ScoreArgs, session: &Session) -> Result<Outcome> {
    let ScoreArgs { files, shape, output, tariff, bill, messages, base_url, upstream } = args;
    let time = TimeRange::new(&messages.time, session.clock.now())?;
    let inputs =
        Files::default().read("FILE", &files).shape(&shape).tariffs([&tariff.tariff]).upstream(&upstream);
    let opened = OpenBill::new(inputs, &tariff.tariff, &bill, &output, None, session)?;
    let request = PeriodRequest::new(&messages, &time, session);
    let period = request.of_files(files, &shape, base_url.as_deref(), &upstream)?;
    opened.charge(period, &bill, &messages, &time, session)
}
