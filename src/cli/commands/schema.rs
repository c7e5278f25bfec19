//! `copilot-usage schema`: the JSON Schema of an output.

use crate::cli::args::{SchemaArg, SchemaArgs};
use crate::cli::commands::tariffs;
use crate::cli::exit::Outcome;
use crate::cli::failure::Result;
use copilot_usage::model::record::UsageRecord;
use copilot_usage::output::{Destination, Target, schema};
use copilot_usage::views::comparison::Comparison;
use copilot_usage::views::difference::Difference;
use copilot_usage::views::explanation::Explanation;
use copilot_usage::views::summary::{self, Key};

pub(crate) fn run(args: &SchemaArgs) -> Result<Outcome> {
    let by_every_key = summary::columns(&Key::ALL);
    let listing = match args.of {
        SchemaArg::Usage => UsageRecord::LISTING,
        SchemaArg::Explain => Explanation::LISTING,
        SchemaArg::Summary => summary::listing(&by_every_key),
        SchemaArg::Compare => Comparison::LISTING,
        SchemaArg::Diff => Difference::LISTING,
        SchemaArg::Tariffs => tariffs::LISTING,
    };
    Target::print(&Destination::Stdout, schema::of(&listing).as_bytes())?;
    Ok(Outcome::Done)
}
