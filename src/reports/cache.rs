//! Reports of an upstream, kept in a folder between runs. A help and never a reason to fail: what is damaged or cannot
//! be written is passed over with a warning.

use crate::model::report::Report;
use crate::notice::{Listener, Notice};
use crate::replacement::Replacement;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Reports kept in a folder. Several runs may share it.
pub struct ReportCache {
    folder: PathBuf,
    ttl: Duration,
    listener: Listener,
}

/// A file of the cache: an answer of the upstream, and when it was given.
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    url: String,
    /// Seconds since 1970, UTC.
    answered_at: u64,
    etag: Option<String>,
    body: String,
}

/// A report that was kept.
pub(super) struct Kept {
    pub(super) report: Report,
    /// Whether it is young enough to be used without asking.
    pub(super) fresh: bool,
    /// What to ask with whether it has changed.
    pub(super) etag: Option<String>,
    body: String,
}

impl ReportCache {
    /// A cache in a folder, which is made when something is kept. What is older than `ttl` is asked for again.
    pub fn new(folder: PathBuf, ttl: Duration, listener: Listener) -> Self {
        Self { folder, ttl, listener }
    }

    /// What is kept of a report of this URL.
    pub(super) fn get(&self, url: &str, id: i64) -> Option<Kept> {
        let path = self.path(url);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
            Err(error) => return self.pass_over(&path, error.to_string()),
        };
        let entry: Entry = match serde_json::from_slice(&bytes) {
            Ok(entry) => entry,
            Err(error) => return self.pass_over(&path, format!("damaged: {error}")),
        };
        if entry.url != url {
            // Another upstream's answer, whose name has the same hash.
            return None;
        }
        match super::read(url, entry.body.as_bytes(), id) {
            Ok(report) => {
                let age = now().checked_sub(entry.answered_at).map(Duration::from_secs);
                let fresh = age.is_some_and(|age| age < self.ttl);
                Some(Kept { report, fresh, etag: entry.etag, body: entry.body })
            }
            Err(error) => self.pass_over(&path, format!("damaged: {error}")),
        }
    }

    /// Keeps an answer that has just been given, and was found to be a report.
    pub(super) fn keep(&self, url: &str, etag: Option<String>, body: &[u8]) {
        if let Ok(body) = std::str::from_utf8(body) {
            self.write(&Entry { url: url.to_owned(), answered_at: now(), etag, body: body.to_owned() });
        }
    }

    /// Keeps what has just been found unchanged.
    pub(super) fn renew(&self, url: &str, kept: Kept) {
        self.write(&Entry { url: url.to_owned(), answered_at: now(), etag: kept.etag, body: kept.body });
    }

    fn write(&self, entry: &Entry) {
        let path = self.path(&entry.url);
        let written = fs::create_dir_all(&self.folder)
            .and_then(|()| serde_json::to_vec(entry).map_err(io::Error::from))
            .and_then(|bytes| Replacement::write(&path, &bytes));
        if let Err(error) = written {
            self.pass_over::<()>(&path, error.to_string());
        }
    }

    fn path(&self, url: &str) -> PathBuf {
        let mut hasher = DefaultHasher::new();
        url.hash(&mut hasher);
        self.folder.join(format!("report-{:016x}.json", hasher.finish()))
    }

    fn pass_over<T>(&self, path: &Path, reason: String) -> Option<T> {
        (self.listener)(&Notice::CachePassedOver { path: path.display().to_string(), reason });
        None
    }
}

impl std::fmt::Debug for ReportCache {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("ReportCache").field("folder", &self.folder).finish_non_exhaustive()
    }
}

/// Seconds since 1970, UTC.
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
