//! The log on standard error: errors, warnings, the closing line and the progress, as text or as JSON.

use crate::cli::args::{ColorArg, LogFormatArg, LoggingArgs};
use crate::cli::color::use_color;
use crate::cli::progress::Progress;
use crate::cli::words::hints;
use crate::cli::words::sentences;
use anstyle::{AnsiColor, Style};
use copilot_usage::error::Error;
use copilot_usage::event::{Event, Level};
use copilot_usage::http::Token;
use copilot_usage::model::printable::Printable;
use copilot_usage::wire::json_text::append_json;
use serde::Serialize;
use serde_json::Value;
use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, OnceLock};

/// Writes the log to standard error.
#[derive(Debug)]
pub(crate) struct Console {
    quiet: bool,
    verbose: bool,
    json: bool,
    pub(crate) color: ColorArg,
    /// The token, which no line shows.
    token: OnceLock<Token>,
    pub(crate) progress: Arc<Progress>,
}

/// The level of a line.
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
struct LogLine<'a, F> {
    level: Severity,
    code: &'a str,
    message: &'a str,
    #[serde(flatten)]
    fields: F,
}

/// The fields of an event in the JSON log.
#[derive(Serialize)]
struct EventFields<'a> {
    #[serde(flatten)]
    event: &'a Event,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// The fields of an error in the JSON log.
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

impl Default for Console {
    /// The console before the call has been parsed.
    fn default() -> Self {
        Self::with(false, false, false, ColorArg::Auto)
    }
}

impl Console {
    pub(crate) fn new(args: &LoggingArgs) -> Self {
        Self::with(args.quiet, args.verbose, args.log_format == LogFormatArg::Json, args.color)
    }

    /// A console for a call that could not be parsed: only the log format is read from it.
    pub(crate) fn of_invalid_call() -> Self {
        let words: Vec<OsString> = env::args_os().collect();
        let pair = words.windows(2).any(|pair| pair == ["--log-format", "json"]);
        let json = pair || words.iter().any(|word| word == "--log-format=json");
        Self::with(false, false, json, ColorArg::Auto)
    }

    fn with(quiet: bool, verbose: bool, json: bool, color: ColorArg) -> Self {
        Self { quiet, verbose, json, color, token: OnceLock::new(), progress: Arc::default() }
    }

    /// Masks this token in every line from here on.
    pub(crate) fn hide(&self, token: Token) {
        // A run has one token, so it is never set twice.
        let _ = self.token.set(token);
    }

    /// Logs an event of the library, if the level of the log includes it.
    pub(crate) fn event(&self, event: &Event) {
        if matches!(event, Event::Answer { .. }) {
            self.progress.answered();
        }
        let severity = match event.level() {
            Level::Warning => Severity::Warning,
            Level::Debug => Severity::Debug,
        };
        // Missing reports are no warnings, but the JSON log lists them.
        let is_logged = self.json && !self.quiet && matches!(event, Event::ReportMissing { .. });
        if severity == Severity::Warning || self.verbose || is_logged {
            let reason = sentences::reason(event);
            self.log(severity, event.code(), &sentences::of_event(event), EventFields { event, reason });
        }
    }

    /// Logs a line about the result of a run, unless `--quiet` is set.
    pub(crate) fn info(&self, code: &str, message: &str, fields: impl Serialize) {
        if !self.quiet {
            self.log(Severity::Info, code, message, fields);
        }
    }

    /// Logs an error of the library, with its URL, place or path as fields of the JSON log.
    pub(crate) fn failure(&self, code: &str, error: &Error) {
        if let Error::Several(errors) = error {
            for error in errors {
                self.failure(code, error);
            }
            return;
        }
        let hint = hints::of_error(error);
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
        self.log(Severity::Error, code, &sentences::of_error(error), fields);
        self.hint(hint.as_deref());
    }

    pub(crate) fn error(&self, code: &str, message: &str, hint: Option<&str>) {
        self.log(Severity::Error, code, message, ErrorFields { hint, ..ErrorFields::default() });
        self.hint(hint);
    }

    fn hint(&self, hint: Option<&str>) {
        if let (Some(hint), false) = (hint, self.json) {
            self.line("hint", AnsiColor::Cyan.on_default(), hint);
        }
    }

    pub(crate) fn verdict(&self, code: &str, why: &str) {
        self.log(Severity::Error, code, why, ErrorFields::default());
    }

    /// Starts the progress, if standard error is a terminal.
    pub(crate) fn start_progress(&self) {
        if !self.quiet && !self.json && io::stderr().is_terminal() {
            self.progress.start();
        }
    }

    fn log(&self, level: Severity, code: &str, message: &str, fields: impl Serialize) {
        self.progress.suspend(|| self.write(level, code, message, fields));
    }

    fn write(&self, level: Severity, code: &str, message: &str, fields: impl Serialize) {
        if self.json {
            let mut line = Vec::new();
            if let Err(error) = self.append_line(&LogLine { level, code, message, fields }, &mut line) {
                line = error.to_string().into();
            }
            line.push(b'\n');
            // If standard error cannot be written, there is no other place to report it.
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

    /// Appends a line of the JSON log with the token masked: the upstream may have sent it back.
    fn append_line<F: Serialize>(&self, line: &LogLine<'_, F>, out: &mut Vec<u8>) -> serde_json::Result<()> {
        let Some(token) = self.token.get().filter(|_| !matches!(line.level, Severity::Info)) else {
            return append_json(line, out);
        };
        let before = serde_json::to_value(line)?;
        let mut after = before.clone();
        for (name, value) in after.as_object_mut().into_iter().flatten() {
            // Levels and codes are ours, and stay as they are even if the token is the same word.
            if let (Value::String(text), false) = (value, ["level", "code"].contains(&&**name)) {
                *text = token.mask(text).into_owned();
            }
        }
        if before == after { append_json(line, out) } else { append_json(&after, out) }
    }

    /// Writes a line of text, with control characters and line ends escaped.
    fn line(&self, label: &str, style: Style, message: &str) {
        let token = self.token.get().filter(|_| !label.is_empty());
        let message = token.map_or(message.into(), |token| token.mask(message));
        let message = Printable(&message);
        let style = if use_color(self.color, &io::stderr()) { style } else { Style::new() };
        let mut stderr = io::stderr().lock();
        let _ = match label {
            "hint" => writeln!(stderr, "{style}hint:{style:#} {message}"),
            "" => writeln!(stderr, "copilot-usage: {message}"),
            label => writeln!(stderr, "copilot-usage: {style}{label}:{style:#} {message}"),
        };
    }
}
