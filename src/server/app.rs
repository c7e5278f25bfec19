//! What all requests share.

use crate::clock::Clock;
use crate::error::Result;
use crate::pipeline::Period;
use crate::server::access::policy::AccessPolicy;
use crate::server::body::Bodies;
use crate::server::monitor::Monitor;
use crate::server::pages::Pages;
use crate::server::refresher::{Bills, Freshness};
use crate::source::OpenInput;
use crate::tariff::Tariff;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Makes a period of the messages that a client sent. Their reports are those of the body, else looked up as for a bill.
pub type OpenBody = Box<dyn Fn(OpenInput) -> Result<Period> + Send + Sync>;

/// What a service is made of.
pub struct App {
    /// Its bills.
    pub bills: Bills,
    /// How old they may be.
    pub freshness: Freshness,
    /// What messages are charged by.
    pub tariff: Arc<Tariff>,
    /// How messages of clients are read.
    pub open_body: OpenBody,
    /// How bodies of clients are read.
    pub bodies: Bodies,
    /// Who may ask, how often, and from which pages.
    pub access: AccessPolicy,
    /// The pages of its bills.
    pub pages: Pages,
    /// What tells the time.
    pub clock: Clock,
    /// Whether the service is about to end.
    pub draining: AtomicBool,
    /// What counts the requests and tells of each.
    pub monitor: Monitor,
}

impl App {
    /// Whether the service is about to end, and wants no new requests.
    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }
}
