//! Renders a page as HTML, with the template `page.html`.

use crate::charge::ChargedSums;
use crate::dashboard::chart::{BARS_MAX, Chart};
use crate::dashboard::contents::{Dashboard, TIMES};
use crate::dashboard::data::{Data, StaticRow};
use crate::dashboard::served::{Bar, SERVED_SCRIPT, SERVED_STYLE};
use crate::error::{Error, Result};
use crate::model::moment::Moment;
use crate::model::report::Absence;
use crate::model::window::Window;
use crate::views::summary::shares;
use askama::Template;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

/// The style of the page.
pub(crate) const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

impl Dashboard {
    /// Returns the page as HTML.
    ///
    /// # Errors
    /// Those of [`Summary::finish`](crate::views::summary::Summary::finish); [`Error::Data`] if a sum is out of range.
    pub fn into_html(mut self) -> Result<String> {
        let days = self.days();
        let chosen = TIMES.iter().position(|(.., days_max)| days <= *days_max).unwrap_or(TIMES.len() - 1);
        let summaries = std::mem::take(&mut self.summaries);
        let (Some((key, unit, _)), Some(summary)) = (TIMES.get(chosen), summaries.into_iter().nth(chosen))
        else {
            return Err(Error::bug("there is no time to group messages by"));
        };
        let has_chart = days / 31 < BARS_MAX;
        let chart = if has_chart { Some(Chart::new(*key, &summary.finish()?.groups)?) } else { None };
        let data = Data::new(&self, *key, chart.as_ref())?;
        let page = Page {
            policy: policy(self.options.served.is_some()),
            bar: self.options.served.as_ref().map(|served| Bar::new(served, &self.options.timezone)),
            style: STYLE,
            script: SCRIPT,
            dashboard: &self,
            timezone: self.options.timezone.iana_name().unwrap_or("UTC"),
            period: self.period(),
            share: self.share(),
            missing: self.reports_without(|absence| absence == Absence::Missing),
            unusable: self.reports_without(|absence| absence != Absence::Missing),
            unit,
            chart: chart.as_ref(),
            rows: data.static_rows(&self.rows),
            data: data.packed().map_err(|error| Error::bug(error.to_string()))?,
        };
        page.render().map_err(|error| Error::bug(error.to_string()))
    }

    /// Returns the first and the last day: the limits of the time range, or else the days of the earliest and the
    /// latest message.
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

    /// Returns the selected time range in words, or else the first and the last day.
    fn period(&self) -> String {
        let asked = self.options.window.show(&self.options.timezone);
        asked.unwrap_or_else(|| match self.ends() {
            None => "no messages".to_owned(),
            Some((first, last)) if first == last => first.to_string(),
            Some((first, last)) => format!("{first} to {last}"),
        })
    }

    /// Returns how many reports could not be used for one of these reasons.
    fn reports_without(&self, reasons: impl Fn(Absence) -> bool) -> u64 {
        let without = self.totals.without_report.iter().filter(|(absence, _)| reasons(**absence));
        without.map(|(_, without)| without.reports()).sum()
    }

    /// Returns the share of the credits that were billed for reports, in percent, rounded as in a summary.
    fn share(&self) -> String {
        let ChargedSums { reports, texts } = self.totals.sums;
        let share = shares(&[reports.credits, texts.credits]).into_iter().next().flatten();
        share.map_or_else(|| "0".to_owned(), |share| share.to_string())
    }
}

/// What the page may do: run this script, use this style, and reach nothing; where it is served, nothing but its service.
fn policy(is_served: bool) -> String {
    let (script, style) = (source_hash(SCRIPT), source_hash(STYLE));
    if is_served {
        let (served_script, served_style) = (source_hash(SERVED_SCRIPT), source_hash(SERVED_STYLE));
        return format!(
            "default-src 'none'; script-src {script} {served_script}; style-src {style} {served_style}; \
             connect-src 'self'; img-src data:; base-uri 'none'; form-action 'self'"
        );
    }
    format!(
        "default-src 'none'; script-src {script}; style-src {style}; img-src data:; base-uri 'none'; form-action 'none'"
    )
}

/// How a policy names a script or a style that stands in the page.
pub(crate) fn source_hash(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)))
}

/// The values of the template.
#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    policy: String,
    style: &'a str,
    script: &'a str,
    dashboard: &'a Dashboard,
    bar: Option<Bar<'a>>,
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
