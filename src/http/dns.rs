//! Resolves host names with the system resolver, each on its own thread. If no thread can be started, resolves on the
//! calling one, where the client's default resolver would panic.

use futures_channel::oneshot;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::io;
use std::net::ToSocketAddrs;
use std::thread;

#[derive(Debug)]
pub(super) struct DnsResolver;

impl Resolve for DnsResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let host = name.as_str().to_owned();
        let (send, answer) = oneshot::channel();
        let thread = thread::Builder::new().spawn(move || {
            // Sending fails only if the request was dropped and nobody waits for the addresses.
            let _ = send.send(addresses(&host));
        });
        Box::pin(async move {
            match thread {
                Ok(_) => Ok(answer.await??),
                Err(_) => Ok(addresses(name.as_str())?),
            }
        })
    }
}

fn addresses(host: &str) -> io::Result<Addrs> {
    // The client replaces port 0 by the port of the URL.
    Ok(Box::new((host, 0).to_socket_addrs()?))
}
