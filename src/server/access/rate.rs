//! How often one may ask: a bucket for each key or address, in a table that cannot grow without end.

use crate::clock::Clock;
use governor::clock::Clock as _;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::StateStore;
use governor::state::keyed::ShrinkableKeyedStateStore;
use governor::{Quota, RateLimiter};
use std::collections::HashMap;
use std::fmt;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Keys and addresses that are told apart, at the most. Those beyond share one bucket until there is room again.
const SUBJECTS_MAX: usize = 16_384;
/// Requests of a rate, at the most.
const REQUESTS_MAX: u32 = 1_000_000;

/// How many requests in which time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate(Quota);

impl std::str::FromStr for Rate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let read = || {
            let (requests, unit) = text.split_once('/')?;
            let digits = requests.bytes().all(|byte| byte.is_ascii_digit());
            let requests: NonZeroU32 = requests.parse().ok().filter(|_| digits)?;
            let quota = match unit {
                "s" => Quota::per_second(requests),
                "m" => Quota::per_minute(requests),
                _ => return None,
            };
            (requests.get() <= REQUESTS_MAX).then_some(Self(quota))
        };
        let expected =
            || format!("expected requests per second or minute, such as 10/s or 600/m, up to {REQUESTS_MAX}");
        read().ok_or_else(expected)
    }
}

/// Whose requests are counted together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Subject {
    /// Those with the key of a label.
    Key(Arc<str>),
    /// Those from an address; of IPv6 from a network of 64 bits, which is what one household or server has.
    Address(IpAddr),
    /// Those that come over no network, and those for whom there is no room.
    Others,
}

impl Subject {
    pub(super) fn of_address(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V6(address) => {
                Self::Address(IpAddr::V6((address.to_bits() & !u128::from(u64::MAX)).into()))
            }
            address @ IpAddr::V4(_) => Self::Address(address),
        }
    }
}

/// Lets each key and address ask as often as a rate says.
pub struct Limiter {
    limiter: RateLimiter<Subject, Buckets, RunClock, NoOpMiddleware<Duration>>,
    /// When room was made last, in seconds of the clock.
    swept: AtomicU64,
}

impl Limiter {
    /// Limits to a rate, whose requests may also come all at once.
    pub fn new(rate: Rate, clock: Clock) -> Self {
        let limiter = RateLimiter::new(rate.0, Buckets::default(), RunClock(clock));
        Self { limiter, swept: AtomicU64::new(0) }
    }

    /// Counts a request.
    ///
    /// # Errors
    /// It is one too many: how long to wait for the next.
    pub(super) fn check(&self, subject: &Subject) -> Result<(), Duration> {
        let now = self.limiter.clock().now();
        // To look through a full table takes time: once a second is enough.
        if self.limiter.len() >= SUBJECTS_MAX
            && self.swept.swap(now.as_secs(), Ordering::Relaxed) != now.as_secs()
        {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(subject).map_err(|until| until.wait_time_from(now))
    }
}

impl fmt::Debug for Limiter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Limiter").field("subjects", &self.limiter.len()).finish_non_exhaustive()
    }
}

/// The clock of the run, as the limiter asks for it.
#[derive(Debug)]
struct RunClock(Clock);

impl governor::clock::Clock for RunClock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.0.elapsed()
    }
}

/// The buckets, of which there are never more than [`SUBJECTS_MAX`] and one.
#[derive(Debug, Default)]
struct Buckets(Mutex<HashMap<Subject, Nanos>>);

impl Buckets {
    fn lock(&self) -> MutexGuard<'_, HashMap<Subject, Nanos>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl StateStore for Buckets {
    type Key = Subject;

    fn measure_and_replace<T, F, E>(&self, subject: &Subject, measure: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        let mut buckets = self.lock();
        let is_full = buckets.len() >= SUBJECTS_MAX && !buckets.contains_key(subject);
        let subject = if is_full { &Subject::Others } else { subject };
        let (outcome, bucket) = measure(buckets.get(subject).copied())?;
        buckets.insert(subject.clone(), bucket);
        Ok(outcome)
    }
}

impl ShrinkableKeyedStateStore<Subject> for Buckets {
    fn retain_recent(&self, drop_below: Nanos) {
        self.lock().retain(|_, bucket| *bucket > drop_below);
    }

    fn len(&self) -> usize {
        self.lock().len()
    }

    fn is_empty(&self) -> bool {
        self.lock().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A clock that stands still until it is told to go on.
    fn clock() -> (Arc<AtomicU64>, Clock) {
        let seconds = Arc::new(AtomicU64::new(0));
        let shown = Arc::clone(&seconds);
        (seconds, Clock::new(move || Duration::from_secs(shown.load(Ordering::Relaxed)), |_| {}))
    }

    fn address(text: &str) -> Subject {
        Subject::of_address(text.parse().unwrap())
    }

    #[test]
    fn a_rate_is_a_number_and_a_unit() {
        for text in ["1/s", "600/m", "1000000/s"] {
            assert!(text.parse::<Rate>().is_ok(), "{text}");
        }
        for text in ["", "10", "0/s", "-1/s", "+1/s", "1/h", "1.5/s", "1 /s", "1000001/s", "/s"] {
            assert!(text.parse::<Rate>().is_err(), "{text}");
        }
    }

    #[test]
    fn each_has_a_bucket_of_its_own_that_fills_again() {
        let (seconds, clock) = clock();
        let limiter = Limiter::new("3/m".parse().unwrap(), clock);
        for subject in [address("192.0.2.1"), address("192.0.2.2"), Subject::Key("one".into())] {
            for _ in 0..3 {
                assert_eq!(limiter.check(&subject), Ok(()), "{subject:?}");
            }
            assert_eq!(limiter.check(&subject), Err(Duration::from_secs(20)), "{subject:?}");
        }
        seconds.store(20, Ordering::Relaxed);
        assert_eq!(limiter.check(&address("192.0.2.1")), Ok(()));
        assert!(limiter.check(&address("192.0.2.1")).is_err());
    }

    #[test]
    fn a_network_of_ipv6_is_one() {
        assert_eq!(address("2001:db8::1"), address("2001:db8::ffff:0:0:1"));
        assert_ne!(address("2001:db8::1"), address("2001:db8:0:1::1"));
        assert_eq!(address("::ffff:192.0.2.1"), address("192.0.2.1"));
    }

    #[test]
    fn the_table_of_peers_does_not_grow_without_end() {
        let (seconds, clock) = clock();
        let limiter = Limiter::new("1/s".parse().unwrap(), clock);
        let nth =
            |number: usize| address(&format!("10.{}.{}.{}", number >> 16, number >> 8 & 255, number & 255));
        let taken = (0..2 * SUBJECTS_MAX).filter(|&number| limiter.check(&nth(number)).is_ok()).count();
        assert_eq!(taken, SUBJECTS_MAX + 1, "those for whom there is no room share one bucket");
        assert_eq!(limiter.limiter.len(), SUBJECTS_MAX + 1);
        assert!(limiter.check(&nth(0)).is_err(), "who has a bucket keeps it");
        seconds.store(2, Ordering::Relaxed);
        assert_eq!(limiter.check(&nth(SUBJECTS_MAX)), Ok(()));
        assert_eq!(limiter.limiter.len(), 1, "full buckets are as good as none");
    }
}
