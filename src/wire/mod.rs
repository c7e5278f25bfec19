//! The JSON and CSV that others write, and how strictly they are read: messages, reports, documents, snapshots, printed
//! bills. To add a field of a message: `message.rs`.

pub mod cell_guard;
pub mod decode;
pub mod document;
pub mod file_kind;
pub mod json_text;
pub mod message;
pub mod printed_bill;
pub mod report;
pub mod snapshot;
pub mod strict;
pub mod utf8;
