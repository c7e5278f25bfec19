//! The subject of a rule: what it charges for. To add one, add a variant of [`Subject`]. The compiler then requires an
//! arm for it in each kind of rule.

use crate::tariff::meter::measures::Measures;
use crate::tariff::meter::scratch::with_measures;

/// The subject of a rule: what it charges for.
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
    /// Measures a text and calls `use_it` with it as a subject. `use_it` must not measure another text.
    #[inline]
    pub(in crate::tariff) fn with_text<R>(text: &str, use_it: impl FnOnce(Subject<'_>) -> R) -> R {
        with_measures(text, |measures| use_it(Subject::Text { text, measures }))
    }
}
