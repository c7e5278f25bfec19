//! What was typed and the environment -> plain values for the library. Opens nothing.

use crate::cli::args::{
    BASE_URL_DEFAULT, BASE_URL_VARIABLE, ColorArg, DuplicatesArg, FormatArg, InputFormatArg, MessageArgs,
    OnReportErrorArg, OutputArgs, UpstreamArgs,
};
use crate::cli::console::Console;
use crate::cli::failure::{Failure, Result};
use copilot_usage::event::Event;
use copilot_usage::http::{self, Authorities, Proxy, Token};
use copilot_usage::output::{Destination, Format, Layout};
use copilot_usage::reports::OnReportError;
use copilot_usage::source::{self, Duplicates, Input, InputFormat, Selection};
use std::env;
use std::io::{self, IsTerminal};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// Where, how and how wide to print.
pub(crate) struct Print {
    pub(crate) destination: Destination,
    pub(crate) format: Format,
    pub(crate) layout: Layout,
}

impl Print {
    /// What was asked for. Warns of a format that the name of the file does not tell.
    pub(crate) fn new(args: &OutputArgs, console: &Console) -> Self {
        let destination = destination(args.output.as_ref());
        let terminal = destination == Destination::Stdout && io::stdout().is_terminal();
        let format = format(args, &destination, terminal, console);
        let width = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0);
        let layout = Layout {
            terminal,
            csv_raw: args.csv_raw,
            width: width.filter(|_| terminal),
            color: console.use_color(&io::stdout()) && (terminal || console.color == ColorArg::Always),
        };
        Self { destination, format, layout }
    }
}

/// The format that was asked for, or that the name of the file tells.
fn format(args: &OutputArgs, destination: &Destination, terminal: bool, console: &Console) -> Format {
    let of_ending = match destination {
        Destination::File(path) => Format::of_ending(path).map(|format| (path, format)),
        Destination::Stdout => None,
    };
    let Some(format) = args.format else {
        let otherwise = if terminal { Format::Table } else { Format::Json };
        return of_ending.map_or(otherwise, |(_, format)| format);
    };
    let format = match format {
        FormatArg::Json => Format::Json,
        FormatArg::Ndjson => Format::Ndjson,
        FormatArg::Csv => Format::Csv,
        FormatArg::Table => Format::Table,
    };
    if let Some((path, told)) = of_ending
        && told != format
    {
        let (path, format) = (path.display().to_string(), format.name());
        console.event(&Event::FormatEnding { path, format, ending: told.name() });
    }
    format
}

/// Where an output goes.
pub(crate) fn destination(output: Option<&PathBuf>) -> Destination {
    match output {
        Some(path) if path != Path::new("-") => Destination::File(path.clone()),
        _ => Destination::Stdout,
    }
}

/// How the upstream is reached. The URL is read here because a call that is refused by its parser is shown again,
/// and a URL may hold a password.
pub(crate) fn http(
    base_url: &str,
    token: Option<Token>,
    authorities: Authorities,
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
        body_max: args.max_body,
    })
}

/// A variable of the environment; an empty one counts as none. What cannot be read is never passed over: something
/// else would be asked, with the token, or nothing be kept.
pub(crate) fn variable(name: &str) -> Result<Option<String>> {
    let value = env::var_os(name).filter(|value| !value.is_empty());
    value.map(|value| value.into_string().map_err(|_| Failure::call(name, "expected UTF-8"))).transpose()
}

/// Where the API is that is asked when there are no files.
pub(crate) fn base_url(given: Option<&String>) -> Result<String> {
    let url = match given {
        Some(url) => Some(url.clone()),
        None => variable(BASE_URL_VARIABLE)?,
    };
    Ok(url.unwrap_or_else(|| BASE_URL_DEFAULT.to_owned()))
}

/// Where reports are kept between runs.
pub(crate) fn cache_dir(given: Option<&PathBuf>) -> Result<Option<PathBuf>> {
    match given {
        Some(path) => Ok(Some(path.clone())),
        None => Ok(variable("COPILOT_USAGE_CACHE_DIR")?.map(PathBuf::from)),
    }
}

/// How messages are read. The reports of a snapshot count where none are looked up elsewhere.
pub(crate) fn source(
    format: Option<InputFormatArg>,
    ignore_reports: bool,
    messages: &MessageArgs,
    upstream: &UpstreamArgs,
    selection: Selection,
) -> source::ReadOptions {
    source::ReadOptions {
        format: input_format(format),
        ignore_reports,
        duplicates: duplicates(messages),
        selection,
        bytes_max: upstream.max_body,
        errors_max: usize::from(messages.max_errors),
        threads: messages.threads.map(usize::from).and_then(NonZeroUsize::new),
        ..source::ReadOptions::default()
    }
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

/// Refuses options that were given and would have no effect, and says why.
pub(crate) fn refuse(options: &[(&str, bool)], why: &str) -> Result<()> {
    match options.iter().find(|(_, is_given)| *is_given) {
        Some((option, _)) => Err(Failure::call(*option, why)),
        None => Ok(()),
    }
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
