//! The log on standard error: errors, warnings, the closing line and the progress, as text or as JSON.

use crate::cli::args::{ColorArg, LogFormatArg, LoggingArgs};
use crate::cli::color::use_color;
use crate::cli::log_queue::LogQueue;
use crate::cli::progress::Progress;
use crate::cli::words::hints;
use crate::cli::words::sentences;
use anstyle::{AnsiColor, Style};
use copilot_usage::error::Error;
use copilot_usage::event::{Event, Level};
use copilot_usage::http::Token;
use copilot_usage::model::printable::Printable;
use copilot_usage::wire::json_text::append_json;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use std::borrow::Cow;
use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

/// Tokens that are hidden, at the most: what an old one may still be said in has been said by then.
const TOKENS_MAX: usize = 8;

/// Writes the log to standard error.
#[derive(Debug)]
pub(crate) struct Console {
    quiet: bool,
    verbose: bool,
    json: bool,
    pub(crate) color: ColorArg,
    /// What no line shows, wherever it comes from: the last few tokens, as a service may be given a new one.
    tokens: RwLock<Vec<Token>>,
    /// Writes the lines of a service, which must not wait for it.
    queue: OnceLock<LogQueue>,
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
    /// When it was said, in the log of a service.
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<String>,
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
    /// Creates the console of a call. The log of a service is JSON, unless it goes to a terminal.
    pub(crate) fn new(args: &LoggingArgs, is_service: bool) -> Self {
        let json = match args.log_format {
            Some(format) => format == LogFormatArg::Json,
            None => is_service && !io::stderr().is_terminal(),
        };
        Self::with(args.quiet, args.verbose, json, args.color)
    }

    /// A console for a call that could not be parsed: only the log format is read from it.
    pub(crate) fn of_invalid_call() -> Self {
        let words: Vec<OsString> = env::args_os().collect();
        let pair = words.windows(2).any(|pair| pair == ["--log-format", "json"]);
        let json = pair || words.iter().any(|word| word == "--log-format=json");
        Self::with(false, false, json, ColorArg::Auto)
    }

    fn with(quiet: bool, verbose: bool, json: bool, color: ColorArg) -> Self {
        Self {
            quiet,
            verbose,
            json,
            color,
            tokens: RwLock::default(),
            queue: OnceLock::new(),
            progress: Arc::default(),
        }
    }

    /// Masks this token in every line from here on.
    pub(crate) fn hide(&self, token: Token) {
        let mut tokens = self.tokens.write().unwrap_or_else(PoisonError::into_inner);
        if !tokens.contains(&token) {
            let old = tokens.len().saturating_sub(TOKENS_MAX - 1);
            tokens.drain(..old);
            tokens.push(token);
        }
    }

    /// From here on no line waits for its reader: they are written by a thread, and each says when it was said. Without
    /// a thread all stays as it is.
    #[cfg(feature = "serve")]
    pub(crate) fn start_queue(&self) {
        let json = self.json;
        let say_dropped = move |dropped: u64| {
            let message = format!("lines of the log were dropped, as nobody read them: {dropped}");
            let mut line = Vec::new();
            if json {
                let (time, fields) = (Some(now()), Dropped { dropped });
                let line_of_log = LogLine {
                    time,
                    level: Severity::Warning,
                    code: "log-dropped",
                    message: &message,
                    fields,
                };
                // In memory nothing fails.
                let _ = append_json(&line_of_log, &mut line);
                line.push(b'\n');
            } else {
                let _ = writeln!(line, "copilot-usage: warning: {message}");
            }
            line
        };
        if let Ok(queue) = LogQueue::start(io::stderr(), say_dropped) {
            let _ = self.queue.set(queue);
        }
    }

    /// Waits until all lines are written: the program is about to end.
    pub(crate) fn end_queue(&self) {
        if let Some(queue) = self.queue.get() {
            queue.end();
        }
    }

    fn mask<'m>(&self, message: &'m str) -> Cow<'m, str> {
        let tokens = self.tokens.read().unwrap_or_else(PoisonError::into_inner);
        Token::mask_all(&tokens, message)
    }

    /// Writes whole lines.
    fn emit(&self, lines: &[u8]) {
        if !self.queue.get().is_some_and(|queue| queue.push(lines)) {
            // Where standard error cannot be written, there is nowhere left to say so.
            let _ = io::stderr().write_all(lines);
        }
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

    /// Whether only warnings and errors are said.
    #[cfg(feature = "serve")]
    pub(crate) fn is_quiet(&self) -> bool {
        self.quiet
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
            let time = self.queue.get().map(|_| now());
            if let Err(error) = self.append_line(&LogLine { time, level, code, message, fields }, &mut line) {
                line = error.to_string().into();
            }
            line.push(b'\n');
            self.emit(&line);
            return;
        }
        match level {
            Severity::Error => self.line("error", AnsiColor::Red.on_default().bold(), message),
            Severity::Warning => self.line("warning", AnsiColor::Yellow.on_default().bold(), message),
            Severity::Debug => self.line("debug", Style::new().dimmed(), message),
            Severity::Info => self.line("", Style::new(), message),
        }
    }

    /// Appends a line of the log without the tokens, which whatever is told of the upstream may hold.
    fn append_line<F: Serialize>(&self, line: &LogLine<'_, F>, out: &mut Vec<u8>) -> serde_json::Result<()> {
        let has_tokens = || !self.tokens.read().unwrap_or_else(PoisonError::into_inner).is_empty();
        if matches!(line.level, Severity::Info) || !has_tokens() {
            return append_json(line, out);
        }
        let before = serde_json::to_value(line)?;
        let mut after = before.clone();
        for (name, value) in after.as_object_mut().into_iter().flatten() {
            // Names of our own are no secret, even if the token is one of them.
            if let (Value::String(text), false) = (value, ["level", "code", "time"].contains(&&**name)) {
                *text = self.mask(text).into_owned();
            }
        }
        if before == after { append_json(line, out) } else { append_json(&after, out) }
    }

    /// Writes a line of text, with control characters and line ends escaped.
    fn line(&self, label: &str, style: Style, message: &str) {
        let message = if label.is_empty() { message.into() } else { self.mask(message) };
        let message = Printable(&message);
        let style = if use_color(self.color, &io::stderr()) { style } else { Style::new() };
        let mut line = Vec::new();
        // In memory nothing fails.
        let _ = match label {
            "hint" => writeln!(line, "{style}hint:{style:#} {message}"),
            "" => writeln!(line, "copilot-usage: {message}"),
            label => writeln!(line, "copilot-usage: {style}{label}:{style:#} {message}"),
        };
        self.emit(&line);
    }
}

/// The time of a line.
fn now() -> String {
    format!("{:.3}", Timestamp::now())
}

/// How many lines were dropped.
#[cfg(feature = "serve")]
#[derive(Serialize)]
struct Dropped {
    dropped: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_few_tokens_are_hidden() {
        let console = Console::default();
        let token = |number: usize| Token::new(format!("t0ken-number-{number:02}-x").as_bytes()).unwrap();
        console.hide(token(0));
        console.hide(token(1));
        assert_eq!(console.mask("t0ken-number-00-x and t0ken-number-01-x"), "*** and ***");
        // The same one again, as at each refresh, pushes none of the others out.
        (0..100).for_each(|_| console.hide(token(1)));
        assert_eq!(console.mask("t0ken-number-00-x"), "***");
        (2..50).for_each(|number| console.hide(token(number)));
        assert_eq!(console.tokens.read().unwrap().len(), TOKENS_MAX);
        assert_eq!(console.mask("t0ken-number-49-x"), "***");
    }
}
