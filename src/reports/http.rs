//! Looks up reports in the upstream, on a bounded number of threads with one connection each.

use crate::error::Error;
use crate::http::{Answer, Client, Queued, Request, RetryBudget};
use crate::reports::cache::{CachedReport, ReportCache};
use crate::reports::lookup::{self, Lookup, OnReportError};
use crate::wire::report::REPORT_BYTES_MAX;
use hashbrown::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;

/// The reports of an upstream.
#[derive(Debug)]
pub struct ReportApi {
    upstream: Arc<Upstream>,
    connections_max: usize,
}

/// The state that the threads share.
#[derive(Debug)]
struct Upstream {
    client: Arc<Client>,
    cache: Option<ReportCache>,
    budget: RetryBudget,
}

impl ReportApi {
    /// Creates a look-up of reports in the upstream of a client, with at most `connections_max` connections at once.
    pub fn new(client: Arc<Client>, connections_max: usize, cache: Option<ReportCache>) -> Self {
        Self {
            upstream: Arc::new(Upstream { client, cache, budget: RetryBudget::default() }),
            connections_max,
        }
    }

    /// Returns the URL of a report.
    pub(super) fn url(&self, id: i64) -> String {
        self.upstream.client.url(&path(id))
    }

    /// Looks up each report once. Returns the results in the order of `ids`, up to the first failure that is not
    /// tolerated. "First" refers to this order, not to time: after a failure, look-ups before it go on, and look-ups
    /// after it are not started, or their results are ignored.
    pub(super) fn look_up(&self, ids: Vec<i64>, on_error: OnReportError) -> Vec<(i64, Lookup)> {
        self.upstream.budget.expect(ids.len());
        let (next, first_failure) = (AtomicUsize::new(0), AtomicUsize::new(usize::MAX));
        let work = Arc::new(Work { ids, on_error, next, first_failure });
        let (done, lookups) = mpsc::channel();
        let workers: Vec<_> = (0..self.connections_max.min(work.ids.len()))
            .filter_map(|_| {
                let (upstream, work, done) = (Arc::clone(&self.upstream), Arc::clone(&work), done.clone());
                thread::Builder::new().spawn(move || work.run(&upstream, &done)).ok()
            })
            .collect();
        if workers.is_empty() {
            // No thread could be started: look up all reports on this one.
            work.run(&self.upstream, &done);
        }
        drop(done);
        let (mut in_order, mut out_of_order) = (Vec::with_capacity(work.ids.len()), HashMap::new());
        for (index, lookup) in lookups {
            out_of_order.insert(index, lookup);
            for &id in work.ids.iter().skip(in_order.len()) {
                let Some(lookup) = out_of_order.remove(&in_order.len()) else { break };
                let ends = work.ends(&lookup);
                in_order.push((id, lookup));
                if ends {
                    return in_order;
                }
            }
        }
        for worker in workers {
            if let Err(panic) = worker.join() {
                std::panic::resume_unwind(panic);
            }
        }
        in_order
    }
}

/// The reports to look up for one batch. The threads share it.
struct Work {
    ids: Vec<i64>,
    on_error: OnReportError,
    next: AtomicUsize,
    /// The lowest position of a report whose failure is not tolerated.
    first_failure: AtomicUsize,
}

impl Work {
    fn run(&self, upstream: &Upstream, done: &mpsc::Sender<(usize, Lookup)>) {
        loop {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(&id) = self.ids.get(index) else { return };
            let budget = &upstream.budget;
            let queued = Queued { budget, index, first_failure: &self.first_failure };
            if queued.is_cancelled() {
                return;
            }
            let lookup = upstream.look_up(id, queued);
            if self.ends(&lookup) {
                self.first_failure.fetch_min(index, Ordering::Relaxed);
            }
            if done.send((index, lookup)).is_err() {
                return;
            }
        }
    }

    fn ends(&self, lookup: &Lookup) -> bool {
        lookup.as_ref().is_err_and(|error| !self.on_error.tolerates(error))
    }
}

impl Upstream {
    fn look_up(&self, id: i64, queued: Queued<'_>) -> Lookup {
        let path = path(id);
        let url = self.client.url(&path);
        let kept = self.cache.as_ref().and_then(|cache| cache.get(&url, id));
        if let Some(CachedReport { report, fresh: true, .. }) = kept {
            return Ok(Some(report));
        }
        let request = Request {
            path: &path,
            body_max: REPORT_BYTES_MAX.min(self.client.body_max()),
            etag: kept.as_ref().and_then(|kept| kept.etag.as_deref()),
            queued: Some(queued),
        };
        match (self.client.get(&request)?, kept) {
            (Answer::Unchanged { may_keep }, Some(kept)) => {
                let report = kept.report.clone();
                self.update_cache(
                    |cache| if may_keep { cache.renew(&url, kept) } else { cache.remove(&url) },
                );
                Ok(Some(report))
            }
            (Answer::Body { bytes, etag, may_keep }, _) => {
                let report = lookup::read(&url, &bytes, id)?;
                self.update_cache(
                    |cache| if may_keep { cache.keep(&url, etag, &bytes) } else { cache.remove(&url) },
                );
                Ok(Some(report))
            }
            (Answer::Unchanged { .. }, None) => {
                Err(Error::data(url, "304 Not Modified, but the report is not cached"))
            }
            (Answer::NotFound, Some(_)) => {
                self.update_cache(|cache| cache.remove(&url));
                Ok(None)
            }
            (Answer::NotFound, None) => Ok(None),
        }
    }

    fn update_cache(&self, update: impl FnOnce(&ReportCache)) {
        if let Some(cache) = &self.cache {
            update(cache);
        }
    }
}

/// Returns the path of a report below the base URL.
fn path(id: i64) -> String {
    format!("reports/{id}")
}
