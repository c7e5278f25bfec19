//! A service to ask: through its router, or as a process.

use crate::support::{fixture, run};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Extensions, HeaderMap, Request, StatusCode};
use copilot_usage::clock::Clock;
use copilot_usage::error::Result;
use copilot_usage::pipeline::Period;
use copilot_usage::reports::{OnReportError, ReportSource, Resolver};
use copilot_usage::server::{
    AccessPolicy, App, BODY, Bills, Bodies, Freshness, Monitor, Pages, Refresher, Source, router,
};
use copilot_usage::source::{Input, Messages, OpenInput, ReadOptions};
use copilot_usage::tariff::{Tariff, builtin};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use tower::ServiceExt;

/// A service without a socket.
pub(crate) struct Service {
    pub(crate) app: Arc<App>,
    router: Router,
    _refresher: Refresher,
}

/// What a service answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// What the log is told.
    pub(crate) extensions: Extensions,
}

impl Answer {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// A header, or nothing.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The status and the code of an error, which must have the one shape of all errors.
    pub(crate) fn problem(&self) -> (u16, String) {
        let body = self.json();
        let error = &body["error"];
        assert_eq!(body["detail"], error["message"], "{body}");
        assert_eq!(self.header("content-type"), "application/json");
        assert_eq!(self.header("cache-control"), "no-store");
        (self.status.as_u16(), error["code"].as_str().unwrap().to_owned())
    }
}

/// A service of the snapshot that ships.
pub(crate) async fn service() -> Service {
    service_of(fixture("snapshot.json"), |_| {}).await
}

/// A service of a file; `change` may change what it is made of.
pub(crate) async fn service_of(file: std::path::PathBuf, change: impl FnOnce(&mut App)) -> Service {
    let freshness = Freshness { refresh: Duration::from_mins(1), stale_if_error: Duration::ZERO };
    let period = move || {
        let messages =
            Messages::read(vec![Input::File(file.clone())], ReadOptions::default(), Arc::new(|_| {}));
        Ok(Period::new(messages, resolver()))
    };
    service_with(Box::new(period), freshness, Clock::of_machine(), change).await
}

/// A service whose bills are made of what `period` opens.
pub(crate) async fn service_with(
    period: Box<dyn Fn() -> Result<Period> + Send + Sync>,
    freshness: Freshness,
    clock: Clock,
    change: impl FnOnce(&mut App),
) -> Service {
    let tariff = Arc::new(Tariff::read("text", builtin("text").unwrap()).unwrap());
    let source = Source { period, tariff: Arc::clone(&tariff), counts: Arc::default() };
    let (bills, refresher) = Bills::start(source, freshness, clock.clone(), Box::new(|_| {})).unwrap();
    bills.settled().await;
    let mut app = App {
        bills,
        freshness,
        tariff,
        open_body: Box::new(open_body),
        bodies: Bodies::new(1 << 20, Duration::from_secs(30)),
        access: AccessPolicy::default(),
        pages: Pages::default(),
        clock,
        draining: AtomicBool::new(false),
        monitor: Monitor::default(),
    };
    change(&mut app);
    let app = Arc::new(app);
    Service { router: router(Arc::clone(&app)), app, _refresher: refresher }
}

fn resolver() -> Resolver {
    Resolver::new(ReportSource::Snapshot, OnReportError::Error, Arc::new(|_| {}))
}

#[allow(clippy::unnecessary_wraps, reason = "the service takes what may fail")]
fn open_body(open: OpenInput) -> Result<Period> {
    let messages = Messages::resume(BODY.into(), open, ReadOptions::default(), Arc::new(|_| {}));
    Ok(Period::new(messages, resolver()))
}

impl Service {
    /// Asks with `GET`.
    pub(crate) async fn get(&self, uri: &str) -> Answer {
        self.ask(Request::get(uri).body(Body::empty()).unwrap()).await
    }

    /// Asks with `GET` and a header.
    pub(crate) async fn get_with(&self, uri: &str, name: &str, value: &str) -> Answer {
        self.ask(Request::get(uri).header(name, value).body(Body::empty()).unwrap()).await
    }

    /// Posts a body of a media type.
    pub(crate) async fn post(&self, uri: &str, content_type: &str, body: impl Into<Body>) -> Answer {
        let request = Request::post(uri).header("content-type", content_type);
        self.ask(request.body(body.into()).unwrap()).await
    }

    pub(crate) async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Answer { status: parts.status, headers: parts.headers, body, extensions: parts.extensions }
    }
}

/// A service as a process. It is killed when this is dropped.
pub(crate) struct Process {
    pub(crate) child: Child,
    /// Where it listens, as its log says: `127.0.0.1:PORT`.
    pub(crate) address: String,
    /// `http://127.0.0.1:PORT`.
    pub(crate) url: String,
    /// The lines of its log from then on.
    pub(crate) log: Receiver<Value>,
}

