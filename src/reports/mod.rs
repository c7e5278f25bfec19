//! What reports cost: each looked up once, from the upstream, from files, or from the snapshot that the messages
//! came with; and what becomes of a message whose report cannot be had.

pub mod cache;
pub mod files;
pub mod http;
mod lookup;
mod resolver;

pub use lookup::OnReportError;
pub use resolver::{ReportSource, Resolver};
