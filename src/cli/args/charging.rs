//! The tariff, the metrics, and the limits of a bill that set the exit code.
#![allow(clippy::doc_markdown, reason = "the comments are the help, which shows no Markdown")]

use clap::Args;
use copilot_usage::model::credits::Credits;
use std::path::PathBuf;

/// The tariff that messages are charged by.
#[derive(Debug, Args)]
#[command(next_help_heading = "Charging")]
pub(crate) struct TariffArg {
    /// Charge by this tariff: a built-in name or a file
    ///
    /// `copilot-usage tariffs` lists the names; `copilot-usage tariffs text --output my.toml` writes a file to start
    /// from. A message whose report exists costs what the report costs, under any tariff.
    #[arg(long, value_name = "NAME|FILE", default_value = "text")]
    pub(crate) tariff: String,
}

/// Metrics and limits of a bill.
#[derive(Debug, Args)]
pub(crate) struct BillArgs {
    /// Also write metrics of the run to FILE, as OpenMetrics
    ///
    /// The file holds counts, credits, retries and the duration, for a collector of text files. It is only written when
    /// the run succeeds, so that its timestamp is that of the last success.
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(crate) metrics: Option<PathBuf>,
    /// Exit with 7 if the total is higher than CREDITS
    ///
    /// The bill is printed all the same. Example: --fail-over 2000, or 99.50.
    #[arg(long, value_name = "CREDITS", value_parser = limit, allow_negative_numbers = true, help_heading = "Charging")]
    pub(crate) fail_over: Option<Credits>,
    /// Exit with 7 if more than N reports, or N% of them, are missing
    ///
    /// Counts the reports that messages name, each once. The bill is printed all the same. Example: --max-missing 3, or
    /// 10%.
    #[arg(long, value_name = "N|N%", value_parser = max_missing, help_heading = "Charging")]
    pub(crate) max_missing: Option<MaxMissing>,
}

/// How many reports may be missing.
#[derive(Debug, Clone, Copy)]
pub(crate) enum MaxMissing {
    Reports(u64),
    /// A percentage of the reports that messages name, each counted once.
    Percent(u8),
}

/// Reads an amount that is not negative.
fn limit(text: &str) -> Result<Credits, String> {
    match text.parse::<Credits>() {
        Ok(limit) if limit.is_negative() => Err("expected an amount that is not negative".to_owned()),
        Ok(limit) => Ok(limit),
        Err(problem) => Err(format!("{problem}, expected an amount such as 2000 or 99.50")),
    }
}

/// Reads a number of reports, or a percentage of them.
fn max_missing(text: &str) -> Result<MaxMissing, String> {
    let digits = text.strip_suffix('%').unwrap_or(text);
    // `parse` would accept a sign.
    let parsed = if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        None
    } else if digits.len() == text.len() {
        text.parse().ok().map(MaxMissing::Reports)
    } else {
        digits.parse().ok().filter(|percent| *percent <= 100).map(MaxMissing::Percent)
    };
    parsed.ok_or_else(|| "expected a number of reports, or a percentage from 0% to 100%".to_owned())
}
