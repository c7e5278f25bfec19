//! Decides whether to retry a request, and how long to wait before that.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// The maximum wait before the first retry. It doubles with each retry.
const WAIT_FIRST: Duration = Duration::from_millis(500);
/// The maximum wait, unless the upstream asks for a longer one.
const WAIT_MAX: Duration = Duration::from_secs(8);
/// The maximum wait that the upstream may ask for.
const RETRY_AFTER_MAX: Duration = Duration::from_mins(1);
/// The minimum of the retry budget.
const RETRY_BUDGET_MIN: usize = 20;
/// The number of reports that add one retry to the budget, once it exceeds its minimum.
const REPORTS_PER_RETRY: usize = 5;

/// The number of retries that all report look-ups of a run share: 20 or a fifth of the number of reports, whichever is
/// more.
#[derive(Debug, Default)]
pub struct RetryBudget {
    reports: AtomicUsize,
    used: AtomicUsize,
}

impl RetryBudget {
    /// Adds to the number of reports that will be looked up.
    pub fn expect(&self, reports: usize) {
        self.reports.fetch_add(reports, Ordering::Relaxed);
    }

    fn take(&self) -> bool {
        let most = RETRY_BUDGET_MIN.max(self.reports.load(Ordering::Relaxed) / REPORTS_PER_RETRY);
        let one_more = |used| (used < most).then_some(used + 1);
        self.used.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_more).is_ok()
    }
}

/// The position of one look-up among many, and the retry budget that they share. The order of the positions decides
/// which failure is reported.
#[derive(Debug, Clone, Copy)]
pub struct Queued<'a> {
    /// The shared retry budget.
    pub budget: &'a RetryBudget,
    /// The position of this look-up.
    pub index: usize,
    /// The lowest position of a look-up that failed for good. Look-ups after it are cancelled.
    pub first_failure: &'a AtomicUsize,
}

impl Queued<'_> {
    /// Whether a look-up before this one has failed for good.
    pub(crate) fn is_cancelled(self) -> bool {
        self.first_failure.load(Ordering::Relaxed) < self.index
    }
}

/// Why there is no further attempt.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum GiveUp {
    /// The settings allow no retries.
    NoRetries,
    /// A limit on the attempts or on the wait is reached. Holds the reason.
    Limit(String),
    /// The time of the run is over.
    NoTime,
}

/// The attempts at one path.
pub(super) struct Attempts {
    /// The number of the current attempt, from 1.
    pub(super) number: u32,
    retries_left: usize,
    /// The maximum wait before the next attempt, unless the upstream asks for a longer one.
    wait: Duration,
}

impl Attempts {
    pub(super) fn new(retries: usize) -> Self {
        Self { number: 1, retries_left: retries, wait: WAIT_FIRST }
    }

    /// Returns the wait before the next attempt, or why there is none.
    pub(super) fn next(
        &mut self,
        retry_after: Option<Duration>,
        time_left: Duration,
        queued: Option<Queued<'_>>,
    ) -> Result<Duration, GiveUp> {
        self.retries_left = self.retries_left.checked_sub(1).ok_or_else(|| match self.number {
            1 => GiveUp::NoRetries,
            attempts => GiveUp::Limit(format!("after {attempts} attempts")),
        })?;
        let own = self.wait;
        self.wait = own.saturating_mul(2).min(WAIT_MAX);
        // Half of the wait is random, so that clients that failed together do not retry together.
        let own = own / 1000 * fastrand::u32(500..=1000);
        let wait = own.max(retry_after.unwrap_or_default());
        if wait > RETRY_AFTER_MAX {
            let (asked, most) = (wait.as_secs(), RETRY_AFTER_MAX.as_secs());
            return Err(GiveUp::Limit(format!("and asks to wait {asked} s, longer than {most} s")));
        }
        if wait >= time_left {
            return Err(GiveUp::NoTime);
        }
        if queued.is_some_and(|queued| queued.is_cancelled() || !queued.budget.take()) {
            return Err(GiveUp::Limit(
                "and the report look-ups of this run have used up their retries".to_owned(),
            ));
        }
        self.number += 1;
        Ok(wait)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLENTY: Duration = Duration::from_mins(5);

    #[test]
    fn waits_double_up_to_the_longest_and_leave_half_to_chance() {
        let mut attempts = Attempts::new(6);
        for longest_ms in [500, 1000, 2000, 4000, 8000, 8000] {
            let wait = attempts.next(None, PLENTY, None).unwrap().as_millis();
            assert!((longest_ms / 2..=longest_ms).contains(&wait), "{wait} of {longest_ms}");
        }
        assert_eq!(attempts.next(None, PLENTY, None), Err(GiveUp::Limit("after 7 attempts".to_owned())));
    }

    #[test]
    fn the_upstream_may_ask_for_more_time_up_to_a_minute() {
        let asked = |seconds| Attempts::new(3).next(Some(Duration::from_secs(seconds)), PLENTY, None);
        assert!(asked(0).unwrap() >= Duration::from_millis(250));
        assert_eq!(asked(60), Ok(Duration::from_mins(1)));
        assert_eq!(asked(61), Err(GiveUp::Limit("and asks to wait 61 s, longer than 60 s".to_owned())));
    }

    #[test]
    fn nobody_waits_for_the_end_of_the_run() {
        let left = Duration::from_secs(9);
        let mut attempts = Attempts::new(3);
        assert!(attempts.next(Some(Duration::from_secs(8)), left, None).is_ok());
        assert_eq!(attempts.next(Some(left), left, None), Err(GiveUp::NoTime));
    }

    #[test]
    fn all_reports_together_are_tried_again_20_times_or_a_fifth_of_their_number() {
        for (reports, most) in [(0, 20), (100, 20), (101, 20), (105, 21), (1000, 200)] {
            let budget = RetryBudget::default();
            budget.expect(reports);
            let first_failure = AtomicUsize::new(1);
            let queued = Some(Queued { budget: &budget, index: 0, first_failure: &first_failure });
            let tried = (0..1000).filter(|_| Attempts::new(1).next(None, PLENTY, queued).is_ok());
            assert_eq!(tried.count(), most, "{reports} reports");
            // What was refused is not lost to those that come later.
            budget.expect(100 * REPORTS_PER_RETRY);
            let more = RETRY_BUDGET_MIN.max((reports + 100 * REPORTS_PER_RETRY) / REPORTS_PER_RETRY) - most;
            let tried = (0..1000).filter(|_| Attempts::new(1).next(None, PLENTY, queued).is_ok());
            assert_eq!(tried.count(), more, "{reports} reports and 500 more");
        }
    }

    #[test]
    fn what_is_cancelled_takes_no_retry_from_the_others() {
        let (budget, first_failure) = (RetryBudget::default(), AtomicUsize::new(usize::MAX));
        let retry = |index| {
            let queued = Queued { budget: &budget, index, first_failure: &first_failure };
            Attempts::new(1).next(None, PLENTY, Some(queued)).is_ok()
        };
        assert!(retry(7));
        first_failure.store(3, Ordering::Relaxed);
        assert!(!retry(4));
        let before = (0..100).filter(|_| retry(2)).count();
        assert_eq!(before, RETRY_BUDGET_MIN - 1);
    }
}