/// Starts `copilot-usage serve` with these arguments on a free port, and waits until it listens.
#[allow(dead_code, reason = "for services of other periods")]
pub(crate) fn start<A: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = A>) -> Process {
    Process::start(serve(["--listen", "127.0.0.1:0"]).args(arguments))
}

/// The same for the snapshot that ships, and until it has its bill.
pub(crate) fn start_snapshot(arguments: &[&str]) -> Process {
    let process = Process::start(serve_snapshot(&["--listen", "127.0.0.1:0"]).args(arguments));
    let ready = "GET /health/ready HTTP/1.1\r\nconnection: close\r\n\r\n";
    while !process.send(ready).starts_with("HTTP/1.1 200") {
        std::thread::yield_now();
    }
    process
}

/// `copilot-usage serve` of the snapshot that ships.
pub(crate) fn serve_snapshot(arguments: &[&str]) -> Command {
    let mut command = serve(arguments);
    command.arg(fixture("snapshot.json"));
    command
}

/// `copilot-usage serve` with a clean environment and a log for programs.
pub(crate) fn serve<A: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = A>) -> Command {
    let mut command = run(["serve", "--log-format", "json"]).args(arguments).command();
    command.current_dir(std::env::temp_dir());
    command
}

impl Process {
    /// Waits until the service has its first bill.
    pub(crate) fn ready(self) -> Self {
        while !self.ask("GET /health/ready", &["host: localhost"]).starts_with("HTTP/1.1 200") {
            std::thread::yield_now();
        }
        self
    }

    /// Sends a request: its first line and its other headers. Returns all of the answer.
    pub(crate) fn ask(&self, request: &str, headers: &[&str]) -> String {
        let headers = headers.join("\r\n");
        self.send(format!("{request} HTTP/1.1\r\nconnection: close\r\n{headers}\r\n\r\n"))
    }

    /// Starts a service, and waits until it listens.
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let (send, log) = channel();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        // The log is read so that the service never waits for its reader.
        std::thread::spawn(move || {
            for line in lines {
                let _ = send.send(serde_json::from_str(&line.unwrap()).unwrap());
            }
        });
        let mut process = Self { child, address: String::new(), url: String::new(), log };
        let listening = process.says("listening");
        listening["address"].as_str().unwrap().clone_into(&mut process.address);
        process.url = format!("http://{}", process.address);
        process
    }

    /// Waits until the log has a line with this code.
    pub(crate) fn says(&self, code: &str) -> Value {
        let lines = std::iter::from_fn(|| self.log.recv_timeout(PATIENCE).ok());
        lines.into_iter().find(|line| line["code"] == code).unwrap_or_else(|| panic!("no {code} in the log"))
    }

    /// A connection to it.
    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends bytes over a connection of their own. Returns all that comes back until the service closes it.
    pub(crate) fn send(&self, bytes: impl AsRef<[u8]>) -> String {
        let mut stream = self.connect();
        // The service may answer, and close, before it has read all.
        let _ = stream.write_all(bytes.as_ref());
        to_end(stream)
    }

    /// Sends a signal to it.
    #[cfg(unix)]
    pub(crate) fn signal(&self, signal: &str) {
        let kill = Command::new("kill").args(["-s", signal, &self.child.id().to_string()]).status().unwrap();
        assert!(kill.success());
    }

    /// Waits for its end: the exit code.
    pub(crate) fn exit_code(&mut self) -> i32 {
        self.child.wait().unwrap().code().unwrap()
    }
}

/// Longer than anything takes.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

/// All that comes until the other side closes.
pub(crate) fn to_end(mut stream: impl Read) -> String {
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8(answer).unwrap()
}

/// One answer of a connection that stays open: its head and its body.
pub(crate) fn one_answer(stream: &mut impl Read) -> (String, String) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        head.extend(byte);
    }
    let head = String::from_utf8(head).unwrap().to_lowercase();
    let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()).unwrap();
    let mut body = vec![0; length.parse().unwrap()];
    stream.read_exact(&mut body).unwrap();
    (head, String::from_utf8(body).unwrap())
}

/// The status and the code of the last answer that a connection gave.
pub(crate) fn last_problem(answers: &str) -> (u16, String) {
    let (head, body) =
        answers.rsplit_once("\r\n\r\n").unwrap_or_else(|| panic!("an answer, not {answers:?}"));
    let head = head.rsplit_once("HTTP/1.1 ").unwrap().1;
    let body: Value = serde_json::from_str(body).unwrap();
    assert_eq!(body["detail"], body["error"]["message"]);
    assert!(head.contains("\r\nconnection: close"), "{head}");
    (head[..3].parse().unwrap(), body["error"]["code"].as_str().unwrap().to_owned())
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
