//! Looks up reports, each of them once: in the upstream, in files, or in the snapshot of the messages. Decides what to
//! do if a look-up fails.

pub mod cache;
pub mod files;
pub mod http;
mod lookup;
mod resolver;

pub use lookup::OnReportError;
pub use resolver::{ReportSource, Resolver};
