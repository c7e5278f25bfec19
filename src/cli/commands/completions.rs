//! `copilot-usage completions`: what a shell needs to complete a call.

use crate::cli::args::{Cli, CompletionsArgs};
use crate::cli::exit::Outcome;
use clap::CommandFactory;
use copilot_usage::output::{Destination, Target};

pub(crate) fn run(args: &CompletionsArgs) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "copilot-usage", &mut script);
    Target::print(&Destination::Stdout, &script)?;
    Ok(Outcome::Done)
}
