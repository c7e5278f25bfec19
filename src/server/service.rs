//! The service as a process: it accepts connections, and ends in order.

use crate::error::{Error, Result};
use crate::server::access::reload::keep_reading;
use crate::server::app::App;
use crate::server::connection::{self, Ending};
use crate::server::control::Control;
use crate::server::limits::{
    ACCEPT_PAUSE, BLOCKING_THREADS_MAX, ConnectionLimits, HANDSHAKE_TIME, REFUSALS_MAX,
};
use crate::server::listen::{ListenAddress, Socket};
use crate::server::problem::Problem;
use crate::server::router::router;
use crate::server::socket::{Accepted, AsyncSocket};
use crate::server::stream::Transport;
use crate::server::tls::Tls;
use axum::Router;
use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

/// How a service accepts connections, and ends.
#[derive(Debug)]
pub struct ServiceConfig {
    /// How connections over TCP are encrypted, if they are.
    pub tls: Option<Tls>,
    /// What connections may take.
    pub limits: ConnectionLimits,
    /// How long it answers on, once it has said that it is not ready any more.
    pub drain: Duration,
    /// How long requests that were accepted may take to end.
    pub grace: Duration,
}

/// What happens to a service.
#[derive(Debug)]
pub enum ServiceEvent<'a> {
    /// It accepts connections at all its addresses, of which this is one.
    Listening {
        /// The address, with the port that it has got.
        address: &'a ListenAddress,
        /// Whether connections are encrypted.
        is_encrypted: bool,
    },
    /// It listens everywhere.
    Ready,
    /// A connection could not be accepted.
    NotAccepted(&'a io::Error),
    /// A client was answered before its request reached a route: it broke off, was no HTTP, or was one too many.
    Refused(&'a Problem),
    /// Certificates have been read again.
    CertificatesRead,
    /// Certificates could not be read again: the old ones stay.
    CertificatesKept(&'a Error),
    /// It is about to end.
    Stopping,
    /// It ends, and so many connections are cut off: their time is over.
    CutOff(usize),
}

/// Hears what happens to a service.
pub type OnServiceEvent = Box<dyn Fn(&ServiceEvent<'_>) + Send + Sync>;

/// Runs a service until it is asked to end.
///
/// # Errors
/// [`Error::File`] where it cannot listen, [`Error::NoThread`].
pub fn run(
    config: ServiceConfig,
    sockets: Vec<Socket>,
    app: Arc<App>,
    control: &Control,
    on_event: OnServiceEvent,
) -> Result<()> {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.enable_all().max_blocking_threads(BLOCKING_THREADS_MAX).build();
    let runtime = runtime.map_err(|source| Error::NoThread { what: "service", source })?;
    let result = runtime.block_on(async {
        let sockets = sockets.into_iter().map(AsyncSocket::new).collect::<Result<Vec<_>>>()?;
        let service = Service {
            router: router(Arc::clone(&app)),
            connections: Arc::new(Semaphore::new(config.limits.connections)),
            refusals: Arc::new(Semaphore::new(REFUSALS_MAX)),
            ending: watch::channel(Ending::No).0,
            app,
            config,
            on_event,
        };
        Arc::new(service).run(sockets, control).await;
        Ok(())
    });
    // Work that blocks is not waited for any longer.
    runtime.shutdown_background();
    result
}

struct Service {
    router: Router,
    app: Arc<App>,
    config: ServiceConfig,
    /// A permit for each connection that may come.
    connections: Arc<Semaphore>,
    /// A permit for each client that may be told that there are too many.
    refusals: Arc<Semaphore>,
    ending: watch::Sender<Ending>,
    on_event: OnServiceEvent,
}

impl Service {
    async fn run(self: Arc<Self>, sockets: Vec<AsyncSocket>, control: &Control) {
        raise_file_limit(self.config.limits.connections);
        for socket in &sockets {
            self.tell(&ServiceEvent::Listening {
                address: &socket.address,
                is_encrypted: self.encrypts(socket),
            });
        }
        let mut tasks = JoinSet::new();
        let mut accepting = JoinSet::new();
        for socket in sockets {
            accepting.spawn(Arc::clone(&self).accept(socket));
        }
        tasks.spawn(Arc::clone(&self).read_certificates_again(control.reloads()));
        tasks.spawn(keep_reading(control.reloads(), Arc::clone(&self.app)));
        self.tell(&ServiceEvent::Ready);
        control.stopped().await;
        self.app.draining.store(true, Ordering::Relaxed);
        self.ending.send_replace(Ending::Draining);
        self.tell(&ServiceEvent::Stopping);
        tokio::time::sleep(self.config.drain).await;
        self.ending.send_replace(Ending::Closing);
        while accepting.join_next().await.is_some() {}
        let _ = tokio::time::timeout(self.config.grace, self.all_over()).await;
        let left = self.config.limits.connections.saturating_sub(self.connections.available_permits());
        if left > 0 {
            self.tell(&ServiceEvent::CutOff(left));
        }
    }

    /// Waits until no connection is left.
    async fn all_over(&self) {
        for (permits, most) in
            [(&self.connections, self.config.limits.connections), (&self.refusals, REFUSALS_MAX)]
        {
            // The semaphores are never closed.
            let _ = permits.acquire_many(u32::try_from(most).unwrap_or(u32::MAX)).await;
        }
    }

    /// Takes the connections of a socket until the service ends.
    async fn accept(self: Arc<Self>, socket: AsyncSocket) {
        let mut ending = self.ending.subscribe();
        let is_encrypted = self.encrypts(&socket);
        let accept = async {
            let mut is_failing = false;
            loop {
                let accepted = socket.accept().await;
                let was_failing = std::mem::replace(&mut is_failing, accepted.is_err());
                match accepted {
                    Ok(client) => self.spawn(is_encrypted, client),
                    // A client that has gone again is nothing to wait for.
                    Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
                    Err(error) => {
                        if !was_failing {
                            self.tell(&ServiceEvent::NotAccepted(&error));
                        }
                        tokio::time::sleep(ACCEPT_PAUSE).await;
                    }
                }
            }
        };
        let closed = async {
            connection::closing(&mut ending).await;
            socket.turn_away();
            tokio::time::sleep(HANDSHAKE_TIME).await;
        };
        tokio::select! {
            () = closed => {}
            () = accept => {}
        }
        for client in socket.close() {
            self.spawn(is_encrypted, client);
        }
    }

    /// Serves a client, or refuses it where there are too many.
    fn spawn(self: &Arc<Self>, is_encrypted: bool, (transport, peer): Accepted) {
        let permit = Arc::clone(&self.connections).try_acquire_owned();
        let is_one_too_many = permit.is_err();
        // Whoever cannot even be refused is hung up on.
        let Ok(permit) = permit.or_else(|_| Arc::clone(&self.refusals).try_acquire_owned()) else { return };
        let service = Arc::clone(self);
        tokio::spawn(async move {
            let transport = if is_encrypted { service.encrypt(transport).await } else { Some(transport) };
            let Some(transport) = transport else { return };
            let on_refused = |problem: &_| service.tell(&ServiceEvent::Refused(problem));
            if is_one_too_many {
                let problem = connection::overloaded();
                on_refused(&problem);
                connection::refuse(transport, &problem).await;
            } else {
                let ending = service.ending.subscribe();
                let router = service.router.clone();
                connection::serve(transport, peer, router, &service.config.limits, ending, on_refused).await;
            }
            drop(permit);
        });
    }

    /// Agrees with a client on encryption; nothing where that fails, or takes too long.
    async fn encrypt(&self, transport: Box<dyn Transport>) -> Option<Box<dyn Transport>> {
        let acceptor = self.config.tls.as_ref()?.acceptor();
        let shaken = tokio::time::timeout(self.config.limits.header_timeout, acceptor.accept(transport));
        Some(Box::new(shaken.await.ok()?.ok()?))
    }

    /// Whether connections of a socket are encrypted: those of a Unix socket are not.
    fn encrypts(&self, socket: &AsyncSocket) -> bool {
        self.config.tls.is_some() && matches!(socket.address, ListenAddress::Tcp(_))
    }

    async fn read_certificates_again(self: Arc<Self>, mut reloads: watch::Receiver<u64>) {
        while reloads.changed().await.is_ok() {
            match self.config.tls.as_ref().map(Tls::read_again) {
                Some(Ok(())) => self.tell(&ServiceEvent::CertificatesRead),
                Some(Err(error)) => self.tell(&ServiceEvent::CertificatesKept(&error)),
                None => {}
            }
        }
    }

    fn tell(&self, event: &ServiceEvent<'_>) {
        (self.on_event)(event);
    }
}

/// Lets the process have as many files open as it needs for its connections, where the system allows it.
#[cfg(unix)]
fn raise_file_limit(connections: usize) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    /// Files for all else: the upstream, the cache, the log.
    const OTHER_FILES: u64 = 256;
    let limit = getrlimit(Resource::Nofile);
    let needed = u64::try_from(connections).unwrap_or(u64::MAX).saturating_add(OTHER_FILES);
    let current = limit.maximum.map_or(needed, |maximum| maximum.min(needed));
    if limit.current.is_some_and(|now| now < current) {
        // If not, connections wait until others end.
        let _ = setrlimit(Resource::Nofile, Rlimit { current: Some(current), ..limit });
    }
}

#[cfg(not(unix))]
fn raise_file_limit(_: usize) {}
