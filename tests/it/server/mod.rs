//! `serve`: the routes through the router, without a socket; and the service as a process on a free port.

mod access;
mod browsers;
mod browsing;
#[cfg(unix)]
mod connections;
mod document;
#[cfg(unix)]
mod encryption;
#[cfg(unix)]
mod ending;
mod health;
mod keys;
#[cfg(unix)]
mod listening;
mod monitor;
mod openapi;
mod pages;
mod refresher;
mod scenario;
mod usage;
