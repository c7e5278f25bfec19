//! What is asked of charges, each a [`View`](crate::model::view::View): its columns, its rows and its total. Any format
//! prints any of them. To add one: a file here, and a command that shows it.

pub mod comparison;
pub mod difference;
pub mod explanation;
pub mod listing;
pub mod summary;
pub mod tariffs;
