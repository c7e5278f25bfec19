//! `copilot-usage fetch`: the bill of the current period, from the API.

use crate::cli::args::FetchArgs;
use crate::cli::bill::OpenBill;
use crate::cli::exit::Outcome;
use crate::cli::failure::Result;
use crate::cli::files::Files;
use crate::cli::period::PeriodRequest;
use crate::cli::session::Session;
use crate::cli::time_range::TimeRange;

pub(crate) fn run(args: &FetchArgs, session: &Session) -> Result<Outcome> {
    let FetchArgs { snapshot, output, tariff, bill, messages, base_url, upstream } = args;
    let time = TimeRange::new(&messages.time, session.clock.now())?;
    let files = Files::default().tariffs([&tariff.tariff]).upstream(upstream);
    let opened = OpenBill::new(files, &tariff.tariff, bill, output, snapshot.as_deref(), session)?;
    let request = PeriodRequest::new(messages, &time, session);
    let period = request.of_upstream(base_url.as_ref(), upstream)?;
    opened.charge(period, bill, messages, &time, session)
}
