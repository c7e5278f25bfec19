//! `copilot-usage dashboard`: the usage as one HTML page.

use crate::cli::args::{DashboardArgs, SourceArgs};
use crate::cli::exit::Outcome;
use crate::cli::failure::{Failure, Result};
use crate::cli::files::Files;
use crate::cli::period::PeriodRequest;
use crate::cli::session::Session;
use crate::cli::settings;
use crate::cli::tariff;
use crate::cli::time_range::TimeRange;
use copilot_usage::dashboard::{Dashboard, PageOptions};
use copilot_usage::model::batch::Batch;
use copilot_usage::output::Target;
use std::io::{self, IsTerminal};

pub(crate) fn run(args: &DashboardArgs, session: &Session) -> Result<Outcome> {
    let DashboardArgs { source, output, include_text, max_rows, reproducible, tariff, messages } = args;
    let destination = settings::destination(output.as_ref());
    if output.is_none() && io::stdout().is_terminal() {
        return Err(Failure::hinted(
            "--output",
            "is missing, and standard output is a terminal",
            "write the page to a file: dashboard --output usage.html",
        ));
    }
    Files::default().source(source).tariffs([&tariff.tariff]).print(output.as_ref()).check()?;
    let now = session.clock.now();
    let time = TimeRange::new(&messages.time, now)?;
    let target = Target::open(&destination, false)?;
    let tariff = tariff::read(&tariff.tariff)?;
    let empty = Dashboard::new(
        tariff,
        PageOptions {
            timezone: time.timezone.clone(),
            window: time.window,
            include_text: *include_text,
            rows_max: usize::try_from(*max_rows).unwrap_or(usize::MAX),
            rows_max_name: "--max-rows",
            source: made_from(source)?,
            made_at: (!reproducible).then_some(now),
            served: None,
        },
    );
    session.console.start_progress();
    let period = PeriodRequest::new(messages, &time, session).open(source)?;

    let mut dashboard = empty.clone();
    let work = |batch: &Batch<'_>| empty.part(batch);
    period.run(work, |part| {
        dashboard.add(part)?;
        Ok(())
    })?;

    let totals = dashboard.totals().clone();
    target.fill(dashboard.into_html()?.as_bytes())?.commit()?;
    session.closing(&totals, &time)?;
    Ok(session.outcome(messages.strict))
}

/// Returns the names of the input files, or the URL of the API.
fn made_from(source: &SourceArgs) -> Result<String> {
    if source.files.is_empty() {
        return settings::base_url(source.api.base_url.as_ref());
    }
    let names = source.files.iter().map(|file| match file.to_str() {
        Some("-") => "standard input".to_owned(),
        _ => file.display().to_string(),
    });
    Ok(names.collect::<Vec<_>>().join(", "))
}
