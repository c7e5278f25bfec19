//! `copilot-usage schema`: the JSON Schema of an output.

use crate::cli::args::{SchemaArg, SchemaArgs};
use crate::cli::exit::Outcome;
use crate::cli::failure::Result;
use copilot_usage::model::record::UsageRecord;
use copilot_usage::output::{Destination, Target, json_schema};
use copilot_usage::tariff::Tariff;
use copilot_usage::views::comparison::ComparisonView;
use copilot_usage::views::difference::Difference;
use copilot_usage::views::explanation::Explanation;
use copilot_usage::views::summary::{self, Key};

pub(crate) fn run(args: &SchemaArgs) -> Result<Outcome> {
    let by_every_key = summary::columns(&Key::ALL);
    let listing = match args.of {
        SchemaArg::Usage => UsageRecord::LISTING,
        SchemaArg::Explain => Explanation::LISTING,
        SchemaArg::Summary => summary::listing(&by_every_key),
        SchemaArg::Compare => ComparisonView::LISTING,
        SchemaArg::Diff => Difference::LISTING,
        SchemaArg::Tariffs => Tariff::LISTING,
    };
    Target::print(&Destination::Stdout, json_schema::of(&listing).as_bytes())?;
    Ok(Outcome::Done)
}
