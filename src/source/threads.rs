//! How many threads a run uses.

use std::num::NonZeroUsize;
use std::thread;

/// How many threads a run uses. By default, as many as the machine has processors.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Threads(pub Option<NonZeroUsize>);

impl Threads {
    /// Returns the number of threads, at least 1. By default it asks the system, which is slow: call it once.
    pub fn count(self) -> usize {
        self.0.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get)
    }
}
