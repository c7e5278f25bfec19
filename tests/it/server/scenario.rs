//! A service to ask: through its router, or as a process.

use crate::support::{fixture, run};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use copilot_usage::clock::Clock;
use copilot_usage::error::Result;
use copilot_usage::pipeline::Period;
use copilot_usage::reports::{OnReportError, ReportSource, Resolver};
use copilot_usage::server::{App, BODY, Bills, Freshness, Monitor, Refresher, Source, router};
use copilot_usage::source::{Input, Messages, OpenInput, ReadOptions};
use copilot_usage::tariff::{Tariff, builtin};
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
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
}

impl Answer {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
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
    service_of(fixture("snapshot.json").into(), |_| {}).await
}

/// A service of a file; `change` may change what it is made of.
pub(crate) async fn service_of(file: std::path::PathBuf, change: impl FnOnce(&mut App)) -> Service {
    let freshness = Freshness { refresh: Duration::from_secs(60), stale_if_error: Duration::ZERO };
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
        body_max: 1 << 20,
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
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

/// A service as a process, on a free port. It is killed when this is dropped.
pub(crate) struct Process {
    pub(crate) child: Child,
    /// Where it listens: `http://127.0.0.1:PORT`.
    pub(crate) url: String,
    /// The lines of its log from there on, as they come.
    pub(crate) log: Receiver<String>,
    _folder: tempfile::TempDir,
}

/// Starts `copilot-usage serve` with these arguments, and waits until it listens.
#[allow(dead_code, reason = "the tests of processes come with the next change")]
pub(crate) fn start<A: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = A>) -> Process {
    let scene = run(["serve", "--listen", "127.0.0.1:0", "--log-format", "json"]).args(arguments);
    let mut command = scene.command();
    let folder = tempfile::tempdir().unwrap();
    let mut child = command.current_dir(folder.path()).stderr(Stdio::piped()).spawn().unwrap();
    let mut log = BufReader::new(child.stderr.take().unwrap()).lines();
    let address = log.find_map(|line| {
        let line: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        (line["code"] == "listening").then(|| line["address"].as_str().unwrap().to_owned())
    });
    // The rest of the log is read so that the service never waits for its reader.
    let (line, lines) = channel();
    std::thread::spawn(move || log.for_each(|text| drop(line.send(text.unwrap_or_default()))));
    Process { child, url: format!("http://{}", address.unwrap()), log: lines, _folder: folder }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
