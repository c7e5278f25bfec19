//! What `fetch` and `score` share: messages in, the bill out, and what there is to say about it.

use crate::cli::args::{ChargeArgs, OutputArgs, UpstreamArgs};
use crate::cli::console::Console;
use crate::cli::exit::Outcome;
use crate::cli::settings::{self, Print};
use copilot_usage::error::{Error, Result};
use copilot_usage::http::{Authorities, Client, Token};
use copilot_usage::model::batch::Batch;
use copilot_usage::model::row::Cell;
use copilot_usage::model::usage_record::UsageRecord;
use copilot_usage::output::Output;
use copilot_usage::output::snapshot::Snapshot;
use copilot_usage::pipeline::{Pipeline, Totals};
use copilot_usage::reports::cache::ReportCache;
use copilot_usage::reports::http::ReportApi;
use copilot_usage::reports::{ReportSource, Resolver};
use copilot_usage::tariff::{self, Tariff};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::{env, fs};

/// Everything about a bill that can be wrong before the first message is read.
pub(crate) struct Bill {
    tariff: Tariff,
    output: Output<UsageRecord>,
    snapshot: Option<Snapshot>,
}

impl Bill {
    /// Reads the tariff and opens the outputs.
    pub(crate) fn open(
        charge: &ChargeArgs,
        output: &OutputArgs,
        snapshot: Option<&Path>,
        console: &Console,
    ) -> Result<Self> {
        let tariff = read_tariff(&charge.tariff)?;
        let Print { destination, format, layout } = Print::new(output, console.color);
        let output = Output::open(&destination, format, layout)?;
        Ok(Self { tariff, output, snapshot: snapshot.map(Snapshot::open).transpose()? })
    }

    /// Charges all messages, writes the outputs, passes the verdict.
    pub(crate) fn run(
        mut self,
        messages: impl Iterator<Item = Result<Batch>>,
        resolver: Resolver,
        charge: &ChargeArgs,
        console: &Console,
    ) -> anyhow::Result<Outcome> {
        let keeps_snapshot = self.snapshot.is_some();
        let messages = messages.map(|batch| {
            let batch = batch?;
            if let Some(snapshot) = &mut self.snapshot {
                snapshot.write(&batch.messages)?;
            }
            Ok(batch)
        });
        let mut pipeline = Pipeline::new(messages, resolver, &self.tariff);
        let mut closed = false;
        while let Some(records) = pipeline.next() {
            let records = records?;
            console.progress(pipeline.totals().messages);
            match self.output.write(&records) {
                _ if closed => {}
                // The snapshot is still wanted when nobody reads the output any more.
                Err(Error::OutputClosed) if keeps_snapshot => closed = true,
                written => written?,
            }
        }
        let (totals, catalog) = pipeline.into_parts();
        let output = self.output.finish(&footer(&totals))?;
        console.clear_progress();
        if let Some(snapshot) = self.snapshot {
            snapshot.finish(&catalog)?.commit()?;
        }
        output.commit()?;
        console.closing(&totals)?;
        Ok(verdict(&totals, charge, console))
    }
}

fn footer(totals: &Totals) -> [Cell<'static>; 4] {
    [Cell::Text("Total"), Cell::Absent, Cell::Absent, Cell::Credits(totals.credits)]
}

fn verdict(totals: &Totals, charge: &ChargeArgs, console: &Console) -> Outcome {
    match (charge.fail_over, console.warnings()) {
        (Some(limit), _) if totals.credits > limit => Outcome::Verdict(format!(
            "--fail-over: the total of {} credits is higher than {limit}",
            totals.credits
        )),
        (_, warnings) if charge.strict && warnings > 0 => {
            Outcome::Verdict(format!("--strict: there were warnings ({warnings})"))
        }
        _ => Outcome::Done,
    }
}

/// Reads the tariff of a name, or of a file.
fn read_tariff(name: &str) -> Result<Tariff> {
    if let Some(toml) = tariff::builtin(name) {
        return Tariff::read(name, toml);
    }
    match fs::read(name) {
        Ok(bytes) => {
            let toml = std::str::from_utf8(&bytes).map_err(|error| Error::usage(name, error.to_string()))?;
            Tariff::read(name, toml)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let names: Vec<&str> = tariff::BUILTIN.iter().map(|&(name, _)| name).collect();
            Err(Error::usage(format!("--tariff {name}"), "no such tariff, and no such file")
                .with_hint(format!("the tariffs that ship are {}", names.join(", "))))
        }
        Err(error) => Err(Error::read(name, error)),
    }
}

/// A client of the upstream, with the token and the authorities that it was given.
pub(crate) fn client(base_url: &str, args: &UpstreamArgs, console: &Arc<Console>) -> Result<Arc<Client>> {
    let settings = settings::http(base_url, token(args)?, authorities(args)?, args)?;
    Client::new(settings, console.listener()).map(Arc::new)
}

/// The reports of a client's upstream.
pub(crate) fn reports(client: Arc<Client>, args: &UpstreamArgs, console: &Arc<Console>) -> ReportSource {
    let cache = args.cache_dir.clone().map(|dir| ReportCache::new(dir, args.cache_ttl, console.listener()));
    ReportSource::Http(ReportApi::new(client, usize::from(args.concurrency), cache))
}

fn token(args: &UpstreamArgs) -> Result<Option<Token>> {
    const VARIABLE: &str = "COPILOT_USAGE_TOKEN";
    let (what, text) = match &args.token_file {
        Some(path) => {
            let text = fs::read_to_string(path).map_err(|error| Error::read(path, error))?;
            (path.display().to_string(), text)
        }
        None => match env::var(VARIABLE) {
            Ok(text) => (VARIABLE.to_owned(), text),
            Err(env::VarError::NotPresent) => return Ok(None),
            Err(error) => return Err(Error::usage(VARIABLE, error.to_string())),
        },
    };
    Token::new(&text).map(Some).map_err(|why| Error::usage(what, why))
}

fn authorities(args: &UpstreamArgs) -> Result<Authorities> {
    let Some(path) = &args.ca_cert else {
        return Ok(Authorities::default());
    };
    let pem = fs::read(path).map_err(|error| Error::read(path, error))?;
    Authorities::read(&pem).map_err(|why| Error::usage(path.display().to_string(), why))
}
