//! One connection from its first byte to its last: requests and their answers, then an orderly goodbye.

use crate::server::access::peer::Peer;
use crate::server::limits::{
    BUFFER_BYTES_MAX, ConnectionLimits, HEAD_BYTES_MAX, HEADERS_MAX, LINGER_BYTES_MAX, LINGER_TIME,
};
use crate::server::problem::Problem;
use crate::server::stream::{OpenRequest, Progress, TimedStream, Transport};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, Request, Response, StatusCode, header};
use hyper::body::{Body as HttpBody, Frame, Incoming, SizeHint};
use hyper::server::conn::http1::Builder;
use hyper::service::Service;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::watch;

/// How far the end of the service has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ending {
    /// It is not about to end.
    No,
    /// It takes connections still, and closes each after its next answer.
    Draining,
    /// It takes no more.
    Closing,
}

/// Waits until the service takes no more connections.
pub(super) async fn closing(ending: &mut watch::Receiver<Ending>) {
    // It is as good as closed if nobody can say so any more.
    let _ = ending.wait_for(|ending| *ending == Ending::Closing).await;
}

/// Answers the requests of a connection until either side ends it.
pub(super) async fn serve(
    transport: Box<dyn Transport>,
    peer: Option<SocketAddr>,
    router: Router,
    limits: &ConnectionLimits,
    mut ending: watch::Receiver<Ending>,
    on_refused: impl Fn(&Problem),
) {
    let progress = Arc::<Progress>::default();
    let stream = TimedStream::new(transport, Arc::clone(&progress), limits);
    let router = TowerToHyperService::new(router);
    let answers = Answers { router, peer, progress: Arc::clone(&progress), ending: ending.clone() };
    let mut builder = Builder::new();
    // Whoever has sent all that it has to say still wants an answer.
    builder.half_close(true);
    builder.max_header_size(HEAD_BYTES_MAX).max_headers(HEADERS_MAX).max_buf_size(BUFFER_BYTES_MAX);
    let mut connection = builder.serve_connection(TokioIo::new(stream), answers);
    let ended = tokio::select! {
        ended = &mut connection => Some(ended),
        () = closing(&mut ending) => None,
    };
    let ended = if let Some(ended) = ended {
        ended
    } else {
        progress.end_soon();
        (&mut connection).await
    };
    let stream = connection.into_parts().io.into_inner();
    // A client that goes away is not an error. What is no HTTP/1 at all has had no answer yet.
    let is_no_http = ended.is_err_and(|error| error.is_parse());
    let refused = stream.refused().or(is_no_http.then_some(StatusCode::BAD_REQUEST));
    let has_ended = stream.has_ended();
    let mut transport = stream.into_transport();
    if let Some(problem) = refused.map(problem_of) {
        on_refused(&problem);
        say(&mut transport, &problem).await;
    }
    if refused.is_some() || !has_ended {
        linger(&mut transport).await;
    }
}

/// Says a problem to whoever has connected, whatever it asks, and hangs up.
pub(super) async fn refuse(mut transport: Box<dyn Transport>, problem: &Problem) {
    say(&mut transport, problem).await;
    linger(&mut transport).await;
}

/// Why a request never reached the service.
fn problem_of(status: StatusCode) -> Problem {
    let (code, message) = match status {
        StatusCode::REQUEST_TIMEOUT => ("header_timeout", "the head of the request took too long to come"),
        StatusCode::URI_TOO_LONG => ("uri_too_long", "the URI of the request is too long"),
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => {
            ("headers_too_large", "the head of the request is too large, or has too many headers")
        }
        _ => ("bad_request", "the request is not valid HTTP/1.1"),
    };
    Problem::new(status, code, message)
}

async fn say(transport: &mut Box<dyn Transport>, problem: &Problem) {
    // A client that does not listen is not told.
    let _ = tokio::time::timeout(LINGER_TIME, transport.write_all(&problem.whole_answer())).await;
}

/// Closes our side, and reads what the client still sends for a moment: if bytes are left unread when a connection is
/// closed, the system resets it, and the last answer may be lost.
async fn linger(transport: &mut Box<dyn Transport>) {
    let read = async {
        if transport.shutdown().await.is_err() {
            return;
        }
        let (mut buffer, mut left) = ([0; 4096], LINGER_BYTES_MAX);
        while let Ok(bytes @ 1..) = transport.read(&mut buffer).await {
            let Some(rest) = left.checked_sub(bytes) else { return };
            left = rest;
        }
    };
    let _ = tokio::time::timeout(LINGER_TIME, read).await;
}

/// The routes, as a connection asks them.
struct Answers {
    router: TowerToHyperService<Router>,
    peer: Option<SocketAddr>,
    progress: Arc<Progress>,
    ending: watch::Receiver<Ending>,
}

impl Service<Request<Incoming>> for Answers {
    type Response = Response<CountedBody>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn call(&self, mut request: Request<Incoming>) -> Self::Future {
        let open = self.progress.open_request();
        if let Some(peer) = self.peer {
            request.extensions_mut().insert(Peer(peer.ip()));
        }
        let has_unread = Arc::new(AtomicBool::new(!request.body().is_end_stream()));
        let request = request.map(|body| Body::new(ReadBody { body, has_unread: Arc::clone(&has_unread) }));
        let answer = self.router.call(request);
        let ending = self.ending.clone();
        Box::pin(async move {
            let mut response = answer.await?;
            // What is left of a body would have to be read before the next request.
            if *ending.borrow() != Ending::No || has_unread.load(Ordering::Relaxed) {
                response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
            }
            Ok(response.map(|body| CountedBody { body, _open: open }))
        })
    }
}

/// The body of a request, which says when it has been read to its end.
struct ReadBody {
    body: Incoming,
    has_unread: Arc<AtomicBool>,
}

impl HttpBody for ReadBody {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if frame.is_none() || self.body.is_end_stream() {
            self.has_unread.store(false, Ordering::Relaxed);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// The body of an answer, which is complete when this is dropped.
struct CountedBody {
    body: Body,
    _open: OpenRequest,
}

impl HttpBody for CountedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// The problem of a connection that is one too many.
pub(super) fn overloaded() -> Problem {
    Problem::unavailable("overloaded", "the service has too many connections", Duration::from_secs(1))
}
