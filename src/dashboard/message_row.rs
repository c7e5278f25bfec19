//! A message, as the page lists it.

use crate::error::{Error, Result};
use crate::model::credits::Credits;
use crate::model::message::Message;
use crate::model::moment::Moment;
use crate::model::timestamp::moment;
use crate::views::explanation::{Billed, Explanation};

/// A message, as the page lists it.
#[derive(Debug, Clone)]
pub(super) struct MessageRow {
    pub(super) id: i64,
    pub(super) at: Moment,
    pub(super) report: String,
    pub(super) credits: Credits,
    /// Its line items: the index of the rule, quantity, rate, amount and subtotal, separated by `|`, each ended by `;`.
    pub(super) items: String,
    pub(super) note: String,
    pub(super) text: String,
}

impl MessageRow {
    /// Creates the row of a message. `rules` are the names that line items refer to by index.
    pub(super) fn new(
        message: &Message<'_>,
        explanation: Explanation,
        rules: &[String],
        include_text: bool,
    ) -> Result<Self> {
        let no_time = || Error::bug(format!("message {}: {} is no time", message.id, message.timestamp));
        let at = moment(&message.timestamp).ok_or_else(no_time)?;
        let items = items(&explanation, rules)?;
        let report = match explanation.billed {
            Billed::Report(report) => report.name.to_string(),
            Billed::Text { .. } => String::new(),
        };
        let report_named = explanation.message.and_then(|message| message.report);
        let note = match report_named {
            Some((report, Some(absence))) => {
                format!("Report {report} is {}: the text was charged.", absence.name())
            }
            _ => String::new(),
        };
        let text = if include_text { message.text.clone().into_owned() } else { String::new() };
        Ok(Self { id: message.id, at, report, credits: explanation.credits_used, items, note, text })
    }
}

/// Returns the line items of the rules that fired.
fn items(explanation: &Explanation, rules: &[String]) -> Result<String> {
    let by_report = matches!(explanation.billed, Billed::Report(_));
    let mut items = String::new();
    for item in explanation.items.iter().filter(|item| !item.quantity.is_zero()) {
        let rule = rules.iter().position(|rule| by_report || *rule == item.rule);
        let rule = rule.ok_or_else(|| Error::bug(format!("unknown rule {}", item.rule)))?;
        let rate = item.rate.map(|rate| rate.to_string()).unwrap_or_default();
        items += &[rule.to_string(), item.quantity.to_string(), rate, item.amount.to_string()].join("|");
        items.extend(["|", &item.subtotal.to_string(), ";"]);
    }
    Ok(items)
}
