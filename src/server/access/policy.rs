//! What a service allows, as it was set.

use crate::server::access::host::Hosts;
use crate::server::access::key_ring::KeyRing;
use crate::server::access::origin::Origin;
use crate::server::access::rate::Limiter;
use ipnet::IpNet;
use std::net::SocketAddr;

/// What a service allows. By default everything but other sites' pages.
#[derive(Debug, Default)]
pub struct AccessPolicy {
    /// Who may ask; everyone where there are no keys.
    pub keys: Option<KeyRing>,
    /// How often; without limit where there is none.
    pub rate: Option<Limiter>,
    /// Proxies whose word is taken for where a request comes from.
    pub proxies: Vec<IpNet>,
    /// The origins whose pages may use the service.
    pub origins: Vec<Origin>,
    /// The names that the service is asked by.
    pub hosts: Hosts,
}

/// Whether others than this machine can reach an address.
pub fn is_open_to_others(address: SocketAddr) -> bool {
    !address.ip().to_canonical().is_loopback()
}
