//! A file read in chunks by many threads gives the same result as when it is read as a whole.

use crate::support::{message, run, score};
use copilot_usage::charge::charge;
use copilot_usage::error::Error;
use copilot_usage::model::batch::Batch;
use copilot_usage::pipeline::Period;
use copilot_usage::reports::{OnReportError, ReportSource, Resolver};
use copilot_usage::source::{Duplicates, Input, InputFormat, Messages, ReadOptions, Threads};
use copilot_usage::tariff::{Tariff, builtin};
use copilot_usage::wire::document::Document;
use copilot_usage::wire::message::MessageAt;
use copilot_usage::wire::strict::{self, ListOf, Place};
use proptest::prelude::*;
use std::io::Write;
use std::num::NonZeroUsize;
use std::sync::Arc;

/// Reads a file in chunks of about this many bytes. Returns a line for each message, or up to nine errors.
fn in_pieces(
    file: &[u8],
    format: Option<InputFormat>,
    chunk_bytes: usize,
    threads: usize,
) -> Result<Vec<String>, Vec<String>> {
    let mut input = tempfile::NamedTempFile::new().unwrap();
    input.write_all(file).unwrap();
    let threads = Threads(NonZeroUsize::new(threads));
    let duplicates = Duplicates::Charge;
    let options = ReadOptions { format, chunk_bytes, duplicates, errors_max: 9, ..ReadOptions::default() };
    let messages = Messages::read(vec![Input::File(input.path().to_owned())], options, Arc::new(|_| {}));
    let resolver = Resolver::new(ReportSource::Snapshot, OnReportError::Error, Arc::new(|_| {}));
    let tariff = Tariff::read("text", builtin("text").unwrap()).unwrap();
    let mut lines = Vec::new();
    let work = |batch: &Batch<'_>| {
        let charged = charge(batch, &tariff)?;
        let both = batch.messages.iter().zip(&charged.records);
        Ok(both.map(|(message, record)| format!("{message:?} {:?}", record.report_name)).collect::<Vec<_>>())
    };
    let read = Period { threads, ..Period::new(messages, resolver) }.run(work, |more| {
        lines.extend(more);
        Ok(())
    });
    let errors = match read {
        Ok(_) => return Ok(lines),
        Err(Error::Several(errors)) => errors,
        Err(error) => vec![error],
    };
    let path = input.path().display().to_string();
    Err(errors.iter().map(|error| error.to_string().replace(&path, "file")).collect())
}

/// Text with many parts that look like the border of a message.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        Just("},{\"id\":1".to_owned()),
        Just("a\\\"},\n{\"".to_owned()),
        Just("\"reports\":[]".to_owned()),
        "[a-z]{0,40}",
    ]
}

/// A message with its fields in any order, spaces between them, and unknown fields.
fn any_message(id: i64) -> impl Strategy<Value = String> {
    let extra = prop_oneof![
        Just(None),
        Just(Some("\"x\":[{\"id\":1},{\"id\":2}]".to_owned())),
        Just(Some("\"y\":{\"messages\":[{\"a\":\"]\"},{\"b\":[]}]}".to_owned())),
        Just(Some("\"z\":\"},{\\\"\"".to_owned())),
    ];
    let report = prop_oneof![Just(None), Just(Some("null")), Just(Some("7")), Just(Some("8"))];
    let time = prop::sample::select(vec!["2024-05-29T08:15:02Z", "2024-05-29T08:15:02.250Z"]);
    (
        text(),
        time,
        extra,
        report,
        prop::sample::select(vec!["", " ", " \t "]),
        any::<bool>(),
        any::<prop::sample::Index>(),
    )
        .prop_map(move |(text, time, extra, report, blank, escapes, turn)| {
            let text = serde_json::to_string(&text).unwrap();
            let name = if escapes { "te\\u0078t" } else { "text" };
            let mut fields = vec![
                format!("\"id\":{blank}{id}"),
                format!("\"{name}\":{blank}{text}"),
                format!("\"timestamp\":{blank}\"{time}\""),
            ];
            fields.extend(extra);
            fields.extend(report.map(|report| format!("\"report_id\":{report}")));
            let turn = turn.index(fields.len());
            fields.rotate_left(turn);
            format!("{{{blank}{}{blank}}}", fields.join(&format!("{blank},{blank}")))
        })
}

fn any_messages() -> impl Strategy<Value = Vec<String>> {
    (0..12_i64).prop_flat_map(|count| (0..count).map(any_message).collect::<Vec<_>>())
}

/// Messages of which some are bad, each in its own way.
fn some_bad() -> impl Strategy<Value = Vec<String>> {
    let bad = prop::sample::select(vec![
        "7",
        "[]",
        "{\"id\":1}",
        "{\"x\":[{\"a\":1},{\"b\":2}]}",
        "{\"id\":\"x\",\"x\":[{\"a\":1},{\"b\":2},{\"c\":3}]}",
        "\"},{\\\"\"",
        "nonsense",
    ]);
    let either =
        move |id| prop_oneof![3 => any_message(id), 1 => bad.clone().prop_map(str::to_owned)].boxed();
    (0..12_i64).prop_flat_map(move |count| (0..count).map(&either).collect::<Vec<_>>())
}

