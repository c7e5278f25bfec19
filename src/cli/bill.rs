//! What `fetch` and `score` share: messages in, the bill out, and what there is to say about it.

use crate::cli::args::{BillArgs, MaxMissing, MessageArgs, OutputArgs};
use crate::cli::console::Console;
use crate::cli::exit::Outcome;
use crate::cli::failure;
use crate::cli::files::Files;
use crate::cli::period::Period;
use crate::cli::settings::Print;
use crate::cli::tariff;
use crate::cli::time_range::TimeRange;
use copilot_usage::charge::{Tally, Totals, charge};
use copilot_usage::error::{Error, Hint, Result};
use copilot_usage::model::batch::Batch;
use copilot_usage::model::record::UsageRecord;
use copilot_usage::model::report::Absence;
use copilot_usage::model::row::Cell;
use copilot_usage::output::metrics::Metrics;
use copilot_usage::output::snapshot::Snapshot;
use copilot_usage::output::{Block, Destination, Encoder, Footer, Output, Ready, Target};
use copilot_usage::tariff::Tariff;
use copilot_usage::wire::snapshot;
use std::collections::VecDeque;
use std::path::Path;

/// Everything about a bill that can be wrong before the first message is read.
pub(crate) struct Bill {
    tariff: Tariff,
    output: Output,
    encoder: Encoder,
    snapshot: Option<Snapshot>,
    metrics: Option<Target>,
}

impl Bill {
    /// Opens the outputs, if none is among the files that are read, and reads the tariff.
    pub(crate) fn open(
        inputs: Files<'_>,
        tariff: &str,
        args: &BillArgs,
        output: &OutputArgs,
        snapshot: Option<&Path>,
        console: &Console,
    ) -> failure::Result<Self> {
        inputs
            .print(output.output.as_ref())
            .write("--snapshot", snapshot)
            .write("--metrics", args.metrics.as_deref())
            .check()?;
        let Print { destination, format, layout } = Print::new(output, console);
        let (output, encoder) = Output::open(&destination, format, layout, &UsageRecord::LISTING)?;
        let snapshot = snapshot.map(Snapshot::open).transpose()?;
        let metrics = args.metrics.clone().map(Destination::File);
        let metrics = metrics.map(|file| Target::open(&file, false)).transpose()?;
        let tariff = tariff::read(tariff)?;
        if !(layout.terminal && format.streams()) {
            // Among the records of a terminal it would be in the way.
            console.start_progress();
        }
        Ok(Self { tariff, output, encoder, snapshot, metrics })
    }

    /// Charges all messages, writes the outputs, passes the verdict.
    pub(crate) fn run(
        self,
        period: Period,
        args: &BillArgs,
        messages: &MessageArgs,
        time: &TimeRange,
        console: &Console,
    ) -> failure::Result<Outcome> {
        let Self { tariff, mut output, encoder, mut snapshot, metrics: target } = self;
        let keeps_snapshot = snapshot.is_some();
        let (mut totals, mut closed) = (Totals::default(), false);
        let work = |batch: &Batch<'_>| {
            let charged = charge(batch, &tariff)?;
            let kept = if keeps_snapshot { snapshot::messages(&batch.messages)? } else { Vec::new() };
            Ok((encoder.encode(&charged.records)?, kept, charged.tally))
        };
        let take = |(block, kept, tally): (Block, Vec<u8>, Tally)| {
            totals.add(tally)?;
            console.progress.charged(totals.messages);
            if let Some(snapshot) = &mut snapshot {
                snapshot.write(&kept)?;
            }
            match if closed { Ok(()) } else { output.write(block) } {
                // The snapshot is still wanted when nobody reads the output any more.
                Err(Error::OutputClosed) if keeps_snapshot => {
                    closed = true;
                    Ok(())
                }
                written => written,
            }
        };
        let catalog = period.run(work, take)?;
        // Each output is complete before the first is put in its place.
        let bill = output.finish(&footer(&totals))?;
        let snapshot = snapshot.map(|snapshot| snapshot.finish(&catalog)).transpose()?;
        console.progress.end();
        let metrics = target.map(|target| metrics(&totals, console)?.finish(target)).transpose()?;
        let outputs = Outputs { bill: (!closed).then_some(bill), snapshot, metrics };
        outputs.commit()?;
        console.closing(&totals, time)?;
        Ok(verdict(&totals, args, messages, console))
    }
}

