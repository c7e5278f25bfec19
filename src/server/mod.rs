//! What is asked over HTTP: the same engine as the commands, behind a router. Handlers hand out what one thread makes
//! and publishes; none of them waits for the upstream.

mod accept;
mod answer;
mod app;
mod body;
mod connection;
mod control;
mod limits;
mod listen;
mod problem;
mod published;
mod query;
mod refresher;
mod request;
mod router;
pub(crate) mod routes;
mod service;
mod socket;
mod stream;
mod tls;

pub use app::{App, OpenBody};
pub use body::Bodies;
pub use control::Control;
pub use limits::ConnectionLimits;
pub use listen::{ListenAddress, Socket};
pub use problem::Problem;
pub use refresher::{Bills, Freshness, OnFailure, Refresher, Source};
pub use router::router;
pub use routes::Scope;
pub use routes::score::BODY;
pub use service::{OnServiceEvent, ServiceConfig, ServiceEvent, run};
pub use tls::{Tls, TlsFiles};
