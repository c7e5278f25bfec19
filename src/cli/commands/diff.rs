//! `copilot-usage diff`: what has changed from one bill to another.

use crate::cli::args::DiffArgs;
use crate::cli::console::Console;
use crate::cli::exit::Outcome;
use crate::cli::period::{Period, Wanted};
use crate::cli::settings::{self, Print};
use crate::cli::tariff;
use copilot_usage::charge::charge;
use copilot_usage::difference::{Change, Difference};
use copilot_usage::error::{Error, Result};
use copilot_usage::export::{self, Export, ExportedRecord};
use copilot_usage::model::batch::Batch;
use copilot_usage::model::row::Cell;
use copilot_usage::output::{Footer, Output};
use copilot_usage::tariff::Tariff;
use std::path::Path;
use std::sync::Arc;

pub(crate) fn run(args: &DiffArgs, console: &Arc<Console>) -> anyhow::Result<Outcome> {
    if [&args.old, &args.new].iter().all(|path| path.as_path() == Path::new("-")) {
        return Err(Error::usage("NEW", "- was given twice, and standard input can be read once").into());
    }
    let tariff = tariff::read(&args.tariff.tariff)?;
    let Print { destination, format, layout } = Print::new(&args.output, console.color);
    let listing = Difference::LISTING;
    let (output, encoder) = Output::open(&destination, format, layout, &listing)?;
    let (old, new) =
        (records(&args.old, args, &tariff, console)?, records(&args.new, args, &tariff, console)?);
    if !old.is_charged && !new.is_charged {
        let of_messages =
            [("--reports", args.shape.reports.is_some()), ("--base-url", args.api.base_url.is_some())];
        settings::refuse(&of_messages, "is about messages, and these are bills")?;
    }
    let difference = Difference::between(old.records, new.records)?;

    let Difference { rows, before, after, .. } = &difference;
    let total = [Cell::Remark("Total"), Cell::Absent]
        .into_iter()
        .chain([*before, *after, difference.difference].map(Cell::Credits))
        .collect::<Vec<_>>();
    let footer = Footer { rows: vec![total], ..Footer::default() };
    output.print(&encoder, &listing, &difference.head(), rows, &footer)?;
    if rows.is_empty() {
        return Ok(Outcome::of_warnings(args.messages.strict, console));
    }
    let count = |change| difference.count(change);
    Ok(Outcome::Verdict(format!(
        "the bills differ: {} added, {} removed, {} changed, {} credits",
        count(Change::Added),
        count(Change::Removed),
        count(Change::Changed),
        difference.difference
    )))
}

/// A bill that was read, or charged.
struct Bill {
    records: Vec<ExportedRecord>,
    is_charged: bool,
}

/// The records of an export; or of messages, which are charged. A file is opened once: it may be a pipe, and must not be
/// another file the second time.
fn records(path: &Path, args: &DiffArgs, tariff: &Tariff, console: &Arc<Console>) -> Result<Bill> {
    let input = settings::input(path.to_owned());
    let format = settings::input_format(args.shape.input_format);
    match export::read(&input, format, args.api.upstream.max_body)? {
        Export::Records(mut records) => {
            let selection = settings::selection(&args.messages)?;
            records.retain(|record| selection.covers(&record.timestamp));
            Ok(Bill { records, is_charged: false })
        }
        Export::Other(reader) => {
            let wanted = Wanted { messages: &args.messages, message_id: None, console };
            charged(wanted.of_open(input.path(), reader, &args.shape, &args.api)?, tariff)
        }
    }
}

fn charged(period: Period, tariff: &Tariff) -> Result<Bill> {
    let work = |batch: &Batch<'_>| {
        let charged = charge(batch, tariff)?;
        Ok(charged.records.iter().map(ExportedRecord::from).collect::<Vec<_>>())
    };
    let mut all = Vec::new();
    period.run(work, |records| {
        all.extend(records);
        Ok(())
    })?;
    Ok(Bill { records: all, is_charged: true })
}
