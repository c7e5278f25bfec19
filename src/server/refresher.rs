//! The one thread that makes bills: one at a time, outside the path of requests, published for all of them at once.

use crate::bill::ChargedPeriod;
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::pipeline::Period;
use crate::server::problem::Problem;
use crate::server::published::Published;
use crate::tariff::Tariff;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;
use tokio::sync::watch;

/// After a bill that could not be made, the next is tried after no more than this.
const TRY_AGAIN_MAX: Duration = Duration::from_secs(5);
/// A request waits no longer than this for a bill that is being made.
const WAIT_MAX: Duration = Duration::from_secs(10);

/// What bills are made of.
pub struct Source {
    /// Messages and reports, asked for anew each time.
    pub period: Box<dyn Fn() -> Result<Period> + Send + Sync>,
    /// What they are charged by.
    pub tariff: Arc<Tariff>,
}

/// How old a bill may be.
#[derive(Debug, Clone, Copy)]
pub struct Freshness {
    /// A bill is made anew when it is older than this.
    pub refresh: Duration,
    /// Where a new one cannot be made, the old one is served for so much longer.
    pub stale_if_error: Duration,
}

/// The bill of now, and why there is no newer one.
#[derive(Debug, Clone, Default)]
struct State {
    bill: Option<Arc<Published>>,
    failure: Option<Problem>,
}

/// The bills of a service.
#[derive(Debug, Clone)]
pub struct Bills {
    state: watch::Receiver<State>,
    clock: Clock,
    freshness: Freshness,
}

/// A bill to be served, and how old it is.
pub(super) struct Current {
    pub(super) bill: Arc<Published>,
    pub(super) age: Duration,
    /// Whether it is older than it should be, because no newer one could be made.
    pub(super) is_stale: bool,
}

/// Ends the thread that makes bills when it is dropped.
#[derive(Debug)]
pub struct Refresher(#[expect(dead_code, reason = "the thread ends when it is dropped")] SyncSender<()>);

/// Hears why a bill could not be made.
pub type OnFailure = Box<dyn Fn(&Error) + Send>;

impl Bills {
    /// Starts the thread that makes bills.
    ///
    /// # Errors
    /// [`Error::NoThread`].
    pub fn start(
        source: Source,
        freshness: Freshness,
        clock: Clock,
        on_failure: OnFailure,
    ) -> Result<(Self, Refresher)> {
        let (publish, state) = watch::channel(State::default());
        let (stop, stopped) = sync_channel(0);
        let bills = Self { state, clock: clock.clone(), freshness };
        let work = move || refresh(&source, freshness, &clock, &publish, &on_failure, &stopped);
        let thread = thread::Builder::new().name("refresher".to_owned()).spawn(work);
        thread.map_err(|source| Error::NoThread { what: "refresher", source })?;
        Ok((bills, Refresher(stop)))
    }

    /// The bill to serve: one that is not older than it should be, else the next if it comes soon, else the old one
    /// where that is allowed.
    ///
    /// # Errors
    /// There is none to serve, and why.
    pub(super) async fn current(&self) -> std::result::Result<Current, Problem> {
        let mut state = self.state.clone();
        state.mark_unchanged();
        if let Some(current) = self.fresh() {
            return Ok(current);
        }
        if self.state.borrow().bill.is_some() && self.state.borrow().failure.is_none() {
            // It has just expired, and the next one is being made.
            let _ = tokio::time::timeout(WAIT_MAX, state.changed()).await;
        }
        self.fresh().map_or_else(|| self.stale(), Ok)
    }

    /// Waits until the first bill has been made, or could not be made.
    pub async fn settled(&self) {
        let is_settled = |state: &State| state.bill.is_some() || state.failure.is_some();
        // It ends early only if nobody makes bills any more.
        let _ = self.state.clone().wait_for(is_settled).await;
    }

    /// The bill of now, however old it is, for what tells its age.
    pub(super) fn latest(&self) -> Option<Current> {
        let bill = self.state.borrow().bill.clone()?;
        let age = self.clock.elapsed().saturating_sub(bill.made);
        Some(Current { bill, age, is_stale: age > self.freshness.refresh })
    }

    /// Whether the service can answer now.
    ///
    /// # Errors
    /// Why it cannot.
    pub(super) fn check(&self) -> std::result::Result<(), Problem> {
        match self.latest() {
            Some(current) if self.serves(current.age) => Ok(()),
            Some(_) => Err(self.problem("bill_too_old")),
            None => Err(self.problem("no_bill")),
        }
    }

    fn serves(&self, age: Duration) -> bool {
        let most = self.freshness.refresh.saturating_add(self.freshness.stale_if_error);
        // While the next one is made the old one does.
        age <= most.saturating_add(if self.state.borrow().failure.is_none() {
            WAIT_MAX
        } else {
            Duration::ZERO
        })
    }

    fn fresh(&self) -> Option<Current> {
        self.latest().filter(|current| !current.is_stale)
    }

    fn stale(&self) -> std::result::Result<Current, Problem> {
        let most = self.freshness.refresh.saturating_add(self.freshness.stale_if_error);
        match self.latest().filter(|current| current.age <= most) {
            Some(current) => Ok(current),
            None => Err(self.problem("no_bill")),
        }
    }

    fn problem(&self, code: &'static str) -> Problem {
        let state = self.state.borrow();
        state.failure.clone().unwrap_or_else(|| {
            let message = match code {
                "no_bill" => "the first bill is being made",
                _ => "the bill is older than it may be, and the next one is being made",
            };
            Problem::unavailable(code, message, Duration::from_secs(1))
        })
    }
}

/// Makes a bill, waits, makes the next, until nobody wants one any more.
fn refresh(
    source: &Source,
    freshness: Freshness,
    clock: &Clock,
    publish: &watch::Sender<State>,
    on_failure: &OnFailure,
    stopped: &Receiver<()>,
) {
    loop {
        let wait = match make(source, clock) {
            Ok(bill) => {
                publish.send_replace(State { bill: Some(Arc::new(bill)), failure: None });
                freshness.refresh
            }
            Err(error) => {
                on_failure(&error);
                let wait = freshness.refresh.min(TRY_AGAIN_MAX);
                publish.send_modify(|state| state.failure = Some(Problem::of_bill(&error, wait)));
                wait
            }
        };
        if stopped.recv_timeout(wait) != Err(RecvTimeoutError::Timeout) {
            return;
        }
    }
}

fn make(source: &Source, clock: &Clock) -> Result<Published> {
    let (made_at, made) = (clock.now(), clock.elapsed());
    let period = (source.period)()?;
    Published::new(ChargedPeriod::make(period, &source.tariff)?, made_at, made)
}
