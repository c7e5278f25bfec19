//! The messages as the page lists them: for its script, and for readers without one.

use crate::dashboard::chart::Chart;
use crate::dashboard::contents::Dashboard;
use crate::dashboard::message_row::MessageRow;
use crate::error::{Error, Result};
use crate::model::credits::Credits;
use crate::views::summary::Key;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
use std::io::{BufWriter, IntoInnerError};

/// Messages that the page lists where no script runs.
const STATIC_ROWS_MAX: usize = 2000;

/// A message in the table of a page where no script runs.
pub(super) struct StaticRow<'a> {
    pub(super) id: &'a str,
    pub(super) time: &'a str,
    pub(super) report: &'a str,
    pub(super) credits: Credits,
}

/// What the script of the page is given: a list for each column, in the order of the messages.
#[derive(Serialize)]
pub(super) struct Data<'a> {
    rules: &'a [String],
    /// The names of reports, in their order; the first one is empty.
    reports: Vec<&'a str>,
    /// The names of the bars.
    bars: Vec<&'a str>,
    /// Numbers that a script could not hold as such.
    ids: Vec<String>,
    times: Vec<String>,
    /// For each message the place of its report, and of its bar.
    report: Vec<usize>,
    bar: Vec<usize>,
    /// Whole hundredths of a credit, less than 2^53.
    cents: Vec<i64>,
    items: Vec<&'a str>,
    notes: Vec<&'a str>,
    texts: Vec<&'a str>,
}

impl<'a> Data<'a> {
    pub(super) fn new(dashboard: &'a Dashboard, key: Key, chart: Option<&'a Chart>) -> Result<Self> {
        let Dashboard { options, rules, rows, .. } = dashboard;
        let names: BTreeSet<&str> = rows.iter().map(|row| &*row.report).chain([""]).collect();
        let reports: Vec<&str> = names.into_iter().collect();
        let bars = chart.into_iter().flat_map(|chart| &chart.bars).map(|bar| &*bar.label).collect::<Vec<_>>();
        let bar_of: HashMap<&str, usize> =
            bars.iter().enumerate().map(|(index, bar)| (*bar, index)).collect();
        let mut data = Self {
            rules,
            ids: Vec::new(),
            times: Vec::new(),
            report: Vec::new(),
            bar: Vec::new(),
            cents: Vec::new(),
            items: rows.iter().map(|row| &*row.items).collect(),
            notes: rows.iter().map(|row| &*row.note).collect(),
            texts: if options.include_text {
                rows.iter().map(|row| &*row.text).collect()
            } else {
                Vec::new()
            },
            reports,
            bars,
        };
        for row in rows {
            let at = row.at.local(&options.timezone);
            let bar = key.label(&at).and_then(|label| bar_of.get(&*label).copied());
            data.ids.push(row.id.to_string());
            data.times.push(at.time.strftime("%d-%m-%Y %H:%M").to_string());
            data.report.push(data.reports.partition_point(|name| *name < &*row.report));
            if chart.is_some() {
                let bug = || Error::bug(format!("message {} is in no bar", row.id));
                data.bar.push(bar.ok_or_else(bug)?);
            }
            data.cents.push(row.credits.cents());
        }
        Ok(data)
    }

    pub(super) fn static_rows(&self, rows: &'a [MessageRow]) -> Vec<StaticRow<'_>> {
        let columns = self.ids.iter().zip(&self.times).zip(rows).take(STATIC_ROWS_MAX);
        columns
            .map(|((id, time), row)| StaticRow { id, time, report: &row.report, credits: row.credits })
            .collect()
    }

    /// As JSON, compressed, in letters that mean nothing to HTML.
    pub(super) fn packed(&self) -> std::io::Result<String> {
        // The encoder takes long for each write, however short.
        let mut packer = BufWriter::new(GzEncoder::new(Vec::new(), Compression::default()));
        serde_json::to_writer(&mut packer, self)?;
        let packer = packer.into_inner().map_err(IntoInnerError::into_error)?;
        Ok(BASE64_STANDARD.encode(packer.finish()?))
    }
}
