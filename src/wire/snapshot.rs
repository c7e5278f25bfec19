//! The JSON of a snapshot: first the reports, then the messages.

use crate::error::{Error, Result};
use crate::model::message::Message;
use crate::model::report::{Known, ReportCatalog};
use crate::wire::json_text::append_json;
use std::io::{self, Write};

/// Encodes messages as elements of the list in a snapshot.
///
/// # Errors
/// [`Error::Bug`] if a message cannot be encoded, which does not happen.
pub fn messages(messages: &[Message<'_>]) -> Result<Vec<u8>> {
    let mut text = Vec::new();
    for (index, message) in messages.iter().enumerate() {
        text.extend_from_slice(if index == 0 { b"" } else { b",\n" });
        append_json(message, &mut text).map_err(|error| Error::bug(error.to_string()))?;
    }
    Ok(text)
}

/// Encodes the part of a snapshot before its messages, with the reports sorted by id.
///
/// # Errors
/// None: writing to memory does not fail.
pub fn reports(catalog: &ReportCatalog) -> io::Result<Vec<u8>> {
    let mut reports: Vec<_> = catalog
        .iter()
        .filter_map(|(_, known)| if let Known::Report(report) = known { Some(report) } else { None })
        .collect();
    reports.sort_by_key(|report| report.id);
    let mut text = b"{\"reports\":[".to_vec();
    for (index, report) in reports.iter().enumerate() {
        write!(text, "{}{{\"id\":{},\"name\":", if index == 0 { "\n" } else { ",\n" }, report.id)?;
        append_json(&*report.name, &mut text)?;
        write!(text, ",\"credit_cost\":{}}}", report.credit_cost)?;
    }
    text.extend_from_slice(if reports.is_empty() { b"],\"messages\":[" } else { b"\n],\"messages\":[" });
    Ok(text)
}
