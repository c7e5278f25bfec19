//! `copilot-usage`: the exact bill of an AI assistant's usage.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
