//! How long each stage takes: `cargo bench`. Compare figures of one run only: machines are noisy.

use copilot_usage::charge::charge;
use copilot_usage::event::Listener;
use copilot_usage::model::batch::Batch;
use copilot_usage::model::credits::Credits;
use copilot_usage::model::record::UsageRecord;
use copilot_usage::output::{Encoder, Format, Layout};
use copilot_usage::pipeline::Period;
use copilot_usage::reports::{OnReportError, ReportSource, Resolver};
use copilot_usage::source::{Input, Messages, ReadOptions, Threads};
use copilot_usage::tariff::{Tariff, builtin, meter::measure};
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use std::io::Write;
use std::num::NonZeroUsize;
use std::sync::Arc;

fn main() {
    divan::main();
}

const SENTENCE: &str = "Which clauses of the lease let the landlord end it before the term is over? ";

/// Texts that the meter takes different ways through.
fn texts() -> [(&'static str, String); 8] {
    let distinct =
        |count: usize| (0..count).map(|n| "word".to_owned() + &letters(n)).collect::<Vec<_>>().join(" ");
    let half: String = SENTENCE.repeat(30);
    [
        ("short ASCII", SENTENCE.trim().to_owned()),
        ("long ASCII", SENTENCE.repeat(100)),
        ("long, one §", SENTENCE.repeat(50) + "§ 7 " + &SENTENCE.repeat(50)),
        ("long, not ASCII", "Öffnen Sie die Tür für Björn — später. ".repeat(200)),
        ("long Chinese", "保险费用由租户承担。".repeat(400)),
        ("palindrome", half.chars().chain(half.chars().rev()).collect()),
        ("few distinct words", distinct(12)),
        ("many distinct words", distinct(1500)),
    ]
}

/// A number in letters, so that words with it differ.
fn letters(mut number: usize) -> String {
    let mut letters = String::new();
    while number > 0 {
        letters.push(char::from(b'a' + u8::try_from(number % 26).unwrap_or(0)));
        number /= 26;
    }
    letters
}

#[divan::bench(args = texts().map(|(name, _)| name))]
fn meter(bencher: Bencher<'_, '_>, name: &str) {
    let Some((_, text)) = texts().into_iter().find(|(other, _)| *other == name) else { return };
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| measure(black_box(&text)));
}

const MESSAGES: usize = 20_000;

fn lines() -> Vec<u8> {
    let mut lines = Vec::new();
    for id in 0..MESSAGES {
        let report = if id % 3 == 0 { ",\"report_id\":7" } else { "" };
        let _ = writeln!(
            lines,
            "{{\"id\":{id},\"text\":\"{}\",\"timestamp\":\"2024-05-29T08:15:02.250Z\"{report}}}",
            SENTENCE.trim()
        );
    }
    lines
}

fn document() -> Vec<u8> {
    let lines = lines();
    let list = String::from_utf8_lossy(&lines);
    format!("{{\"messages\":[{}]}}", list.trim_end().replace('\n', ",")).into_bytes()
}

fn encoder(format: Format) -> Encoder {
    Encoder::new(UsageRecord::LISTING.columns, format, Layout::default())
}

#[divan::bench(args = ["ndjson", "document"])]
fn reader(bencher: Bencher<'_, '_>, shape: &str) {
    let bytes = if shape == "ndjson" { lines() } else { document() };
    let Ok(file) = file(&bytes) else { return };
    bencher.counter(BytesCount::of_slice(&bytes)).bench_local(|| {
        let messages = messages(&file, ReadOptions::default());
        let mut chunks = messages.chunks;
        let mut read = 0;
        while let Some(Ok(chunk)) = chunks.next(Vec::new(), Threads::default()) {
            read += black_box(chunk.parse()).messages();
        }
        assert_eq!(read, MESSAGES);
    });
}

#[divan::bench(args = [Format::Json, Format::Ndjson, Format::Csv, Format::Table])]
fn writer(bencher: Bencher<'_, '_>, format: Format) {
    let encoder = encoder(format);
    let timestamp = "2024-05-29T08:15:02.250Z";
    let credits_used: Credits = "12.30".parse().unwrap_or_default();
    let records: Vec<_> = (0..2000)
        .map(|message_id| UsageRecord {
            message_id,
            timestamp,
            report_name: Some("Lease Summary"),
            credits_used,
        })
        .collect();
    bencher.counter(ItemsCount::new(records.len())).bench_local(|| encoder.encode(black_box(&records)));
}

#[divan::bench(args = [1, 2])]
fn pipeline(bencher: Bencher<'_, '_>, threads: usize) {
    let bytes = lines();
    let Ok(file) = file(&bytes) else { return };
    let Ok(tariff) = Tariff::read("text", builtin("text").unwrap_or_default()) else { return };
    let encoder = encoder(Format::Ndjson);
    let threads = Threads(NonZeroUsize::new(threads));
    bencher.counter(BytesCount::of_slice(&bytes)).bench_local(|| {
        let resolver = Resolver::new(ReportSource::Snapshot, OnReportError::Error, silent());
        let work = |batch: &Batch<'_>| encoder.encode(&charge(batch, &tariff)?.records);
        let messages = messages(&file, ReadOptions::default());
        let run = Period { threads, ..Period::new(messages, resolver) }.run(work, |block| {
            black_box(block);
            Ok(())
        });
        assert!(run.is_ok());
    });
}

fn silent() -> Listener {
    Arc::new(|_| {})
}

fn file(bytes: &[u8]) -> std::io::Result<tempfile::NamedTempFile> {
    let mut file = tempfile::NamedTempFile::new()?;
    file.write_all(bytes)?;
    Ok(file)
}

fn messages(file: &tempfile::NamedTempFile, options: ReadOptions) -> Messages {
    Messages::read(vec![Input::File(file.path().to_owned())], options, silent())
}
