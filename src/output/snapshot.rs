//! A snapshot: the messages of a period and the reports that they name, enough to charge them again offline.

use crate::error::{Error, Result};
use crate::model::message::Message;
use crate::model::report::{Known, ReportCatalog};
use crate::output::Destination;
use crate::output::target::{Ready, Target};
use std::io::{self, Write};
use std::path::Path;

/// A snapshot that is being written.
#[derive(Debug)]
pub struct Snapshot {
    target: Target,
    begun: bool,
}

impl Snapshot {
    /// Opens a file, which is replaced as a whole or not at all.
    ///
    /// # Errors
    /// [`Error::File`], and [`Error::Usage`] for what is no file.
    pub fn open(path: &Path) -> Result<Self> {
        let target = Target::open(&Destination::File(path.to_owned()), false)?;
        if target.file().is_none() {
            return Err(Error::usage("--snapshot", format!("{} is no file to write", path.display())));
        }
        Ok(Self { target, begun: false })
    }

    /// The file.
    pub fn file(&self) -> Option<&Path> {
        self.target.file()
    }

    /// Takes messages in.
    ///
    /// # Errors
    /// [`Error::File`].
    pub fn write(&mut self, messages: &[Message]) -> Result<()> {
        self.messages(messages).map_err(|error| self.target.failed(error))
    }

    fn messages(&mut self, messages: &[Message]) -> io::Result<()> {
        for message in messages {
            let begun = std::mem::replace(&mut self.begun, true);
            self.target.write_all(if begun { b",\n" } else { b"{\"messages\":[\n" })?;
            serde_json::to_writer(&mut self.target, message)?;
        }
        Ok(())
    }

    /// Writes the reports of a catalog, in the order of their numbers.
    ///
    /// # Errors
    /// [`Error::File`].
    pub fn finish(mut self, catalog: &ReportCatalog) -> Result<Ready> {
        self.reports(catalog).map_err(|error| self.target.failed(error))?;
        self.target.ready()
    }

    fn reports(&mut self, catalog: &ReportCatalog) -> io::Result<()> {
        let known = catalog.values();
        let mut reports: Vec<_> = known
            .filter_map(|known| if let Known::Report(report) = known { Some(report) } else { None })
            .collect();
        reports.sort_by_key(|report| report.id);
        let out = &mut self.target;
        out.write_all(if self.begun { b"\n],\"reports\":[" } else { b"{\"messages\":[],\"reports\":[" })?;
        for (index, report) in reports.iter().enumerate() {
            write!(out, "{}{{\"id\":{},\"name\":", if index == 0 { "\n" } else { ",\n" }, report.id)?;
            serde_json::to_writer(&mut *out, &*report.name)?;
            write!(out, ",\"credit_cost\":{}}}", report.credit_cost)?;
        }
        out.write_all(if reports.is_empty() { b"]}\n" } else { b"\n]}\n" })
    }
}
