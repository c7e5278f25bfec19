//! `serve`: the routes through the router, without a socket; and the service as a process on a free port.

#[cfg(unix)]
mod connections;
#[cfg(unix)]
mod encryption;
#[cfg(unix)]
mod ending;
mod health;
#[cfg(unix)]
mod listening;
mod scenario;
mod usage;
