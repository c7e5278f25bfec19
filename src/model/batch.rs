//! Messages that go through the stages together.

use crate::model::message::Message;
use crate::model::report::GivenReports;
use std::sync::Arc;

/// Messages in a [`Batch`], at the most.
pub const BATCH_MESSAGES_MAX: usize = 4096;

/// Messages that go through the stages together, in the order of their source.
#[derive(Debug)]
pub struct Batch {
    /// The file or URL that they come from.
    pub place: Arc<str>,
    /// The messages.
    pub messages: Vec<Message>,
    /// The reports that came with them, where their source is a snapshot.
    pub reports: Option<Arc<GivenReports>>,
}
