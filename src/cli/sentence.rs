//! The errors and events of the library as sentences, which name the options of the call.

use copilot_usage::error::{Error, Hint, Setting};
use copilot_usage::event::Event;

/// What a person is told of an error.
pub(crate) fn of_error(error: &Error) -> String {
    match error {
        Error::Usage { what, why, .. } => format!("{}: {why}{}", of_setting(what), option(error)),
        error => format!("{error}{}", option(error)),
    }
}

/// What the sentence of an error ends with, where an option would change it.
fn option(error: &Error) -> &'static str {
    match error {
        Error::TimeUp { .. } => " (--max-time)",
        Error::NotRetried { .. } => " (--retries 0)",
        Error::Data { hint: Some(Hint::SayInputFormat), .. } => " (--input-format says which)",
        Error::Usage { hint: Some(Hint::BuildWithTokenizers), .. } => {
            ", which was made without --features tokenizers"
        }
        _ => "",
    }
}

/// What is typed to set it, or what it is.
fn of_setting(setting: &Setting) -> String {
    match setting {
        Setting::GroupBy(key) => format!("--by {key}"),
        Setting::Message(id) => format!("--message {id}"),
        Setting::Snapshot => "--snapshot".to_owned(),
        Setting::Token
        | Setting::HttpClient
        | Setting::Url(_)
        | Setting::ProxyVariable(_)
        | Setting::Tariff { .. }
        | Setting::File(_)
        | Setting::Named(_) => setting.to_string(),
    }
}

/// What a person is told of an event.
pub(crate) fn of_event(event: &Event) -> String {
    match event {
        Event::NoReports {} => format!("{event} (see --reports)"),
        Event::FormatEnding { path, format, ending } => {
            format!("{path}: holds {format}, as --format says, although its ending says {ending}")
        }
        Event::ReportFallback { error, .. } => format!("{event}{}", option(error)),
        event => event.to_string(),
    }
}

/// Why an event came about, where that is an error.
pub(crate) fn reason(event: &Event) -> Option<String> {
    match event {
        Event::ReportFallback { error, .. } => Some(of_error(error)),
        _ => None,
    }
}
