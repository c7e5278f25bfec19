//! The geometry of the page's bar chart, for its SVG. Lengths are whole tenths of a unit, no floats.

use crate::charge::{ChargedSum, ChargedSums};
use crate::error::{Error, Result};
use crate::model::credits::{AmountError, Credits};
use crate::views::summary::{Key, SummaryRow};
use rust_decimal::prelude::{Decimal, ToPrimitive};
use std::fmt;

/// The chart: its bars from left to right, and its grid lines.
pub(super) struct Chart {
    pub(super) width: u32,
    pub(super) height: u32,
    /// The left end of the axis.
    pub(super) left: u32,
    /// The vertical position of the axis.
    pub(super) base: u32,
    pub(super) bars: Vec<Bar>,
    pub(super) lines: Vec<GridLine>,
}

/// The messages of an hour, a day, a week or a month.
pub(super) struct Bar {
    pub(super) label: String,
    messages: u64,
    pub(super) credits: Credits,
    sums: ChargedSums,
    /// The position of the bar, and the size of its two parts.
    pub(super) x: Tenths,
    pub(super) middle: Tenths,
    pub(super) width: Tenths,
    pub(super) report_y: Tenths,
    pub(super) report_height: Tenths,
    pub(super) text_y: Tenths,
    pub(super) text_height: Tenths,
    /// The label below it, if there is room.
    pub(super) mark: Option<String>,
    /// Whether there is room for its value above it.
    pub(super) shows_value: bool,
}

/// A horizontal line with its value.
pub(super) struct GridLine {
    pub(super) y: Tenths,
    pub(super) label: String,
}

/// A length in tenths of a unit.
#[derive(Clone, Copy)]
pub(super) struct Tenths(u32);

impl fmt::Display for Tenths {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.0 / 10, self.0 % 10)
    }
}

const WIDTH: u32 = 800;
const HEIGHT: u32 = 280;
// The margins: labels of the grid lines on the left, labels of the bars at the bottom.
const LEFT: u32 = 60;
const RIGHT: u32 = 10;
const TOP: u32 = 24;
const BASE: u32 = HEIGHT - 30;
/// The maximum number of grid lines above the axis.
const LINES_MAX: u64 = 5;
/// The maximum number of bars that show their values.
const VALUES_MAX: usize = 12;
/// The maximum number of bars.
pub(super) const BARS_MAX: i32 = 1200;
/// The maximum number of labels below the bars.
const MARKS_MAX: usize = 8;

impl Chart {
    /// Creates a chart from the rows of a summary by a time and by source.
    pub(super) fn new(key: Key, rows: &[SummaryRow]) -> Result<Self> {
        let out_of_range = |error: AmountError| Error::data("dashboard", error.to_string());
        let mut bars: Vec<Bar> = Vec::new();
        for row in rows {
            let label = row.label(0).unwrap_or_default();
            if bars.last().is_none_or(|bar| bar.label != label) {
                bars.push(Bar::named(label.to_owned()));
            }
            if let Some(bar) = bars.last_mut() {
                bar.add(row).map_err(out_of_range)?;
            }
        }
        let most = bars.iter().map(|bar| bar.credits).max().unwrap_or_default();
        let (top, lines) = scale(most);
        let count = bars.len();
        for (index, bar) in bars.iter_mut().enumerate() {
            bar.place(index, count, top).map_err(out_of_range)?;
            let every = count.div_ceil(MARKS_MAX);
            bar.mark = index.is_multiple_of(every).then(|| mark(key, &bar.label));
        }
        Ok(Self { width: WIDTH, height: HEIGHT, left: LEFT, base: BASE, bars, lines })
    }
}

impl Bar {
    /// Returns a description of the bar, which is its label for screen readers.
    pub(super) fn description(&self) -> String {
        let Self { label, messages, credits, sums: ChargedSums { reports, texts }, .. } = self;
        let (by_reports, by_texts) = (reports.credits, texts.credits);
        format!(
            "{label}: {credits} credits, {by_reports} by reports, {by_texts} by texts, {messages} messages"
        )
    }

