//! The messages that the page lists: as data for its script, and as rows that are shown without it.

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

/// The maximum number of messages that the page shows without its script.
const STATIC_ROWS_MAX: usize = 2000;

/// A row of the table that is shown without the script.
pub(super) struct StaticRow<'a> {
    pub(super) id: &'a str,
    pub(super) time: &'a str,
    pub(super) report: &'a str,
    pub(super) credits: Credits,
}

/// The data of the page's script: a list for each column, in the order of the messages.
#[derive(Serialize)]
pub(super) struct Data<'a> {
    rules: &'a [String],
    /// The names of the reports, sorted; the first one is empty, for messages without a report.
    reports: Vec<&'a str>,
    /// The labels of the bars.
    bars: Vec<&'a str>,
    /// Strings, because a JavaScript number cannot hold every id.
    ids: Vec<String>,
    times: Vec<String>,
    /// The index of each message's report in `reports`.
    report: Vec<usize>,
    /// The index of each message's bar in `bars`.
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

    /// Returns the data as JSON, compressed with gzip, in Base64, which needs no escaping in HTML.
    pub(super) fn packed(&self) -> std::io::Result<String> {
        // The encoder is slow for many short writes.
        let mut packer = BufWriter::new(GzEncoder::new(Vec::new(), Compression::default()));
        serde_json::to_writer(&mut packer, self)?;
        let packer = packer.into_inner().map_err(IntoInnerError::into_error)?;
        Ok(BASE64_STANDARD.encode(packer.finish()?))
    }
}
