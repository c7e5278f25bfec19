//! Makes a bill: charges a period by a tariff, and writes the records, the snapshot and the metrics. The `fetch` and
//! `score` commands share this.

use crate::charge::{Tally, Totals, charge};
use crate::clock::Clock;
use crate::error::{Error, Hint, Result};
use crate::event::Counts;
use crate::model::batch::Batch;
use crate::model::record::UsageRecord;
use crate::model::report::{Absence, ReportCatalog};
use crate::output::metrics::Metrics;
use crate::output::snapshot::Snapshot;
use crate::output::{Block, Encoder, Output, Ready, RowStream, Target};
use crate::pipeline::Period;
use crate::tariff::Tariff;
use crate::views::listing::UsageListing;
use crate::wire::snapshot;
use jiff::Timestamp;
use std::time::Duration;

/// The outputs of a bill.
#[derive(Debug)]
pub struct Outputs {
    /// The usage records.
    pub records: Output,
    /// The messages and reports of the bill, if they are kept.
    pub snapshot: Option<Snapshot>,
    /// The metrics of the run, if any.
    pub metrics: Option<Target>,
}

/// A bill whose outputs are complete but not yet committed.
#[derive(Debug)]
#[must_use = "nothing is written before it is committed"]
pub struct Bill {
    /// The totals of the bill.
    pub totals: Totals,
    /// `None` if the reader of the records has closed standard output.
    records: Option<Ready>,
    snapshot: Option<Ready>,
    metrics: Option<Ready>,
}

impl Bill {
    /// Charges all messages of a period and writes the outputs. `counts` and `clock` are those of the run.
    ///
    /// # Errors
    /// The first error in the order of the messages, or the error of an output.
    pub fn make(
        period: Period,
        tariff: &Tariff,
        outputs: Outputs,
        counts: &Counts,
        clock: &Clock,
    ) -> Result<Self> {
        let Outputs { records, snapshot, metrics } = outputs;
        let (stream, encoder) = records.stream(&UsageRecord::LISTING)?;
        let mut bill = BillDraft { stream, snapshot, totals: Totals::default(), is_closed: false };
        let catalog = bill.charge(period, tariff, &encoder)?;
        // Complete all outputs before the first is committed.
        let BillDraft { stream, snapshot, totals, is_closed } = bill;
        let records = stream.finish(&UsageListing { records: &[], total: totals.credits })?;
        let snapshot = snapshot.map(|snapshot| snapshot.finish(&catalog)).transpose()?;
        let figures = || figures(&totals, counts.retries(), clock.elapsed(), clock.now());
        let metrics = metrics.map(|target| figures().finish(target)).transpose()?;
        Ok(Self { totals, records: (!is_closed).then_some(records), snapshot, metrics })
    }

    /// Commits the outputs and returns the totals. If standard output was closed before the end of the records, commits
    /// the snapshot, but not the metrics.
    ///
    /// # Errors
    /// [`Error::File`], with a hint which outputs were written and which were not, or [`Error::OutputClosed`].
    pub fn commit(self) -> Result<Totals> {
        let Self { totals, records, snapshot, metrics } = self;
        let mut is_closed = records.is_none();
        let outputs = [(records, false), (snapshot, false), (metrics, true)].into_iter();
        let mut outputs: Vec<(Ready, bool)> =
            outputs.filter_map(|(output, needs_records)| Some((output?, needs_records))).collect();
        // Commit devices and pipes first: they may still fail, while the replacement of a file hardly ever does.
        outputs.sort_by_key(|(output, _)| output.is_file());
        let mut left: Vec<String> =
            outputs.iter().rev().map(|(output, _)| output.path().display().to_string()).collect();
        let mut written = Vec::new();
        for (output, needs_records) in outputs {
            match if needs_records && is_closed { Ok(()) } else { output.commit() } {
                Ok(()) => written.extend(left.pop()),
                Err(Error::OutputClosed) => {
                    is_closed = true;
                    left.pop();
                }
                Err(error) => {
                    left.reverse();
                    return Err(partly_written(error, written, left));
                }
            }
        }
        if is_closed { Err(Error::OutputClosed) } else { Ok(totals) }
    }
}

/// Adds to the error of an output which other outputs were written and which were not.
fn partly_written(error: Error, written: Vec<String>, left: Vec<String>) -> Error {
    if written.is_empty() && left.len() == 1 {
        return error;
    }
    let first = error.hint().cloned().map(Box::new);
    error.with_hint(Hint::WriteOthers { first, written, left })
}

/// A bill that is being made.
struct BillDraft {
    stream: RowStream,
    snapshot: Option<Snapshot>,
    totals: Totals,
    /// Whether the reader of the records has closed standard output.
    is_closed: bool,
}

impl BillDraft {
    fn charge(&mut self, period: Period, tariff: &Tariff, encoder: &Encoder) -> Result<ReportCatalog> {
        let keeps_messages = self.snapshot.is_some();
        let work = |batch: &Batch<'_>| {
            let charged = charge(batch, tariff)?;
            let messages = if keeps_messages { snapshot::messages(&batch.messages)? } else { Vec::new() };
            Ok((encoder.encode(&charged.records)?, messages, charged.tally))
        };
        period.run(work, |(block, messages, tally)| self.take(block, &messages, tally))
    }

    fn take(&mut self, block: Block, messages: &[u8], tally: Tally) -> Result<()> {
        self.totals.add(tally)?;
        if let Some(snapshot) = &mut self.snapshot {
            snapshot.write(messages)?;
        }
        match if self.is_closed { Ok(()) } else { self.stream.write(block) } {
            // Go on for the snapshot, even if nobody reads the records.
            Err(Error::OutputClosed) if self.snapshot.is_some() => {
                self.is_closed = true;
                Ok(())
            }
            written => written,
        }
    }
}

/// The figures of a run that went well: what it came to, how often it asked again, how long it took and when it ended.
pub(crate) fn figures(totals: &Totals, retries: usize, duration: Duration, ended_at: Timestamp) -> Metrics {
    let reasons = [Absence::Missing, Absence::Malformed, Absence::Unavailable, Absence::Refused];
    let without = |absence| totals.without_report.get(&absence).map_or(0, |without| without.messages);
    Metrics {
        charged: totals.sums.each().map(|(by, sum)| (by.name(), sum.messages, sum.credits)).into(),
        fallbacks: reasons.into_iter().map(|absence| (absence.name(), without(absence))).collect(),
        retries,
        duration,
        ended_at,
    }
}
