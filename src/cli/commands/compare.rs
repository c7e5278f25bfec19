//! `copilot-usage compare`: what the same messages cost under several tariffs.

use crate::cli::args::CompareArgs;
use crate::cli::console::Console;
use crate::cli::exit::Outcome;
use crate::cli::failure::{Failure, Result};
use crate::cli::files::Files;
use crate::cli::period::Wanted;
use crate::cli::settings::Print;
use crate::cli::tariff;
use crate::cli::time_range::TimeRange;
use copilot_usage::model::batch::Batch;
use copilot_usage::output::{Footer, Output};
use copilot_usage::tariff::Tariff;
use copilot_usage::views::comparison::Comparison;
use jiff::Timestamp;
use std::collections::HashSet;
use std::sync::Arc;

pub(crate) fn run(args: &CompareArgs, console: &Arc<Console>) -> Result<Outcome> {
    let CompareArgs { tariffs, top, source, output, messages } = args;
    let time = TimeRange::new(&messages.time, Timestamp::now())?;
    Files::default().source(source).tariffs(tariffs).print(output.output.as_ref()).check()?;
    let Print { destination, format, layout } = Print::new(output, console);
    let listing = Comparison::LISTING;
    let (output, encoder) = Output::open(&destination, format, layout, &listing)?;
    let tariffs = read(tariffs)?;
    console.start_progress();
    let period = Wanted { messages, window: time.window, message_id: None, console }.open(source)?;

    let moves_max = usize::try_from(*top).unwrap_or(usize::MAX);
    let empty = Comparison::new(tariffs.clone(), moves_max);
    let mut comparison = Comparison::new(tariffs, moves_max);
    let work = |batch: &Batch<'_>| empty.part(batch);
    period.run(work, |part| {
        comparison.add(part)?;
        console.progress.charged(comparison.first().map_or(0, |totals| totals.messages));
        Ok(())
    })?;

    let totals = comparison.first().cloned().unwrap_or_default();
    output.print(&encoder, &listing, &[], &comparison.into_rows()?, &Footer::default())?;
    console.closing(&totals, &time)?;
    Ok(Outcome::of_warnings(messages.strict, console))
}

fn has_twice<'n>(mut names: impl Iterator<Item = &'n String>) -> bool {
    let mut seen = HashSet::new();
    names.any(|name| !seen.insert(name))
}

/// Reads at least two tariffs of different names.
fn read(names: &[String]) -> Result<Vec<Tariff>> {
    let mut tariffs = names.iter().map(|name| tariff::read(name)).collect::<Result<Vec<Tariff>>>()?;
    if has_twice(tariffs.iter().map(|tariff| &tariff.name)) {
        // A copy that was changed may still have its old name.
        for (tariff, typed) in tariffs.iter_mut().zip(names) {
            tariff.name.clone_from(typed);
        }
    }
    if has_twice(names.iter()) {
        return Err(Failure::call("--tariff", "expected tariffs that are not the same"));
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
