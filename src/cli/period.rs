//! The messages of a command and the source of their reports: files or the API.

use crate::cli::args::{ApiArgs, FileArgs, MessageArgs, SourceArgs, UpstreamArgs};
use crate::cli::failure::{self, Failure};
use crate::cli::session::Session;
use crate::cli::time_range::TimeRange;
use crate::cli::{settings, upstream};
use copilot_usage::model::window::Window;
use copilot_usage::pipeline::Period;
use copilot_usage::reports::files::ReportFiles;
use copilot_usage::reports::{ReportSource, Resolver};
use copilot_usage::source::{Input, Messages, OpenInput, Selection};
use std::path::PathBuf;
use std::sync::Arc;

/// The options of a command about its messages.
pub(crate) struct PeriodRequest<'a> {
    messages: &'a MessageArgs,
    /// The time range to keep.
    window: Window,
    /// The only message to keep, if set.
    message_id: Option<i64>,
    session: &'a Session,
    /// Messages charged before, from another bill; for the progress.
    before: u64,
}

impl<'a> PeriodRequest<'a> {
    /// Requests all messages of a time range.
    pub(crate) fn new(messages: &'a MessageArgs, time: &TimeRange, session: &'a Session) -> Self {
        Self { messages, window: time.window, message_id: None, session, before: 0 }
    }

    /// Requests only the message with this id.
    pub(crate) fn only(self, message_id: i64) -> Self {
        Self { message_id: Some(message_id), ..self }
    }

    /// Adds messages charged before to the progress.
    pub(crate) fn after(self, before: u64) -> Self {
        Self { before, ..self }
    }

    /// Opens the files, or fetches the current period if there are none.
    pub(crate) fn open(&self, source: &SourceArgs) -> failure::Result<Period> {
        self.of(source.files.clone(), &source.shape, &source.api)
    }

    /// Opens the files, or fetches the current period if there are none.
    pub(crate) fn of(&self, files: Vec<PathBuf>, shape: &FileArgs, api: &ApiArgs) -> failure::Result<Period> {
        let ApiArgs { base_url, upstream } = api;
        if !files.is_empty() {
            return self.of_files(files, shape, base_url.as_deref(), upstream);
        }
        self.of_upstream(base_url.as_ref(), upstream)
    }

    /// Opens the messages of files.
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
        let options = settings::source(shape.input_format, looks_up, self.messages, self.selection());
        let messages = Messages::read(inputs, options, self.session.listener());
        Ok(self.period(messages, reports))
    }

    /// Continues with the messages of a file that is already open.
    pub(crate) fn of_open(
        &self,
        path: PathBuf,
        open: OpenInput,
        shape: &FileArgs,
        ApiArgs { base_url, upstream }: &ApiArgs,
    ) -> failure::Result<Period> {
        let reports = self.reports(shape, base_url.as_deref(), upstream)?;
        let looks_up = !matches!(reports, ReportSource::Snapshot);
        let options = settings::source(shape.input_format, looks_up, self.messages, self.selection());
        let messages = Messages::resume(path, open, options, self.session.listener());
        Ok(self.period(messages, reports))
    }

    /// Fetches the messages of the current period from the API.
    pub(crate) fn of_upstream(
        &self,
        base_url: Option<&String>,
        upstream: &UpstreamArgs,
    ) -> failure::Result<Period> {
        let options = settings::source(None, true, self.messages, self.selection());
        let client =
            upstream::client(&settings::base_url(base_url)?, self.messages.max_body, upstream, self.session)?;
        let reports = upstream::reports(Arc::clone(&client), upstream, self.session)?;
        let messages = Messages::fetch(&client, options, self.session.listener())?;
        Ok(self.period(messages, reports))
    }

    fn reports(
        &self,
        shape: &FileArgs,
        base_url: Option<&str>,
        upstream: &UpstreamArgs,
    ) -> failure::Result<ReportSource> {
        if let Some(path) = &shape.reports {
            return Ok(ReportSource::Files(ReportFiles::open(path, self.messages.max_body)?));
        }
        let Some(base_url) = base_url else {
            return Ok(ReportSource::Snapshot);
        };
        let client = upstream::client(base_url, self.messages.max_body, upstream, self.session)?;
        upstream::reports(client, upstream, self.session)
    }

    fn selection(&self) -> Selection {
        Selection { window: self.window, message_id: self.message_id }
    }

    fn period(&self, messages: Messages, reports: ReportSource) -> Period {
        let on_error = settings::on_report_error(self.messages);
        Period {
            messages,
            resolver: Resolver::new(reports, on_error, self.session.listener()),
            threads: settings::threads(self.messages),
            progress: self.session.progress(self.before),
        }
    }
}
