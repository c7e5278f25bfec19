//! What people read: the sentences of errors and events, and the hints below errors.

pub(crate) mod hints;
pub(crate) mod sentences;
