//! A message, as the upstream lists it.

use std::borrow::Cow;

/// A message of a customer. Its strings are borrowed from the document unless they are escaped there.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Message<'a> {
    /// The id, unique in a period.
    pub id: i64,
    /// The text.
    pub text: Cow<'a, str>,
    /// The timestamp, RFC 3339, exactly as in the input.
    pub timestamp: Cow<'a, str>,
    /// The id of the report that it produced, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report_id: Option<i64>,
}

impl Message<'_> {
    /// Returns a copy that does not borrow from the document.
    #[must_use]
    pub fn to_owned(&self) -> Message<'static> {
        Message {
            id: self.id,
            text: Cow::Owned(self.text.as_ref().to_owned()),
            timestamp: Cow::Owned(self.timestamp.as_ref().to_owned()),
            report_id: self.report_id,
        }
    }
}
