//! A message of the period.

use std::borrow::Cow;

/// What a customer asked, as the upstream tells it. Texts are those of the document, where they stand there without
/// escapes.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Message<'a> {
    /// Its number, unique in a period.
    pub id: i64,
    /// What was asked.
    pub text: Cow<'a, str>,
    /// When, in RFC 3339, as it came.
    pub timestamp: Cow<'a, str>,
    /// The report that it produced, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report_id: Option<i64>,
}

impl Message<'_> {
    /// The message by itself, without its document.
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
