//! What is asked over HTTP: the same engine as the commands, behind a router. Handlers hand out what one thread makes
//! and publishes; none of them waits for the upstream.

mod accept;
mod answer;
mod app;
mod control;
mod ids;
mod monitor;
mod observe;
mod problem;
mod published;
mod query;
mod refresher;
mod request;
mod request_log;
mod router;
pub(crate) mod routes;
mod service;

pub use app::{App, OpenBody};
pub use control::Control;
pub use monitor::Monitor;
pub use problem::Problem;
pub use refresher::{Bills, Freshness, OnRefresh, Refreshed, Refresher, Source};
pub use request_log::{OnRequest, RequestLog, millis_text};
pub use router::router;
pub use routes::Scope;
pub use routes::score::BODY;
pub use service::{ServiceConfig, run};