/// The outputs of a run, each of them complete.
struct Outputs {
    /// None where nobody reads it any more.
    bill: Option<Ready>,
    snapshot: Option<Ready>,
    metrics: Option<Ready>,
}

impl Outputs {
    /// Puts them in their places. Of a run whose bill nobody read to its end there is a snapshot, but no figures.
    fn commit(self) -> Result<()> {
        let Self { bill, snapshot, metrics } = self;
        let mut is_closed = bill.is_none();
        let outputs = [(bill, false), (snapshot, false), (metrics, true)].into_iter();
        let mut outputs: Vec<(Ready, bool)> =
            outputs.filter_map(|(output, needs_bill)| Some((output?, needs_bill))).collect();
        // What takes the place of a file hardly ever fails now, what is written to a device or a pipe may.
        outputs.sort_by_key(|(output, _)| output.is_file());
        let (mut written, mut left) = (Vec::new(), names(&outputs));
        for (output, needs_bill) in outputs {
            match if needs_bill && is_closed { Ok(()) } else { output.commit() } {
                Ok(()) => written.extend(left.pop_front()),
                Err(Error::OutputClosed) => {
                    is_closed = true;
                    left.pop_front();
                }
                Err(error) => return Err(partly_written(error, written, left.into())),
            }
        }
        if is_closed { Err(Error::OutputClosed) } else { Ok(()) }
    }
}

fn names(outputs: &[(Ready, bool)]) -> VecDeque<String> {
    outputs.iter().map(|(output, _)| output.path().display().to_string()).collect()
}

/// The error of an output, with what has come of the others.
fn partly_written(error: Error, written: Vec<String>, left: Vec<String>) -> Error {
    if written.is_empty() && left.len() == 1 {
        return error;
    }
    let first = error.hint().cloned().map(Box::new);
    error.with_hint(Hint::WriteOthers { first, written, left })
}

fn metrics(totals: &Totals, console: &Console) -> Result<Metrics> {
    let by_text = totals.credits.checked_sub(totals.credits_from_reports);
    let by_text = by_text.map_err(|error| Error::bug(error.to_string()))?;
    let reasons = [Absence::Missing, Absence::Malformed, Absence::Unavailable, Absence::Refused];
    let without = |absence| totals.without_report.get(&absence).map_or(0, |without| without.messages);
    Ok(Metrics {
        charged: vec![
            ("report", totals.from_reports, totals.credits_from_reports),
            ("text", totals.by_text(), by_text),
        ],
        fallbacks: reasons.into_iter().map(|absence| (absence.name(), without(absence))).collect(),
        retries: console.retries(),
        duration: console.elapsed(),
    })
}

fn footer(totals: &Totals) -> Footer<'static> {
    let total = [Cell::Remark("Total"), Cell::Absent, Cell::Absent, Cell::Credits(totals.credits)];
    Footer { rows: vec![total.into()], ..Footer::default() }
}

fn verdict(totals: &Totals, bill: &BillArgs, messages: &MessageArgs, console: &Console) -> Outcome {
    if let Some(limit) = bill.fail_over
        && totals.credits > limit
    {
        let why = format!("--fail-over: the total of {} credits is higher than {limit}", totals.credits);
        return Outcome::Verdict(why);
    }
    let missing = bill.max_missing.and_then(|most| too_many_missing(totals, most));
    missing.unwrap_or_else(|| Outcome::of_warnings(messages.strict, console))
}

fn too_many_missing(totals: &Totals, most: MaxMissing) -> Option<Outcome> {
    let (missing, named) = (totals.reports_missing(), totals.reports_named());
    let (is_over, most) = match most {
        MaxMissing::Reports(most) => (missing > most, most.to_string()),
        MaxMissing::Percent(most) => {
            (u128::from(missing) * 100 > u128::from(named) * u128::from(most), format!("{most}%"))
        }
    };
    is_over.then(|| {
        Outcome::Verdict(format!(
            "--max-missing: {missing} of the {named} reports that messages name are missing, more than {most}"
        ))
    })
}
