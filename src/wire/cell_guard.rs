//! Cells of CSV that no spreadsheet takes for a formula.

use std::borrow::Cow;

/// A text as a cell of a sheet that a spreadsheet shows instead of running it: with `'` before it, where it begins like
/// a formula. So that the mark can be taken off again, a text of which that is so but for `'` before it gets one, too.
///
/// ```
/// use copilot_usage::wire::cell_guard::{guarded, without_guard};
///
/// assert_eq!(guarded("=1+1"), "'=1+1");
/// assert_eq!(guarded("'=1+1"), "''=1+1");
/// assert_eq!(without_guard("''=1+1"), "'=1+1");
/// ```
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula(text) { format!("'{text}").into() } else { text.into() }
}

/// The text that [`guarded`] made a cell of.
pub fn without_guard(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| is_formula(text)).unwrap_or(cell)
}

/// Whether a text, but for any number of `'` before it, begins like a formula.
fn is_formula(text: &str) -> bool {
    let begin = text.trim_start_matches('\'');
    begin.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'])
}
