//! What a request leaves in the log: who asked for which route, and what came of it; no path, query, header or text.

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use std::sync::Arc;
use std::time::Duration;

/// A request that has been answered.
#[derive(Debug, Clone, Serialize)]
pub struct RequestLog<'r> {
    /// What it is known by: the client's own name for it, or one that was made up.
    pub id: &'r str,
    /// Its method.
    pub method: &'static str,
    /// The route as the table has it, never the path.
    pub route: &'static str,
    /// The status of the answer; 499 where the client went away before there was one.
    pub status: u16,
    /// How long it took to answer.
    #[serde(rename = "duration_ms", serialize_with = "millis")]
    pub duration: Duration,
    /// The code of the error that was answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<&'static str>,
    /// The label of the key that it came with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<&'r str>,
    /// The trace that it is part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace_id: Option<&'r str>,
}

/// The label of the key that a request came with. Whoever checks keys puts it into the extensions of the response.
#[derive(Debug, Clone)]
pub(super) struct KeyLabel(pub(super) Arc<str>);

/// Hears of each request that has been answered. It must not wait.
pub type OnRequest = Box<dyn Fn(&RequestLog<'_>) + Send + Sync>;

/// Milliseconds with three decimals, as a JSON number.
fn millis<S: Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    let number = millis_text(*duration);
    RawValue::from_string(number).map_err(serde::ser::Error::custom)?.serialize(serializer)
}

/// Milliseconds with three decimals.
pub fn millis_text(duration: Duration) -> String {
    format!("{}.{:03}", duration.as_millis(), duration.subsec_micros() % 1000)
}
