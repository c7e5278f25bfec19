//! `copilot-usage diff`: what has changed from one bill to another.

use crate::cli::args::DiffArgs;
use crate::cli::console::Console;
use crate::cli::exit::Outcome;
use crate::cli::failure::{Failure, Result};
use crate::cli::files::Files;
use crate::cli::period::{Period, Wanted};
use crate::cli::settings::{self, Print};
use crate::cli::tariff;
use crate::cli::time_range::TimeRange;
use copilot_usage::charge::charge;
use copilot_usage::model::batch::Batch;
use copilot_usage::model::record::OwnedRecord;
use copilot_usage::model::row::Cell;
use copilot_usage::model::timestamp::moment;
use copilot_usage::model::window::LeftOut;
use copilot_usage::output::{Footer, Output};
use copilot_usage::source::BillFile;
use copilot_usage::tariff::Tariff;
use copilot_usage::views::difference::{Change, Difference};
use jiff::Timestamp;
use std::path::Path;
use std::sync::Arc;

pub(crate) fn run(args: &DiffArgs, console: &Arc<Console>) -> Result<Outcome> {
    if [&args.old, &args.new].iter().all(|path| path.as_path() == Path::new("-")) {
        return Err(Failure::call("NEW", "- was given twice, and standard input can be read once"));
    }
    let time = TimeRange::new(&args.messages.time, Timestamp::now())?;
    Files::default()
        .read("FILE", [&args.old, &args.new])
        .shape(&args.shape)
        .tariffs([&args.tariff.tariff])
        .upstream(&args.api.upstream)
        .print(args.output.output.as_ref())
        .check()?;
    let Print { destination, format, layout } = Print::new(&args.output, console);
    let listing = Difference::LISTING;
    let (output, encoder) = Output::open(&destination, format, layout, &listing)?;
    let tariff = tariff::read(&args.tariff.tariff)?;
    console.start_progress();
    let old = bill(&args.old, args, &tariff, &time, console, 0)?;
    let new = bill(&args.new, args, &tariff, &time, console, old.records.len())?;
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
#[derive(Default)]
struct Bill {
    records: Vec<OwnedRecord>,
    left_out: LeftOut,
    is_charged: bool,
}

/// The bill of an export; or of messages, which are charged, after so many of another bill. A file is opened once: it may
/// be a pipe, and must not be another file the second time.
fn bill(
    path: &Path,
    args: &DiffArgs,
    tariff: &Tariff,
    time: &TimeRange,
    console: &Arc<Console>,
    before: usize,
) -> Result<Bill> {
    let input = settings::input(path.to_owned());
    let place = input.path().display().to_string();
    let format = settings::input_format(args.shape.input_format);
    let bill = match BillFile::open(&input, format, args.api.upstream.max_body)? {
        BillFile::Records(records) => of_records(records, time),
        BillFile::Other(open) => {
            let wanted = Wanted { messages: &args.messages, window: time.window, message_id: None, console };
            charged(wanted.of_open(input.path(), open, &args.shape, &args.api)?, tariff, console, before)?
        }
    };
    let count = bill.records.len();
    console.selected(&format!("{place}: {count} records"), count as u64, &bill.left_out, time);
    Ok(bill)
}

fn of_records(mut records: Vec<OwnedRecord>, time: &TimeRange) -> Bill {
    let mut left_out = LeftOut::default();
    // A record that was read has a time.
    let mut keeps = |at| time.window.keeps(at, &mut left_out);
    records.retain(|record| moment(&record.timestamp).is_none_or(&mut keeps));
    Bill { records, left_out, is_charged: false }
}

fn charged(period: Period, tariff: &Tariff, console: &Console, before: usize) -> Result<Bill> {
    let work = |batch: &Batch<'_>| {
        let charged = charge(batch, tariff)?;
        let records = charged.records.iter().map(OwnedRecord::from).collect::<Vec<_>>();
        Ok((records, batch.left_out))
    };
    let mut bill = Bill { is_charged: true, ..Bill::default() };
    period.run(work, |(records, left_out)| {
        bill.records.extend(records);
        bill.left_out.add(left_out);
        console.progress.charged((before + bill.records.len()) as u64);
        Ok(())
    })?;
    Ok(bill)
}
