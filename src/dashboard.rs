//! The usage of a period as one HTML page: a file that opens anywhere and asks for nothing.

mod chart;

use crate::charge::{Tally, Totals, WithoutReport, charge, of_message};
use crate::error::{Error, Result};
use crate::explanation::{ChargedBy, Explanation};
use crate::model::batch::Batch;
use crate::model::credits::Credits;
use crate::model::message::Message;
use crate::model::timestamp::moment;
use crate::summary::{Key, Part as SummaryPart, Summary, share};
use crate::tariff::Tariff;
use askama::Template;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chart::{BARS_MAX, Chart};
use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashMap};

/// What a page is to show.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where days begin.
    pub timezone: TimeZone,
    /// Whether the page holds the texts of the messages.
    pub include_text: bool,
    /// Messages that the page lists, at the most; of more, it says what they come to.
    pub rows_max: usize,
    /// What it is made from.
    pub source: String,
    /// When it is made; left out where the same input shall give the same bytes.
    pub made_at: Option<Timestamp>,
}

/// A page that is being made.
#[derive(Debug, Clone)]
pub struct Dashboard {
    options: Options,
    tariff: Tariff,
    /// The names of the rules; the first one stands for a report.
    rules: Vec<String>,
    totals: Totals,
    /// What the messages come to by each time and by the source.
    summaries: Vec<Summary>,
    rows: Vec<Row>,
    /// When the first and the last message came.
    span: Option<(Timestamp, Timestamp)>,
    versions: BTreeSet<String>,
}

/// What one batch adds to a page.
#[derive(Debug)]
pub struct Part {
    tally: Tally,
    summaries: Vec<SummaryPart>,
    rows: Vec<Row>,
    versions: BTreeSet<String>,
}

/// A message, as the page lists it.
#[derive(Debug, Clone)]
struct Row {
    id: i64,
    at: Timestamp,
    report: String,
    credits: Credits,
    /// Its line items: the number of the rule, quantity, rate, amount and subtotal, `|` between, `;` behind each.
    items: String,
    note: String,
    text: String,
}

/// The times that a bar may stand for, the finest first, and the days that it is good for.
const TIMES: [(Key, &str, i32); 4] = [
    (Key::Hour, "hour", 2),
    (Key::Day, "day", 92),
    (Key::Week, "week", 730),
    (Key::Month, "month", i32::MAX),
];

/// Messages that the page lists where no script runs.
const STATIC_ROWS_MAX: usize = 2000;

const STYLE: &str = include_str!("dashboard/page.css");
const SCRIPT: &str = include_str!("dashboard/page.js");

impl Dashboard {
    /// A page without messages.
    pub fn new(tariff: Tariff, options: Options) -> Self {
        let mut rules = vec!["report".to_owned()];
        for rule in tariff.versions.iter().flat_map(|version| &version.rules) {
            if !rules.contains(&rule.name) {
                rules.push(rule.name.clone());
            }
        }
        let summaries = TIMES.map(|(key, ..)| Summary::new(key, Some(Key::Source), options.timezone.clone()));
        Self {
            options,
            tariff,
            rules,
            totals: Totals::default(),
            summaries: summaries.into(),
            rows: Vec::new(),
            span: None,
            versions: BTreeSet::new(),
        }
    }

    /// Charges and explains a batch.
    ///
    /// # Errors
    /// Those of [`charge`], and [`Error::Data`] for a time beyond the calendar.
    pub fn part(&self, batch: &Batch<'_>) -> Result<Part> {
        let charged = charge(batch, &self.tariff)?;
        let summaries: Result<_> =
            self.summaries.iter().map(|summary| summary.part(batch, &charged)).collect();
        let mut part =
            Part { tally: charged.tally, summaries: summaries?, rows: Vec::new(), versions: BTreeSet::new() };
        for message in &batch.messages {
            let explanation = Explanation::of_message(message, batch, &self.tariff)?;
            if let ChargedBy::Tariff { version: Some(version), .. } = &explanation.charged_by {
                part.versions.insert(version.clone());
            }
            part.rows.push(self.row(message, explanation, batch.place)?);
        }
        Ok(part)
    }

    fn row(&self, message: &Message<'_>, explanation: Explanation, place: &str) -> Result<Row> {
        let at = moment(&message.timestamp).ok_or_else(|| {
            of_message(place, message.id, format!("{} is beyond the calendar", message.timestamp))
        })?;
        let report = match &explanation.charged_by {
            ChargedBy::Report(report) => report.name.to_string(),
            ChargedBy::Tariff { .. } => String::new(),
        };
        let by_report = matches!(explanation.charged_by, ChargedBy::Report(_));
        let mut items = String::new();
        for item in explanation.items.iter().filter(|item| !item.quantity.is_zero()) {
            let rule = self.rules.iter().position(|rule| by_report || *rule == item.rule);
            let rule = rule.ok_or_else(|| Error::bug(format!("unknown rule {}", item.rule)))?;
            let rate = item.rate.map(|rate| rate.to_string()).unwrap_or_default();
            items += &[rule.to_string(), item.quantity.to_string(), rate, item.amount.to_string()].join("|");
            items.extend(["|", &item.subtotal.to_string(), ";"]);
        }
        let absent = explanation.message.and_then(|subject| subject.report);
        let note = match absent {
            Some((report, Some(absence))) => {
                format!("Report {report} is {}: the text was charged.", absence.name())
            }
            _ => String::new(),
        };
        let text = if self.options.include_text { message.text.clone().into_owned() } else { String::new() };
        Ok(Row { id: message.id, at, report, credits: explanation.credits_used, items, note, text })
    }

