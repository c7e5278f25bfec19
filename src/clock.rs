//! The clock of a run: that of the machine, or one that a test controls.

use jiff::{SignedDuration, Timestamp};
use std::fmt;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// Tells the time and how long a run has taken, and waits. Clones share the same clock.
#[derive(Clone)]
pub struct Clock {
    now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    elapsed: Arc<dyn Fn() -> Duration + Send + Sync>,
    wait: Arc<dyn Fn(Duration) + Send + Sync>,
}

impl Clock {
    /// Returns the clock of the machine. The run starts now.
    pub fn of_machine() -> Self {
        let started = Instant::now();
        Self {
            now: Arc::new(Timestamp::now),
            elapsed: Arc::new(move || started.elapsed()),
            wait: Arc::new(thread::sleep),
        }
    }

    /// Returns a clock made of two functions: how long the run has taken, and how to wait. The run starts now.
    pub fn new(
        elapsed: impl Fn() -> Duration + Send + Sync + 'static,
        wait: impl Fn(Duration) + Send + Sync + 'static,
    ) -> Self {
        let (started, elapsed) = (Timestamp::now(), Arc::new(elapsed));
        let since = Arc::clone(&elapsed);
        let now = move || {
            started.saturating_add(SignedDuration::try_from(since()).unwrap_or_default()).unwrap_or(started)
        };
        Self { now: Arc::new(now), elapsed, wait: Arc::new(wait) }
    }

    /// The same clock for a run that starts now.
    #[must_use]
    pub fn restarted(&self) -> Self {
        let (elapsed, before) = (Arc::clone(&self.elapsed), self.elapsed());
        Self { elapsed: Arc::new(move || elapsed().saturating_sub(before)), ..self.clone() }
    }

    /// Returns the current time.
    pub fn now(&self) -> Timestamp {
        (self.now)()
    }

    /// Returns how long the run has taken.
    pub fn elapsed(&self) -> Duration {
        (self.elapsed)()
    }

    /// Waits for `time`.
    pub fn wait(&self, time: Duration) {
        (self.wait)(time);
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Clock").field("elapsed", &self.elapsed()).finish_non_exhaustive()
    }
}
