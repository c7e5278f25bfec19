//! The metrics of a run as `OpenMetrics` text, in a file for a collector.

use crate::error::Result;
use crate::model::credits::Credits;
use crate::output::target::{Ready, Target};
use jiff::Timestamp;
use std::io::{self, Write};
use std::time::Duration;

/// The metrics of a successful run.
#[derive(Debug, Clone, Default)]
pub struct Metrics {
    /// The messages and credits, by what was charged: `report` or `text`.
    pub charged: Vec<(&'static str, u64, Credits)>,
    /// The messages that name a report and were charged by their text, by the reason why the report is absent.
    pub fallbacks: Vec<(&'static str, u64)>,
    /// The number of HTTP requests that were retried.
    pub retries: usize,
    /// The duration of the run.
    pub duration: Duration,
    /// The end of the run.
    pub ended_at: Timestamp,
}

impl Metrics {
    /// Writes the metrics to a target.
    ///
    /// # Errors
    /// [`Error::File`](crate::error::Error::File).
    pub fn finish(&self, mut target: Target) -> Result<Ready> {
        let mut text = Vec::new();
        let written = self.write(&mut text).and_then(|()| text.write_all(b"# EOF\n"));
        written.map_err(|error| target.failed(error))?;
        target.write(&text)?;
        target.ready()
    }

    /// Writes the figures, to be followed by others or by the end of the text.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        describe(out, "last_success_timestamp_seconds", "When a run last went well, in seconds since 1970.")?;
        writeln!(out, "copilot_usage_last_success_timestamp_seconds {}", self.ended_at.as_second())?;
        describe(out, "messages", "Messages charged by the last run, by what was charged.")?;
        for (source, messages, _) in &self.charged {
            writeln!(out, "copilot_usage_messages{{source=\"{source}\"}} {messages}")?;
        }
        describe(out, "credits", "Credits charged by the last run, by what was charged.")?;
        for (source, _, credits) in &self.charged {
            writeln!(out, "copilot_usage_credits{{source=\"{source}\"}} {credits}")?;
        }
        describe(out, "fallbacks", "Messages charged by their text although they name a report, by why.")?;
        for (reason, messages) in &self.fallbacks {
            writeln!(out, "copilot_usage_fallbacks{{reason=\"{reason}\"}} {messages}")?;
        }
        describe(out, "retries", "HTTP requests that the last run made again.")?;
        writeln!(out, "copilot_usage_retries {}", self.retries)?;
        describe(out, "duration_seconds", "How long the last run took.")?;
        let (seconds, millis) = (self.duration.as_secs(), self.duration.subsec_millis());
        writeln!(out, "copilot_usage_duration_seconds {seconds}.{millis:03}")
    }
}

fn describe(out: &mut impl Write, name: &str, help: &str) -> io::Result<()> {
    writeln!(out, "# TYPE copilot_usage_{name} gauge\n# HELP copilot_usage_{name} {help}")
}
