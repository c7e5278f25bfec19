//! `copilot-usage tariffs`: the tariffs that ship, and the check of one's own.

use crate::cli::args::{TariffsArgs, TariffsCommand};
use crate::cli::console::Console;
use crate::cli::exit::Outcome;
use crate::cli::failure::{Failure, Result};
use crate::cli::settings::Print;
use crate::cli::tariff;
use copilot_usage::error::{self, Error};
use copilot_usage::model::row::{Column, Kind, Listing};
use copilot_usage::output::{Footer, Output, Target};
use copilot_usage::tariff::{BUILTIN, Tariff, builtin};
use std::path::PathBuf;

/// What an output says of the tariffs that ship.
pub(crate) const LISTING: Listing<'static> = Listing {
    name: "tariffs",
    about: "The tariffs that ship.",
    head: &[],
    columns: &[
        Column::new("name", "Tariff", Kind::Word, "What --tariff calls it."),
        Column::new("description", "Charges", Kind::Prose, "What it charges for, in a line."),
    ],
};

pub(crate) fn run(args: &TariffsArgs, console: &Console) -> Result<Outcome> {
    if let Some(TariffsCommand::Check { files }) = &args.command {
        return check(files, console);
    }
    let print = Print::new(&args.output, console);
    if let Some(name) = &args.name {
        let toml = builtin(name).ok_or_else(|| {
            Failure::hinted(name, "no tariff of this name ships", "'copilot-usage tariffs' lists them")
        })?;
        Target::print(&print.destination, toml.as_bytes())?;
        return Ok(Outcome::Done);
    }
    let tariffs: error::Result<Vec<Tariff>> =
        BUILTIN.iter().map(|&(name, toml)| Tariff::read(name, toml)).collect();
    let listing = LISTING;
    let (output, encoder) = Output::open(&print.destination, print.format, print.layout, &listing)?;
    output.print(&encoder, &listing, &[], &tariffs?, &Footer::default())?;
    Ok(Outcome::Done)
}

/// Reads tariff files and charges their cases; tells all that cost something else.
fn check(files: &[PathBuf], console: &Console) -> Result<Outcome> {
    let mut wrong = Vec::new();
    for file in files {
        match tariff::read_file(file) {
            Ok(tariff) => {
                let failed: Vec<Error> =
                    tariff.cases.iter().filter_map(|case| case.check(&tariff).err()).collect();
                if failed.is_empty() {
                    console.checked(file, &tariff);
                }
                wrong.extend(failed);
            }
            Err(error) => wrong.push(error),
        }
    }
    match wrong.pop() {
        None => Ok(Outcome::Done),
        Some(only) if wrong.is_empty() => Err(only.into()),
        Some(last) => {
            wrong.push(last);
            Err(Error::Several(wrong).into())
        }
    }
}
