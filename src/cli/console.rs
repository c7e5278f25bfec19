//! What the program says on standard error: errors, warnings, the closing line, progress; for people or as JSON.

use crate::cli::args::{ColorArg, LogFormatArg, TalkArgs};
use crate::cli::settings::use_color;
use anstyle::{AnsiColor, Style};
use copilot_usage::model::printable::Printable;
use copilot_usage::notice::{Level, Listener, Notice};
use copilot_usage::pipeline::Totals;
use indicatif::ProgressBar;
use serde::Serialize;
use serde_json::value::RawValue;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// Work that takes less needs no progress.
const PROGRESS_AFTER: Duration = Duration::from_secs(1);

/// Standard error, and how to speak there.
#[derive(Debug)]
pub(crate) struct Console {
    quiet: bool,
    verbose: bool,
    json: bool,
    pub(crate) color: ColorArg,
    warnings: AtomicUsize,
    started: Instant,
    progress: OnceLock<ProgressBar>,
}

/// How much a line matters, and how it begins.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "lowercase")]
enum Severity {
    Error,
    Warning,
    Info,
    Debug,
}

/// A line of the log.
#[derive(Serialize)]
struct Line<'a, F> {
    level: Severity,
    code: &'a str,
    message: &'a str,
    #[serde(flatten)]
    fields: F,
}

#[derive(Serialize)]
struct Hint<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
}

/// The closing line in numbers.
#[derive(Serialize)]
struct Closing {
    messages: u64,
    from_reports: u64,
    by_text: u64,
    without_report: u64,
    missing_reports: usize,
    credits: Box<RawValue>,
}

impl Default for Console {
    /// For people, at a time when nothing is known of their wishes.
    fn default() -> Self {
        Self::speaking(false, false, false, ColorArg::Auto)
    }
}

impl Console {
    pub(crate) fn new(args: &TalkArgs) -> Self {
        Self::speaking(args.quiet, args.verbose, args.log_format == LogFormatArg::Json, args.color)
    }

    fn speaking(quiet: bool, verbose: bool, json: bool, color: ColorArg) -> Self {
        let (warnings, started, progress) = (AtomicUsize::new(0), Instant::now(), OnceLock::new());
        Self { quiet, verbose, json, color, warnings, started, progress }
    }

    /// Hears the notices of the library.
    pub(crate) fn listener(self: &Arc<Self>) -> Listener {
        let console = Arc::clone(self);
        Arc::new(move |notice| console.notice(notice))
    }

    fn notice(&self, notice: &Notice) {
        let severity = match notice.level() {
            Level::Warning => Severity::Warning,
            Level::Debug => Severity::Debug,
        };
        match severity {
            Severity::Warning => {
                self.warnings.fetch_add(1, Ordering::Relaxed);
            }
            _ if self.verbose => {}
            _ => return,
        }
        self.say(severity, notice.code(), &notice.to_string(), notice);
    }

    /// Warnings so far.
    pub(crate) fn warnings(&self) -> usize {
        self.warnings.load(Ordering::Relaxed)
    }

    pub(crate) fn error(&self, code: &str, message: &str, hint: Option<&str>) {
        self.say(Severity::Error, code, message, Hint { hint });
        if let (Some(hint), false) = (hint, self.json) {
            let style = AnsiColor::Cyan.on_default();
            self.line("hint", style, hint);
        }
    }

    pub(crate) fn verdict(&self, code: &str, why: &str) {
        self.say(Severity::Error, code, why, Hint { hint: None });
    }

    /// The closing line of a bill.
    pub(crate) fn closing(&self, totals: &Totals) -> anyhow::Result<()> {
        if self.quiet {
            return Ok(());
        }
        let (messages, by_text, credits) = (totals.messages, totals.by_text(), totals.credits);
        let missing_reports = totals.missing_reports.len();
        let without = match missing_reports {
            0 => String::new(),
            missing => {
                format!(
                    " ({} of them for {})",
                    totals.without_report,
                    counted(missing as u64, "missing report")
                )
            }
        };
        let message = format!(
            "{}, {} from reports, {by_text} by text{without}, total {credits} credits",
            counted(messages, "message"),
            totals.from_reports,
        );
        let closing = Closing {
            messages,
            from_reports: totals.from_reports,
            by_text,
            without_report: totals.without_report,
            missing_reports,
            credits: RawValue::from_string(credits.to_string())?,
        };
        self.say(Severity::Info, "done", &message, closing);
        Ok(())
    }

    /// Shows a person how far the work is, once it takes long.
    pub(crate) fn progress(&self, messages: u64) {
        if self.quiet || self.json || self.started.elapsed() < PROGRESS_AFTER || !io::stderr().is_terminal() {
            return;
        }
        let bar = self.progress.get_or_init(ProgressBar::new_spinner);
        bar.set_message(format!("{messages} messages charged"));
        bar.tick();
    }

    /// Takes the progress away, before something else is written to the terminal.
    pub(crate) fn clear_progress(&self) {
        if let Some(bar) = self.progress.get() {
            bar.finish_and_clear();
        }
    }

    fn say(&self, level: Severity, code: &str, message: &str, fields: impl Serialize) {
        self.clear_progress();
        if self.json {
            let line = serde_json::to_string(&Line { level, code, message, fields });
            // Where standard error cannot be written, there is nowhere left to say so.
            let _ = writeln!(io::stderr(), "{}", line.unwrap_or_else(|error| error.to_string()));
            return;
        }
        match level {
            Severity::Error => self.line("error", AnsiColor::Red.on_default().bold(), message),
            Severity::Warning => self.line("warning", AnsiColor::Yellow.on_default().bold(), message),
            Severity::Debug => self.line("debug", Style::new().dimmed(), message),
            Severity::Info => self.line("", Style::new(), message),
        }
    }

    /// A line for people: harmless, and a line whatever it holds.
    fn line(&self, label: &str, style: Style, message: &str) {
        let message = Printable(message);
        let style = if use_color(self.color, &io::stderr()) { style } else { Style::new() };
        let mut stderr = io::stderr().lock();
        let _ = match label {
            "hint" => writeln!(stderr, "{style}hint:{style:#} {message}"),
            "" => writeln!(stderr, "copilot-usage: {message}"),
            label => writeln!(stderr, "copilot-usage: {style}{label}:{style:#} {message}"),
        };
    }
}

fn counted(count: u64, thing: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{plural}")
}
