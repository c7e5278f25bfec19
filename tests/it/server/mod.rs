//! `serve`: the routes through the router, without a socket; and the service as a process on a free port.

mod document;
mod monitor;
mod refresher;
mod scenario;
mod usage;
