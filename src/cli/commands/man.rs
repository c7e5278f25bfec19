//! `copilot-usage man`: the manual page.

use crate::cli::args::Cli;
use crate::cli::exit::Outcome;
use clap::CommandFactory;
use clap_mangen::Man;
use copilot_usage::output::{Destination, Target};

pub(crate) fn run() -> anyhow::Result<Outcome> {
    let mut page = Vec::new();
    Man::new(Cli::command()).render(&mut page)?;
    Target::print(&Destination::Stdout, &page)?;
    Ok(Outcome::Done)
}
