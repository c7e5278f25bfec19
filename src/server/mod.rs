//! What is asked over HTTP: the same engine as the commands, behind a router. Handlers hand out what one thread makes
//! and publishes; none of them waits for the upstream.

mod accept;
mod access;
mod answer;
mod app;
mod control;
mod description;
mod fixed;
mod openapi;
mod pages;
mod problem;
mod published;
mod query;
mod refresher;
mod request;
mod route;
mod router;
pub(crate) mod routes;
mod service;

pub use access::guard::KeyLabel;
pub use access::host::{Host, Hosts};
pub use access::key_ring::{KeyRing, OnReload};
pub use access::new_key::{NewKey, Secret};
pub use access::origin::Origin;
pub use access::peer::Peer;
pub use access::policy::{AccessPolicy, is_open_to_others};
pub use access::rate::{Limiter, Rate};
pub use access::scope::Scope;
pub use app::{App, OpenBody};
pub use control::Control;
pub use pages::Pages;
pub use problem::Problem;
pub use refresher::{Bills, Freshness, OnFailure, Refresher, Source};
pub use router::router;
pub use routes::score::BODY;
pub use service::{ServiceConfig, run};
