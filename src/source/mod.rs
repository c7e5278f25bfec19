//! Reads messages from the upstream, or from files whose format is detected from their content. Input is cut into
//! [`Chunk`]s in order, parsed by several threads, and checked by [`Admission`] in order again. To add a source: a file
//! here, and a constructor of [`Messages`].

mod admission;
mod bill_file;
mod chunk;
mod duplicate;
mod fast_message;
mod http;
mod id_set;
mod input;
mod json;
mod messages;
mod ndjson;
mod open;
mod options;
mod parsed;
mod reread;
mod seen_ids;
mod threads;
mod trailing_reports;

pub use admission::{Admission, Joined};
pub use bill_file::BillFile;
pub use chunk::Chunk;
pub use input::{Input, InputFormat, OpenInput};
pub use messages::{Chunks, Messages};
pub use options::{CHUNK_BYTES, Duplicates, ReadOptions, Selection};
pub use parsed::Parsed;
pub use threads::Threads;
