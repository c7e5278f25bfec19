//! The closing line of a run, as text or as JSON.

use crate::cli::session::Session;
use crate::cli::time_range::TimeRange;
use copilot_usage::charge::{ChargedSums, Totals};
use copilot_usage::error::{Error, Result};
use copilot_usage::event::Event;
use copilot_usage::model::report::Absence;
use copilot_usage::model::window::{LeftOut, Window};
use serde::Serialize;
use serde_json::value::RawValue;

/// The selected time range, and how many messages outside it were left out.
#[derive(Serialize)]
struct SelectedTime<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    timezone: &'a str,
    left_out: u64,
}

/// The fields of the closing line in the JSON log.
#[derive(Serialize)]
struct Closing<'a> {
    messages: u64,
    from_reports: u64,
    by_text: u64,
    missing_reports: u64,
    unusable_reports: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    duplicates: Option<usize>,
    credits: Box<RawValue>,
    #[serde(flatten)]
    selected: Option<SelectedTime<'a>>,
}

impl Session {
    /// Prints the closing line of a bill.
    pub(crate) fn closing(&self, totals: &Totals, time: &TimeRange) -> Result<()> {
        let Totals { messages, credits, sums, without_report, left_out, .. } = totals;
        let ChargedSums { reports, texts } = sums;
        let (part, selected) = self.selected_time(*messages, left_out, time).unzip();
        let (mut missing_reports, mut unusable_reports) = (0, 0);
        let mut without = Vec::new();
        for (absence, named) in without_report {
            let (count, thing) = match absence {
                Absence::Missing => (&mut missing_reports, "missing report"),
                Absence::Malformed => (&mut unusable_reports, "malformed report"),
                Absence::Unavailable => (&mut unusable_reports, "unavailable report"),
                Absence::Refused => (&mut unusable_reports, "refused report"),
            };
            *count += named.reports();
            without.push(format!("{} for {}", named.messages, counted(named.reports(), thing)));
        }
        let without = if without.is_empty() { String::new() } else { format!(" ({})", without.join(", ")) };
        let duplicates = Some(self.counts.duplicates_left_out()).filter(|count| *count > 0);
        let left_out = duplicates.map(|count| format!(", {} left out", counted(count as u64, "duplicate")));
        let message = format!(
            "{}{}, {} from reports, {} by text{without}, total {credits} credits{}",
            counted(*messages, "message"),
            left_out.unwrap_or_default(),
            reports.messages,
            texts.messages,
            part.unwrap_or_default(),
        );
        let closing = Closing {
            messages: *messages,
            from_reports: reports.messages,
            by_text: texts.messages,
            missing_reports,
            unusable_reports,
            duplicates,
            credits: RawValue::from_string(credits.to_string()).map_err(Error::in_memory)?,
            selected,
        };
        self.console.info("done", &message, closing);
        Ok(())
    }

    /// Prints how many messages or records of an input are in the time range, if it has a limit.
    pub(crate) fn selected(&self, what: &str, count: u64, left_out: &LeftOut, time: &TimeRange) {
        if let Some((part, selected)) = self.selected_time(count, left_out, time) {
            self.console.info("selected", &format!("{what}{part}"), selected);
        }
    }

    /// Returns the end of the closing line and its fields, or `None` if the time range has no limit. Warns if all
    /// messages are outside it.
    fn selected_time<'t>(
        &self,
        count: u64,
        left_out: &LeftOut,
        time: &'t TimeRange,
    ) -> Option<(String, SelectedTime<'t>)> {
        let shown = time.show()?;
        let part = format!("; only {shown}, {} left out", counted(left_out.messages, "message"));
        if let (0, Some(span)) = (count, left_out.span) {
            let [first, last] = <[_; 2]>::from(span).map(|at| at.local(&time.timezone).to_string());
            self.event(&Event::NothingSelected { asked: shown, left_out: left_out.messages, first, last });
        }
        let Window { since, until } = time.window;
        let [since, until] = [since, until].map(|end| end.map(|end| end.to_string()));
        Some((part, SelectedTime { since, until, timezone: time.zone(), left_out: left_out.messages }))
    }
}

/// Formats a count with its noun: `1 message`, `2 messages`.
pub(crate) fn counted(count: u64, thing: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{plural}")
}
