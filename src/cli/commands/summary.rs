//! `copilot-usage summary`: the totals by day, report or other keys.

use crate::cli::args::SummaryArgs;
use crate::cli::exit::Outcome;
use crate::cli::failure::{Failure, Result};
use crate::cli::files::Files;
use crate::cli::period::PeriodRequest;
use crate::cli::print::Print;
use crate::cli::session::Session;
use crate::cli::tariff;
use crate::cli::time_range::TimeRange;
use copilot_usage::charge::{Tally, Totals, charge};
use copilot_usage::model::batch::Batch;
use copilot_usage::views::summary::{BatchSummary, Summary};

pub(crate) fn run(args: &SummaryArgs, session: &Session) -> Result<Outcome> {
    let SummaryArgs { by, source, output, tariff, messages } = args;
    let (outer, inner) = match **by {
        [outer] => (outer, None),
        [outer, inner] if outer != inner => (outer, Some(inner)),
        _ => return Err(Failure::call("--by", "expected one key, or two different keys")),
    };
    let time = TimeRange::new(&messages.time, session.clock.now())?;
    Files::default().source(source).tariffs([&tariff.tariff]).print(output.output.as_ref()).check()?;
    let output = Print::new(output, session).open()?;
    let tariff = tariff::read(&tariff.tariff)?;
    session.console.start_progress();
    let period = PeriodRequest::new(messages, &time, session).open(source)?;

    let empty = Summary::new(outer, inner, time.timezone.clone(), time.window);
    let (mut summary, mut totals) = (empty.clone(), Totals::default());
    let work = |batch: &Batch<'_>| {
        let charged = charge(batch, &tariff)?;
        Ok((empty.part(batch, &charged)?, charged.tally))
    };
    let take = |(part, tally): (BatchSummary, Tally)| {
        totals.add(tally)?;
        summary.add(part)
    };
    period.run(work, take)?;

    output.print(&summary.finish()?)?;
    session.closing(&totals, &time)?;
    Ok(session.outcome(messages.strict))
}
