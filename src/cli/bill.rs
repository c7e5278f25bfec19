//! What `fetch` and `score` share: messages in, the bill out, and what there is to say about it.

use crate::cli::args::{BillArgs, MaxMissing, MessageArgs, OutputArgs};
use crate::cli::console::Console;
use crate::cli::exit::Outcome;
use crate::cli::period::Period;
use crate::cli::settings::Print;
use crate::cli::tariff;
use copilot_usage::charge::{Tally, Totals, charge};
use copilot_usage::error::{Error, Result};
use copilot_usage::model::batch::Batch;
use copilot_usage::model::report::Absence;
use copilot_usage::model::row::Cell;
use copilot_usage::model::usage_record::UsageRecord;
use copilot_usage::output::metrics::Metrics;
use copilot_usage::output::snapshot::{self, Snapshot};
use copilot_usage::output::{Block, Destination, Encoder, Footer, Output, Ready, Target};
use copilot_usage::tariff::Tariff;
use std::collections::HashMap;
use std::fs;
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
    /// Reads the tariff and opens the outputs.
    pub(crate) fn open(
        tariff: &str,
        args: &BillArgs,
        output: &OutputArgs,
        snapshot: Option<&Path>,
        console: &Console,
    ) -> Result<Self> {
        let tariff = tariff::read(tariff)?;
        let Print { destination, format, layout } = Print::new(output, console.color);
        let (output, encoder) = Output::open(&destination, format, layout, &UsageRecord::LISTING)?;
        let snapshot = snapshot.map(Snapshot::open).transpose()?;
        let metrics = args.metrics.clone().map(Destination::File);
        let metrics = metrics.map(|file| Target::open(&file, false)).transpose()?;
        distinct(&[
            ("--output", output.file()),
            ("--snapshot", snapshot.as_ref().and_then(Snapshot::file)),
            ("--metrics", metrics.as_ref().and_then(Target::file)),
        ])?;
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
        console: &Console,
    ) -> anyhow::Result<Outcome> {
        let Self { tariff, mut output, encoder, mut snapshot, metrics: target } = self;
        let keeps_snapshot = snapshot.is_some();
        let (mut totals, mut closed) = (Totals::default(), false);
        let work = |batch: &Batch<'_>| {
            let charged = charge(batch, &tariff)?;
            let kept = if keeps_snapshot { snapshot::encode(&batch.messages)? } else { Vec::new() };
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
        let output = output.finish(&footer(&totals))?;
        let snapshot = snapshot.map(|snapshot| snapshot.finish(&catalog)).transpose()?;
        console.progress.end();
        let delivered = if closed { Err(Error::OutputClosed) } else { output.commit() };
        deliver(delivered, snapshot)?;
        if let Some(target) = target {
            metrics(&totals, console)?.finish(target)?.commit()?;
        }
        console.closing(&totals)?;
        Ok(verdict(&totals, args, messages, console))
    }
}

/// Puts the snapshot in its place: not without the bill, but even if nobody reads that any more.
fn deliver(delivered: Result<()>, snapshot: Option<Ready>) -> Result<()> {
    if let (Ok(()) | Err(Error::OutputClosed), Some(snapshot)) = (&delivered, snapshot) {
        snapshot.commit()?;
    }
    delivered
}

/// Refuses two outputs in one file: the later would overwrite the earlier.
fn distinct(outputs: &[(&str, Option<&Path>)]) -> Result<()> {
    let mut places = HashMap::new();
    for &(option, path) in outputs {
        let Some((path, name)) = path.and_then(|path| Some((path, path.file_name()?))) else {
            continue;
        };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = fs::canonicalize(folder).map_err(|error| Error::write(path, error))?;
        if let Some(other) = places.insert(folder.join(name), option) {
            return Err(Error::usage(
                option,
                format!("is the file of {other}, and one would overwrite the other"),
            ));
        }
    }
    Ok(())
}

fn metrics(totals: &Totals, console: &Console) -> anyhow::Result<Metrics> {
    let by_text = totals.credits.checked_sub(totals.credits_from_reports)?;
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
