//! The one thread that makes bills: one at a time, outside the path of requests, published for all of them at once.

use crate::bill::ChargedPeriod;
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::event::Counts;
use crate::model::credits::Credits;
use crate::pipeline::Period;
use crate::server::problem::Problem;
use crate::server::published::{Making, Published};
use crate::tariff::Tariff;
use axum::http::StatusCode;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, Thread};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::timeout;

/// After a bill that could not be made, the next is tried after no more than this.
const TRY_AGAIN_MAX: Duration = Duration::from_secs(5);
/// Requests wait for the next bill until the last one is so much older than it should be.
const WAIT_MAX: Duration = Duration::from_secs(10);

/// What bills are made of.
pub struct Source {
    /// Messages and reports, asked for anew each time.
    pub period: Box<dyn Fn() -> Result<Period> + Send + Sync>,
    /// What they are charged by.
    pub tariff: Arc<Tariff>,
    /// What happens while bills are made, and at no other time, is counted here.
    pub counts: Arc<Counts>,
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
    made: u64,
    failed: u64,
    /// When the next one is to be made, as the clock of the run has it.
    due: Duration,
}

/// The bills of a service.
#[derive(Debug, Clone)]
pub struct Bills {
    state: watch::Receiver<State>,
    clock: Clock,
    freshness: Freshness,
    /// The thread that makes bills, to be woken when it may be time for the next.
    thread: Thread,
}

/// A bill to be served, and how old it is.
pub(super) struct Current {
    pub(super) bill: Arc<Published>,
    pub(super) age: Duration,
    /// Whether it is older than it should be, because no newer one could be made.
    pub(super) is_stale: bool,
}

/// What a request for the bill gets.
enum Decision {
    Serve(Current),
    /// The bill has just expired, and the next one is being made: no longer than this.
    Wait(Duration),
    Refuse(Problem),
}

/// Ends the thread that makes bills when it is dropped.
#[derive(Debug)]
pub struct Refresher {
    thread: Thread,
    stopped: Arc<AtomicBool>,
}

/// What has come of making a bill, for the log.
#[derive(Debug)]
pub enum Refreshed<'r> {
    /// There is a new bill.
    Made {
        /// What it is known by.
        id: &'r str,
        /// How many messages it has.
        messages: u64,
        /// What they come to.
        credits: Credits,
        /// How long it took.
        duration: Duration,
    },
    /// There is none.
    Failed {
        /// Why, for whoever runs the service.
        error: &'r Error,
        /// What clients are told.
        code: &'static str,
    },
}

