//! Keys that are read again while the service runs.

use crate::server::access::key_ring::KeyRing;
use crate::server::app::App;
use std::sync::Arc;
use tokio::sync::watch;

/// Reads the keys again, whenever it is asked for.
pub(in crate::server) async fn keep_reading(mut reloads: watch::Receiver<u64>, app: Arc<App>) {
    while reloads.changed().await.is_ok() {
        let app = Arc::clone(&app);
        let reload = move || app.access.keys.as_ref().map(KeyRing::reload);
        // A panic in there has been told by then, and the old keys stay.
        let _ = tokio::task::spawn_blocking(reload).await;
    }
}
