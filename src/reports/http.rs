//! Reports of the upstream, looked up over a bounded number of connections, on plain threads.

use crate::error::Error;
use crate::http::{Answer, Client, REPORT_BYTES_MAX, Request, RetryBudget};
use crate::reports::Lookup;
use crate::reports::cache::{Kept, ReportCache};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;

/// The reports of an upstream.
#[derive(Debug)]
pub struct ReportApi {
    upstream: Arc<Upstream>,
    connections_max: usize,
}

/// What the threads that look reports up have in common.
#[derive(Debug)]
struct Upstream {
    client: Arc<Client>,
    cache: Option<ReportCache>,
    budget: RetryBudget,
}

impl ReportApi {
    /// The reports of a client's upstream, over at most so many connections at once, with what a cache keeps of them.
    pub fn new(client: Arc<Client>, connections_max: usize, cache: Option<ReportCache>) -> Self {
        Self {
            upstream: Arc::new(Upstream { client, cache, budget: RetryBudget::default() }),
            connections_max,
        }
    }

    /// Looks up each report once, in the order of `ids` as far as the results go. The first failure that is not
    /// tolerated ends it at once: look-ups under way are left to themselves, the others are not begun.
    pub(super) fn look_up(&self, ids: Vec<i64>, tolerates: impl Fn(&Error) -> bool) -> Vec<(i64, Lookup)> {
        self.upstream.budget.expect(ids.len());
        let work = Arc::new(Work { ids, next: AtomicUsize::new(0), stopped: AtomicBool::new(false) });
        let (done, lookups) = mpsc::channel();
        let workers: Vec<_> = (0..self.connections_max.min(work.ids.len()))
            .map(|_| {
                let (upstream, work, done) = (Arc::clone(&self.upstream), Arc::clone(&work), done.clone());
                thread::spawn(move || work.run(&upstream, &done))
            })
            .collect();
        drop(done);
        let mut found = Vec::with_capacity(work.ids.len());
        for (index, id, lookup) in lookups {
            if lookup.as_ref().is_err_and(|error| !tolerates(error)) {
                work.stopped.store(true, Ordering::Relaxed);
                return vec![(id, lookup)];
            }
            found.push((index, id, lookup));
        }
        for worker in workers {
            if let Err(panic) = worker.join() {
                std::panic::resume_unwind(panic);
            }
        }
        // Answers come in any order; warnings must not.
        found.sort_by_key(|&(index, ..)| index);
        found.into_iter().map(|(_, id, lookup)| (id, lookup)).collect()
    }
}

/// The reports of one batch, shared by the threads that look them up.
struct Work {
    ids: Vec<i64>,
    next: AtomicUsize,
    stopped: AtomicBool,
}

impl Work {
    fn run(&self, upstream: &Upstream, done: &mpsc::Sender<(usize, i64, Lookup)>) {
        while !self.stopped.load(Ordering::Relaxed) {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(&id) = self.ids.get(index) else {
                return;
            };
            if done.send((index, id, upstream.look_up(id))).is_err() {
                return;
            }
        }
    }
}

impl Upstream {
    fn look_up(&self, id: i64) -> Lookup {
        let path = format!("reports/{id}");
        let url = self.client.url(&path);
        let kept = self.cache.as_ref().and_then(|cache| cache.get(&url, id));
        if let Some(Kept { report, fresh: true, .. }) = kept {
            return Ok(Some(report));
        }
        let request = Request {
            path: &path,
            body_max: REPORT_BYTES_MAX.min(self.client.body_max()),
            etag: kept.as_ref().and_then(|kept| kept.etag.as_deref()),
            budget: Some(&self.budget),
        };
        match (self.client.get(&request)?, kept) {
            (Answer::Unchanged, Some(kept)) => {
                let report = kept.report.clone();
                self.keep(|cache| cache.renew(&url, kept));
                Ok(Some(report))
            }
            (Answer::Body { bytes, etag }, _) => {
                let report = super::read(&url, &bytes, id)?;
                self.keep(|cache| cache.keep(&url, etag, &bytes));
                Ok(Some(report))
            }
            (Answer::Unchanged, None) => Err(Error::data(url, "304 Not Modified, and nothing was kept")),
            (Answer::NotFound, _) => Ok(None),
        }
    }

    fn keep(&self, keep: impl FnOnce(&ReportCache)) {
        if let Some(cache) = &self.cache {
            keep(cache);
        }
    }
}
