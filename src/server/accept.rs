//! Which of our formats a client wants: the `Accept` header.

use crate::output::Format;
use axum::http::{HeaderMap, header};

/// A format and its media type; the first is what a client gets that takes anything.
const MEDIA_TYPES: [(Format, &str); 3] =
    [(Format::Json, "application/json"), (Format::Ndjson, "application/x-ndjson"), (Format::Csv, "text/csv")];

/// The media type of a format, as an answer names it.
pub(super) fn content_type(format: Format) -> &'static str {
    match format {
        Format::Ndjson => "application/x-ndjson",
        Format::Csv => "text/csv; charset=utf-8",
        Format::Json | Format::Table => "application/json",
    }
}

/// The format that a client likes best. One that names none of ours gets JSON: to answer it is more use than 406.
pub(super) fn format(headers: &HeaderMap) -> Format {
    if !headers.contains_key(header::ACCEPT) {
        return Format::Json;
    }
    let mut best = (0, Format::Json);
    for (format, media_type) in MEDIA_TYPES {
        let weight = weight(headers, media_type);
        if weight > best.0 {
            best = (weight, format);
        }
    }
    best.1
}

/// Whether a client takes gzip.
pub(super) fn takes_gzip(headers: &HeaderMap) -> bool {
    let values = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|part| {
        let (coding, rest) = part.split_once(';').unwrap_or((part, ""));
        matches!(coding.trim().to_ascii_lowercase().as_str(), "gzip" | "x-gzip" | "*")
            && thousandths(rest) > 0
    })
}

/// How much a client likes a media type; 0 where it does not take it. A more specific range counts before `*/*`.
fn weight(headers: &HeaderMap, media_type: &str) -> u32 {
    let (kind, _) = media_type.split_once('/').unwrap_or((media_type, ""));
    let mut found = (0, 0);
    let values = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    for part in values.flat_map(|value| value.split(',')) {
        let (range, parameters) = part.split_once(';').unwrap_or((part, ""));
        let range = range.trim().to_ascii_lowercase();
        let specificity = match range.as_str() {
            range if range == media_type => 3,
            "application/ndjson" | "application/jsonl" if media_type == "application/x-ndjson" => 3,
            range if range.strip_suffix("/*") == Some(kind) => 2,
            "*/*" => 1,
            _ => 0,
        };
        if specificity > found.0 {
            found = (specificity, thousandths(parameters));
        }
    }
    // Of what is liked equally, what is named comes before what a range takes in.
    match found {
        (_, 0) => 0,
        (specificity, weight) => 10 * weight + specificity,
    }
}

/// The `q` of a header's parameters, in thousandths; 1 where there is none.
fn thousandths(parameters: &str) -> u32 {
    let q = parameters.split(';').find_map(|parameter| parameter.trim().strip_prefix("q="));
    let Some(q) = q else { return 1000 };
    let (whole, decimals) = q.trim().split_once('.').unwrap_or((q.trim(), ""));
    let digits: String = decimals.chars().chain("000".chars()).take(3).collect();
    match (whole, digits.parse::<u32>()) {
        ("0", Ok(thousandths)) => thousandths,
        _ => 1000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_client_likes_best() {
        let cases = [
            ("", Format::Json),
            ("*/*", Format::Json),
            ("application/json, text/plain, */*", Format::Json),
            ("text/csv", Format::Csv),
            ("text/*", Format::Csv),
            ("application/x-ndjson", Format::Ndjson),
            ("application/ndjson, */*;q=0.1", Format::Ndjson),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Format::Json),
            ("application/json;q=0.5, text/csv", Format::Csv),
            ("text/csv;q=0, application/json", Format::Json),
            ("image/png", Format::Json),
        ];
        for (accept, expected) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, accept.parse().unwrap());
            assert_eq!(format(&headers), expected, "{accept}");
        }
    }

    #[test]
    fn gzip_is_sent_to_those_who_take_it() {
        for (accept, expected) in
            [("gzip, deflate, br", true), ("br;q=1, gzip;q=0", false), ("identity", false), ("*", true)]
        {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, accept.parse().unwrap());
            assert_eq!(takes_gzip(&headers), expected, "{accept}");
        }
    }
}
