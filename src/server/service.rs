//! The service as a process: it binds, accepts, and ends in order.

use crate::error::{Error, Result};
use crate::server::access::peer::Peer;
use crate::server::access::reload::keep_reading;
use crate::server::app::App;
use crate::server::control::Control;
use crate::server::router::router;
use axum::Router;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};

/// How a service listens and ends.
#[derive(Debug, Clone)]
pub struct ServiceConfig {
    /// Where it listens.
    pub listen: SocketAddr,
    /// How long a client may take to send the head of a request.
    pub header_timeout: Duration,
    /// How long it answers on, once it has said that it is not ready any more.
    pub drain: Duration,
    /// How long requests that were accepted may take to end.
    pub grace: Duration,
}

/// Runs a service until it is asked to end. `ready` hears its address, once it accepts connections.
///
/// # Errors
/// [`Error::File`] where it cannot listen, [`Error::NoThread`].
pub fn run(
    config: &ServiceConfig,
    app: Arc<App>,
    control: &Control,
    ready: impl FnOnce(SocketAddr),
) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|source| Error::NoThread { what: "service", source })?;
    runtime.block_on(async {
        let address = config.listen.to_string();
        let failed = |source| Error::write(&*address, source);
        let listener = TcpListener::bind(config.listen).await.map_err(failed)?;
        ready(listener.local_addr().map_err(failed)?);
        serve(config, listener, app, control).await;
        Ok(())
    })
}

async fn serve(config: &ServiceConfig, listener: TcpListener, app: Arc<App>, control: &Control) {
    let connections = GracefulShutdown::new();
    let router = router(Arc::clone(&app));
    let reloads = tokio::spawn(keep_reading(control.reloads(), Arc::clone(&app)));
    let accept = async {
        loop {
            match listener.accept().await {
                Ok((stream, peer)) => connect(stream, Peer(peer.ip()), &router, config, &connections),
                // No descriptor is left, or the client has gone: there may be one later.
                Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
            }
        }
    };
    let stop = async {
        control.stopped().await;
        app.draining.store(true, Ordering::Relaxed);
        tokio::time::sleep(config.drain).await;
    };
    tokio::select! {
        () = accept => {}
        () = stop => {}
    }
    drop(listener);
    reloads.abort();
    // What is not over by then is cut off.
    let _ = tokio::time::timeout(config.grace, connections.shutdown()).await;
}

fn connect(
    stream: TcpStream,
    peer: Peer,
    router: &Router,
    config: &ServiceConfig,
    connections: &GracefulShutdown,
) {
    // Small answers are not held back to be put together.
    let _ = stream.set_nodelay(true);
    let mut builder = Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(config.header_timeout);
    let service = TowerToHyperService::new(router.clone());
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(peer);
        service.call(request)
    });
    let connection = builder.serve_connection(TokioIo::new(stream), service);
    let connection = connections.watch(connection);
    tokio::spawn(async move {
        // A client that goes away is not an error.
        let _ = connection.await;
    });
}
