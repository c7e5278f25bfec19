//! Faults of the network and of the upstream: each ends in the whole bill or in none.

use crate::support::{Run, message_with_report, run};
use copilot_usage::charge::charge;
use copilot_usage::clock::Clock;
use copilot_usage::error::{Error, Result};
use copilot_usage::event::Event;
use copilot_usage::http::{Authorities, Client, Settings};
use copilot_usage::model::batch::Batch;
use copilot_usage::pipeline::Period;
use copilot_usage::reports::http::ReportApi;
use copilot_usage::reports::{OnReportError, ReportSource, Resolver};
use copilot_usage::source::{Messages, ReadOptions, Threads};
use copilot_usage::tariff::{Tariff, builtin};
use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

/// What the upstream does with a request.
#[derive(Clone)]
enum Act {
    /// Answers with the right body.
    Answer,
    /// Answers with a status, and a header or none.
    Status(u16, &'static str),
    /// Answers with this body.
    Body(&'static str),
    /// Closes the connection without an answer.
    Silence,
    /// Resets the connection in the middle of the body.
    Reset,
    /// Promises the body and closes before its end.
    Truncated,
    /// Sends the body in chunks, without the last.
    NoLastChunk,
    /// Sends nothing, and waits until the client closes the connection.
    Hang,
    /// Sends half of the body and then nothing.
    Stall,
    /// Sends a byte now and then, for ever.
    Drip,
    /// Answers once this many requests are under way, or none has come for a while.
    Together(usize),
}

#[derive(Default)]
struct Log {
    requests: HashMap<String, usize>,
    in_flight: usize,
    in_flight_max: usize,
}

/// An upstream of some reports and a message for each, which does what a script says: an act for each request of a
/// path, the last one for all that follow.
struct Upstream {
    url: String,
    log: Arc<(Mutex<Log>, Condvar)>,
}

impl Upstream {
    fn new(reports: i64, script: &[(&str, &[Act])]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let log = Arc::new((Mutex::new(Log::default()), Condvar::new()));
        let script: Arc<HashMap<String, Vec<Act>>> =
            Arc::new(script.iter().map(|(path, acts)| ((*path).to_owned(), acts.to_vec())).collect());
        let shared = Arc::clone(&log);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (script, log) = (Arc::clone(&script), Arc::clone(&shared));
                // A client may close the connection.
                std::thread::spawn(move || drop(serve(stream.unwrap(), reports, &script, &log)));
            }
        });
        Self { url, log }
    }

    fn fetch(&self) -> Run {
        run(["fetch", "-f", "csv", "-q", "--base-url", &self.url])
    }

    /// Returns how many requests of a path were received.
    fn requests(&self, path: &str) -> usize {
        self.log.0.lock().unwrap().requests.get(path).copied().unwrap_or_default()
    }

    /// Runs with this upstream and `--max-time`. Returns the credits of the messages, or the error; and the waits
    /// between the requests. The clock is simulated, so that waits take no time.
    fn run(
        &self,
        retries: usize,
        max_time: Duration,
        on_error: OnReportError,
    ) -> (Result<Vec<String>>, Vec<Duration>) {
        let waits: Arc<Mutex<Vec<Duration>>> = Arc::default();
        let (elapsed, waited) = (Arc::clone(&waits), Arc::clone(&waits));
        let clock = Clock::new(
            move || elapsed.lock().unwrap().iter().sum(),
            move |time| waited.lock().unwrap().push(time),
        );
        let client = Client::new(self.settings(retries, max_time), clock, Arc::new(|_| {})).unwrap();
        let bill = Self::bill(Arc::new(client), on_error);
        let waits = waits.lock().unwrap().clone();
        (bill, waits)
    }

    fn settings(&self, retries: usize, max_time: Duration) -> Settings {
        Settings {
            base_url: self.url.parse().unwrap(),
            token: None,
            proxy: None,
            authorities: Authorities::default(),
            connect_timeout: Duration::from_secs(5),
            timeout: Duration::from_secs(30),
            max_time,
            retries,
            body_max: 1 << 30,
        }
    }

    fn bill(client: Arc<Client>, on_error: OnReportError) -> Result<Vec<String>> {
        let options = ReadOptions { ignore_reports: true, ..ReadOptions::default() };
        let messages = Messages::fetch(&client, options, Arc::new(|_| {}))?;
        let reports = ReportSource::Http(ReportApi::new(client, 8, None));
        let resolver = Resolver::new(reports, on_error, Arc::new(|_| {}));
        let tariff = Tariff::read("text", builtin("text").unwrap())?;
        let mut bill = Vec::new();
        let work = |batch: &Batch<'_>| {
            let charged = charge(batch, &tariff)?;
            Ok(charged.records.iter().map(|record| record.credits_used.to_string()).collect::<Vec<_>>())
        };
        let threads = Threads(Some(NonZeroUsize::MIN));
        Period { threads, ..Period::new(messages, resolver) }.run(work, |credits| {
            bill.extend(credits);
            Ok(())
        })?;
        Ok(bill)
    }
}

