//! What connections may take: how many there are, and how long they may be slow.

use std::time::Duration;

/// Bytes of the head of a request, at the most.
pub(super) const HEAD_BYTES_MAX: usize = 32 << 10;
/// Headers of a request, at the most.
pub(super) const HEADERS_MAX: usize = 100;
/// Bytes that a connection buffers in each direction, at the most.
pub(super) const BUFFER_BYTES_MAX: usize = 64 << 10;
/// Clients that are told at once that there are too many connections. Any more are hung up on.
pub(super) const REFUSALS_MAX: usize = 256;
/// After the last answer, what a client still sends is read for so long: were it not, the answer could be lost.
pub(super) const LINGER_TIME: Duration = Duration::from_secs(1);
/// And so many bytes of it.
pub(super) const LINGER_BYTES_MAX: usize = 1 << 20;
/// When the service ends, a connection without a request is kept for so long: one may be on its way.
pub(super) const LAST_REQUEST_TIME: Duration = Duration::from_millis(500);
/// When the service ends, clients that have begun to connect may take so long to have done so.
pub(super) const HANDSHAKE_TIME: Duration = Duration::from_millis(100);
/// After a connection could not be accepted, the next is tried after this.
pub(super) const ACCEPT_PAUSE: Duration = Duration::from_millis(50);
/// Threads that charge what clients send, or do other work that blocks.
pub(super) const BLOCKING_THREADS_MAX: usize = 16;

/// What connections may take.
#[derive(Debug, Clone, Copy)]
pub struct ConnectionLimits {
    /// Connections at once.
    pub connections: usize,
    /// How long a client may take to send the head of a request, or to agree on encryption.
    pub header_timeout: Duration,
    /// How long a connection may have no request, or take nothing of an answer.
    pub idle_timeout: Duration,
}
