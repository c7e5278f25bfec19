//! How many threads a run has.

use std::num::NonZeroUsize;
use std::thread;

/// How many threads there are to be; by default as many as the machine has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Threads(pub Option<NonZeroUsize>);

impl Threads {
    /// The number. To ask the machine takes a while.
    pub fn count(self) -> usize {
        self.0.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get)
    }
}
