//! Reads the tariff of an option: a built-in name or a file.

use crate::cli::failure::{self, Failure};
use copilot_usage::error::{Error, Result, Setting};
use copilot_usage::tariff::{BUILTIN, Tariff, builtin};
use copilot_usage::wire::decode;
use copilot_usage::wire::file_kind::FileKind;
use copilot_usage::wire::utf8;
use std::io;
use std::path::Path;

/// Reads a built-in tariff by its name, or a tariff file.
pub(crate) fn read(name: &str) -> failure::Result<Tariff> {
    if let Some(toml) = builtin(name) {
        return Ok(Tariff::read(name, toml)?);
    }
    read_file(Path::new(name)).map_err(|error| match error {
        Error::File { source, .. } if source.kind() == io::ErrorKind::NotFound => {
            let names: Vec<&str> = BUILTIN.iter().map(|&(name, _)| name).collect();
            let hint = format!("the built-in tariffs are {}", names.join(", "));
            Failure::hinted(format!("--tariff {name}"), "no such built-in tariff, and no such file", hint)
        }
        error => error.into(),
    })
}

/// Reads a tariff file.
pub(crate) fn read_file(path: &Path) -> Result<Tariff> {
    let name = path.display().to_string();
    let bytes = decode::read_setting(path)?;
    if let Some(kind) = FileKind::of_magic(&bytes) {
        return Err(kind.error_of_tariff(&name));
    }
    let toml = utf8::check(&bytes)
        .map_err(|why| Error::usage(Setting::Tariff { name: name.clone(), line: None }, why))?;
    Tariff::read(&name, toml)
}
