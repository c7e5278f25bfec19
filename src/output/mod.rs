//! Views and rows -> bytes in the format asked for, in a file, on standard output or in a buffer. The only room that
//! knows the formats; to add one: a file here and a [`Format`] variant.

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

pub use format::{Block, Encoder, Format};
pub use layout::Layout;
pub use printer::{Output, RowStream};
pub use target::{Destination, Ready, Target};
