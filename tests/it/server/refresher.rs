//! Bills are made one at a time: who waits, who gets the old one, who is refused, and that it heals by itself.

use super::scenario::{Answer, Service, service_with};
use crate::support::fixture;
use axum::http::StatusCode;
use copilot_usage::clock::Clock;
use copilot_usage::error::{Error, Result};
use copilot_usage::pipeline::Period;
use copilot_usage::reports::{OnReportError, ReportSource, Resolver};
use copilot_usage::server::Freshness;
use copilot_usage::source::{Input, Messages, ReadOptions};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;
use tokio::task::JoinSet;

/// What comes of the next bill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    Bill,
    /// A bill, and the one after it hangs.
    BillOnce,
    Down,
    Malformed,
    Panic,
    /// It does not end before the test says something else.
    Hang,
}

/// An upstream and a clock that do as the test says.
#[derive(Clone)]
struct Script(Arc<(Mutex<Scripted>, Condvar)>);

struct Scripted {
    next: Next,
    begun: usize,
    under_way: usize,
    elapsed: Duration,
}

impl Script {
    fn new(next: Next) -> Self {
        let scripted = Scripted { next, begun: 0, under_way: 0, elapsed: Duration::ZERO };
        Self(Arc::new((Mutex::new(scripted), Condvar::new())))
    }

    fn next(&self, next: Next) {
        self.0.0.lock().unwrap().next = next;
        self.0.1.notify_all();
    }

    fn begun(&self) -> usize {
        self.0.0.lock().unwrap().begun
    }

    fn pass(&self, seconds: u64) {
        self.0.0.lock().unwrap().elapsed += Duration::from_secs(seconds);
    }

    /// Waits until a bill is being made that does not end.
    fn until_under_way(&self) {
        let is_idle = |scripted: &mut Scripted| scripted.under_way == 0;
        drop(self.0.1.wait_while(self.0.0.lock().unwrap(), is_idle).unwrap());
    }

    fn clock(&self) -> Clock {
        let script = self.clone();
        Clock::new(move || script.0.0.lock().unwrap().elapsed, |_| {})
    }

    fn open(&self) -> Result<Period> {
        let (scripted, changed) = &*self.0;
        let mut scripted = scripted.lock().unwrap();
        scripted.begun += 1;
        scripted.under_way += 1;
        assert_eq!(scripted.under_way, 1, "two bills at once");
        changed.notify_all();
        let mut scripted = changed.wait_while(scripted, |scripted| scripted.next == Next::Hang).unwrap();
        scripted.under_way -= 1;
        let next = scripted.next;
        if next == Next::BillOnce {
            scripted.next = Next::Hang;
        }
        drop(scripted);
        match next {
            Next::Down => return Err(Error::unavailable("http://s3cret.invalid/list", "connection refused")),
            Next::Malformed => return Err(Error::data("http://s3cret.invalid/list", "found nonsense")),
            Next::Panic => panic!("a fault of the program"),
            Next::Bill | Next::BillOnce | Next::Hang => {}
        }
        let input = vec![Input::File(fixture("snapshot.json"))];
        let messages = Messages::read(input, ReadOptions::default(), Arc::new(|_| {}));
        let resolver = Resolver::new(ReportSource::Snapshot, OnReportError::Error, Arc::new(|_| {}));
        Ok(Period::new(messages, resolver))
    }

    /// A service of bills that are made anew when they are older than a minute.
    async fn service(&self, stale_if_error: u64) -> Service {
        let script = self.clone();
        let (refresh, stale_if_error) = (Duration::from_mins(1), Duration::from_secs(stale_if_error));
        let freshness = Freshness { refresh, stale_if_error };
        service_with(Box::new(move || script.open()), freshness, self.clock(), |_| {}).await
    }
}

/// The status of an answer, its code if it is an error, its age and how long it has been stale.
fn told(answer: &Answer) -> String {
    if answer.status != StatusCode::OK {
        let (status, code) = answer.problem();
        let retry = answer.header("retry-after");
        assert!(!answer.text().contains("s3cret"), "{}", answer.text());
        return format!("{status} {code} retry {retry}");
    }
    format!("200 age {} stale {}", answer.header("age"), answer.header("usage-stale")).trim_end().to_owned()
}

/// What `/usage` and `/health/ready` say; they never differ in whether there is an answer.
async fn states(service: &Service) -> [String; 2] {
    let [ready, usage] = [service.get("/health/ready").await, service.get("/usage").await];
    let draining = service.app.draining.load(Ordering::Relaxed);
    assert!(draining || ready.status == usage.status, "{} but {}", told(&ready), told(&usage));
    [told(&usage), told(&ready).replace(" age  stale", "")]
}

/// Asks until so many bills have been made or could not be made.
async fn until_tried(service: &Service, bills: u64) {
    loop {
        service.get("/usage").await;
        let metrics = service.get("/metrics").await;
        let count = |name: &str| -> u64 {
            let name = format!("copilot_usage_bills_{name}_total ");
            metrics.text().lines().find_map(|line| line.strip_prefix(&name)).unwrap().parse().unwrap()
        };
        if count("made") + count("failed") >= bills {
            return;
        }
        std::thread::yield_now();
    }
}

