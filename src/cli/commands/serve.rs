//! `copilot-usage serve`: the same bill over HTTP.

mod access;
mod connections;
mod systemd;

use crate::cli::args::{ServeArgs, duration, duration_or_zero};
use crate::cli::closing::counted;
use crate::cli::exit::Outcome;
use crate::cli::failure::Result;
use crate::cli::files::Files;
use crate::cli::period::PeriodRequest;
use crate::cli::session::Session;
use crate::cli::settings::setting;
use crate::cli::tariff;
use crate::cli::time_range::TimeRange;
use copilot_usage::server::{
    self, App, BODY, Bills, Control, Freshness, Monitor, OnRefresh, OnRequest, Pages, Refreshed, Source,
    millis_text,
};
use serde::Serialize;
use serde_json::value::RawValue;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// A bill that was made, for the log.
#[derive(Serialize)]
struct Made<'b> {
    bill: &'b str,
    messages: u64,
    credits: Option<Box<RawValue>>,
    duration_ms: Option<Box<RawValue>>,
}

pub(crate) fn run(args: ServeArgs, session: &Session) -> Result<Outcome> {
    let ServeArgs { source, freshness, connections, access, tariff, messages } = args;
    Files::default().source(&source).tariffs([&tariff.tariff]).check()?;
    let time = TimeRange::new(&messages.time, session.clock.now())?;
    let tariff = Arc::new(tariff::read(&tariff.tariff)?);
    let refresh = setting(freshness.refresh, "COPILOT_USAGE_REFRESH", duration)?;
    let stale = setting(freshness.stale_if_error, "COPILOT_USAGE_STALE_IF_ERROR", duration_or_zero)?;
    let freshness = Freshness {
        refresh: refresh.unwrap_or(Duration::from_mins(1)),
        stale_if_error: stale.unwrap_or_default(),
    };
    let listeners = connections::listeners(&connections)?;
    // What others must not reach is not even opened.
    let access = access::policy(&access, &listeners, session)?;
    let sockets = listeners.bind()?;
    let config = connections::config(&connections)?;
    let body_max = usize::try_from(messages.max_body).unwrap_or(usize::MAX);
    let pages = Pages::new(time.window);
    session.console.start_queue();
    let bills = session.counted_apart();
    let upstream = [Arc::clone(&bills.counts), Arc::clone(&session.counts)];
    let counts = Arc::clone(&bills.counts);
    let shared = Arc::new((source, messages, time, session.clone()));
    let bill = Arc::clone(&shared);
    let period = move || {
        let (source, messages, time, _) = &*bill;
        let session = bills.restarted();
        PeriodRequest::new(messages, time, &session).open(source).map_err(Into::into)
    };
    let open_body = move |open| {
        let (source, messages, time, session) = &*shared;
        let session = session.restarted();
        let request = PeriodRequest::new(messages, time, &session);
        request.of_open(PathBuf::from(BODY), open, &source.shape, &source.api).map_err(Into::into)
    };
    let (bills, refresher) = Bills::start(
        Source { period: Box::new(period), tariff: Arc::clone(&tariff), counts },
        freshness,
        session.clock.clone(),
        on_refresh(session),
    )?;
    let app = Arc::new(App {
        bills,
        freshness,
        tariff,
        open_body: Box::new(open_body),
        bodies: connections::bodies(&connections, body_max)?,
        access,
        pages,
        clock: session.clock.clone(),
        draining: AtomicBool::new(false),
        monitor: Monitor::new(on_request(session), upstream),
    });
    let control = Control::default();
    handle_signals(session, control.clone());
    server::run(config, sockets, app, &control, connections::on_event(session))?;
    drop(refresher);
    Ok(Outcome::Done)
}

/// The first SIGTERM or SIGINT ends the service in order, the second one at once; SIGHUP has its files read again.
#[cfg(unix)]
fn handle_signals(session: &Session, control: Control) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    session.signals.set(move |signal| match signal {
        SIGTERM | SIGINT => control.stop(),
        SIGHUP => {
            control.reload();
            true
        }
        _ => false,
    });
}

#[cfg(not(unix))]
fn handle_signals(_: &Session, _: Control) {}

/// Says what has come of each bill.
fn on_refresh(session: &Session) -> OnRefresh {
    let console = Arc::clone(&session.console);
    Box::new(move |refreshed| match refreshed {
        Refreshed::Made { id: bill, messages, credits, duration } => {
            let millis = millis_text(duration);
            let what = counted(messages, "message");
            let message = format!("a new bill: {what}, total {credits} credits, made in {millis} ms");
            let number = |text| RawValue::from_string(text).ok();
            let (credits, duration_ms) = (number(credits.to_string()), number(millis));
            console.info("bill", &message, Made { bill, messages, credits, duration_ms });
        }
        Refreshed::Failed { error, code } => console.failure(code, error),
    })
}

/// Says what each request has come to.
fn on_request(session: &Session) -> OnRequest {
    let console = Arc::clone(&session.console);
    Box::new(move |request| {
        if console.is_quiet() {
            return;
        }
        let millis = millis_text(request.duration);
        let message = format!("{} {} {} in {millis} ms", request.method, request.route, request.status);
        console.info("request", &message, request);
    })
}