    /// Adds what the next batch comes to.
    ///
    /// # Errors
    /// Those of [`Totals::add`].
    pub fn add(&mut self, part: Part) -> Result<()> {
        self.totals.add(part.tally)?;
        for (summary, part) in self.summaries.iter_mut().zip(part.summaries) {
            summary.add(part)?;
        }
        for row in &part.rows {
            let (first, last) = self.span.get_or_insert((row.at, row.at));
            *first = row.at.min(*first);
            *last = row.at.max(*last);
        }
        self.versions.extend(part.versions);
        if self.is_listed() {
            self.rows.extend(part.rows);
        } else {
            self.rows = Vec::new();
        }
        Ok(())
    }

    /// What the messages come to so far.
    pub fn totals(&self) -> &Totals {
        &self.totals
    }

    fn made_at(&self) -> Option<String> {
        self.options.made_at.map(|at| at.strftime("%Y-%m-%d %H:%M UTC").to_string())
    }

    fn is_listed(&self) -> bool {
        self.totals.messages <= self.options.rows_max as u64
    }

    /// The page.
    ///
    /// # Errors
    /// Those of [`Summary::into_rows`]; [`Error::Data`] for a sum out of range.
    pub fn into_html(mut self) -> Result<String> {
        let days = self.days();
        let chosen = TIMES.iter().position(|(.., days_max)| days <= *days_max).unwrap_or(TIMES.len() - 1);
        let summaries = std::mem::take(&mut self.summaries);
        let (Some((key, unit, _)), Some(summary)) = (TIMES.get(chosen), summaries.into_iter().nth(chosen))
        else {
            return Err(Error::bug("there is no time to put messages together by"));
        };
        let has_chart = days / 31 < BARS_MAX;
        let chart = if has_chart { Some(Chart::new(*key, &summary.into_rows()?.groups)?) } else { None };
        let data = Data::new(&self, *key, chart.as_ref())?;
        let page = Page {
            policy: policy(),
            style: STYLE,
            script: SCRIPT,
            dashboard: &self,
            timezone: self.options.timezone.iana_name().unwrap_or("UTC"),
            period: self.period(),
            share: self.share(),
            missing: self.totals.without_report.values().map(WithoutReport::reports).sum(),
            unit,
            chart: chart.as_ref(),
            rows: data.static_rows(&self.rows),
            data: data.packed().map_err(|error| Error::bug(error.to_string()))?,
        };
        page.render().map_err(|error| Error::bug(error.to_string()))
    }

    fn days(&self) -> i32 {
        let day = |at: Timestamp| at.to_zoned(self.options.timezone.clone()).date();
        self.span.map_or(0, |(first, last)| (day(last) - day(first)).get_days() + 1)
    }

    /// From the first day to the last.
    fn period(&self) -> String {
        let day = |at: Timestamp| at.to_zoned(self.options.timezone.clone()).date().to_string();
        match self.span.map(|(first, last)| (day(first), day(last))) {
            None => "no messages".to_owned(),
            Some((first, last)) if first == last => first,
            Some((first, last)) => format!("{first} to {last}"),
        }
    }

    /// The part of the credits that reports were billed for, in percent, as a summary has it.
    fn share(&self) -> String {
        let share = share(self.totals.credits_from_reports, self.totals.credits);
        share.map_or_else(|| "0".to_owned(), |share| share.to_string())
    }
}

/// What the page may do: run this script, use this style, and reach nothing.
fn policy() -> String {
    let hash = |text: &str| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)));
    format!(
        "default-src 'none'; script-src {}; style-src {}; img-src data:; base-uri 'none'; form-action 'none'",
        hash(SCRIPT),
        hash(STYLE)
    )
}

/// The page, as `dashboard/page.html` writes it.
#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    policy: String,
    style: &'a str,
    script: &'a str,
    dashboard: &'a Dashboard,
    timezone: &'a str,
    period: String,
    share: String,
    missing: u64,
    unit: &'a str,
    chart: Option<&'a Chart>,
    rows: Vec<StaticRow<'a>>,
    data: String,
}

/// A message in the table of a page where no script runs.
struct StaticRow<'a> {
    id: &'a str,
    time: &'a str,
    report: &'a str,
    credits: Credits,
}

/// What the script of the page is given: a list for each column, in the order of the messages.
#[derive(Serialize)]
struct Data<'a> {
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
    fn new(dashboard: &'a Dashboard, key: Key, chart: Option<&'a Chart>) -> Result<Self> {
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
            let at = row.at.to_zoned(options.timezone.clone());
            let bar = key.label(&at).and_then(|label| bar_of.get(&*label).copied());
            data.ids.push(row.id.to_string());
            data.times.push(at.strftime("%d-%m-%Y %H:%M").to_string());
            data.report.push(data.reports.partition_point(|name| *name < &*row.report));
            if chart.is_some() {
                let bug = || Error::bug(format!("message {} is in no bar", row.id));
                data.bar.push(bar.ok_or_else(bug)?);
            }
            data.cents.push(row.credits.cents());
        }
        Ok(data)
    }

    fn static_rows(&self, rows: &'a [Row]) -> Vec<StaticRow<'_>> {
        let columns = self.ids.iter().zip(&self.times).zip(rows).take(STATIC_ROWS_MAX);
        columns
            .map(|((id, time), row)| StaticRow { id, time, report: &row.report, credits: row.credits })
            .collect()
    }

    /// As JSON, compressed, in letters that mean nothing to HTML.
    fn packed(&self) -> std::io::Result<String> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        serde_json::to_writer(&mut packer, self)?;
        Ok(BASE64_STANDARD.encode(packer.finish()?))
    }
}
