//! What operators see of the requests: counts and latencies by route, and a line of the log for each.

use crate::event::Counts;
use crate::server::ids;
use crate::server::problem::Problem;
use crate::server::request_log::{KeyLabel, OnRequest, RequestLog};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::Response;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The route of what no route takes, so that paths cannot fill the memory of a monitor.
pub(super) const UNMATCHED: &str = "unmatched";
/// What the log says of a request whose client went away before it was answered.
const CLIENT_CLOSED: u16 = 499;
/// Where the buckets of the latency end, in microseconds.
const LATENCIES: [u64; 12] =
    [100, 250, 500, 1_000, 2_500, 5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000, 10_000_000];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    route: &'static str,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Routed {
    route: &'static str,
}

/// Counts the requests of a service and tells of each.
pub struct Monitor {
    on_request: OnRequest,
    /// What happens while bills are made, and while messages of clients are charged.
    upstream: [Arc<Counts>; 2],
    pub(super) registry: Registry,
    requests: Family<Answered, Counter>,
    latency: Family<Routed, Histogram>,
    in_flight: Gauge,
}

impl Default for Monitor {
    /// Counts, and tells nobody of a request.
    fn default() -> Self {
        Self::new(Box::new(|_| {}), [Arc::default(), Arc::default()])
    }
}

impl Monitor {
    /// Tells of each request, and of what is counted elsewhere: while bills are made, and while messages of clients are
    /// charged.
    pub fn new(on_request: OnRequest, upstream: [Arc<Counts>; 2]) -> Self {
        let (requests, in_flight) = (Family::default(), Gauge::default());
        let latency = || Histogram::new(LATENCIES.map(|end| Duration::from_micros(end).as_secs_f64()));
        let latency = Family::new_with_constructor(latency as fn() -> Histogram);
        let mut registry = Registry::with_prefix("copilot_usage_http");
        registry.register("requests", "Requests that were answered", requests.clone());
        let help = "How long requests took to answer";
        registry.register_with_unit("request_duration", help, Unit::Seconds, latency.clone());
        registry.register("requests_in_flight", "Requests that are being answered", in_flight.clone());
        Self { on_request, upstream, registry, requests, latency, in_flight }
    }

    /// HTTP requests that the upstream answered, and those that were made again.
    pub(super) fn upstream(&self) -> (usize, usize) {
        self.upstream.iter().fold((0, 0), |(answers, retries), counts| {
            (answers + counts.answers(), retries + counts.retries())
        })
    }
}

/// A request that is being answered. Dropped before that, its client has gone.
pub(super) struct Observation<'m> {
    monitor: &'m Monitor,
    began: Instant,
    id: HeaderValue,
    method: &'static str,
    route: &'static str,
    traceparent: Option<HeaderValue>,
    is_over: bool,
}

impl<'m> Observation<'m> {
    /// Begins with the head of a request.
    pub(super) fn begin(
        monitor: &'m Monitor,
        method: &Method,
        route: &'static str,
        headers: &axum::http::HeaderMap,
    ) -> Self {
        monitor.in_flight.inc();
        let (id, traceparent) = (ids::request_id(headers), ids::traceparent(headers));
        let method = name(method);
        Self { monitor, began: Instant::now(), id, method, route, traceparent, is_over: false }
    }

    /// Ends with the answer, which gets the id of its request.
    pub(super) fn end(mut self, response: &mut Response) {
        let problem = response.extensions().get::<Problem>().map(|problem| problem.code);
        let key = response.extensions().get::<KeyLabel>();
        self.tell(response.status(), problem, key);
        response.headers_mut().insert(ids::REQUEST_ID, self.id.clone());
    }

    fn tell(&mut self, status: StatusCode, problem: Option<&'static str>, key: Option<&KeyLabel>) {
        self.is_over = true;
        let (monitor, route, status) = (self.monitor, self.route, status.as_u16());
        let duration = self.began.elapsed();
        monitor.in_flight.dec();
        monitor.requests.get_or_create(&Answered { route, status }).inc();
        monitor.latency.get_or_create(&Routed { route }).observe(duration.as_secs_f64());
        (monitor.on_request)(&RequestLog {
            id: self.id.to_str().unwrap_or_default(),
            method: self.method,
            route,
            status,
            duration,
            problem,
            key: key.map(|KeyLabel(label)| &**label),
            trace_id: self.traceparent.as_ref().and_then(ids::trace_id),
        });
    }
}

impl Drop for Observation<'_> {
    fn drop(&mut self) {
        if !self.is_over {
            let gone = StatusCode::from_u16(CLIENT_CLOSED).unwrap_or(StatusCode::BAD_REQUEST);
            self.tell(gone, None, None);
        }
    }
}

/// A method by its name; those of the client's own invention have none.
fn name(method: &Method) -> &'static str {
    const KNOWN: [(Method, &str); 8] = [
        (Method::GET, "GET"),
        (Method::POST, "POST"),
        (Method::HEAD, "HEAD"),
        (Method::OPTIONS, "OPTIONS"),
        (Method::PUT, "PUT"),
        (Method::PATCH, "PATCH"),
        (Method::DELETE, "DELETE"),
        (Method::TRACE, "TRACE"),
    ];
    KNOWN.iter().find(|(known, _)| known == method).map_or("OTHER", |(_, name)| name)
}
