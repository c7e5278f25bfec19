//! The routes. To add one: a file here, and a line in the table.

pub(super) mod description;
pub(super) mod explain;
pub(super) mod health;
pub(super) mod metrics;
pub(super) mod page;
pub(super) mod score;
pub(super) mod summary;
pub(super) mod table;
pub(super) mod usage;