const REPORTS: &str = r#""reports":[{"id":7,"name":"Lease","credit_cost":5}]"#;

/// A document of messages: a list, bare or in an object, with other fields before and after it.
fn document() -> impl Strategy<Value = String> {
    let between = prop::sample::select(vec![",", ", ", ",\n", "\n ,\n  "]);
    let before =
        prop::sample::select(vec!["", "\"a\":{\"b\":[1,{}]},", "\"😀\":\"é😀😀\",", REPORTS, "\"text\":7,"]);
    let after = prop::sample::select(vec!["", ",\"c\":[{\"id\":1},{\"id\":2}]", ",", REPORTS]);
    (any_messages(), between, before, after, any::<bool>()).prop_map(
        |(messages, between, before, after, bare)| {
            let list = format!("[{}]", messages.join(between));
            let before = if before == REPORTS { format!("{REPORTS},") } else { before.to_owned() };
            let after = if after == REPORTS { format!(",{REPORTS}") } else { after.to_owned() };
            if bare { list } else { format!("{{{before}\"messages\":{list}{after}}}\n") }
        },
    )
}

proptest! {
    #[test]
    fn neither_the_size_of_the_pieces_nor_the_threads_change_anything(
        document in document(), chunk_bytes in 1..200_usize, threads in prop::sample::select(vec![1_usize, 2, 3, 8])
    ) {
        let whole = in_pieces(document.as_bytes(), Some(InputFormat::Json), 1 << 20, 1);
        let pieces = in_pieces(document.as_bytes(), Some(InputFormat::Json), chunk_bytes, threads);
        prop_assert_eq!(&pieces, &whole);
        let strict = if document.starts_with('[') {
            strict::read(ListOf { name: "", element: MessageAt }, &document, Place::Root)
        } else {
            strict::read(Document::Snapshot { may_be_message: false }, &document, Place::Root).map(|read| read.messages)
        };
        prop_assert_eq!(whole.as_ref().map(Vec::len).ok(), strict.as_ref().map(Vec::len).ok());
        if let (Ok(lines), Ok(messages)) = (&whole, &strict) {
            for (line, message) in lines.iter().zip(messages) {
                prop_assert!(line.starts_with(&format!("{message:?} ")), "{line} is not {message:?}");
            }
        }
    }

    #[test]
    fn lines_give_what_their_document_gives(
        messages in any_messages(), chunk_bytes in 1..200_usize, threads in prop::sample::select(vec![1_usize, 2, 3, 8])
    ) {
        let lines = messages.join("\n");
        let read = in_pieces(lines.as_bytes(), Some(InputFormat::Ndjson), chunk_bytes, threads);
        let document = format!("[{}]", messages.join(","));
        prop_assert_eq!(read, in_pieces(document.as_bytes(), None, 1 << 20, 1));
    }
}

