//! What the program says on standard error: errors, warnings, the closing line, progress; for people or as JSON.

use crate::cli::args::{ColorArg, LogFormatArg, TalkArgs};
use crate::cli::failure::Result;
use crate::cli::hint;
use crate::cli::progress::Progress;
use crate::cli::sentence;
use crate::cli::time_range::TimeRange;
use anstyle::{AnsiColor, Style};
use copilot_usage::charge::Totals;
use copilot_usage::error::Error;
use copilot_usage::event::{Event, Level, Listener};
use copilot_usage::http::Token;
use copilot_usage::model::printable::Printable;
use copilot_usage::model::report::Absence;
use copilot_usage::model::window::{LeftOut, Window};
use copilot_usage::tariff::Tariff;
use copilot_usage::tariff::rule::Kind;
use copilot_usage::wire::json_text::append_json;
use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// Standard error, and how to speak there.
#[derive(Debug)]
pub(crate) struct Console {
    quiet: bool,
    verbose: bool,
    json: bool,
    pub(crate) color: ColorArg,
    warnings: AtomicUsize,
    retries: AtomicUsize,
    duplicates: AtomicUsize,
    started: Instant,
    /// What no line shows, wherever it comes from.
    token: OnceLock<Token>,
    pub(crate) progress: Arc<Progress>,
}

/// How much a line matters, and how it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
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

/// What an event is about.
#[derive(Serialize)]
struct EventFields<'a> {
    #[serde(flatten)]
    event: &'a Event,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// What an error is about.
#[derive(Default, Serialize)]
struct ErrorFields<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
}

/// The time that was asked for, and how many messages are of another.
#[derive(Serialize)]
struct Asked<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    timezone: &'a str,
    left_out: u64,
}

