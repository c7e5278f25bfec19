//! The format of an output and where it goes.
#![allow(clippy::doc_markdown, reason = "the comments are the help, which shows no Markdown")]

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use copilot_usage::output::Format;
use std::path::PathBuf;

/// The output of a command that prints records.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct OutputArgs {
    /// Set the output format
    ///
    /// Without this option the name of the --output file decides: .json, .ndjson or .jsonl, .csv, each also with .gz
    /// behind it. For any other name, and for standard output, the default is a table in a terminal and json anywhere
    /// else.
    #[arg(short, long, value_name = "FORMAT", value_parser = formats())]
    pub(crate) format: Option<Format>,
    /// Write to FILE, in the format of its name: .json, .csv, .csv.gz, …
    ///
    /// The file is replaced only when the whole output is ready; a run that fails leaves the old file as it was. For
    /// the names that set a format, see --format. A name that ends in .gz compresses the output. - stands for standard
    /// output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Do not escape spreadsheet formulas in CSV
    ///
    /// By default a text that a spreadsheet would run as a formula, such as =1+1, gets a leading ' in CSV. This option
    /// leaves such texts alone. Other formats are never escaped.
    #[arg(long, hide_short_help = true)]
    pub(crate) csv_raw: bool,
}

/// The formats, with what each is.
fn formats() -> impl TypedValueParser<Value = Format> {
    let value =
        |format: Format| PossibleValue::new(format.name()).help(format.about()).aliases(format.alias());
    PossibleValuesParser::new(Format::ALL.map(value))
        .try_map(|name| Format::named(&name).ok_or("no such format"))
}
