//! A bill that goes to files: what `fetch` and `score` do between their settings and their verdict.

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

/// Where a bill goes.
#[derive(Debug)]
pub struct Outputs {
    /// Its records.
    pub records: Output,
    /// The messages and the reports that it was made of, if they are kept.
    pub snapshot: Option<Snapshot>,
    /// Figures for a monitor.
    pub metrics: Option<Target>,
}

/// A bill that has been made, whose outputs are complete and not yet in their places.
#[derive(Debug)]
#[must_use = "nothing is written before it is committed"]
pub struct Bill {
    /// What it comes to.
    pub totals: Totals,
    /// None where nobody reads them any more.
    records: Option<Ready>,
    snapshot: Option<Ready>,
    metrics: Option<Ready>,
}

impl Bill {
    /// Charges all messages of a period, and writes the outputs. The counts and the clock are those of the run.
    ///
    /// # Errors
    /// The first one in the order of the messages; that of an output.
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
        // Each output is complete before the first is put in its place.
        let BillDraft { stream, snapshot, totals, is_closed } = bill;
        let records = stream.finish(&UsageListing { records: &[], total: totals.credits })?;
        let snapshot = snapshot.map(|snapshot| snapshot.finish(&catalog)).transpose()?;
        let figures = || figures(&totals, counts.retries(), clock.elapsed(), clock.now());
        let metrics = metrics.map(|target| figures().finish(target)).transpose()?;
        Ok(Self { totals, records: (!is_closed).then_some(records), snapshot, metrics })
    }

    /// Puts the outputs in their places, and says what the bill comes to. Of a run whose records nobody read to their
    /// end there is a snapshot, but no figures.
    ///
    /// # Errors
    /// [`Error::File`], with what was written and what was not; [`Error::OutputClosed`].
    pub fn commit(self) -> Result<Totals> {
        let Self { totals, records, snapshot, metrics } = self;
        let mut is_closed = records.is_none();
        let outputs = [(records, false), (snapshot, false), (metrics, true)].into_iter();
        let mut outputs: Vec<(Ready, bool)> =
            outputs.filter_map(|(output, needs_records)| Some((output?, needs_records))).collect();
        // What takes the place of a file hardly ever fails now, what is written to a device or a pipe may.
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

/// The error of an output, with what has come of the others.
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
    /// Whether nobody reads the records any more.
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
            // The snapshot is still wanted when nobody reads the records any more.
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
