//! Reads the records of the usage contract from CSV. Anything that RFC 4180 does not allow is an error, because a
//! damaged or truncated file could otherwise be read as a different bill.

use crate::model::credits::Credits;
use crate::model::printable::Found;
use crate::model::record::OwnedRecord;
use crate::model::record::UsageRecord;
use crate::model::timestamp::is_rfc3339;
use crate::wire::formula_guard::without_guard;
use std::borrow::Cow;

/// Whether a line is the header of a bill, quoted or not.
pub(super) fn is_header(line: &str) -> bool {
    let line = format!("{line}\n");
    cells(&line).is_ok_and(|(cells, rest)| rest.is_empty() && cells.iter().eq(names()))
}

/// The names of the columns.
fn names() -> impl Iterator<Item = &'static str> {
    UsageRecord::LISTING.columns.iter().map(|column| column.name)
}

/// Reads the records of a CSV file.
pub(super) fn records(text: &str) -> Result<Vec<OwnedRecord>, String> {
    let mut rows = SheetRows { rest: text, line: 1 };
    match rows.next().transpose()? {
        Some((_, header)) if header.iter().eq(names()) => {}
        header => {
            let line = header.map_or(1, |(line, _)| line);
            return Err(format!("line {line}: expected {}", names().collect::<Vec<_>>().join(",")));
        }
    }
    rows.map(|row| row.and_then(|(line, cells)| record(&cells).map_err(|why| format!("line {line}: {why}"))))
        .collect()
}

fn record(cells: &[Cow<'_, str>]) -> Result<OwnedRecord, String> {
    let [id, timestamp, name, credits] = cells else {
        return Err(format!("found {} cells, expected {}", cells.len(), names().count()));
    };
    let refuse = |column: &str, found: &str, expected: &str| {
        Err(format!("{column}: found {}, expected {expected}", Found(found)))
    };
    // A number must be written exactly as this program writes it.
    let Some(message_id) = id.parse().ok().filter(|number: &i64| number.to_string() == *id) else {
        return refuse("message_id", id, "an integer of at most 64 bits");
    };
    if !is_rfc3339(timestamp) {
        return refuse("timestamp", timestamp, "an RFC 3339 date and time with Z or an offset");
    }
    let amount = credits.parse().ok().filter(|amount: &Credits| amount.to_string() == *credits);
    let Some(credits_used) = amount.filter(|amount| amount.is_whole_cents() && !amount.is_negative()) else {
        return refuse("credits_used", credits, "an amount with two decimals, not negative");
    };
    let report_name = Some(without_guard(name)).filter(|name| !name.is_empty()).map(str::to_owned);
    Ok(OwnedRecord { message_id, timestamp: timestamp.clone().into_owned(), report_name, credits_used })
}

/// The rows of a CSV file, each with its line. Blank lines are skipped.
struct SheetRows<'t> {
    rest: &'t str,
    /// The line on which the rest begins, from 1.
    line: usize,
}

impl<'t> Iterator for SheetRows<'t> {
    type Item = Result<(usize, Vec<Cow<'t, str>>), String>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(rest) = after_line_end(self.rest) {
            self.rest = rest;
            self.line += 1;
        }
        if self.rest.is_empty() {
            return None;
        }
        let line = self.line;
        match cells(self.rest) {
            Ok((cells, rest)) => {
                let row = self.rest.len() - rest.len();
                self.line += memchr::memchr_iter(b'\n', self.rest.as_bytes().get(..row)?).count();
                self.rest = rest;
                Some(Ok((line, cells)))
            }
            Err(why) => {
                self.rest = "";
                Some(Err(format!("line {line}: {why}")))
            }
        }
    }
}

/// Reads the row at the beginning of a text. Returns its cells, and the text after its line end.
fn cells(text: &str) -> Result<(Vec<Cow<'_, str>>, &str), String> {
    let mut cells = Vec::new();
    let mut rest = text;
    loop {
        let (cell, after) = cell(rest)?;
        cells.push(cell);
        if let Some(after) = after_line_end(after) {
            return Ok((cells, after));
        }
        rest = match after.strip_prefix(',') {
            Some(next) => next,
            None if after.is_empty() => {
                return Err("cut off: the file ends within the line, expected a line end".to_owned());
            }
            None => {
                let found = Found(after.lines().next().unwrap_or_default()).to_string();
                return Err(format!("found {found} after cell {}, expected a comma", cells.len()));
            }
        };
    }
}

fn after_line_end(text: &str) -> Option<&str> {
    text.strip_prefix('\n').or_else(|| text.strip_prefix("\r\n"))
}

/// Reads the cell at the beginning of a text, and returns it with the rest. Quotes enclose a whole cell, and are
/// doubled within it.
fn cell(text: &str) -> Result<(Cow<'_, str>, &str), String> {
    let Some(inner) = text.strip_prefix('"') else {
        let (plain, rest) = text.split_at(text.find([',', '"', '\r', '\n']).unwrap_or(text.len()));
        return Ok((plain.into(), rest));
    };
    let mut quotes = inner.match_indices('"').map(|(at, _)| at).peekable();
    while let Some(at) = quotes.next() {
        if quotes.next_if_eq(&(at + 1)).is_none() {
            let (cell, rest) = inner.split_at(at);
            let rest = rest.strip_prefix('"').unwrap_or(rest);
            return Ok((
                if cell.contains('"') { cell.replace("\"\"", "\"").into() } else { cell.into() },
                rest,
            ));
        }
    }
    Err("cut off: the file ends within quotes".to_owned())
}
