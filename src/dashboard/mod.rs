//! The usage of a period as one HTML page: a file that opens anywhere and asks for nothing.

mod chart;
mod data;

use crate::charge::{Tally, Totals, charge};
use crate::error::{Error, Result};
use crate::model::batch::Batch;
use crate::model::credits::Credits;
use crate::model::message::Message;
use crate::model::moment::Moment;
use crate::model::report::Absence;
use crate::model::timestamp::moment;
use crate::model::window::Window;
use crate::tariff::Tariff;
use crate::views::explanation::{ChargedBy, Explanation};
use crate::views::summary::{Key, Part as SummaryPart, Summary, shares};
use askama::Template;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chart::{BARS_MAX, Chart};
use data::{Data, StaticRow};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// What a page is to show.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where days begin.
    pub timezone: TimeZone,
    /// The time that was asked for.
    pub window: Window,
    /// Whether the page holds the texts of the messages.
    pub include_text: bool,
    /// Messages that the page lists, at the most; of more, it says what they come to.
    pub rows_max: usize,
    /// What a reader of the page is told to set for more of them.
    pub rows_max_name: &'static str,
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
    span: Option<(Moment, Moment)>,
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
    at: Moment,
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

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

impl Dashboard {
    /// A page without messages.
    pub fn new(tariff: Tariff, options: Options) -> Self {
        let mut rules = vec!["report".to_owned()];
        for rule in tariff.versions.iter().flat_map(|version| &version.rules) {
            if !rules.contains(&rule.name) {
                rules.push(rule.name.clone());
            }
        }
        let summaries = TIMES
            .map(|(key, ..)| Summary::new(key, Some(Key::Source), options.timezone.clone(), options.window));
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
    /// Those of [`charge`].
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
            part.rows.push(self.row(message, explanation)?);
        }
        Ok(part)
    }

    fn row(&self, message: &Message<'_>, explanation: Explanation) -> Result<Row> {
        let no_time = || Error::bug(format!("message {}: {} is no time", message.id, message.timestamp));
        let at = moment(&message.timestamp).ok_or_else(no_time)?;
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
            share: self.share()?,
            missing: self.reports_without(|absence| absence == Absence::Missing),
            unusable: self.reports_without(|absence| absence != Absence::Missing),
            unit,
            chart: chart.as_ref(),
            rows: data.static_rows(&self.rows),
            data: data.packed().map_err(|error| Error::bug(error.to_string()))?,
        };
        page.render().map_err(|error| Error::bug(error.to_string()))
    }

    /// The first day and the last: of the time that was asked for, where it has an end, else of the messages.
    fn ends(&self) -> Option<(Date, Date)> {
        let Window { since, until } = self.options.window;
        let first = since.or(self.span.map(|(first, _)| first));
        let last = until.map(Moment::just_before).or(self.span.map(|(_, last)| last));
        let day = |at: Moment| at.local(&self.options.timezone).time.date();
        first.zip(last).map(|(first, last)| (day(first), day(last)))
    }

    fn days(&self) -> i32 {
        self.ends().map_or(0, |(first, last)| (last - first).get_days() + 1)
    }

    /// The time that was asked for; else from the first day to the last.
    fn period(&self) -> String {
        let asked = self.options.window.show(&self.options.timezone);
        asked.unwrap_or_else(|| match self.ends() {
            None => "no messages".to_owned(),
            Some((first, last)) if first == last => first.to_string(),
            Some((first, last)) => format!("{first} to {last}"),
        })
    }

    /// How many reports are not to be had, for some reasons.
    fn reports_without(&self, reasons: impl Fn(Absence) -> bool) -> u64 {
        let without = self.totals.without_report.iter().filter(|(absence, _)| reasons(**absence));
        without.map(|(_, without)| without.reports()).sum()
    }

    /// The part of the credits that reports were billed for, in percent, as a summary has it.
    fn share(&self) -> Result<String> {
        let Totals { credits, credits_from_reports: from_reports, .. } = self.totals;
        let by_text = credits.checked_sub(from_reports).map_err(|error| Error::bug(error.to_string()))?;
        let share = shares(&[from_reports, by_text]).into_iter().next().flatten();
        Ok(share.map_or_else(|| "0".to_owned(), |share| share.to_string()))
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
    unusable: u64,
    unit: &'a str,
    chart: Option<&'a Chart>,
    rows: Vec<StaticRow<'a>>,
    data: String,
}
