//! A cache of reports in a folder, which keeps them between runs. A report is returned only to the credential that
//! fetched it. The cache never fails a run: an entry that is damaged or cannot be written is skipped with a warning.

use crate::clock::Clock;
use crate::error::Error;
use crate::event::{Event, Listener};
use crate::http::{Client, Credential};
use crate::io::atomic_file::AtomicFile;
use crate::model::report::Report;
use crate::reports::lookup;
use crate::wire::decode;
use crate::wire::report::REPORT_BYTES_MAX;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::time::{Duration, SystemTime};

/// The maximum size of a cache file in bytes. A report may be several times larger here, for its characters are
/// escaped.
const ENTRY_BYTES_MAX: u64 = 8 * REPORT_BYTES_MAX;
/// An entry that was not used for this time is removed.
const UNUSED_MAX: Duration = Duration::from_hours(30 * 24);
/// The precision of the time of the last use: it is written again only if it is older than this.
const LAST_USE_PRECISION: Duration = Duration::from_hours(24);
/// The maximum number of files that a run checks to find unused entries.
const FILES_SEEN_MAX: usize = 10_000;

/// A cache of reports in a folder. Several runs and several users may share the folder.
pub struct ReportCache {
    folder: PathBuf,
    ttl: Duration,
    credential: Credential,
    clock: Clock,
    listener: Listener,
    swept: Once,
}

/// A cache file: an answer of the upstream. The modification time of the file is the time of its last use.
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The digest in the name of the file, made of the credential and the URL.
    key: String,
    url: String,
    /// The time of the answer, in seconds since 1970, UTC.
    answered_at: u64,
    etag: Option<String>,
    body: String,
}

/// A report that is in the cache.
pub(super) struct CachedReport {
    pub(super) report: Report,
    /// Whether it is recent enough to be used without a request.
    pub(super) fresh: bool,
    /// The entity tag for a conditional request, if any.
    pub(super) etag: Option<String>,
    body: String,
}

impl ReportCache {
    /// Creates a cache for the credential of a client. The folder is created when the first report is written. A report
    /// that is older than `ttl` is requested again.
    pub fn new(folder: PathBuf, ttl: Duration, client: &Client, listener: Listener) -> Self {
        let (credential, clock) = (client.credential(), client.clock().clone());
        Self { folder, ttl, credential, clock, listener, swept: Once::new() }
    }

    /// Returns the cached report of a URL, if any.
    pub(super) fn get(&self, url: &str, id: i64) -> Option<CachedReport> {
        let key = self.key(url);
        let path = self.path(&key);
        let bytes = match decode::read_regular_file(&path, ENTRY_BYTES_MAX) {
            Ok(bytes) => bytes,
            Err(Error::File { source, .. }) if source.kind() == io::ErrorKind::NotFound => return None,
            Err(Error::File { source, .. }) => return self.pass_over(&path, source.to_string()),
            Err(error) => return self.pass_over(&path, format!("damaged: {error}")),
        };
        let entry: Entry = match serde_json::from_slice(&bytes) {
            Ok(entry) => entry,
            Err(error) => return self.pass_over(&path, format!("damaged: {error}")),
        };
        if entry.key != key {
            // The file was renamed: it holds an answer to another credential or of another URL.
            return None;
        }
        let report = match lookup::read(url, entry.body.as_bytes(), id) {
            Ok(report) => report,
            Err(error) => return self.pass_over(&path, format!("damaged: {error}")),
        };
        if self.unused_for(&path).is_some_and(|time| time > LAST_USE_PRECISION) {
            self.write(&entry);
        }
        let age = self.now().checked_sub(entry.answered_at).map(Duration::from_secs);
        let fresh = age.is_some_and(|age| age < self.ttl);
        // Ignore an entity tag that cannot be sent in a header.
        let etag = entry.etag.filter(|etag| etag.bytes().all(|byte| (b' '..=b'~').contains(&byte)));
        Some(CachedReport { report, fresh, etag, body: entry.body })
    }

    /// Writes an answer that was just received and is a valid report.
    pub(super) fn keep(&self, url: &str, etag: Option<String>, body: &[u8]) {
        if let Ok(body) = std::str::from_utf8(body) {
            let (key, url, body) = (self.key(url), url.to_owned(), body.to_owned());
            self.write(&Entry { key, url, answered_at: self.now(), etag, body });
        }
    }

    /// Writes a report again that the upstream has just confirmed to be unchanged.
    pub(super) fn renew(&self, url: &str, kept: CachedReport) {
        self.keep(url, kept.etag, kept.body.as_bytes());
    }

    /// Removes the report of a URL, which is out of date or must not be cached.
    pub(super) fn remove(&self, url: &str) {
        let path = self.path(&self.key(url));
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                self.pass_over::<()>(&path, error.to_string());
            }
            _ => {}
        }
    }

    fn write(&self, entry: &Entry) {
        let path = self.path(&entry.key);
        let written = make_private_folder(&self.folder)
            .and_then(|()| serde_json::to_vec(entry).map_err(io::Error::from))
            .and_then(|bytes| AtomicFile::write(&path, &bytes));
        match written {
            Ok(()) => self.swept.call_once(|| self.sweep()),
            Err(error) => drop(self.pass_over::<()>(&path, error.to_string())),
        }
    }

    /// Removes entries that were not used for [`UNUSED_MAX`]. Ignores errors.
    fn sweep(&self) {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().take(FILES_SEEN_MAX).flatten();
        for path in entries.filter(|entry| is_entry(&entry.file_name())).map(|entry| entry.path()) {
            if self.unused_for(&path).is_some_and(|time| time > UNUSED_MAX) {
                let _ = fs::remove_file(path);
            }
        }
    }

    /// Returns the digest of the credential and the URL. The token cannot be read from it.
    fn key(&self, url: &str) -> String {
        let digest = Sha256::new().chain_update(self.credential.0).chain_update(url).finalize();
        digest.iter().fold(String::new(), |mut key, byte| {
            // Writing to a string cannot fail.
            let _ = write!(key, "{byte:02x}");
            key
        })
    }

    fn path(&self, key: &str) -> PathBuf {
        self.folder.join(format!("report-{key}.json"))
    }

    /// Returns the current time in seconds since 1970, UTC.
    fn now(&self) -> u64 {
        u64::try_from(self.clock.now().as_second()).unwrap_or_default()
    }

    /// Returns the time since the last use of a file, if it is known.
    fn unused_for(&self, path: &Path) -> Option<Duration> {
        let written = fs::symlink_metadata(path).and_then(|file| file.modified()).ok()?;
        SystemTime::from(self.clock.now()).duration_since(written).ok()
    }

    fn pass_over<T>(&self, path: &Path, reason: String) -> Option<T> {
        (self.listener)(&Event::CachePassedOver { path: path.display().to_string(), reason });
        None
    }
}

impl std::fmt::Debug for ReportCache {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("ReportCache").field("folder", &self.folder).finish_non_exhaustive()
    }
}

/// Whether a name is that of a cache file: with a digest of 256 bits, or of 64 as in older versions.
fn is_entry(name: &std::ffi::OsStr) -> bool {
    let digest = name.to_str().and_then(|name| name.strip_prefix("report-")?.strip_suffix(".json"));
    digest.is_some_and(|digest| {
        matches!(digest.len(), 16 | 64) && digest.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

/// Creates a folder that only its owner may read. Leaves an existing folder as it is.
fn make_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
