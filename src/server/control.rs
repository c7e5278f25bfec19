//! What whoever runs the service can tell it: end, or read its files again.

use std::sync::Arc;
use tokio::sync::watch;

/// Tells a service to end or to read its files again, from any thread.
#[derive(Debug, Clone)]
pub struct Control {
    stop: Arc<watch::Sender<bool>>,
    reloads: Arc<watch::Sender<u64>>,
}

impl Default for Control {
    fn default() -> Self {
        Self { stop: Arc::new(watch::channel(false).0), reloads: Arc::new(watch::channel(0).0) }
    }
}

impl Control {
    /// Asks the service to end in order. Returns whether nobody had asked before.
    pub fn stop(&self) -> bool {
        !self.stop.send_replace(true)
    }

    /// Asks the service to read its keys and certificates again.
    pub fn reload(&self) {
        self.reloads.send_modify(|reloads| *reloads += 1);
    }

    /// Waits until the service is asked to end.
    pub(super) async fn stopped(&self) {
        // The sender lives as long as this does.
        let _ = self.stop.subscribe().wait_for(|stop| *stop).await;
    }

    /// How often a reload has been asked for, to be waited on.
    pub(super) fn reloads(&self) -> watch::Receiver<u64> {
        self.reloads.subscribe()
    }
}