proptest! {
    #[test]
    fn the_same_messages_are_bad_in_any_pieces(
        messages in some_bad(), chunk_bytes in 1..200_usize, threads in 1..4_usize, cut in any::<prop::sample::Index>(), is_cut: bool
    ) {
        let document = format!("{{\"messages\":[\n{}\n]}}", messages.join(",\n"));
        let mut bytes = document.into_bytes();
        if is_cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        for format in [Some(InputFormat::Json), None] {
            let whole = in_pieces(&bytes, format, 1 << 20, 1);
            let strict = std::str::from_utf8(&bytes).ok().and_then(|text| {
                strict::read(Document::Snapshot { may_be_message: false }, text, Place::Root).ok()
            });
            prop_assert_eq!(whole.is_ok(), strict.is_some());
            prop_assert_eq!(in_pieces(&bytes, format, chunk_bytes, threads), whole);
        }
        let lines = messages.join("\n");
        let whole = in_pieces(lines.as_bytes(), Some(InputFormat::Ndjson), 1 << 20, 1);
        prop_assert_eq!(in_pieces(lines.as_bytes(), Some(InputFormat::Ndjson), chunk_bytes, threads), whole);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    /// The fast reader and the strict one accept the same records, with the same values.
    #[test]
    fn no_change_of_a_record_is_read_faster_than_it_is_right(
        at in any::<prop::sample::Index>(), byte: u8, kind in 0..4, escapes: bool, foreign: bool, sorted: bool
    ) {
        let text = match (escapes, foreign) {
            (false, false) => "Is this a lease?",
            (true, false) => "Is \\\"this\\\" a\\nlease?",
            (false, true) => "Is §7 “naïve”?",
            (true, true) => "\\u00a7 \\ud83d\\ude00 7",
        };
        let (report, rest) = ("\"report_id\":5392", format!("\"text\":\"{text}\",\"timestamp\":\"2024-04-29T02:08:29.375Z\""));
        let record = if sorted {
            format!("{{\"id\":1000,{report},{rest}}}")
        } else {
            format!("{{\"id\":1000,{rest},{report}}}")
        };
        let mut bytes = record.into_bytes();
        let at = at.index(bytes.len());
        match kind {
            0 => bytes[at] = byte,
            1 => bytes.insert(at, byte),
            2 => drop(bytes.remove(at)),
            _ => bytes.insert(at, bytes[at]),
        }
        // A line end makes it two records.
        prop_assume!(!bytes.contains(&b'\n'));
        let place = Place::Line(1);
        let strict = std::str::from_utf8(&bytes).ok().and_then(|text| strict::read(MessageAt(place), text, place).ok());
        let read = in_pieces(&bytes, Some(InputFormat::Ndjson), 1 << 20, 1);
        let expected = strict.map(|message| format!("{message:?} "));
        match (read, expected) {
            (Ok(lines), Some(expected)) => prop_assert!(lines[0].starts_with(&expected), "{lines:?}"),
            (Ok(lines), None) => prop_assert!(lines.is_empty() && bytes.trim_ascii().is_empty(), "{lines:?}"),
            (Err(_), None) => {}
            (Err(errors), Some(expected)) => prop_assert!(false, "{errors:?}: {expected}"),
        }
    }
}

/// A snapshot that is too large for one buffer, with its reports after or before its messages.
fn large_snapshot(reports_first: bool) -> Vec<u8> {
    let messages: Vec<String> = (0..9000)
        .map(|id| {
            message(id, "Which report?").replace('}', if id % 3 == 0 { ",\"report_id\":7}" } else { "}" })
        })
        .collect();
    let messages = format!("\"messages\":[{}]", messages.join(","));
    if reports_first { format!("{{{REPORTS},{messages}}}") } else { format!("{{{messages},{REPORTS}}}") }
        .into_bytes()
}

#[test]
fn reports_behind_the_messages_count_wherever_the_snapshot_comes_from() {
    let expected =
        run(["score", "s", "-q", "-f", "ndjson"]).file("s", large_snapshot(true)).exits(0).output();
    assert_eq!(expected.matches("\"report_name\":\"Lease\"").count(), 3000);
    let behind = large_snapshot(false);
    let of_file = |name: &str, content: &[u8]| {
        run(["score", name, "-q", "-f", "ndjson"]).file(name, content).exits(0).output()
    };
    assert_eq!(of_file("s", &behind), expected);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&behind).unwrap();
    assert_eq!(of_file("s.gz", &gzip.finish().unwrap()), expected);
    assert_eq!(score(behind).args(["-q", "-f", "ndjson"]).exits(0).output(), expected);
}

#[test]
fn a_document_that_is_long_to_hold_is_printed_whole() {
    let lines: Vec<String> = (0..60_000).map(|id| message(id, "Yes")).collect();
    let lines = lines.join("\n");
    let records = score(lines.clone()).args(["-q", "-f", "ndjson"]).exits(0).output();
    let document = score(lines).args(["-q", "-f", "json", "--threads", "3"]).exits(0).output();
    assert!(document.len() > 4 << 20);
    assert_eq!(document, format!("{{\"usage\":[\n{}\n]}}\n", records.trim_end().replace('\n', ",\n")));
}

#[test]
fn the_first_error_in_the_file_is_told_whoever_finds_it() {
    let mut lines: Vec<String> = (0..20_000).map(|id| message(id, "Yes")).collect();
    lines[7000] = "{\"id\":\"x\"}".to_owned();
    lines[19_000] = "no JSON".to_owned();
    for threads in ["1", "2", "8"] {
        score(lines.join("\n"))
            .args(["--threads", threads])
            .fails(3, "standard input: line 7001: id: found \"x\", expected an integer of at most 64 bits");
    }
}

/// Each chunk seems to begin with a message, but none does: reading again for each one would take hours.
#[test]
fn a_message_over_many_pieces_is_not_read_again_for_each() {
    let objects = vec!["{\"a\":1}"; 200_000].join(",");
    let long = message(2, "Yes").replace('}', &format!(",\"x\":[{objects}]}}"));
    let document = format!("{{\"messages\":[{},{long},{}]}}", message(1, "Yes"), message(3, "No"));
    for threads in [1, 3] {
        let ids = |lines: Vec<String>| lines.iter().map(|line| line[..16].to_owned()).collect::<Vec<_>>();
        let read = in_pieces(document.as_bytes(), None, 64, threads).map(ids);
        assert_eq!(read, Ok([1, 2, 3].map(|id| format!("Message {{ id: {id},")[..16].to_owned()).to_vec()));
    }
    // The error has the right place.
    let bad =
        document.replacen("\"text\":\"Yes\",\"timestamp\":\"2024-05-29T08:15:02.250Z\",\"x\"", "\"x\"", 1);
    assert_eq!(
        in_pieces(bad.as_bytes(), None, 64, 3),
        Err(vec!["file: messages[1].text: missing, expected a string".to_owned()])
    );
}
