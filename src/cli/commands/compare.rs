//! `copilot-usage compare`: what the same messages cost under several tariffs.

use crate::cli::args::CompareArgs;
use crate::cli::exit::Outcome;
use crate::cli::failure::{Failure, Result};
use crate::cli::files::Files;
use crate::cli::period::PeriodRequest;
use crate::cli::print::Print;
use crate::cli::session::Session;
use crate::cli::tariff;
use crate::cli::time_range::TimeRange;
use copilot_usage::model::batch::Batch;
use copilot_usage::tariff::Tariff;
use copilot_usage::views::comparison::Comparison;
use std::collections::HashSet;

pub(crate) fn run(args: &CompareArgs, session: &Session) -> Result<Outcome> {
    let CompareArgs { tariffs, top, source, output, messages } = args;
    let time = TimeRange::new(&messages.time, session.clock.now())?;
    Files::default().source(source).tariffs(tariffs).print(output.output.as_ref()).check()?;
    let output = Print::new(output, session).open()?;
    let tariffs = read(tariffs)?;
    session.console.start_progress();
    let period = PeriodRequest::new(messages, &time, session).open(source)?;

    let differences_max = usize::try_from(*top).unwrap_or(usize::MAX);
    let empty = Comparison::new(tariffs.clone(), differences_max);
    let mut comparison = Comparison::new(tariffs, differences_max);
    let work = |batch: &Batch<'_>| empty.part(batch);
    period.run(work, |part| {
        comparison.add(part)?;
        Ok(())
    })?;

    let totals = comparison.first().cloned().unwrap_or_default();
    output.print(&comparison.finish()?)?;
    session.closing(&totals, &time)?;
    Ok(session.outcome(messages.strict))
}

/// Returns whether a name occurs twice.
fn has_twice<'n>(mut names: impl Iterator<Item = &'n String>) -> bool {
    let mut seen = HashSet::new();
    names.any(|name| !seen.insert(name))
}

/// Reads two or more tariffs, and gives each a different name.
fn read(names: &[String]) -> Result<Vec<Tariff>> {
    let mut tariffs = names.iter().map(|name| tariff::read(name)).collect::<Result<Vec<Tariff>>>()?;
    if has_twice(tariffs.iter().map(|tariff| &tariff.name)) {
        // An edited copy may still have its old name: use the names of the call.
        for (tariff, typed) in tariffs.iter_mut().zip(names) {
            tariff.name.clone_from(typed);
        }
    }
    if has_twice(names.iter()) {
        return Err(Failure::call("--tariff", "expected different tariffs"));
    }
    if tariffs.len() < 2 {
        return Err(Failure::hinted(
            "--tariff",
            "expected two or more to compare",
            "compare may.json --tariff text --tariff tokens",
        ));
    }
    Ok(tariffs)
}
