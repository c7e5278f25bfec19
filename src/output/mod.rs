//! Writes views and rows in an output format, to a file, to standard output or into a buffer. Only this module knows
//! the formats. To add one, add a file here and a [`Format`] variant.

mod csv;
mod document;
mod format;
mod json;
pub mod json_schema;
mod layout;
pub mod metrics;
mod printer;
pub mod snapshot;
mod table;
mod target;

pub use document::to_bytes;
pub use format::{Block, Encoder, Format};
pub use layout::Layout;
pub use printer::{Output, RowStream};
pub use target::{Destination, Ready, Target};
