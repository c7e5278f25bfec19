//! What a page says more where a service hands it out: how old it is, and a choice of time zones.

use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};

pub(super) const SERVED_STYLE: &str = include_str!("served.css");
pub(super) const SERVED_SCRIPT: &str = include_str!("served.js");

/// The bill that a service shows on a page.
#[derive(Debug, Clone)]
pub struct Served {
    /// What the bill is known by: its entity tag.
    pub tag: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// Whether no newer one could be made when there should have been one.
    pub is_stale: bool,
}

/// The bar above such a page, as `dashboard/served.html` writes it.
pub(super) struct Bar<'a> {
    pub(super) served: &'a Served,
    pub(super) style: &'static str,
    pub(super) script: &'static str,
    /// When the bill was made, in the time zone of the page.
    pub(super) as_of: String,
    /// The names of all time zones, in their order.
    pub(super) timezones: Vec<String>,
}

impl<'a> Bar<'a> {
    pub(super) fn new(served: &'a Served, timezone: &TimeZone) -> Self {
        let as_of = served.made_at.to_zoned(timezone.clone()).strftime("%Y-%m-%d %H:%M:%S %:z").to_string();
        let (style, script) = (SERVED_STYLE, SERVED_SCRIPT);
        Self { served, style, script, as_of, timezones: timezones() }
    }
}

/// The names of all time zones, in their order.
pub fn timezones() -> Vec<String> {
    let mut names: Vec<String> =
        TimeZoneDatabase::bundled().available().map(|name| name.as_str().to_owned()).collect();
    names.sort();
    names
}
