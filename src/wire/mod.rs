//! Reads the JSON and CSV of others strictly: messages, reports, documents, snapshots, printed bills. To add a field to
//! a message: `message.rs`.

pub mod decode;
pub mod document;
pub mod file_kind;
pub mod formula_guard;
pub mod json_text;
pub mod message;
pub mod printed_bill;
pub mod report;
pub mod snapshot;
pub mod strict;
pub mod utf8;
