//! Reports of the upstream, looked up over a bounded number of connections, on plain threads.

use crate::error::Result;
use crate::http::{Answer, Client, REPORT_BYTES_MAX, RetryBudget};
use crate::reports::{FALL_BACK, Lookup, OnReportError, concerns_report};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;

/// The reports of an upstream.
#[derive(Debug)]
pub struct ReportApi {
    client: Arc<Client>,
    connections_max: usize,
    budget: Arc<RetryBudget>,
}

impl ReportApi {
    /// The reports of a client's upstream, over at most so many connections at once.
    pub fn new(client: Arc<Client>, connections_max: usize) -> Self {
        Self { client, connections_max, budget: Arc::default() }
    }

    /// Looks up each report once. Unless failures fall back, the first one ends it at once: look-ups under way are
    /// left to themselves, the others are not begun.
    pub(super) fn look_up(&self, ids: Vec<i64>, on_error: OnReportError) -> Result<Vec<(i64, Lookup)>> {
        self.budget.expect(ids.len());
        let work = Arc::new(Work { ids, next: AtomicUsize::new(0), stopped: AtomicBool::new(false) });
        let (done, lookups) = mpsc::channel();
        let workers: Vec<_> = (0..self.connections_max.min(work.ids.len()))
            .map(|_| {
                let (client, budget) = (Arc::clone(&self.client), Arc::clone(&self.budget));
                let (work, done) = (Arc::clone(&work), done.clone());
                thread::spawn(move || work.run(&client, &budget, &done))
            })
            .collect();
        drop(done);
        let mut found: Vec<(usize, Lookup)> = Vec::with_capacity(work.ids.len());
        for (index, lookup) in lookups {
            match lookup {
                Err(error) if on_error == OnReportError::Error || !concerns_report(&error) => {
                    work.stopped.store(true, Ordering::Relaxed);
                    return Err(error.with_hint(FALL_BACK));
                }
                _ => found.push((index, lookup)),
            }
        }
        for worker in workers {
            if let Err(panic) = worker.join() {
                std::panic::resume_unwind(panic);
            }
        }
        // Answers come in any order; warnings must not.
        found.sort_by_key(|&(index, _)| index);
        Ok(work.ids.iter().copied().zip(found.into_iter().map(|(_, lookup)| lookup)).collect())
    }
}

/// The reports of one batch, shared by the threads that look them up.
struct Work {
    ids: Vec<i64>,
    next: AtomicUsize,
    stopped: AtomicBool,
}

impl Work {
    fn run(&self, client: &Client, budget: &RetryBudget, done: &mpsc::Sender<(usize, Lookup)>) {
        while !self.stopped.load(Ordering::Relaxed) {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(&id) = self.ids.get(index) else {
                return;
            };
            if done.send((index, look_up(client, budget, id))).is_err() {
                return;
            }
        }
    }
}

fn look_up(client: &Client, budget: &RetryBudget, id: i64) -> Lookup {
    let path = format!("reports/{id}");
    let bytes_max = REPORT_BYTES_MAX.min(client.body_max());
    match client.get(&path, bytes_max, Some(budget))? {
        Answer::NotFound => Ok(None),
        Answer::Body(body) => super::read(&client.url(&path), &body, id).map(Some),
    }
}
