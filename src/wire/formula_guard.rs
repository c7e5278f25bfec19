//! Guards CSV cells, so that no spreadsheet runs them as a formula.

use std::borrow::Cow;

/// Returns a text as a cell that a spreadsheet shows instead of running it: with a `'` in front if it begins like a
/// formula. Text that begins like a formula after one or more `'` gets another one, so that [`without_guard`] can undo
/// it.
///
/// ```
/// use copilot_usage::wire::formula_guard::{guarded, without_guard};
///
/// assert_eq!(guarded("=1+1"), "'=1+1");
/// assert_eq!(guarded("'=1+1"), "''=1+1");
/// assert_eq!(without_guard("''=1+1"), "'=1+1");
/// ```
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula(text) { format!("'{text}").into() } else { text.into() }
}

/// Returns the text from which [`guarded`] made a cell.
pub fn without_guard(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| is_formula(text)).unwrap_or(cell)
}

/// Whether a text begins like a formula after any number of `'`.
fn is_formula(text: &str) -> bool {
    let begin = text.trim_start_matches('\'');
    begin.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'])
}
