//! `copilot-usage tariffs`: lists the built-in tariffs, prints one, and checks tariff files.

use crate::cli::args::{TariffsArgs, TariffsCommand};
use crate::cli::closing::counted;
use crate::cli::exit::Outcome;
use crate::cli::failure::{Failure, Result};
use crate::cli::print::Print;
use crate::cli::session::Session;
use crate::cli::tariff;
use copilot_usage::error::{self, Error};
use copilot_usage::output::Target;
use copilot_usage::tariff::rule::RuleKind;
use copilot_usage::tariff::{BUILTIN, Tariff, builtin};
use copilot_usage::views::tariffs::TariffListing;
use serde::Serialize;
use std::path::{Path, PathBuf};

pub(crate) fn run(args: &TariffsArgs, session: &Session) -> Result<Outcome> {
    if let Some(TariffsCommand::Check { files }) = &args.command {
        return check(files, session);
    }
    let print = Print::new(&args.output, session);
    if let Some(name) = &args.name {
        let toml = builtin(name).ok_or_else(|| {
            Failure::hinted(name, "no such built-in tariff", "'copilot-usage tariffs' lists them")
        })?;
        Target::print(&print.destination, toml.as_bytes())?;
        return Ok(Outcome::Done);
    }
    let tariffs: error::Result<Vec<Tariff>> =
        BUILTIN.iter().map(|&(name, toml)| Tariff::read(name, toml)).collect();
    print.open()?.print(&TariffListing(tariffs?))?;
    Ok(Outcome::Done)
}

/// Reads tariff files and charges their cases; fails with all cases that cost something else.
fn check(files: &[PathBuf], session: &Session) -> Result<Outcome> {
    let mut wrong = Vec::new();
    for file in files {
        match tariff::read_file(file) {
            Ok(tariff) => {
                let failed = tariff.failed_cases();
                if failed.is_empty() {
                    checked(file, &tariff, session);
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

/// Logs that a tariff file is valid.
fn checked(file: &Path, tariff: &Tariff, session: &Session) {
    let rules = tariff.versions.iter().flat_map(|version| &version.rules);
    // The rounding is added by the program; it is not in the file.
    let rules = rules.filter(|rule| rule.kind != RuleKind::WholeCents).count() as u64;
    let message = format!(
        "tariff {}: {}, {}, {} as expected",
        file.display(),
        counted(tariff.versions.len() as u64, "version"),
        counted(rules, "rule"),
        counted(tariff.cases.len() as u64, "case")
    );
    session.console.info("checked", &message, NoFields {});
}

/// A line of the log without further fields.
#[derive(Serialize)]
struct NoFields {}
