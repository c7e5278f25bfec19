//! The reports that messages name -> a catalog of them, each looked up once.

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
    /// In the snapshot that the messages came with; nowhere, where they came without.
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
    /// The snapshot that the catalog speaks of.
    snapshot: Option<Arc<GivenReports>>,
    warned: Cell<bool>,
    /// Whether one report at least was to be had.
    found: bool,
    /// The reports that were not to be had.
    absent: HashSet<i64>,
}

impl Resolver {
    /// A resolver that knows nothing yet.
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

    /// Everything that was looked up, when all messages have been through. Warns if none of several reports was to be
    /// had: one that is missing is nothing unusual, all of them are.
    pub fn into_catalog(self) -> ReportCatalog {
        let reports = self.absent.len();
        if !self.found && reports > 1 {
            (self.listener)(&Event::AllReportsMissing { reports });
        }
        self.catalog
    }

    /// Each report that the messages name, or its absence; `given` are the reports that came with them.
    ///
    /// # Errors
    /// Those of the source of reports, unless its messages fall back to the tariff.
    pub fn resolve(
        &mut self,
        messages: &[Message<'_>],
        given: Option<&Arc<GivenReports>>,
    ) -> Result<ReportCatalog> {
        if matches!(self.source, ReportSource::Snapshot) {
            self.turn_to_snapshot(given);
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

    /// A snapshot is whole in itself: what it does not hold was missing when it was made, and what another one holds
    /// is no news about it.
    fn turn_to_snapshot(&mut self, given: Option<&Arc<GivenReports>>) {
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
        // What a snapshot holds is at hand as it is.
        if !matches!(self.source, ReportSource::Snapshot) {
            self.catalog.insert(id, known.clone());
        }
        Ok(known)
    }

    /// Tells a missing report, once. Where no reports were given, that has been told for all of them.
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

    /// What is known of a report whose look-up failed, if that is tolerated.
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
