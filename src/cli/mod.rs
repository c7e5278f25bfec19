//! The binary's own: what was typed becomes plain values, a command runs, its result becomes an exit code. The
//! library cannot import it.

mod args;
mod bill;
mod commands;
mod console;
mod exit;
mod settings;

use args::{Cli, Command};
use clap::Parser;
use console::Console;
use std::process::ExitCode;
use std::sync::Arc;

/// Parses the call, runs its command, tells the exit code.
pub(crate) fn run() -> ExitCode {
    exit::guard(|| {
        let cli = match Cli::try_parse() {
            Ok(cli) => cli,
            Err(error) => return exit::of_usage(&error),
        };
        let console = Arc::new(Console::new(&cli.talk));
        let outcome = match cli.command {
            Command::Fetch(args) => commands::fetch::run(&args, &console),
            Command::Score(args) => commands::score::run(args, &console),
            Command::Tariffs(args) => commands::tariffs::run(&args, console.color),
            Command::Completions(args) => commands::completions::run(&args),
        };
        exit::of_outcome(outcome, &console)
    })
}
