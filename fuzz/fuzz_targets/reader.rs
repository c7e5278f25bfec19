//! Any bytes are messages or an error; messages that are written and read again are the same.
#![no_main]

use copilot_usage::content;
use copilot_usage::model::document::Document;
use copilot_usage::model::message::{Message, MessageAt};
use copilot_usage::model::strict::{self, ListOf, Place};
use libfuzzer_sys::fuzz_target;

fn written(messages: &[Message<'_>]) -> String {
    serde_json::to_string(messages).expect("messages are JSON")
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = content::utf8(bytes) else { return };
    let document = strict::read(Document::Snapshot { may_be_message: true }, text, Place::Root);
    let array = strict::read(ListOf { name: "", element: MessageAt }, text, Place::Root);
    let line = strict::read(MessageAt(Place::Line(1)), text, Place::Line(1));
    for outcome in [document.as_ref().err(), array.as_ref().err(), line.as_ref().err()].into_iter().flatten() {
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
