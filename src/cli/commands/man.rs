//! `copilot-usage man`: the manual page.

use crate::cli::args::Cli;
use crate::cli::exit::Outcome;
use crate::cli::failure::Result;
use clap::CommandFactory;
use clap_mangen::Man;
use copilot_usage::error::Error;
use copilot_usage::output::{Destination, Target};

pub(crate) fn run() -> Result<Outcome> {
    let mut page = Vec::new();
    Man::new(Cli::command()).render(&mut page).map_err(|error| Error::bug(error.to_string()))?;
    Target::print(&Destination::Stdout, &page)?;
    Ok(Outcome::Done)
}
