//! What a rule looks at. To add a subject: a variant of [`Subject`]; the compiler then asks of each kind of rule what it
//! charges for it, or that it does not apply.

use crate::tariff::meter::measures::Measures;
use crate::tariff::meter::scratch::with_measures;

/// What a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject<'s> {
    /// A text.
    Text {
        /// The text.
        text: &'s str,
        /// What [`measure`](crate::tariff::meter::measure) finds in it.
        measures: &'s Measures,
    },
}

impl Subject<'_> {
    /// Measures a text, and lends it as a subject. `use_it` must not measure another text.
    #[inline]
    pub(in crate::tariff) fn with_text<R>(text: &str, use_it: impl FnOnce(Subject<'_>) -> R) -> R {
        with_measures(text, |measures| use_it(Subject::Text { text, measures }))
    }
}
