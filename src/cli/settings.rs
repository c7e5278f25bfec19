//! Turns options and environment variables into values for the library. Opens no files.

use crate::cli::args::{
    BASE_URL_DEFAULT, BASE_URL_VARIABLE, DuplicatesArg, InputFormatArg, MessageArgs, OnReportErrorArg,
    UpstreamArgs,
};
use crate::cli::failure::{Failure, Result};
use copilot_usage::http::{self, Authorities, Proxy, Token};
use copilot_usage::output::Destination;
use copilot_usage::reports::OnReportError;
use copilot_usage::source::{self, Duplicates, Input, InputFormat, Selection, Threads};
use std::env;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// Returns the destination of an output; `-` and `None` are standard output.
pub(crate) fn destination(output: Option<&PathBuf>) -> Destination {
    match output {
        Some(path) if path != Path::new("-") => Destination::File(path.clone()),
        _ => Destination::Stdout,
    }
}

/// Returns the settings of the HTTP client. The URL is parsed here and not by clap, whose errors repeat the value: it
/// may contain a password.
pub(crate) fn http(
    base_url: &str,
    token: Option<Token>,
    authorities: Authorities,
    body_max: u64,
    args: &UpstreamArgs,
) -> Result<http::Settings> {
    let base_url =
        base_url.parse().map_err(|why: String| Failure::call("--base-url or COPILOT_USAGE_BASE_URL", why))?;
    Ok(http::Settings {
        proxy: Proxy::of_variables(&base_url, |name| env::var_os(name))?,
        base_url,
        token,
        authorities,
        connect_timeout: args.connect_timeout,
        timeout: args.timeout,
        max_time: args.max_time,
        retries: usize::from(args.retries),
        body_max,
    })
}

/// Reads an environment variable; an empty one counts as unset. One that is not UTF-8 is an error: ignoring it would
/// send the token to the default URL, or turn off the cache.
pub(crate) fn variable(name: &str) -> Result<Option<String>> {
    let value = env::var_os(name).filter(|value| !value.is_empty());
    value.map(|value| value.into_string().map_err(|_| Failure::call(name, "expected UTF-8"))).transpose()
}

/// A setting: what was typed, else what a variable says.
#[cfg(feature = "serve")]
pub(crate) fn setting<T>(
    typed: Option<T>,
    name: &str,
    parse: impl FnOnce(&str) -> std::result::Result<T, String>,
) -> Result<Option<T>> {
    match typed {
        Some(typed) => Ok(Some(typed)),
        None => variable(name)?.map(|text| parse(&text).map_err(|why| Failure::call(name, why))).transpose(),
    }
}

/// Returns the URL of the API: the option, the variable, or the default.
pub(crate) fn base_url(given: Option<&String>) -> Result<String> {
    let url = match given {
        Some(url) => Some(url.clone()),
        None => variable(BASE_URL_VARIABLE)?,
    };
    Ok(url.unwrap_or_else(|| BASE_URL_DEFAULT.to_owned()))
}

/// Returns the folder of the report cache, if any.
pub(crate) fn cache_dir(given: Option<&PathBuf>) -> Result<Option<PathBuf>> {
    match given {
        Some(path) => Ok(Some(path.clone())),
        None => Ok(variable("COPILOT_USAGE_CACHE_DIR")?.map(PathBuf::from)),
    }
}

/// Returns how messages are read. With `ignore_reports`, the reports of a snapshot are not used.
pub(crate) fn source(
    format: Option<InputFormatArg>,
    ignore_reports: bool,
    messages: &MessageArgs,
    selection: Selection,
) -> source::ReadOptions {
    source::ReadOptions {
        format: input_format(format),
        ignore_reports,
        duplicates: duplicates(messages),
        selection,
        bytes_max: messages.max_body,
        errors_max: usize::from(messages.max_errors),
        ..source::ReadOptions::default()
    }
}

/// Returns the number of threads.
pub(crate) fn threads(args: &MessageArgs) -> Threads {
    Threads(args.threads.map(usize::from).and_then(NonZeroUsize::new))
}

fn duplicates(args: &MessageArgs) -> Duplicates {
    match args.duplicates {
        _ if args.allow_duplicates => Duplicates::Charge,
        DuplicatesArg::Refuse => Duplicates::Refuse,
        DuplicatesArg::Once => Duplicates::Once,
        DuplicatesArg::Charge => Duplicates::Charge,
    }
}

pub(crate) fn input_format(format: Option<InputFormatArg>) -> Option<InputFormat> {
    format.map(|format| match format {
        InputFormatArg::Json => InputFormat::Json,
        InputFormatArg::Ndjson => InputFormat::Ndjson,
    })
}

pub(crate) fn on_report_error(args: &MessageArgs) -> OnReportError {
    match args.on_report_error {
        OnReportErrorArg::Error => OnReportError::Error,
        OnReportErrorArg::Fallback => OnReportError::Fallback,
    }
}

pub(crate) fn input(path: PathBuf) -> Input {
    if path == Path::new("-") { Input::Stdin } else { Input::File(path) }
}
