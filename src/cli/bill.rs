//! What `fetch` and `score` share: they open the outputs of a bill, charge it, and decide on the verdict.

use crate::cli::args::{BillArgs, MaxMissing, MessageArgs, OutputArgs};
use crate::cli::exit::Outcome;
use crate::cli::failure;
use crate::cli::files::Files;
use crate::cli::print::Print;
use crate::cli::session::Session;
use crate::cli::tariff;
use crate::cli::time_range::TimeRange;
use copilot_usage::bill::{Bill, Outputs};
use copilot_usage::charge::Totals;
use copilot_usage::output::snapshot::Snapshot;
use copilot_usage::output::{Destination, Target};
use copilot_usage::pipeline::Period;
use copilot_usage::tariff::Tariff;
use std::path::Path;

/// The tariff and the opened outputs of a bill, checked before the first message is read.
pub(crate) struct OpenBill {
    tariff: Tariff,
    outputs: Outputs,
}

impl OpenBill {
    /// Opens the outputs, after checking that none of them is an input, and reads the tariff.
    pub(crate) fn new(
        inputs: Files<'_>,
        tariff: &str,
        args: &BillArgs,
        output: &OutputArgs,
        snapshot: Option<&Path>,
        session: &Session,
    ) -> failure::Result<Self> {
        inputs
            .print(output.output.as_ref())
            .write("--snapshot", snapshot)
            .write("--metrics", args.metrics.as_deref())
            .check()?;
        let print = Print::new(output, session);
        let records = print.open()?;
        let snapshot = snapshot.map(Snapshot::open).transpose()?;
        let metrics = args.metrics.clone().map(Destination::File);
        let metrics = metrics.map(|file| Target::open(&file, false)).transpose()?;
        let tariff = tariff::read(tariff)?;
        if !(print.layout.terminal && print.format.streams()) {
            // The spinner would garble records that stream to the same terminal.
            session.console.start_progress();
        }
        Ok(Self { tariff, outputs: Outputs { records, snapshot, metrics } })
    }

    /// Charges all messages, writes the outputs and returns the verdict.
    pub(crate) fn charge(
        self,
        period: Period,
        args: &BillArgs,
        messages: &MessageArgs,
        time: &TimeRange,
        session: &Session,
    ) -> failure::Result<Outcome> {
        let bill = Bill::make(period, &self.tariff, self.outputs, &session.counts, &session.clock)?;
        session.console.progress.end();
        let totals = bill.commit()?;
        session.closing(&totals, time)?;
        Ok(verdict(&totals, args, messages, session))
    }
}

fn verdict(totals: &Totals, bill: &BillArgs, messages: &MessageArgs, session: &Session) -> Outcome {
    if let Some(limit) = bill.fail_over
        && totals.credits > limit
    {
        let why = format!("--fail-over: the total of {} credits is higher than {limit}", totals.credits);
        return Outcome::Verdict(why);
    }
    let missing = bill.max_missing.and_then(|most| too_many_missing(totals, most));
    missing.unwrap_or_else(|| session.outcome(messages.strict))
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