/// Hears what has come of making a bill.
pub type OnRefresh = Box<dyn Fn(Refreshed<'_>) + Send>;

impl Bills {
    /// Starts the thread that makes bills.
    ///
    /// # Errors
    /// [`Error::NoThread`].
    pub fn start(
        source: Source,
        freshness: Freshness,
        clock: Clock,
        on_refresh: OnRefresh,
    ) -> Result<(Self, Refresher)> {
        let (publish, state) = watch::channel(State::default());
        let stopped = Arc::new(AtomicBool::new(false));
        let (is_stopped, its_clock) = (Arc::clone(&stopped), clock.clone());
        let work = move || refresh(&source, freshness, &its_clock, &publish, &on_refresh, &is_stopped);
        let thread = thread::Builder::new().name("refresher".to_owned()).spawn(work);
        let thread = thread.map_err(|source| Error::NoThread { what: "refresher", source })?;
        let thread = thread.thread().clone();
        Ok((Self { state, clock, freshness, thread: thread.clone() }, Refresher { thread, stopped }))
    }

    /// The bill to serve: one that is not older than it should be, else the next if it comes soon, else the old one
    /// where that is allowed.
    ///
    /// # Errors
    /// There is none to serve, and why.
    pub(super) async fn current(&self) -> std::result::Result<Current, Problem> {
        let decision = self.decide();
        if let Decision::Serve(current @ Current { is_stale: false, .. }) = decision {
            return Ok(current);
        }
        self.wake();
        match decision {
            Decision::Serve(current) => Ok(current),
            Decision::Wait(_) => self.next().await,
            Decision::Refuse(problem) => Err(problem),
        }
    }

    /// The next bill if it comes soon, else the old one where that is allowed.
    async fn next(&self) -> std::result::Result<Current, Problem> {
        let mut state = self.state.clone();
        loop {
            // What is published from here on ends the wait, and what was before is seen now.
            state.mark_unchanged();
            match self.decide() {
                Decision::Serve(current) => return Ok(current),
                Decision::Refuse(problem) => return Err(problem),
                Decision::Wait(most) => {
                    if !matches!(timeout(most, state.changed()).await, Ok(Ok(()))) {
                        return self.old();
                    }
                }
            }
        }
    }

    /// Makes sure that there is a bill to serve: the very same question, so that the answer is never another.
    ///
    /// # Errors
    /// There is none, and why; the code says whether there was one before.
    pub(super) async fn ready(&self) -> std::result::Result<(), Problem> {
        let Err(problem) = self.current().await else { return Ok(()) };
        let code = if self.state.borrow().bill.is_some() { "bill_too_old" } else { "no_bill" };
        let retry_after = problem.retry_after.or(Some(TRY_AGAIN_MAX));
        Err(Problem { status: StatusCode::SERVICE_UNAVAILABLE, code, retry_after, ..problem })
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
        let age = self.age(&bill);
        let is_stale = age > self.lasts(&bill);
        Some(Current { bill, age, is_stale })
    }

    /// How many bills were made, and how many could not be made.
    pub(super) fn made_and_failed(&self) -> (u64, u64) {
        let state = self.state.borrow();
        (state.made, state.failed)
    }

    /// Wakes the thread that makes bills, where the next is due and it may have slept through that.
    fn wake(&self) {
        if self.state.borrow().due <= self.clock.elapsed() {
            self.thread.unpark();
        }
    }

    /// What a request for the bill gets now.
    fn decide(&self) -> Decision {
        let state = self.state.borrow();
        let Some(bill) = &state.bill else { return Decision::Refuse(problem(&state)) };
        let (age, lasts) = (self.age(bill), self.lasts(bill));
        if age <= lasts {
            return Decision::Serve(Current { bill: Arc::clone(bill), age, is_stale: false });
        }
        let wait = lasts.saturating_add(WAIT_MAX).saturating_sub(age);
        if state.failure.is_none() && !wait.is_zero() {
            return Decision::Wait(wait);
        }
        drop(state);
        self.old().map_or_else(Decision::Refuse, Decision::Serve)
    }

    /// The old bill, where it may still be served.
    fn old(&self) -> std::result::Result<Current, Problem> {
        let state = self.state.borrow();
        let Some(bill) = &state.bill else { return Err(problem(&state)) };
        let (age, lasts) = (self.age(bill), self.lasts(bill));
        if age > lasts.saturating_add(self.freshness.stale_if_error) {
            return Err(problem(&state));
        }
        Ok(Current { bill: Arc::clone(bill), age, is_stale: age > lasts })
    }

    fn age(&self, bill: &Published) -> Duration {
        self.clock.elapsed().saturating_sub(bill.made)
    }

    /// How old a bill may become. One that takes longer to make than it may be old would never be served.
    fn lasts(&self, bill: &Published) -> Duration {
        self.freshness.refresh.max(bill.took.saturating_mul(2))
    }
}

/// Why there is no bill to serve.
fn problem(state: &State) -> Problem {
    state.failure.clone().unwrap_or_else(|| {
        let (code, message) = match state.bill {
            None => ("no_bill", "the first bill is being made"),
            Some(_) => ("bill_too_old", "the bill is older than it may be, and the next one is being made"),
        };
        Problem::unavailable(code, message, Duration::from_secs(1))
    })
}

impl Drop for Refresher {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Relaxed);
        self.thread.unpark();
    }
}

/// Makes a bill, waits, makes the next, until nobody wants one any more.
fn refresh(
    source: &Source,
    freshness: Freshness,
    clock: &Clock,
    publish: &watch::Sender<State>,
    on_refresh: &OnRefresh,
    stopped: &AtomicBool,
) {
    loop {
        let due = match make(source, clock) {
            Ok(bill) => {
                let due = bill.made.saturating_add(freshness.refresh);
                let bill = Arc::new(bill);
                publish.send_modify(|state| {
                    (state.bill, state.failure) = (Some(Arc::clone(&bill)), None);
                    (state.made, state.due) = (state.made + 1, due);
                });
                let totals = &bill.period.totals;
                let (messages, credits, duration) = (totals.messages, totals.credits, bill.took);
                on_refresh(Refreshed::Made { id: &bill.id, messages, credits, duration });
                due
            }
            Err(error) => {
                let wait = freshness.refresh.min(TRY_AGAIN_MAX);
                let problem = Problem::of_bill(&error, wait);
                let (code, due) = (problem.code, clock.elapsed().saturating_add(wait));
                publish.send_modify(|state| {
                    (state.failure, state.failed) = (Some(problem), state.failed + 1);
                    state.due = due;
                });
                on_refresh(Refreshed::Failed { error: &error, code });
                due
            }
        };
        while let Some(left) = due.checked_sub(clock.elapsed()).filter(|left| !left.is_zero()) {
            // Whoever waits for the next bill wakes it, and so does the end.
            thread::park_timeout(left);
            if stopped.load(Ordering::Relaxed) {
                return;
            }
        }
        if stopped.load(Ordering::Relaxed) {
            return;
        }
    }
}

/// Makes a bill. A fault of the program fails this one, not the thread.
fn make(source: &Source, clock: &Clock) -> Result<Published> {
    let (made_at, made, retries) = (clock.now(), clock.elapsed(), source.counts.retries());
    let period = || ChargedPeriod::make((source.period)()?, &source.tariff);
    let period = catch_unwind(AssertUnwindSafe(period));
    let period = period.unwrap_or_else(|_| Err(Error::bug("a bill was given up")))?;
    let retries = source.counts.retries().saturating_sub(retries);
    let took = clock.elapsed().saturating_sub(made);
    Published::new(period, Making { made_at, made, took, retries })
}
