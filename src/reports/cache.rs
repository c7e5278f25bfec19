//! Reports of an upstream, kept in a folder between runs, each for who asked. A help and never a reason to fail: what is
//! damaged or cannot be written is passed over with a warning.

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

/// Bytes of a file of the cache, at the most: a report whose every character is escaped, and what stands beside it.
const ENTRY_BYTES_MAX: u64 = 8 * REPORT_BYTES_MAX;
/// What nobody has used for so long is removed.
const UNUSED_MAX: Duration = Duration::from_hours(30 * 24);
/// How far the time of the last use may be from what is noted: what is used again sooner is not noted again.
const USE_NOTED: Duration = Duration::from_hours(24);
/// Files of the folder that a run looks at to find those that nobody uses.
const FILES_SEEN_MAX: usize = 10_000;

/// Reports kept in a folder. Several runs, and several people, may share it.
pub struct ReportCache {
    folder: PathBuf,
    ttl: Duration,
    credential: Credential,
    clock: Clock,
    listener: Listener,
    swept: Once,
}

/// A file of the cache: an answer of the upstream, and when it was given. The time of the file is that of the last use.
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// What the name of the file says: a digest of who asked, and for what.
    key: String,
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
    /// A cache in a folder, which is made when something is kept, of answers to the credential of a client and nobody else. What is
    /// older than `ttl` is asked for again.
    pub fn new(folder: PathBuf, ttl: Duration, client: &Client, listener: Listener) -> Self {
        let (credential, clock) = (client.credential(), client.clock().clone());
        Self { folder, ttl, credential, clock, listener, swept: Once::new() }
    }

    /// What is kept of a report of this URL.
    pub(super) fn get(&self, url: &str, id: i64) -> Option<Kept> {
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
            // Somebody else's answer, or that to another question, under a name that is not its own.
            return None;
        }
        let report = match lookup::read(url, entry.body.as_bytes(), id) {
            Ok(report) => report,
            Err(error) => return self.pass_over(&path, format!("damaged: {error}")),
        };
        if self.unused_for(&path).is_some_and(|time| time > USE_NOTED) {
            self.write(&entry);
        }
        let age = self.now().checked_sub(entry.answered_at).map(Duration::from_secs);
        let fresh = age.is_some_and(|age| age < self.ttl);
        // What a header cannot hold is no tag.
        let etag = entry.etag.filter(|etag| etag.bytes().all(|byte| (b' '..=b'~').contains(&byte)));
        Some(Kept { report, fresh, etag, body: entry.body })
    }

    /// Keeps an answer that has just been given, and was found to be a report.
    pub(super) fn keep(&self, url: &str, etag: Option<String>, body: &[u8]) {
        if let Ok(body) = std::str::from_utf8(body) {
            let (key, url, body) = (self.key(url), url.to_owned(), body.to_owned());
            self.write(&Entry { key, url, answered_at: self.now(), etag, body });
        }
    }

    /// Keeps what has just been found unchanged.
    pub(super) fn renew(&self, url: &str, kept: Kept) {
        self.keep(url, kept.etag, kept.body.as_bytes());
    }

    /// Takes away what was kept of a URL, which is true no more, or must not be kept.
    pub(super) fn forget(&self, url: &str) {
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

    /// Removes what nobody has used for long. What cannot be removed stays.
    fn sweep(&self) {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().take(FILES_SEEN_MAX).flatten();
        for path in entries.filter(|entry| is_entry(&entry.file_name())).map(|entry| entry.path()) {
            if self.unused_for(&path).is_some_and(|time| time > UNUSED_MAX) {
                let _ = fs::remove_file(path);
            }
        }
    }

    /// Who asks for what, told by a digest from which nobody reads the token.
    fn key(&self, url: &str) -> String {
        let digest = Sha256::new().chain_update(self.credential.0).chain_update(url).finalize();
        digest.iter().fold(String::new(), |mut key, byte| {
            // In memory nothing fails.
            let _ = write!(key, "{byte:02x}");
            key
        })
    }

    fn path(&self, key: &str) -> PathBuf {
        self.folder.join(format!("report-{key}.json"))
    }

    /// Seconds since 1970, UTC.
    fn now(&self) -> u64 {
        u64::try_from(self.clock.now().as_second()).unwrap_or_default()
    }

    /// How long ago a file was written.
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

/// Whether a file is named as one of the cache: by a digest of 256 bits, or of 64 as they once were.
fn is_entry(name: &std::ffi::OsStr) -> bool {
    let digest = name.to_str().and_then(|name| name.strip_prefix("report-")?.strip_suffix(".json"));
    digest.is_some_and(|digest| {
        matches!(digest.len(), 16 | 64) && digest.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

/// Makes a folder that nobody else looks into, if it is not there. One that is there is left as it is.
fn make_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
