//! `copilot-usage tariffs`: the tariffs that ship.

use crate::cli::args::{ColorArg, TariffsArgs};
use crate::cli::exit::Outcome;
use crate::cli::settings::Print;
use copilot_usage::error::{Error, Result};
use copilot_usage::model::row::{Cell, Column, Row, Shape};
use copilot_usage::output::{Output, Target};
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
    let (mut output, encoder) = Output::open::<Shipped>(&print.destination, print.format, print.layout)?;
    output.write(encoder.encode(&tariffs?)?)?;
    output.finish(&[])?.commit()?;
    Ok(Outcome::Done)
}

/// A line of the list.
struct Shipped(Tariff);

impl Row for Shipped {
    const LIST: &'static str = "tariffs";
    const COLUMNS: &'static [Column] = &[
        Column { name: "name", title: "Tariff", shape: Shape::Mark },
        Column { name: "description", title: "Charges", shape: Shape::Prose },
    ];

    fn cells(&self) -> impl Iterator<Item = Cell<'_>> {
        [Cell::Text(&self.0.name), Cell::Text(&self.0.description)].into_iter()
    }
}
