//! Views and rows -> bytes in the format asked for, in a file, on standard output or in a buffer. The only room that
//! knows the formats; to add one: a file here and a [`Format`] variant.

mod csv;
mod document;
mod encoder;
mod format;
mod json;
pub mod json_schema;
pub mod metrics;
mod printer;
pub mod snapshot;
mod table;
mod target;

pub use document::to_bytes;
pub use encoder::{Block, Encoder};
pub use format::{Format, Layout};
pub use printer::{Output, RowStream};
pub use target::{Destination, Ready, Target};
