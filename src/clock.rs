//! The time as a client sees it: that of the machine, or one that a test lets pass as it likes.

use std::fmt;
use std::thread;
use std::time::{Duration, Instant};

/// What tells how long a run has taken, and waits.
pub struct Clock {
    elapsed: Box<dyn Fn() -> Duration + Send + Sync>,
    wait: Box<dyn Fn(Duration) + Send + Sync>,
}

impl Clock {
    /// The clock of the machine. The run starts now.
    pub fn of_machine() -> Self {
        let started = Instant::now();
        Self::new(move || started.elapsed(), thread::sleep)
    }

    /// A clock of one's own: how long the run has taken, and how to wait.
    pub fn new(
        elapsed: impl Fn() -> Duration + Send + Sync + 'static,
        wait: impl Fn(Duration) + Send + Sync + 'static,
    ) -> Self {
        Self { elapsed: Box::new(elapsed), wait: Box::new(wait) }
    }

    pub(super) fn elapsed(&self) -> Duration {
        (self.elapsed)()
    }

    pub(super) fn wait(&self, time: Duration) {
        (self.wait)(time);
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Clock").field("elapsed", &self.elapsed()).finish_non_exhaustive()
    }
}
