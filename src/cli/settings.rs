//! What was typed and the environment -> plain values for the library. Opens nothing.

use crate::cli::args::{
    BASE_URL_DEFAULT, BASE_URL_VARIABLE, ColorArg, DuplicatesArg, FormatArg, InputFormatArg, MessageArgs,
    OnReportErrorArg, OutputArgs, UpstreamArgs,
};
use copilot_usage::error::{Error, Result};
use copilot_usage::http::{self, Authorities, Token};
use copilot_usage::model::timestamp::moment;
use copilot_usage::output::{Destination, Format, Layout};
use copilot_usage::reports::OnReportError;
use copilot_usage::source::{self, Duplicates, Input, InputFormat, Selection};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};
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
    pub(crate) fn new(args: &OutputArgs, color: ColorArg) -> Self {
        let destination = destination(args.output.as_ref());
        let terminal = destination == Destination::Stdout && io::stdout().is_terminal();
        let format = match args.format.unwrap_or(if terminal { FormatArg::Table } else { FormatArg::Json }) {
            FormatArg::Json => Format::Json,
            FormatArg::Ndjson => Format::Ndjson,
            FormatArg::Csv => Format::Csv,
            FormatArg::Table => Format::Table,
        };
        let width = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0);
        let layout = Layout {
            terminal,
            csv_raw: args.csv_raw,
            width: width.filter(|_| terminal),
            color: use_color(color, &io::stdout()) && (terminal || color == ColorArg::Always),
        };
        Self { destination, format, layout }
    }
}

/// Where an output goes.
pub(crate) fn destination(output: Option<&PathBuf>) -> Destination {
    match output {
        Some(path) if path != Path::new("-") => Destination::File(path.clone()),
        _ => Destination::Stdout,
    }
}

/// Whether a stream gets colors: if asked for, or if a person reads it and does not object.
pub(crate) fn use_color(color: ColorArg, stream: &impl anstream::stream::RawStream) -> bool {
    match color {
        ColorArg::Always => true,
        ColorArg::Never => false,
        ColorArg::Auto => anstream::AutoStream::choice(stream) != anstream::ColorChoice::Never,
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
    Ok(http::Settings {
        base_url: base_url
            .parse()
            .map_err(|why: String| Error::usage("--base-url or COPILOT_USAGE_BASE_URL", why))?,
        token,
        authorities,
        connect_timeout: args.connect_timeout,
        timeout: args.timeout,
        max_time: args.max_time,
        retries: usize::from(args.retries),
        body_max: args.max_body,
    })
}

/// Where the API is that is asked when there are no files.
pub(crate) fn base_url(given: Option<&String>) -> String {
    let given = given.cloned().or_else(|| env::var(BASE_URL_VARIABLE).ok());
    given.unwrap_or_else(|| BASE_URL_DEFAULT.to_owned())
}

/// How messages are read. The reports of a snapshot count where none are looked up elsewhere.
pub(crate) fn source(
    format: Option<InputFormatArg>,
    ignore_reports: bool,
    messages: &MessageArgs,
    upstream: &UpstreamArgs,
) -> Result<source::Options> {
    Ok(source::Options {
        format: input_format(format),
        ignore_reports,
        duplicates: duplicates(messages),
        selection: selection(messages)?,
        bytes_max: upstream.max_body,
        errors_max: usize::from(messages.max_errors),
        threads: messages.threads.map(usize::from).and_then(NonZeroUsize::new),
        ..source::Options::default()
    })
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
        Some((option, _)) => Err(Error::usage(*option, why)),
        None => Ok(()),
    }
}

/// Which messages count.
pub(crate) fn selection(args: &MessageArgs) -> Result<Selection> {
    let timezone = timezone(args)?;
    let moment = |option: &str, text: Option<&String>| {
        text.map(|text| {
            begin(text, &timezone).ok_or_else(|| Error::usage(format!("{option} {text}"), EXPECTED_TIME))
        })
        .transpose()
    };
    let (since, until) = (moment("--since", args.since.as_ref())?, moment("--until", args.until.as_ref())?);
    if let (Some(since), Some(until)) = (since, until)
        && since >= until
    {
        return Err(Error::usage("--until", format!("{until} is not later than --since, {since}")));
    }
    Ok(Selection { since, until, message_id: None })
}

const EXPECTED_TIME: &str = "expected a date such as 2024-05-02, or a date and time with Z or an offset";

/// The moment that a date begins in a time zone, or that a date and time with an offset means.
fn begin(text: &str, timezone: &TimeZone) -> Option<Timestamp> {
    if text.len() == "2024-05-02".len() {
        let date: Date = text.parse().ok()?;
        let begin = date.to_zoned(timezone.clone());
        // The last day of the calendar does not begin everywhere.
        return Some(begin.map_or(Timestamp::MAX, |begin| begin.timestamp()));
    }
    moment(text)
}

/// Where days begin. The zones come with the program, so that they are the same on every machine.
pub(crate) fn timezone(args: &MessageArgs) -> Result<TimeZone> {
    TimeZoneDatabase::bundled().get(&args.timezone).map_err(|_| {
        Error::usage(format!("--timezone {}", args.timezone), "no such time zone")
            .with_hint("zones go by their IANA names, such as Europe/London")
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
