//! A tariff as it was typed: the name of one that ships, or a file.

use copilot_usage::content;
use copilot_usage::content::kind::Kind;
use copilot_usage::error::{Error, Result};
use copilot_usage::tariff::{BUILTIN, Tariff, builtin};
use std::path::Path;
use std::{fs, io};

/// Reads the tariff of a name, or of a file.
pub(crate) fn read(name: &str) -> Result<Tariff> {
    if let Some(toml) = builtin(name) {
        return Tariff::read(name, toml);
    }
    if fs::metadata(name).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        let names: Vec<&str> = BUILTIN.iter().map(|&(name, _)| name).collect();
        return Err(Error::usage(format!("--tariff {name}"), "no such tariff, and no such file")
            .with_hint(format!("the tariffs that ship are {}", names.join(", "))));
    }
    read_file(Path::new(name))
}

/// Reads a tariff file.
pub(crate) fn read_file(path: &Path) -> Result<Tariff> {
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| Error::read(path, error))?;
    if let Some(kind) = Kind::of_magic(&bytes) {
        return Err(kind.error_of_tariff(format!("tariff {name}")));
    }
    let toml = content::utf8(&bytes).map_err(|why| Error::usage(format!("tariff {name}"), why))?;
    Tariff::read(&name, toml)
}
