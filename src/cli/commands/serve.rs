//! `copilot-usage serve`: the same bill over HTTP.

mod access;
mod connections;
mod systemd;

use crate::cli::args::ServeArgs;
use crate::cli::exit::Outcome;
use crate::cli::failure::Result;
use crate::cli::files::Files;
use crate::cli::period::PeriodRequest;
use crate::cli::session::Session;
use crate::cli::tariff;
use crate::cli::time_range::TimeRange;
use copilot_usage::server::{self, App, BODY, Bills, Control, Freshness, Pages, Source};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

pub(crate) fn run(args: ServeArgs, session: &Session) -> Result<Outcome> {
    let ServeArgs { source, freshness, connections, access, tariff, messages } = args;
    Files::default().source(&source).tariffs([&tariff.tariff]).check()?;
    let time = TimeRange::new(&messages.time, session.clock.now())?;
    let tariff = Arc::new(tariff::read(&tariff.tariff)?);
    let freshness = Freshness { refresh: freshness.refresh, stale_if_error: freshness.stale_if_error };
    // Nobody is let in yet: whether an address needs keys is known of each of these.
    let sockets = connections::sockets(&connections)?;
    let access = access::policy(&access, &sockets, session)?;
    let config = connections::config(&connections)?;
    let body_max = usize::try_from(messages.max_body).unwrap_or(usize::MAX);
    let pages = Pages::new(time.window);
    let shared = Arc::new((source, messages, time, session.clone()));
    let bill = Arc::clone(&shared);
    let period = move || {
        let (source, messages, time, session) = &*bill;
        let session = session.restarted();
        PeriodRequest::new(messages, time, &session).open(source).map_err(Into::into)
    };
    let open_body = move |open| {
        let (source, messages, time, session) = &*shared;
        let session = session.restarted();
        let request = PeriodRequest::new(messages, time, &session);
        request.of_open(PathBuf::from(BODY), open, &source.shape, &source.api).map_err(Into::into)
    };
    let speaker = session.clone();
    let on_failure = move |error: &_| speaker.console.failure("refresh", error);
    let (bills, refresher) = Bills::start(
        Source { period: Box::new(period), tariff: Arc::clone(&tariff) },
        freshness,
        session.clock.clone(),
        Box::new(on_failure),
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
