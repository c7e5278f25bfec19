//! The usage of a period as one HTML page: a file that opens anywhere and asks for nothing.

mod chart;
mod contents;
mod data;
mod message_row;
mod page;
mod served;

pub use contents::{Dashboard, PageOptions, PagePart};
#[cfg(feature = "serve")]
pub(crate) use page::{STYLE, source_hash};
pub use served::{Served, timezones};
