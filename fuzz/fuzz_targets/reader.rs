//! Any bytes are messages or an error; messages that are written and read again are the same; and what is read fast, in
//! pieces, is what is read strictly, line by line.
#![no_main]

use copilot_usage::wire::utf8;
use copilot_usage::model::batch::Batch;
use copilot_usage::wire::document::Document;
use copilot_usage::model::message::Message;
use copilot_usage::wire::message::MessageAt;
use copilot_usage::wire::strict::{self, ListOf, Place};
use copilot_usage::pipeline::Period;
use copilot_usage::reports::{OnReportError, ReportSource, Resolver};
use copilot_usage::source::{Duplicates, Input, InputFormat, Messages, ReadOptions, Threads};
use libfuzzer_sys::fuzz_target;
use std::num::NonZeroUsize;
use std::sync::Arc;

fn written(messages: &[Message<'_>]) -> String {
    serde_json::to_string(messages).expect("messages are JSON")
}

/// The messages on lines, if all of them are good.
fn lines_in_pieces(bytes: &[u8]) -> Option<Vec<String>> {
    let path = std::env::temp_dir().join(format!("copilot-usage-fuzz-{}", std::process::id()));
    std::fs::write(&path, bytes).expect("a temporary file can be written");
    let format = Some(InputFormat::Ndjson);
    let (duplicates, threads) = (Duplicates::Charge, Threads(Some(NonZeroUsize::MIN)));
    let options = ReadOptions { format, duplicates, chunk_bytes: 64, ..ReadOptions::default() };
    let messages = Messages::read(vec![Input::File(path)], options, Arc::new(|_| {}));
    let resolver = Resolver::new(ReportSource::Snapshot, OnReportError::Error, Arc::new(|_| {}));
    let work = |batch: &Batch<'_>| {
        Ok(batch.messages.iter().map(|message| format!("{message:?}")).collect::<Vec<_>>())
    };
    let mut lines = Vec::new();
    let run = Period { threads, ..Period::new(messages, resolver) }.run(work, |more| {
        lines.extend(more);
        Ok(())
    });
    run.is_ok().then_some(lines)
}

fn lines_strictly(bytes: &[u8]) -> Option<Vec<String>> {
    let lines = utf8::check(bytes).ok()?.split('\n');
    let is_blank = |line: &&str| line.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r'));
    let read = |line| strict::read(MessageAt(Place::Line(1)), line, Place::Line(1)).ok();
    lines.filter(|line| !is_blank(line)).map(|line| Some(format!("{:?}", read(line)?))).collect()
}

fuzz_target!(|bytes: &[u8]| {
    // What they stand before is decompressed, or left out.
    if !bytes.starts_with(&[0x1f, 0x8b]) && !bytes.starts_with(&[0xef, 0xbb, 0xbf]) {
        assert_eq!(lines_in_pieces(bytes), lines_strictly(bytes));
    }
    let Ok(text) = utf8::check(bytes) else { return };
    let document = strict::read(Document::Snapshot { may_be_message: true }, text, Place::Root);
    let array = strict::read(ListOf { name: "", element: MessageAt }, text, Place::Root);
    let line = strict::read(MessageAt(Place::Line(1)), text, Place::Line(1));
    for outcome in [document.as_ref().err(), array.as_ref().err(), line.as_ref().err()].into_iter().flatten()
    {
        assert!(!outcome.is_empty());
    }
    let _ = strict::read(Document::Reports, text, Place::Root);
    let read = document.map(|contents| contents.messages).or(array).or(line.map(|message| vec![message]));
    if let Ok(messages) = read {
        let text = written(&messages);
        let again = strict::read(ListOf { name: "", element: MessageAt }, &text, Place::Root);
        assert_eq!(again.as_ref(), Ok(&messages));
    }
});