#[tokio::test]
async fn requests_at_the_moment_of_expiry_wait_for_one_bill() {
    for (next, status) in [(Next::Bill, StatusCode::OK), (Next::Down, StatusCode::SERVICE_UNAVAILABLE)] {
        let script = Script::new(Next::Bill);
        let service = Arc::new(script.service(0).await);
        assert_eq!(script.begun(), 1);
        script.next(Next::Hang);
        script.pass(61);
        let mut requests = JoinSet::new();
        for _ in 0..100 {
            let service = Arc::clone(&service);
            requests.spawn(async move { service.get("/usage").await });
        }
        // Each is asked once before the next line.
        tokio::task::yield_now().await;
        script.until_under_way();
        script.next(next);
        for answer in requests.join_all().await {
            assert_eq!(answer.status, status, "{}", told(&answer));
            assert!(status != StatusCode::OK || answer.header("age") == "0");
        }
        assert_eq!(script.begun(), 2);
    }
}

#[tokio::test]
async fn before_the_first_bill_there_is_none() {
    for (next, usage) in [
        (Next::Down, "503 upstream_unavailable retry 5"),
        (Next::Malformed, "503 upstream_malformed retry 5"),
        (Next::Panic, "500 internal retry "),
    ] {
        let script = Script::new(next);
        let service = script.service(600).await;
        assert_eq!(told(&service.get("/usage").await), usage);
        assert_eq!(told(&service.get("/health/ready").await), "503 no_bill retry 5");
        assert_eq!(service.get("/health/live").await.status, StatusCode::OK);
        script.next(Next::Bill);
        // Nobody asks before it is time to try again.
        assert_eq!((told(&service.get("/usage").await), script.begun()), (usage.to_owned(), 1));
        script.pass(6);
        until_tried(&service, 2).await;
        assert_eq!((told(&service.get("/usage").await), script.begun()), ("200 age 0 stale".to_owned(), 2));
    }
}

#[tokio::test]
async fn ready_is_what_a_request_for_the_bill_would_hear() {
    const FRESH: &str = "200 age 0 stale";
    const READY: &str = "200";
    let down = ["503 upstream_unavailable retry 5", "503 bill_too_old retry 5"];
    let slow = ["503 bill_too_old retry 1", "503 bill_too_old retry 1"];
    // How long the old bill may be served, what comes of the next one, seconds since the first: what is said.
    for (stale_if_error, next, seconds, expected) in [
        (0, Next::Down, 0, [FRESH, READY]),
        (0, Next::Down, 60, ["200 age 60 stale", READY]),
        (0, Next::Down, 61, down),
        (600, Next::Down, 61, ["200 age 61 stale 1", READY]),
        (600, Next::Down, 660, ["200 age 660 stale 600", READY]),
        (600, Next::Down, 661, down),
        (0, Next::Malformed, 61, ["503 upstream_malformed retry 5", "503 bill_too_old retry 5"]),
        (600, Next::Malformed, 61, ["200 age 61 stale 1", READY]),
        (600, Next::Panic, 61, ["200 age 61 stale 1", READY]),
        (0, Next::Bill, 61, [FRESH, READY]),
        (600, Next::Bill, 1000, [FRESH, READY]),
        // One that takes too long is not waited for.
        (0, Next::Hang, 71, slow),
        (600, Next::Hang, 71, ["200 age 71 stale 11", READY]),
        (600, Next::Hang, 700, slow),
    ] {
        let script = Script::new(Next::Bill);
        let service = script.service(stale_if_error).await;
        script.next(next);
        script.pass(seconds);
        if next != Next::Hang && seconds > 60 {
            // The first to ask wakes whoever makes bills.
            until_tried(&service, 2).await;
        }
        let case = format!("{stale_if_error} {next:?} {seconds}");
        assert_eq!(states(&service).await, expected, "{case}");
        if next != Next::Hang {
            // It heals by itself.
            script.next(Next::Bill);
            script.pass(61);
            until_tried(&service, if seconds > 60 { 3 } else { 2 }).await;
            assert_eq!(states(&service).await, [FRESH, READY], "{case}");
        }
        script.next(Next::Bill);
    }
}

#[tokio::test]
async fn a_service_that_is_about_to_end_still_answers_and_says_so() {
    let service = Script::new(Next::Bill).service(0).await;
    service.app.draining.store(true, Ordering::Relaxed);
    assert_eq!(states(&service).await, ["200 age 0 stale", "503 draining retry 1"]);
}

#[tokio::test]
async fn a_bill_that_takes_longer_to_make_than_it_may_be_old_is_served() {
    let script = Script::new(Next::Hang);
    let making = script.clone();
    let maker = std::thread::spawn(move || {
        making.until_under_way();
        making.pass(100);
        making.next(Next::BillOnce);
    });
    let service = script.clone().service(0).await;
    maker.join().unwrap();
    assert_eq!(states(&service).await, ["200 age 100 stale", "200"]);
    // The thread that makes bills can end.
    script.next(Next::Bill);
}
