//! Builds a catalog of the reports that messages name. Looks up each report once.

use crate::error::{Error, Hint, Result};
use crate::event::{Event, Listener};
use crate::model::message::Message;
use crate::model::report::{Absence, Known, ReportCatalog};
use crate::reports::files::ReportFiles;
use crate::reports::http::ReportApi;
use crate::reports::lookup::{Lookup, OnReportError, absence, look_up};
use crate::wire::report::GivenReports;
use hashbrown::HashSet;
use std::cell::Cell;
use std::sync::Arc;

/// Where reports are looked up.
#[derive(Debug)]
pub enum ReportSource {
    /// In the snapshot that the messages came with, if any.
    Snapshot,
    /// In a file or a folder.
    Files(ReportFiles),
    /// In the upstream.
    Http(ReportApi),
}

/// Looks up the reports of a run.
pub struct Resolver {
    source: ReportSource,
    on_error: OnReportError,
    listener: Listener,
    catalog: ReportCatalog,
    /// The snapshot that the catalog is from.
    snapshot: Option<Arc<GivenReports>>,
    /// Whether the warning that no reports were given has been sent.
    warned: Cell<bool>,
    /// Whether at least one report was found.
    found: bool,
    /// The ids of the reports that were missing or whose look-up failed.
    absent: HashSet<i64>,
}

impl Resolver {
    /// Creates a resolver with an empty catalog.
    pub fn new(source: ReportSource, on_error: OnReportError, listener: Listener) -> Self {
        Self {
            source,
            on_error,
            listener,
            catalog: ReportCatalog::new(),
            snapshot: None,
            warned: Cell::new(false),
            found: false,
            absent: HashSet::new(),
        }
    }

    /// Returns all reports that were looked up. Call it after the last message: it warns if there were at least two
    /// reports and none was found. One missing report is usual, but all of them point to an outage or a wrong path.
    pub fn into_catalog(self) -> ReportCatalog {
        let reports = self.absent.len();
        if !self.found && reports > 1 {
            (self.listener)(&Event::AllReportsMissing { reports });
        }
        self.catalog
    }

    /// Returns each report that the messages name, or why it is absent. `given` are the reports of their snapshot.
    ///
    /// # Errors
    /// The first error of a look-up, unless messages fall back to the tariff.
    pub fn resolve(
        &mut self,
        messages: &[Message<'_>],
        given: Option<&Arc<GivenReports>>,
    ) -> Result<ReportCatalog> {
        if matches!(self.source, ReportSource::Snapshot) {
            self.switch_snapshot(given);
        }
        let mut named = ReportCatalog::new();
        let (mut unknown, mut asked) = (Vec::new(), HashSet::new());
        for id in messages.iter().filter_map(|message| message.report_id) {
            if named.get(id).is_some() {
                continue;
            }
            match self.catalog.get(id) {
                Some(known) => named.insert(id, known.clone()),
                None if asked.insert(id) => unknown.push(id),
                None => {}
            }
        }
        let on_error = self.on_error;
        let lookups = match &self.source {
            ReportSource::Http(api) => api.look_up(unknown, on_error),
            ReportSource::Files(files) => unknown.into_iter().map(|id| (id, files.look_up(id))).collect(),
            ReportSource::Snapshot => {
                unknown.into_iter().map(|id| (id, self.look_up_in_snapshot(id))).collect()
            }
        };
        for (id, lookup) in lookups {
            let known = self.settle(id, lookup)?;
            named.insert(id, known);
        }
        Ok(named)
    }

    /// Empties the catalog if these messages come from another snapshot. Snapshots are independent: a report that is
    /// not in a snapshot was missing when it was made, even if another snapshot has it.
    fn switch_snapshot(&mut self, given: Option<&Arc<GivenReports>>) {
        let same = match (&self.snapshot, given) {
            (Some(known), Some(given)) => Arc::ptr_eq(known, given),
            (None, None) => true,
            _ => false,
        };
        if !same {
            self.catalog.clear();
            self.snapshot = given.cloned();
        }
    }

    fn look_up_in_snapshot(&self, id: i64) -> Lookup {
        if let Some(given) = &self.snapshot {
            return look_up(given, id);
        }
        if !self.warned.replace(true) {
            (self.listener)(&Event::NoReports {});
        }
        Ok(None)
    }

    fn settle(&mut self, id: i64, lookup: Lookup) -> Result<Known> {
        let known = match lookup {
            Ok(Some(report)) => {
                self.found = true;
                Known::Report(report)
            }
            Ok(None) => {
                self.note_missing(id);
                Known::Absent(Absence::Missing)
            }
            Err(error) => {
                let known = Known::Absent(self.tolerate(id, error)?);
                self.absent.insert(id);
                self.catalog.insert(id, known.clone());
                return Ok(known);
            }
        };
        // The reports of a snapshot are in memory already.
        if !matches!(self.source, ReportSource::Snapshot) {
            self.catalog.insert(id, known.clone());
        }
        Ok(known)
    }

    /// Reports a missing report to the listener, once. Without a snapshot there has been one warning for all of them.
    fn note_missing(&mut self, id: i64) {
        let place = match &self.source {
            ReportSource::Http(api) => api.url(id),
            ReportSource::Files(files) => files.place(id),
            ReportSource::Snapshot => match &self.snapshot {
                Some(given) => given.place.clone(),
                None => return,
            },
        };
        if self.absent.insert(id) {
            (self.listener)(&Event::ReportMissing { report_id: id, place });
        }
    }

    /// Returns why a report is absent after an error of its look-up, or the error if it is not tolerated.
    fn tolerate(&self, id: i64, error: Error) -> Result<Absence> {
        match absence(&error) {
            Some(absence) if self.on_error == OnReportError::Fallback => {
                (self.listener)(&Event::ReportFallback { report_id: id, error });
                Ok(absence)
            }
            Some(_) => Err(error.with_hint(Hint::ChargeByText)),
            None => Err(error),
        }
    }
}

impl std::fmt::Debug for Resolver {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Resolver").field("catalog", &self.catalog).finish_non_exhaustive()
    }
}
