//! The messages of a command and where their reports are looked up: in files, or fetched from the API.

use crate::cli::args::{ApiArgs, FileArgs, MessageArgs, SourceArgs, UpstreamArgs};
use crate::cli::console::Console;
use crate::cli::failure::{self, Failure};
use crate::cli::{settings, upstream};
use copilot_usage::error::Result;
use copilot_usage::model::batch::Batch;
use copilot_usage::model::report::ReportCatalog;
use copilot_usage::model::window::Window;
use copilot_usage::pipeline;
use copilot_usage::reports::files::ReportFiles;
use copilot_usage::reports::{ReportSource, Resolver};
use copilot_usage::source::{Input, Messages, OpenInput, Selection};
use std::path::PathBuf;
use std::sync::Arc;

/// Messages, and where their reports are looked up.
pub(crate) struct Period {
    messages: Messages,
    resolver: Resolver,
}

/// What a command has been told of its messages.
pub(crate) struct Wanted<'a> {
    pub(crate) messages: &'a MessageArgs,
    /// Of which time they are.
    pub(crate) window: Window,
    /// The one message that matters, if it is one.
    pub(crate) message_id: Option<i64>,
    pub(crate) console: &'a Arc<Console>,
}

impl Wanted<'_> {
    /// The messages of files, or those of the current period where there are none.
    pub(crate) fn open(&self, source: &SourceArgs) -> failure::Result<Period> {
        self.of(source.files.clone(), &source.shape, &source.api)
    }

    /// The messages of files, or those of the current period where there are none.
    pub(crate) fn of(&self, files: Vec<PathBuf>, shape: &FileArgs, api: &ApiArgs) -> failure::Result<Period> {
        let ApiArgs { base_url, upstream } = api;
        if !files.is_empty() {
            return self.of_files(files, shape, base_url.as_deref(), upstream);
        }
        let without_files =
            [("--reports", shape.reports.is_some()), ("--input-format", shape.input_format.is_some())];
        settings::refuse(&without_files, "is about a FILE, and there is none")?;
        self.of_upstream(base_url.as_ref(), upstream)
    }

    /// The messages of files.
    pub(crate) fn of_files(
        &self,
        files: Vec<PathBuf>,
        shape: &FileArgs,
        base_url: Option<&str>,
        upstream: &UpstreamArgs,
    ) -> failure::Result<Period> {
        let reports = self.reports(shape, base_url, upstream)?;
        let inputs: Vec<Input> = files.into_iter().map(settings::input).collect();
        if inputs.iter().filter(|input| **input == Input::Stdin).count() > 1 {
            return Err(Failure::call("FILE", "- was given twice, and standard input can be read once"));
        }
        let looks_up = !matches!(reports, ReportSource::Snapshot);
        let options =
            settings::source(shape.input_format, looks_up, self.messages, upstream, self.selection());
        let messages = Messages::read(inputs, options, self.console.listener());
        Ok(Period { messages, resolver: self.resolver(reports) })
    }

    /// The messages of a file that has been opened.
    pub(crate) fn of_open(
        &self,
        path: PathBuf,
        open: OpenInput,
        shape: &FileArgs,
        ApiArgs { base_url, upstream }: &ApiArgs,
    ) -> failure::Result<Period> {
        let reports = self.reports(shape, base_url.as_deref(), upstream)?;
        let looks_up = !matches!(reports, ReportSource::Snapshot);
        let options =
            settings::source(shape.input_format, looks_up, self.messages, upstream, self.selection());
        let messages = Messages::resume(path, open, options, self.console.listener())?;
        Ok(Period { messages, resolver: self.resolver(reports) })
    }

    /// The messages of the current period, fetched from the API.
    pub(crate) fn of_upstream(
        &self,
        base_url: Option<&String>,
        upstream: &UpstreamArgs,
    ) -> failure::Result<Period> {
        let options = settings::source(None, true, self.messages, upstream, self.selection());
        let client = upstream::client(&settings::base_url(base_url)?, upstream, self.console)?;
        let reports = upstream::reports(Arc::clone(&client), upstream, self.console)?;
        let messages = Messages::fetch(&client, options, self.console.listener())?;
        Ok(Period { messages, resolver: self.resolver(reports) })
    }

    fn reports(
        &self,
        shape: &FileArgs,
        base_url: Option<&str>,
        upstream: &UpstreamArgs,
    ) -> failure::Result<ReportSource> {
        if let Some(path) = &shape.reports {
            return Ok(ReportSource::Files(ReportFiles::open(path, upstream.max_body)?));
        }
        let Some(base_url) = base_url else {
            return Ok(ReportSource::Snapshot);
        };
        let client = upstream::client(base_url, upstream, self.console)?;
        upstream::reports(client, upstream, self.console)
    }

    fn selection(&self) -> Selection {
        Selection { window: self.window, message_id: self.message_id }
    }

    fn resolver(&self, reports: ReportSource) -> Resolver {
        Resolver::new(reports, settings::on_report_error(self.messages), self.console.listener())
    }
}

impl Period {
    /// Has work done on all messages, as [`pipeline::run`] does.
    pub(crate) fn run<T>(
        self,
        work: impl Fn(&Batch<'_>) -> Result<T> + Sync,
        take: impl FnMut(T) -> Result<()> + Send,
    ) -> Result<ReportCatalog> {
        pipeline::run(self.messages, self.resolver, work, take)
    }
}
