//! The errors and events of the library as sentences, which name the options of the call.

use copilot_usage::error::{Error, Hint, Setting};
use copilot_usage::event::Event;

/// Returns the sentence of an error.
pub(crate) fn of_error(error: &Error) -> String {
    match error {
        Error::Usage { what, why, .. } => format!("{}: {why}{}", of_setting(what), option(error)),
        error => format!("{error}{}", option(error)),
    }
}

/// Returns the end of an error's sentence, which names the option that would change it, if any.
fn option(error: &Error) -> &'static str {
    match error {
        Error::TimeUp { .. } => " (--max-time)",
        Error::NotRetried { .. } => " (--retries 0)",
        Error::Data { hint: Some(Hint::SayInputFormat), .. } => " (set --input-format)",
        Error::Usage { hint: Some(Hint::BuildWithTokenizers), .. } => {
            ", which was made without --features tokenizers"
        }
        _ => "",
    }
}

/// Returns the option of a setting, or its name in the library.
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

/// Returns the sentence of an event.
pub(crate) fn of_event(event: &Event) -> String {
    match event {
        Event::NoReports {} => format!("{event} (see --reports)"),
        Event::FormatEnding { path, format, ending } => {
            format!("{path}: written as {format}, as --format says, although its name says {ending}")
        }
        Event::ReportFallback { error, .. } => format!("{event}{}", option(error)),
        event => event.to_string(),
    }
}

/// Returns the sentence of the error that caused an event, if any.
pub(crate) fn reason(event: &Event) -> Option<String> {
    match event {
        Event::ReportFallback { error, .. } => Some(of_error(error)),
        _ => None,
    }
}
