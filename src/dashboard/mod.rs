//! The usage of a period as a single HTML page, which needs no network and no other file.

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
