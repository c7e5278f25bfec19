//! `serve`: the routes through the router, without a socket; and the service as a process on a free port.

mod access;
mod browsers;
mod keys;
mod scenario;
mod usage;