/// The closing line in numbers.
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
    asked: Option<Asked<'a>>,
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

    /// For a call that could not be read, of which only the log format can be told.
    pub(crate) fn of_a_wrong_call() -> Self {
        let words: Vec<OsString> = env::args_os().collect();
        let pair = words.windows(2).any(|pair| pair == ["--log-format", "json"]);
        let json = pair || words.iter().any(|word| word == "--log-format=json");
        Self::speaking(false, false, json, ColorArg::Auto)
    }

    fn speaking(quiet: bool, verbose: bool, json: bool, color: ColorArg) -> Self {
        let [warnings, retries, duplicates] = [0; 3].map(AtomicUsize::new);
        let (started, token, progress) = (Instant::now(), OnceLock::new(), Arc::default());
        Self { quiet, verbose, json, color, warnings, retries, duplicates, started, token, progress }
    }

    /// Whether a stream gets colors: if asked for, or if a person reads it and does not object.
    pub(crate) fn use_color(&self, stream: &impl anstream::stream::RawStream) -> bool {
        match self.color {
            ColorArg::Always => true,
            ColorArg::Never => false,
            ColorArg::Auto => anstream::AutoStream::choice(stream) != anstream::ColorChoice::Never,
        }
    }

    /// Shows this token in no line from here on.
    pub(crate) fn hide(&self, token: Token) {
        // A second one would have to be that of another run.
        let _ = self.token.set(token);
    }

    /// Hears the events of the library.
    pub(crate) fn listener(self: &Arc<Self>) -> Listener {
        let console = Arc::clone(self);
        Arc::new(move |event| console.event(event))
    }

    /// Says what there is to say beside the output, and counts the warnings.
    pub(crate) fn event(&self, event: &Event) {
        match event {
            Event::Retry { .. } => {
                self.retries.fetch_add(1, Ordering::Relaxed);
            }
            Event::DuplicateLeftOut { .. } => {
                self.duplicates.fetch_add(1, Ordering::Relaxed);
            }
            Event::Answer { .. } => self.progress.answered(),
            _ => {}
        }
        let severity = match event.level() {
            Level::Warning => Severity::Warning,
            Level::Debug => Severity::Debug,
        };
        match severity {
            Severity::Warning => {
                self.warnings.fetch_add(1, Ordering::Relaxed);
            }
            _ if self.verbose => {}
            // Which reports are missing is for whoever reads the log.
            _ if self.json && !self.quiet && matches!(event, Event::ReportMissing { .. }) => {}
            _ => return,
        }
        let reason = sentence::reason(event);
        self.say(severity, event.code(), &sentence::of_event(event), EventFields { event, reason });
    }

    /// Warnings so far.
    pub(crate) fn warnings(&self) -> usize {
        self.warnings.load(Ordering::Relaxed)
    }

    /// An error of the library, with what a program wants to know of it.
    pub(crate) fn failure(&self, code: &str, error: &Error) {
        if let Error::Several(errors) = error {
            for error in errors {
                self.failure(code, error);
            }
            return;
        }
        let hint = hint::of_error(error);
        let mut fields = ErrorFields { hint: hint.as_deref(), ..ErrorFields::default() };
        match error {
            Error::Unavailable { url, .. }
            | Error::NotRetried { url, .. }
            | Error::TimeUp { url, .. }
            | Error::Refused { url, .. } => fields.url = Some(url),
            Error::Data { place, .. } => fields.place = Some(place),
            Error::File { path, .. } => fields.path = Some(path.display().to_string()),
            Error::Usage { .. }
            | Error::Several(_)
            | Error::NoThread { .. }
            | Error::Bug(_)
            | Error::OutputClosed => {}
        }
        self.say(Severity::Error, code, &sentence::of_error(error), fields);
        self.hint(hint.as_deref());
    }

    /// HTTP requests that were made again so far.
    pub(crate) fn retries(&self) -> usize {
        self.retries.load(Ordering::Relaxed)
    }

    /// How long the run has taken so far.
    pub(crate) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    pub(crate) fn error(&self, code: &str, message: &str, hint: Option<&str>) {
        self.say(Severity::Error, code, message, ErrorFields { hint, ..ErrorFields::default() });
        self.hint(hint);
    }

    fn hint(&self, hint: Option<&str>) {
        if let (Some(hint), false) = (hint, self.json) {
            self.line("hint", AnsiColor::Cyan.on_default(), hint);
        }
    }

    pub(crate) fn verdict(&self, code: &str, why: &str) {
        self.say(Severity::Error, code, why, ErrorFields::default());
    }

    /// The closing line of a bill, of the time that was asked for.
    pub(crate) fn closing(&self, totals: &Totals, time: &TimeRange) -> Result<()> {
        let Totals { messages, from_reports, without_report, credits, left_out, .. } = totals;
        let (part, asked) = self.asked(*messages, left_out, time).unzip();
        if self.quiet {
            return Ok(());
        }
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
        let duplicates = Some(self.duplicates.load(Ordering::Relaxed)).filter(|count| *count > 0);
        let left_out = duplicates.map(|count| format!(", {} left out", counted(count as u64, "duplicate")));
        let message = format!(
            "{}{}, {from_reports} from reports, {} by text{without}, total {credits} credits{}",
            counted(*messages, "message"),
            left_out.unwrap_or_default(),
            totals.by_text(),
            part.unwrap_or_default(),
        );
        let closing = Closing {
            messages: *messages,
            from_reports: *from_reports,
            by_text: totals.by_text(),
            missing_reports,
            unusable_reports,
            duplicates,
            credits: RawValue::from_string(credits.to_string())
                .map_err(|error| Error::bug(error.to_string()))?,
            asked,
        };
        self.say(Severity::Info, "done", &message, closing);
        Ok(())
    }

    /// What counts of the messages or records of something, where not all of its time was asked for.
    pub(crate) fn selected(&self, what: &str, count: u64, left_out: &LeftOut, time: &TimeRange) {
        if let (Some((part, asked)), false) = (self.asked(count, left_out, time), self.quiet) {
            self.say(Severity::Info, "selected", &format!("{what}{part}"), asked);
        }
    }

    /// What a line says of the time that was asked for. Warns where that leaves nothing of something.
    fn asked<'t>(&self, count: u64, left_out: &LeftOut, time: &'t TimeRange) -> Option<(String, Asked<'t>)> {
        let shown = time.show()?;
        let part = format!("; only {shown}, {} left out", counted(left_out.messages, "message"));
        if let (0, Some(span)) = (count, left_out.span) {
            let [first, last] = <[_; 2]>::from(span).map(|at| at.local(&time.timezone).to_string());
            self.event(&Event::NothingSelected { asked: shown, left_out: left_out.messages, first, last });
        }
        let Window { since, until } = time.window;
        let [since, until] = [since, until].map(|end| end.map(|end| end.to_string()));
        Some((part, Asked { since, until, timezone: time.zone(), left_out: left_out.messages }))
    }

    /// A tariff file that is as it should be.
    pub(crate) fn checked(&self, file: &Path, tariff: &Tariff) {
        if self.quiet {
            return;
        }
        let rules = tariff.versions.iter().flat_map(|version| &version.rules);
        // The rounding is not of the file.
        let rules = rules.filter(|rule| rule.kind != Kind::WholeCents).count() as u64;
        let message = format!(
            "tariff {}: {}, {}, {} as expected",
            file.display(),
            counted(tariff.versions.len() as u64, "version"),
            counted(rules, "rule"),
            counted(tariff.cases.len() as u64, "case")
        );
        self.say(Severity::Info, "checked", &message, ErrorFields::default());
    }

    /// Shows a person that work is being done, once it takes long.
    pub(crate) fn start_progress(&self) {
        if !self.quiet && !self.json && io::stderr().is_terminal() {
            self.progress.start();
        }
    }

    fn say(&self, level: Severity, code: &str, message: &str, fields: impl Serialize) {
        self.progress.suspend(|| self.write(level, code, message, fields));
    }

    fn write(&self, level: Severity, code: &str, message: &str, fields: impl Serialize) {
        if self.json {
            let mut line = Vec::new();
            if let Err(error) = self.append_line(&Line { level, code, message, fields }, &mut line) {
                line = error.to_string().into();
            }
            line.push(b'\n');
            // Where standard error cannot be written, there is nowhere left to say so.
            let _ = io::stderr().write_all(&line);
            return;
        }
        match level {
            Severity::Error => self.line("error", AnsiColor::Red.on_default().bold(), message),
            Severity::Warning => self.line("warning", AnsiColor::Yellow.on_default().bold(), message),
            Severity::Debug => self.line("debug", Style::new().dimmed(), message),
            Severity::Info => self.line("", Style::new(), message),
        }
    }

    /// Appends a line of the log without the token, which whatever is told of the upstream may hold.
    fn append_line<F: Serialize>(&self, line: &Line<'_, F>, out: &mut Vec<u8>) -> serde_json::Result<()> {
        let Some(token) = self.token.get().filter(|_| !matches!(line.level, Severity::Info)) else {
            return append_json(line, out);
        };
        let before = serde_json::to_value(line)?;
        let mut after = before.clone();
        for (name, value) in after.as_object_mut().into_iter().flatten() {
            // Names of our own are no secret, even if the token is one of them.
            if let (Value::String(text), false) = (value, ["level", "code"].contains(&&**name)) {
                *text = token.mask(text).into_owned();
            }
        }
        if before == after { append_json(line, out) } else { append_json(&after, out) }
    }

    /// A line for people: harmless, and a line whatever it holds.
    fn line(&self, label: &str, style: Style, message: &str) {
        let token = self.token.get().filter(|_| !label.is_empty());
        let message = token.map_or(message.into(), |token| token.mask(message));
        let message = Printable(&message);
        let style = if self.use_color(&io::stderr()) { style } else { Style::new() };
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
