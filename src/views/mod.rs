//! The views of charges. Each is a [`View`](crate::model::view::View) with columns, rows and a total; every format
//! prints every view. To add one, add a file here and a command that shows it.

pub mod comparison;
pub mod difference;
pub mod explanation;
pub mod listing;
pub mod summary;
pub mod tariffs;
