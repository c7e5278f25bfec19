//! `copilot-usage tariffs`: the tariffs that ship.

use crate::cli::args::{ColorArg, TariffsArgs};
use crate::cli::exit::Outcome;
use crate::cli::settings::Print;
use copilot_usage::error::{Error, Result};
use copilot_usage::model::row::{Cell, Column, Kind, Listing, Row};
use copilot_usage::output::{Footer, Output, Target};
use copilot_usage::tariff::{BUILTIN, Tariff, builtin};

pub(crate) fn run(args: &TariffsArgs, color: ColorArg) -> anyhow::Result<Outcome> {
    let print = Print::new(&args.output, color);
    if let Some(name) = &args.name {
        let toml = builtin(name).ok_or_else(|| {
            Error::usage(name, "no tariff of this name ships").with_hint("'copilot-usage tariffs' lists them")
        })?;
        Target::print(&print.destination, toml.as_bytes())?;
        return Ok(Outcome::Done);
    }
    let tariffs: Result<Vec<Shipped>> =
        BUILTIN.iter().map(|&(name, toml)| Tariff::read(name, toml).map(Shipped)).collect();
    let (output, encoder) = Output::open(&print.destination, print.format, print.layout, &LISTING)?;
    output.print(&encoder, &LISTING, &[], &tariffs?, &Footer::default())?;
    Ok(Outcome::Done)
}

/// A line of the list.
struct Shipped(Tariff);

const LISTING: Listing<'static> = Listing {
    name: "tariffs",
    about: "The tariffs that ship.",
    head: &[],
    columns: &[
        Column::new("name", "Tariff", Kind::Word, "What --tariff calls it."),
        Column::new("description", "Charges", Kind::Prose, "What it charges for, in a line."),
    ],
};

impl Row for Shipped {
    fn cells(&self) -> impl Iterator<Item = Cell<'_>> {
        [Cell::Text(&self.0.name), Cell::Text(&self.0.description)].into_iter()
    }
}
