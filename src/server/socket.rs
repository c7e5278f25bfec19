//! A socket that the runtime waits on.

use crate::error::{Error, Result};
use crate::server::listen::{ListenAddress, Listener, Socket};
use crate::server::stream::Transport;
use std::io;
use std::net::SocketAddr;
use tokio::net::{TcpListener, TcpStream};

/// Connections that had come when the socket was closed, at the most.
const LAST_CONNECTIONS_MAX: usize = 4096;

/// A client, and its address over TCP.
pub(super) type Accepted = (Box<dyn Transport>, Option<SocketAddr>);

/// A socket that the runtime waits on.
#[derive(Debug)]
pub(super) struct AsyncSocket {
    /// Where it listens.
    pub(super) address: ListenAddress,
    listener: AsyncListener,
    is_inherited: bool,
}

#[derive(Debug)]
enum AsyncListener {
    Tcp(TcpListener),
    #[cfg(unix)]
    Unix(tokio::net::UnixListener, Option<crate::server::listen::SocketFile>),
}

impl AsyncSocket {
    /// Hands a socket over to the runtime.
    ///
    /// # Errors
    /// [`Error::File`] that names the address.
    pub(super) fn new(socket: Socket) -> Result<Self> {
        let Socket { address, listener, is_inherited } = socket;
        let listener = match listener {
            Listener::Tcp(listener) => listener
                .set_nonblocking(true)
                .and_then(|()| TcpListener::from_std(listener))
                .map(AsyncListener::Tcp),
            #[cfg(unix)]
            Listener::Unix(listener, file) => listener
                .set_nonblocking(true)
                .and_then(|()| tokio::net::UnixListener::from_std(listener))
                .map(|listener| AsyncListener::Unix(listener, file)),
        };
        let listener = listener.map_err(|source| Error::File {
            path: address.to_string().into(),
            action: "listen",
            source,
            hint: None,
        })?;
        Ok(Self { address, listener, is_inherited })
    }

    /// Waits for the next client.
    pub(super) async fn accept(&self) -> io::Result<Accepted> {
        match &self.listener {
            AsyncListener::Tcp(listener) => {
                let (stream, peer) = listener.accept().await?;
                Ok(of_tcp(stream, peer))
            }
            #[cfg(unix)]
            AsyncListener::Unix(listener, _) => Ok((Box::new(listener.accept().await?.0), None)),
        }
    }

    /// Wants no more clients. On Linux, one that begins to connect from now on has no answer, and is refused once the
    /// socket is closed; one that is about to have connected still can. Elsewhere both are cut off then.
    pub(super) fn turn_away(&self) {
        #[cfg(target_os = "linux")]
        if let (AsyncListener::Tcp(listener), false) = (&self.listener, self.is_inherited) {
            // If not, it is as elsewhere.
            let _ = socket2::SockRef::from(listener).attach_filter(&without_syn());
        }
    }

    /// Closes the socket. Returns the clients that had come by then: they would be cut off with it. Those of a socket
    /// that somebody else keeps open wait for whoever serves it next.
    pub(super) fn close(self) -> Vec<Accepted> {
        let mut last = Vec::new();
        if self.is_inherited {
            return last;
        }
        match self.listener {
            AsyncListener::Tcp(listener) => {
                let Ok(listener) = listener.into_std() else { return last };
                accept_last(|| {
                    let (stream, peer) = listener.accept()?;
                    stream.set_nonblocking(true)?;
                    last.push(of_tcp(TcpStream::from_std(stream)?, peer));
                    Ok(())
                });
            }
            #[cfg(unix)]
            AsyncListener::Unix(listener, file) => {
                // Nobody finds it any more.
                drop(file);
                let Ok(listener) = listener.into_std() else { return last };
                accept_last(|| {
                    let stream = listener.accept()?.0;
                    stream.set_nonblocking(true)?;
                    last.push((Box::new(tokio::net::UnixStream::from_std(stream)?), None));
                    Ok(())
                });
            }
        }
        last
    }
}

/// A filter of TCP packets that drops those that begin a connection.
#[cfg(target_os = "linux")]
fn without_syn() -> [socket2::SockFilter; 4] {
    // Operations of the filter machine: load a byte, jump if a bit is set, return how much of the packet stays.
    const LOAD: u16 = 0x30;
    const JUMP_IF_SET: u16 = 0x45;
    const RETURN: u16 = 0x06;
    const FLAGS: u32 = 13;
    const SYN: u32 = 2;
    [
        socket2::SockFilter::new(LOAD, 0, 0, FLAGS),
        socket2::SockFilter::new(JUMP_IF_SET, 0, 1, SYN),
        socket2::SockFilter::new(RETURN, 0, 0, 0),
        socket2::SockFilter::new(RETURN, 0, 0, u32::MAX),
    ]
}

/// Accepts until nobody waits. A client that comes after that, and before the socket is closed, is cut off: the thread
/// begins its last attempt with time of its own, so that it is not put to sleep in between.
fn accept_last(mut accept: impl FnMut() -> io::Result<()>) {
    for _ in 0..LAST_CONNECTIONS_MAX {
        if accept().is_err() {
            std::thread::yield_now();
            if accept().is_err() {
                return;
            }
        }
    }
}

fn of_tcp(stream: TcpStream, peer: SocketAddr) -> Accepted {
    // Small answers are not held back to be put together.
    let _ = stream.set_nodelay(true);
    (Box::new(stream), Some(peer))
}
