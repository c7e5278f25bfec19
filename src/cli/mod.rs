//! The command line: it parses the call into plain values, runs a command, and turns the result into an exit code. The
//! library cannot import it.

mod args;
mod bill;
mod closing;
mod color;
mod commands;
mod console;
mod exit;
mod failure;
mod files;
#[cfg_attr(all(not(feature = "serve"), not(test)), expect(dead_code, reason = "only a service has a queue"))]
mod log_queue;
mod period;
mod print;
mod progress;
mod session;
mod settings;
mod signals;
mod tariff;
mod time_range;
mod upstream;
mod words;

use args::{Cli, Command};
use console::Console;
use session::Session;
use std::process::ExitCode;
use std::sync::Arc;

/// Parses the call, runs its command and returns the exit code.
pub(crate) fn run() -> ExitCode {
    exit::guard(|| match Cli::of_call() {
        Ok(Cli { command, logging }) => {
            let console = Arc::new(Console::new(&logging, command.is_service()));
            let session = Session::new(Arc::clone(&console));
            let handler = Arc::clone(&session.signals);
            signals::run_until_signal(&console, &handler, move || {
                exit::of_outcome(run_command(command, &session), &session.console)
            })
        }
        Err(error) => exit::of_usage(&error),
    })
}

fn run_command(command: Command, session: &Session) -> failure::Result<exit::Outcome> {
    match command {
        Command::Fetch(args) => commands::fetch::run(&args, session),
        Command::Score(args) => commands::score::run(args, session),
        Command::Explain(args) => commands::explain::run(args, session),
        Command::Summary(args) => commands::summary::run(&args, session),
        Command::Compare(args) => commands::compare::run(&args, session),
        Command::Diff(args) => commands::diff::run(&args, session),
        Command::Dashboard(args) => commands::dashboard::run(&args, session),
        #[cfg(feature = "serve")]
        Command::Serve(args) => commands::serve::run(*args, session),
        #[cfg(feature = "serve")]
        Command::Keys(args) => commands::keys::run(args, session),
        #[cfg(feature = "serve")]
        Command::Health(args) => commands::health::run(&args, session),
        Command::Tariffs(args) => commands::tariffs::run(&args, session),
        Command::Schema(args) => commands::schema::run(&args),
        Command::Completions(args) => commands::completions::run(&args),
        Command::Man => commands::man::run(),
    }
}
