//! `serve`: the routes through the router, without a socket; and the service as a process on a free port.

mod access;
mod browsers;
mod browsing;
mod keys;
mod openapi;
mod pages;
mod scenario;
mod usage;
