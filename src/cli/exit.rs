//! Turns results into exit codes. The numbers are defined only here.

use crate::cli::args::{Cli, unmet_need};
use crate::cli::console::Console;
use crate::cli::failure::{Failure, Result};
use crate::cli::words::hints::REPORT_IT;
use clap::CommandFactory;
use copilot_usage::error::Error;
use std::env;
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

/// The result of a command that did not fail.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It succeeded.
    Done,
    /// The output is complete, but a condition such as `--fail-over` asks for exit code 7: the reason.
    Verdict(String),
}

/// An exit code and its name in the log.
struct Exit {
    code: u8,
    name: &'static str,
}

const BUG: Exit = Exit { code: 1, name: "bug" };
const USAGE: Exit = Exit { code: 2, name: "usage" };
const DATA: Exit = Exit { code: 3, name: "data" };
const UNAVAILABLE: Exit = Exit { code: 4, name: "unavailable" };
const REFUSED: Exit = Exit { code: 5, name: "refused" };
const FILE: Exit = Exit { code: 6, name: "file" };
const NO_THREAD: Exit = Exit { code: 6, name: "no-thread" };
const VERDICT: Exit = Exit { code: 7, name: "verdict" };

/// Logs the result of a command and returns its exit code.
pub(crate) fn of_outcome(outcome: Result<Outcome>, console: &Console) -> ExitCode {
    console.progress.end();
    console.end_queue();
    let failure = match outcome {
        Ok(Outcome::Done) => return ExitCode::SUCCESS,
        Ok(Outcome::Verdict(why)) => {
            console.verdict(VERDICT.name, &why);
            return VERDICT.code.into();
        }
        Err(failure) => failure,
    };
    match failure {
        Failure::Call { ref hint, .. } => {
            console.error(USAGE.name, &failure.to_string(), hint.as_deref());
            USAGE.code.into()
        }
        Failure::Library(error) => of_error(&error).map_or(ExitCode::SUCCESS, |exit| {
            console.failure(exit.name, &error);
            exit.code.into()
        }),
    }
}

fn of_error(error: &Error) -> Option<Exit> {
    match error {
        // The reader of the output has closed it, as in `| head`: success.
        Error::OutputClosed => None,
        Error::Usage { .. } => Some(USAGE),
        Error::Data { .. } => Some(DATA),
        Error::Several(errors) => errors.first().map_or(Some(DATA), of_error),
        Error::Unavailable { .. } | Error::NotRetried { .. } | Error::TimeUp { .. } => Some(UNAVAILABLE),
        Error::Refused { .. } => Some(REFUSED),
        Error::File { .. } => Some(FILE),
        Error::NoThread { .. } => Some(NO_THREAD),
        Error::Bug(_) => Some(BUG),
    }
}

/// Prints the help, or one line about what is wrong with the call.
pub(crate) fn of_usage(error: &clap::Error) -> ExitCode {
    use clap::error::ErrorKind::{DisplayHelpOnMissingArgumentOrSubcommand, MissingRequiredArgument};
    if !error.use_stderr() || error.kind() == DisplayHelpOnMissingArgumentOrSubcommand {
        // Help or version: an error on writing them does not matter.
        let _ = error.print();
        return if error.use_stderr() { USAGE.code.into() } else { ExitCode::SUCCESS };
    }
    let text = error.render().to_string();
    let mut paragraphs = text.split("\n\n").map(|paragraph| {
        let words: Vec<&str> = paragraph.split_whitespace().collect();
        words.join(" ")
    });
    let what = match error.kind() {
        MissingRequiredArgument => unmet_need(Cli::command(), env::args_os()),
        _ => None,
    };
    let what = what.or_else(|| paragraphs.next()).unwrap_or_default();
    let tip = paragraphs.find_map(|paragraph| paragraph.strip_prefix("tip: ").map(str::to_owned));
    let hint = tip.unwrap_or_else(|| "try --help".to_owned());
    Console::of_invalid_call().error(USAGE.name, what.strip_prefix("error: ").unwrap_or(&what), Some(&hint));
    USAGE.code.into()
}

/// Logs a signal and returns its exit code: 128 plus its number, as in shells.
#[cfg(unix)]
pub(crate) fn of_signal(signal: i32, console: &Console) -> ExitCode {
    console.end_queue();
    let name = signal_hook::low_level::signal_name(signal).unwrap_or("a signal");
    console.error("signal", &format!("interrupted by {name}"), None);
    u8::try_from(128 + signal).map_or(BUG.code.into(), ExitCode::from)
}

/// Runs the program, and turns a panic into an error line and exit code 1.
pub(crate) fn guard(run: impl FnOnce() -> ExitCode) -> ExitCode {
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let what = panic.payload_as_str().unwrap_or("panicked");
        Console::default().error(BUG.name, &format!("unexpected: {what} ({place})"), Some(REPORT_IT));
    }));
    panic::catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| BUG.code.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_foresaw_is_exit_1() {
        let outcome = Err(Error::bug("unforeseen").into());
        assert_eq!(of_outcome(outcome, &Console::default()), ExitCode::from(1));
        assert_eq!(guard(|| panic!("unforeseen")), ExitCode::from(1));
    }
}
