//! `copilot-usage diff`: the differences between two bills.

use crate::cli::args::DiffArgs;
use crate::cli::exit::Outcome;
use crate::cli::failure::{Failure, Result};
use crate::cli::files::Files;
use crate::cli::period::PeriodRequest;
use crate::cli::print::Print;
use crate::cli::session::Session;
use crate::cli::settings;
use crate::cli::tariff;
use crate::cli::time_range::TimeRange;
use copilot_usage::charge::charge;
use copilot_usage::model::batch::Batch;
use copilot_usage::model::record::OwnedRecord;
use copilot_usage::model::timestamp::moment;
use copilot_usage::model::window::LeftOut;
use copilot_usage::pipeline::Period;
use copilot_usage::source::BillFile;
use copilot_usage::tariff::Tariff;
use copilot_usage::views::difference::{Change, Difference};
use std::path::Path;

pub(crate) fn run(args: &DiffArgs, session: &Session) -> Result<Outcome> {
    if [&args.old, &args.new].iter().all(|path| path.as_path() == Path::new("-")) {
        return Err(Failure::call("NEW", "- was given twice, and standard input can be read once"));
    }
    let time = TimeRange::new(&args.messages.time, session.clock.now())?;
    Files::default()
        .read("FILE", [&args.old, &args.new])
        .shape(&args.shape)
        .tariffs([&args.tariff.tariff])
        .upstream(&args.api.upstream)
        .print(args.output.output.as_ref())
        .check()?;
    let output = Print::new(&args.output, session).open()?;
    let tariff = tariff::read(&args.tariff.tariff)?;
    session.console.start_progress();
    let old = bill(&args.old, args, &tariff, &time, session, 0)?;
    let new = bill(&args.new, args, &tariff, &time, session, old.records.len() as u64)?;
    if !old.is_charged && !new.is_charged {
        refuse_of_messages(args)?;
    }
    let difference = Difference::between(old.records, new.records)?;

    output.print(&difference)?;
    if difference.rows.is_empty() {
        return Ok(session.outcome(args.messages.strict));
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

/// Refuses options about reports, which only messages need. Whether the inputs are messages is known only after they
/// have been read.
fn refuse_of_messages(args: &DiffArgs) -> Result<()> {
    let given = [("--reports", args.shape.reports.is_some()), ("--base-url", args.api.base_url.is_some())];
    match given.iter().find(|(_, is_given)| *is_given) {
        Some((option, _)) => Err(Failure::call(*option, "cannot be used with two bills, only with messages")),
        None => Ok(()),
    }
}

/// A bill to compare.
#[derive(Default)]
struct ComparedBill {
    records: Vec<OwnedRecord>,
    left_out: LeftOut,
    /// Whether it was charged here, from messages.
    is_charged: bool,
}

/// Reads a bill, or charges messages; `before` is the number of records of the other bill, for the progress. The file
/// is opened only once, because it may be a pipe, or be replaced in between.
fn bill(
    path: &Path,
    args: &DiffArgs,
    tariff: &Tariff,
    time: &TimeRange,
    session: &Session,
    before: u64,
) -> Result<ComparedBill> {
    let input = settings::input(path.to_owned());
    let place = input.path().display().to_string();
    let format = settings::input_format(args.shape.input_format);
    let bill = match BillFile::open(&input, format, args.messages.max_body)? {
        BillFile::Records(records) => of_records(records, time),
        BillFile::Other(open) => {
            let request = PeriodRequest::new(&args.messages, time, session).after(before);
            charged(request.of_open(input.path(), open, &args.shape, &args.api)?, tariff)?
        }
    };
    let count = bill.records.len();
    session.selected(&format!("{place}: {count} records"), count as u64, &bill.left_out, time);
    Ok(bill)
}

fn of_records(mut records: Vec<OwnedRecord>, time: &TimeRange) -> ComparedBill {
    let mut left_out = LeftOut::default();
    // A record that was read has a valid time.
    let mut keeps = |at| time.window.keeps(at, &mut left_out);
    records.retain(|record| moment(&record.timestamp).is_none_or(&mut keeps));
    ComparedBill { records, left_out, is_charged: false }
}

fn charged(period: Period, tariff: &Tariff) -> Result<ComparedBill> {
    let work = |batch: &Batch<'_>| {
        let charged = charge(batch, tariff)?;
        let records = charged.records.iter().map(OwnedRecord::from).collect::<Vec<_>>();
        Ok((records, batch.left_out))
    };
    let mut bill = ComparedBill { is_charged: true, ..ComparedBill::default() };
    period.run(work, |(records, left_out)| {
        bill.records.extend(records);
        bill.left_out.add(left_out);
        Ok(())
    })?;
    Ok(bill)
}
