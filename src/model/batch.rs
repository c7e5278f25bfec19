//! Messages that are charged together.

use crate::model::message::Message;
use crate::model::report::{Known, ReportCatalog};
use crate::model::window::LeftOut;

/// Messages that are charged together, in the order of their source, and what is known of the reports that they name.
#[derive(Debug)]
pub struct Batch<'a> {
    /// The file or URL that they come from.
    pub place: &'a str,
    /// The messages.
    pub messages: Vec<Message<'a>>,
    /// Each report that one of them names, or its absence.
    pub reports: ReportCatalog,
    /// The messages beside them that are of another time than was asked for.
    pub left_out: LeftOut,
}

impl<'a> Batch<'a> {
    /// No messages.
    pub fn empty(place: &'a str) -> Self {
        Self { place, messages: Vec::new(), reports: ReportCatalog::new(), left_out: LeftOut::default() }
    }
}

impl Batch<'_> {
    /// What is known of the report that a message of the batch names; nothing, where it names none.
    pub fn report(&self, message: &Message<'_>) -> Option<&Known> {
        self.reports.get(message.report_id?)
    }
}
