//! The upstream options as values: the HTTP client with its token and authorities, and the report source.

use crate::cli::args::UpstreamArgs;
use crate::cli::failure::{Failure, Result};
use crate::cli::session::Session;
use crate::cli::settings;
use copilot_usage::http::{Authorities, Client, Token};
use copilot_usage::reports::ReportSource;
use copilot_usage::reports::cache::ReportCache;
use copilot_usage::reports::http::ReportApi;
use copilot_usage::wire::decode;
use std::env;
use std::path::PathBuf;
use std::sync::Arc;

/// Returns a client of the upstream, with its token and certificate authorities.
pub(crate) fn client(
    base_url: &str,
    body_max: u64,
    args: &UpstreamArgs,
    session: &Session,
) -> Result<Arc<Client>> {
    let token = token(args)?;
    if let Some(token) = &token {
        session.console.hide(token.clone());
    }
    let settings = settings::http(base_url, token, authorities(args.ca_cert.as_ref())?, body_max, args)?;
    Ok(Arc::new(Client::new(settings, session.clock.clone(), session.listener())?))
}

/// Returns the reports of the upstream, cached if a folder is set.
pub(crate) fn reports(client: Arc<Client>, args: &UpstreamArgs, session: &Session) -> Result<ReportSource> {
    let folder = settings::cache_dir(args.cache_dir.as_ref())?;
    let cache = folder.map(|folder| ReportCache::new(folder, args.cache_ttl, &client, session.listener()));
    Ok(ReportSource::Http(ReportApi::new(client, usize::from(args.concurrency), cache)))
}

fn token(args: &UpstreamArgs) -> Result<Option<Token>> {
    const VARIABLE: &str = "COPILOT_USAGE_TOKEN";
    let (what, bytes) = match &args.token_file {
        Some(path) => (path.display().to_string(), decode::read_setting(path)?),
        // `Token::new` refuses everything that is not ASCII, so bytes that are not UTF-8, too.
        None => match env::var_os(VARIABLE).filter(|token| !token.is_empty()) {
            Some(token) => (VARIABLE.to_owned(), token.into_encoded_bytes()),
            None => return Ok(None),
        },
    };
    Token::new(&bytes).map(Some).map_err(|why| Failure::call(what, why))
}

/// The authorities in a file, if there is one.
pub(crate) fn authorities(ca_cert: Option<&PathBuf>) -> Result<Authorities> {
    let Some(path) = ca_cert else {
        return Ok(Authorities::default());
    };
    let pem = decode::read_setting(path)?;
    Authorities::read(&pem).map_err(|why| Failure::call(path.display().to_string(), why))
}
