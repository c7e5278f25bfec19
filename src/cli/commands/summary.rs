//! `copilot-usage summary`: what messages come to by day, by report, by what was charged.

use crate::cli::args::SummaryArgs;
use crate::cli::console::Console;
use crate::cli::exit::Outcome;
use crate::cli::failure::{Failure, Result};
use crate::cli::files::Files;
use crate::cli::period::Wanted;
use crate::cli::settings::Print;
use crate::cli::tariff;
use crate::cli::time_range::TimeRange;
use copilot_usage::charge::{Tally, Totals, charge};
use copilot_usage::model::batch::Batch;
use copilot_usage::model::row::{Cell, Row};
use copilot_usage::output::{Footer, Output};
use copilot_usage::views::summary::{self, Part, Summary};
use jiff::Timestamp;
use std::sync::Arc;

pub(crate) fn run(args: &SummaryArgs, console: &Arc<Console>) -> Result<Outcome> {
    let SummaryArgs { by, source, output, tariff, messages } = args;
    let (outer, inner) = match **by {
        [outer] => (outer, None),
        [outer, inner] if outer != inner => (outer, Some(inner)),
        _ => return Err(Failure::call("--by", "expected a key, or two that are not the same")),
    };
    let time = TimeRange::new(&messages.time, Timestamp::now())?;
    Files::default().source(source).tariffs([&tariff.tariff]).print(output.output.as_ref()).check()?;
    let Print { destination, format, layout } = Print::new(output, console);
    let columns = summary::columns(by);
    let listing = summary::listing(&columns);
    let (output, encoder) = Output::open(&destination, format, layout, &listing)?;
    let tariff = tariff::read(&tariff.tariff)?;
    console.start_progress();
    let period = Wanted { messages, window: time.window, message_id: None, console }.open(source)?;

    let empty = Summary::new(outer, inner, time.timezone.clone(), time.window);
    let (mut summary, mut totals) = (empty.clone(), Totals::default());
    let work = |batch: &Batch<'_>| {
        let charged = charge(batch, &tariff)?;
        Ok((empty.part(batch, &charged)?, charged.tally))
    };
    let take = |(part, tally): (Part, Tally)| {
        totals.add(tally)?;
        console.progress.charged(totals.messages);
        summary.add(part)
    };
    period.run(work, take)?;

    let rows = summary.into_rows()?;
    let head =
        [Cell::Text(time.zone()), Cell::count(rows.total.messages()), Cell::Credits(rows.total.credits())];
    let footer = Footer { rows: vec![rows.total.cells().collect()], ..Footer::default() };
    output.print(&encoder, &listing, &head, &rows.groups, &footer)?;
    console.closing(&totals, &time)?;
    Ok(Outcome::of_warnings(messages.strict, console))
}
