//! Messages that are charged together.

use crate::model::message::Message;
use crate::model::report::{Known, ReportCatalog};
use crate::model::window::LeftOut;

/// Messages that are charged together, in the order of the input, with what is known about the reports that they name.
#[derive(Debug)]
pub struct Batch<'a> {
    /// The file or URL of the messages.
    pub place: &'a str,
    /// The messages.
    pub messages: Vec<Message<'a>>,
    /// An entry for each report that the messages name.
    pub reports: ReportCatalog,
    /// The messages that were left out, because they are outside the selected time range.
    pub left_out: LeftOut,
}

impl<'a> Batch<'a> {
    /// Returns a batch without messages.
    pub fn empty(place: &'a str) -> Self {
        Self { place, messages: Vec::new(), reports: ReportCatalog::new(), left_out: LeftOut::default() }
    }
}

impl Batch<'_> {
    /// Returns what is known about the report of a message of the batch. Returns `None` if the message names no report.
    pub fn report(&self, message: &Message<'_>) -> Option<&Known> {
        self.reports.get(message.report_id?)
    }
}