    fn named(label: String) -> Self {
        const NONE: Tenths = Tenths(0);
        Self {
            label,
            messages: 0,
            credits: Credits::ZERO,
            sums: ChargedSums::default(),
            x: NONE,
            middle: NONE,
            width: NONE,
            report_y: NONE,
            report_height: NONE,
            text_y: NONE,
            text_height: NONE,
            mark: None,
            shows_value: false,
        }
    }

    fn add(&mut self, row: &SummaryRow) -> std::result::Result<(), AmountError> {
        self.messages += row.messages();
        self.credits = self.credits.checked_add(row.credits())?;
        // A time without a message has no source.
        let sum = ChargedSum { messages: row.messages(), credits: row.credits() };
        row.charged_by().map_or(Ok(()), |by| self.sums.add(by, sum))
    }

    fn place(&mut self, index: usize, count: usize, top: Credits) -> std::result::Result<(), AmountError> {
        let at = |index: usize| {
            // At most BARS_MAX times the width, which fits.
            let along = 10 * (WIDTH - LEFT - RIGHT) as usize * index / count.max(1);
            10 * LEFT + u32::try_from(along).unwrap_or(u32::MAX)
        };
        let x = at(index);
        let step = at(index + 1) - x;
        let gap = step / 5;
        self.x = Tenths(x + gap / 2);
        self.middle = Tenths(x + step / 2);
        self.width = Tenths((step - gap).max(1));
        // The part of texts is on top of that of reports. The whole height is rounded, not each part, so that it shows
        // the sum.
        let ChargedSums { reports, texts } = self.sums;
        let whole = height(reports.credits.checked_add(texts.credits)?, top);
        let report = height(reports.credits, top);
        self.report_y = Tenths(10 * BASE - report);
        self.report_height = Tenths(report);
        self.text_y = Tenths(10 * BASE - whole);
        self.text_height = Tenths(whole - report);
        self.shows_value = count <= VALUES_MAX;
        Ok(())
    }
}

/// Returns the height of a bar in tenths, if the highest grid line is `top`.
fn height(part: Credits, top: Credits) -> u32 {
    let whole = Decimal::from(10 * (BASE - TOP));
    let height = part.to_decimal().checked_mul(whole).and_then(|part| part.checked_div(top.to_decimal()));
    height.and_then(|height| height.round().to_u32()).unwrap_or(0)
}

/// Returns the value of the highest grid line, and the lines; their distance is 1, 2 or 5 times a power of ten.
fn scale(most: Credits) -> (Credits, Vec<GridLine>) {
    let steps = (0..16).flat_map(|power| [1, 2, 5].map(|step| step * 10_u64.pow(power)));
    let cents = most.cents().unsigned_abs().max(1);
    let step = steps.into_iter().find(|step| cents.div_ceil(*step) <= LINES_MAX).unwrap_or(cents);
    // As many lines as the highest bar needs; those with a value out of range are left out.
    let lines = 0..=cents.div_ceil(step);
    let values: Vec<Credits> = lines.filter_map(|line| Credits::CENT.checked_mul(line * step).ok()).collect();
    let top = values.last().copied().unwrap_or(most).max(most);
    let line = |value: &Credits| GridLine {
        y: Tenths(10 * BASE - height(*value, top)),
        label: value.to_string().trim_end_matches(".00").to_owned(),
    };
    (top, values.iter().map(line).collect())
}

/// Returns the label below a bar: hours and days without the year.
fn mark(key: Key, label: &str) -> String {
    match key {
        // 2024-05-29T08:00:00+01:00
        Key::Hour => label.get(5..16).unwrap_or(label).replace('T', " "),
        // 2024-05-29
        Key::Day => label.get(5..).unwrap_or(label).to_owned(),
        _ => label.to_owned(),
    }
}