fn serve(
    mut stream: TcpStream,
    reports: i64,
    script: &HashMap<String, Vec<Act>>,
    (log, arrived): &(Mutex<Log>, Condvar),
) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        head.extend(byte);
    }
    let path = String::from_utf8_lossy(&head).split(' ').nth(1).unwrap().to_owned();
    let number = {
        let mut log = log.lock().unwrap();
        log.in_flight += 1;
        log.in_flight_max = log.in_flight_max.max(log.in_flight);
        let requests = log.requests.entry(path.clone()).or_default();
        *requests += 1;
        *requests - 1
    };
    arrived.notify_all();
    let acts = script.get(&path).or_else(|| script.get("*"));
    let act = acts.and_then(|acts| acts.get(number).or(acts.last())).cloned().unwrap_or(Act::Answer);
    let body = if let Some(id) = path.strip_prefix("/reports/") {
        format!(r#"{{"id":{id},"name":"Lease","credit_cost":10}}"#)
    } else {
        let messages: Vec<String> = (0..reports).map(|id| message_with_report(id, id)).collect();
        format!(r#"{{"messages":[{}]}}"#, messages.join(","))
    };
    if let Act::Together(requests) = act {
        let enough = |log: &mut Log| log.in_flight_max < requests;
        let waited = arrived.wait_timeout_while(log.lock().unwrap(), Duration::from_millis(300), enough);
        drop(waited.unwrap());
    }
    // Counted down before the answer, because the client may ask for more as soon as it has it.
    log.lock().unwrap().in_flight -= 1;
    answer(&mut stream, &act, &body)
}

fn answer(stream: &mut TcpStream, act: &Act, body: &str) -> std::io::Result<()> {
    let half = &body[..body.len() / 2];
    let length = body.len();
    let whole = |body: &str| {
        format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len())
    };
    let begun = format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n");
    match act {
        Act::Answer | Act::Together(_) => write!(stream, "{}", whole(body)),
        Act::Body(body) => write!(stream, "{}", whole(body)),
        Act::Status(status, header) => {
            write!(stream, "HTTP/1.1 {status} X\r\nConnection: close\r\n{header}Content-Length: 0\r\n\r\n")
        }
        Act::Silence => stream.shutdown(Shutdown::Both),
        Act::Reset => {
            write!(stream, "{begun}{half}")?;
            // Closing with the rest of the request unread resets the connection.
            stream.shutdown(Shutdown::Read)?;
            Ok(())
        }
        Act::Truncated => write!(stream, "{begun}{half}"),
        Act::NoLastChunk => {
            let chunk = format!("{length:x}\r\n{body}\r\n");
            write!(
                stream,
                "HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n{chunk}"
            )
        }
        Act::Hang => until_hung_up(stream),
        Act::Stall => {
            write!(stream, "{begun}{half}")?;
            until_hung_up(stream)
        }
        Act::Drip => {
            write!(stream, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1000000\r\n\r\n")?;
            stream.set_read_timeout(Some(Duration::from_millis(20)))?;
            loop {
                stream.write_all(b" ")?;
                if stream.read(&mut [0; 1]).is_ok() {
                    return Ok(());
                }
            }
        }
    }
}

fn until_hung_up(stream: &mut TcpStream) -> std::io::Result<()> {
    while stream.read(&mut [0; 64])? > 0 {}
    Ok(())
}

const LIST: &str = "/messages/current-period";

/// The bill of an upstream of one report.
/// Every fault that is retried, with its error.
const PASSING: [(Act, &str); 13] = [
    (Act::Status(408, ""), "408 Request Timeout"),
    (Act::Status(429, ""), "429 Too Many Requests"),
    (Act::Status(500, ""), "500 Internal Server Error"),
    (Act::Status(502, ""), "502 Bad Gateway"),
    (Act::Status(503, "Retry-After: soon\r\n"), "503 Service Unavailable"),
    (Act::Status(504, "Retry-After: 0\r\n"), "504 Gateway Timeout"),
    (Act::Silence, "connection closed before message completed"),
    (Act::Reset, ""),
    (Act::Truncated, "end of file before message length reached"),
    (Act::NoLastChunk, "unexpected EOF during chunk size line"),
    (Act::Hang, "no whole answer within 1 s"),
    (Act::Stall, "no whole answer within 1 s"),
    (Act::Drip, "no whole answer within 1 s"),
];

#[test]
fn what_passes_is_tried_again_and_what_does_not_ends_the_run() {
    std::thread::scope(|scope| {
        for (act, said) in PASSING {
            for path in [LIST, "/reports/0"] {
                let act = act.clone();
                // Only what never ends has to be cut off; a slow machine may take its time for the rest.
                let patience = ["--timeout", if said.starts_with("no whole") { "1s" } else { "30s" }];
                scope.spawn(move || {
                    if !said.starts_with("no whole") {
                        let upstream = Upstream::new(1, &[(path, &[act.clone(), Act::Answer])]);
                        let (bill, waits) = upstream.run(3, MINUTES, OnReportError::Error);
                        assert_eq!((bill.unwrap(), waits.len()), (vec!["10.00".to_owned()], 1), "{said}");
                        assert_eq!(upstream.requests(path), 2, "{said}");
                    }

                    let upstream = Upstream::new(1, &[(path, &[act])]);
                    let ran = upstream
                        .fetch()
                        .args(patience)
                        .args(["--retries", "1", "-o", "bill.csv"])
                        .exits(4)
                        .stdout("");
                    assert!(
                        ran.errors().contains(&format!("{}{path}: {said}", upstream.url)),
                        "{}",
                        ran.errors()
                    );
                    assert!(ran.errors().contains(", after 2 attempts\n"), "{}", ran.errors());
                    assert!(ran.files().is_empty());
                    assert_eq!(upstream.requests(path), 2, "{said}");
                });
            }
        }
    });
}

#[test]
fn what_does_not_pass_is_not_tried_again() {
    let cases = [
        (Act::Status(400, ""), 5),
        (Act::Status(401, ""), 5),
        (Act::Status(403, ""), 5),
        (Act::Status(418, ""), 5),
        (Act::Status(204, ""), 5),
        (Act::Status(304, ""), 5),
        (Act::Status(302, "Location: http://127.0.0.2:9/\r\n"), 5),
        (Act::Status(501, ""), 4),
        (Act::Status(429, "Retry-After: 61\r\n"), 4),
        (Act::Status(503, "Retry-After: Tue, 31 Dec 2999 23:59:59 GMT\r\n"), 4),
        (Act::Body(""), 3),
        (Act::Body("{\"messages\":[{\"id\":1"), 3),
        (Act::Body("<html>"), 3),
    ];
    std::thread::scope(|scope| {
        for (act, code) in cases {
            for path in [LIST, "/reports/0"] {
                let act = act.clone();
                scope.spawn(move || {
                    let upstream = Upstream::new(1, &[(path, &[act])]);
                    let ran = upstream.fetch().args(["-o", "bill.csv"]).exits(code).stdout("");
                    assert!(
                        ran.errors().contains(&format!("error: {}{path}: ", upstream.url)),
                        "{}",
                        ran.errors()
                    );
                    assert!(ran.files().is_empty());
                    assert_eq!(upstream.requests(path), 1, "{}", ran.errors());
                });
            }
        }
    });
}

const MINUTES: Duration = Duration::from_mins(5);

#[test]
fn attempts_are_four_and_further_and_further_apart() {
    let upstream = Upstream::new(1, &[(LIST, &[Act::Status(503, "")])]);
    let (bill, waits) = upstream.run(3, MINUTES, OnReportError::Error);
    let error = bill.unwrap_err().to_string();
    assert_eq!(error, format!("{}{LIST}: 503 Service Unavailable, after 4 attempts", upstream.url));
    assert_eq!(upstream.requests(LIST), 4);
    assert_eq!(waits.len(), 3);
    for (wait, most_ms) in waits.iter().zip([500, 1000, 2000]) {
        let most = Duration::from_millis(most_ms);
        assert!((most / 2..=most).contains(wait), "{waits:?}");
    }
}

#[test]
fn the_wait_that_the_upstream_asks_for_is_kept() {
    let upstream = Upstream::new(1, &[(LIST, &[Act::Status(429, "Retry-After: 59\r\n"), Act::Answer])]);
    let (bill, waits) = upstream.run(3, MINUTES, OnReportError::Error);
    assert_eq!(bill.unwrap(), ["10.00"]);
    assert_eq!(waits, [Duration::from_secs(59)]);
    // Longer than `--max-time`: the run does not wait.
    let upstream = Upstream::new(1, &[(LIST, &[Act::Status(429, "Retry-After: 59\r\n"), Act::Answer])]);
    let (bill, waits) = upstream.run(3, Duration::from_secs(59), OnReportError::Error);
    assert!(matches!(bill.unwrap_err(), Error::TimeUp { .. }));
    assert!(waits.is_empty());
}

#[test]
fn the_time_of_the_run_ends_with_its_waits() {
    let upstream = Upstream::new(1, &[(LIST, &[Act::Status(503, "Retry-After: 4\r\n")])]);
    let (bill, waits) = upstream.run(20, Duration::from_secs(10), OnReportError::Error);
    assert!(matches!(bill.unwrap_err(), Error::TimeUp { .. }));
    assert_eq!(waits, [Duration::from_secs(4); 2]);
    assert_eq!(upstream.requests(LIST), 3);
}

#[test]
fn the_time_of_the_run_ends_while_an_answer_is_read() {
    let upstream = Upstream::new(1, &[]);
    let is_over = Arc::new(AtomicBool::new(false));
    let answered = Arc::clone(&is_over);
    let clock =
        Clock::new(move || if is_over.load(Ordering::Relaxed) { MINUTES } else { Duration::ZERO }, |_| {});
    let listener = Arc::new(move |event: &Event| {
        answered.store(matches!(event, Event::Answer { .. }), Ordering::Relaxed);
    });
    let client = Client::new(upstream.settings(3, MINUTES), clock, listener).unwrap();
    let error = Upstream::bill(Arc::new(client), OnReportError::Error).unwrap_err().to_string();
    let why = "its answer has not been read to the end, and the time of the run is over";
    assert_eq!(error, format!("{}{LIST}: {why}", upstream.url));
    assert_eq!(upstream.requests("/reports/0"), 0);
}

#[test]
fn as_many_reports_are_asked_for_at_once_as_was_said() {
    for (arguments, most) in [(["-q", "--retries", "0"].as_slice(), 8), (&["--concurrency", "3"], 3)] {
        let upstream = Upstream::new(24, &[(LIST, &[Act::Answer]), ("*", &[Act::Together(most + 1)])]);
        let ran = run(["fetch", "-f", "ndjson", "--base-url", &upstream.url]).args(arguments).exits(0);
        assert_eq!(ran.output().matches("\"report_name\":\"Lease\"").count(), 24);
        assert_eq!(upstream.log.0.lock().unwrap().in_flight_max, most);
        for id in 0..24 {
            assert_eq!(upstream.requests(&format!("/reports/{id}")), 1);
        }
    }
}

#[test]
fn the_first_failure_ends_the_look_ups() {
    let upstream =
        Upstream::new(500, &[("/reports/0", &[Act::Status(403, "")]), ("*", &[Act::Together(400)])]);
    run(["fetch", "--base-url", &upstream.url]).exits(5).stdout("").says("/reports/0: 403 Forbidden");
    assert!(upstream.log.0.lock().unwrap().requests.len() < 100);
}

#[test]
fn the_failure_of_the_first_message_is_told_whichever_comes_first() {
    let (down, refused) = (Act::Status(503, ""), Act::Status(403, ""));
    // The failure of report 1 is there long before that of report 0, which is tried again.
    for (report, code, told) in [
        (vec![down.clone(), Act::Body("{}")], 3, "/reports/0: id: missing, expected an integer\n"),
        (vec![down.clone(), Act::Status(400, "")], 5, "/reports/0: 400 Bad Request\n"),
        (vec![down.clone(), down.clone()], 4, "/reports/0: 503 Service Unavailable, after 2 attempts\n"),
        (vec![down.clone(), Act::Answer], 5, "/reports/1: 403 Forbidden\n"),
        (vec![down.clone(), Act::Status(404, "")], 5, "/reports/1: 403 Forbidden\n"),
    ] {
        let upstream = Upstream::new(
            100,
            &[("/reports/0", &report), ("/reports/1", std::slice::from_ref(&refused)), ("*", &[Act::Answer])],
        );
        let ran = upstream.fetch().args(["--retries", "1", "--concurrency", "2"]).exits(code).stdout("");
        assert_eq!(ran.errors().lines().filter(|line| line.contains("error: ")).count(), 1);
        assert!(ran.errors().contains(told), "{}", ran.errors());
        // The run does not wait for reports after the failure.
        let requests = &upstream.log.0.lock().unwrap().requests;
        assert!(requests.len() < 10, "{requests:?}");
    }
}

#[test]
fn all_reports_together_are_tried_again_twenty_times() {
    let upstream = Upstream::new(30, &[(LIST, &[Act::Answer]), ("*", &[Act::Status(503, "")])]);
    let (bill, waits) = upstream.run(1, MINUTES, OnReportError::Fallback);
    assert_eq!(bill.unwrap().len(), 30);
    assert_eq!(waits.len(), 20);
    assert_eq!(upstream.log.0.lock().unwrap().requests.values().sum::<usize>(), 1 + 30 + 20);
}
