//! The plain values that all other rooms share: messages, reports, credits, usage records. Imports no other room.

pub mod batch;
pub mod credits;
pub mod message;
pub mod moment;
pub mod position;
pub mod printable;
pub mod record;
pub mod report;
pub mod row;
pub mod timestamp;
pub mod view;
pub mod window;
