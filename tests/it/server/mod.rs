//! `serve`: the routes through the router, without a socket; and the service as a process on a free port.

mod browsing;
mod openapi;
mod pages;
mod scenario;
mod usage;
