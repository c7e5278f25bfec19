//! `copilot-usage keys`: keys of the service.

use crate::cli::args::{KeysArgs, KeysCommand, NewKeyArgs, ScopeArg};
use crate::cli::exit::Outcome;
use crate::cli::failure::{Failure, Result};
use crate::cli::session::Session;
use crate::cli::settings::variable;
use copilot_usage::model::moment::Moment;
use copilot_usage::model::timestamp::{NoDay, date_or_time};
use copilot_usage::output::{Destination, Target};
use copilot_usage::server::{NewKey, Scope};
use jiff::tz::TimeZone;
use serde::Serialize;
use std::path::PathBuf;

/// A key that was made, for the log.
#[derive(Serialize)]
struct Made<'a> {
    label: &'a str,
    path: String,
}

pub(crate) fn run(args: KeysArgs, session: &Session) -> Result<Outcome> {
    let KeysCommand::New(args) = args.command;
    let path = match args.keys.clone() {
        Some(path) => Some(path),
        None => variable("COPILOT_USAGE_KEYS")?.map(PathBuf::from),
    };
    let path =
        path.ok_or_else(|| Failure::call("--keys FILE", "missing: the key has to be added to a file"))?;
    let expires = args.expires.as_ref().map(|text| expiry(text, session)).transpose()?;
    let NewKeyArgs { label, scopes, .. } = args;
    let mut key = NewKey { label, scopes: Vec::new(), expires };
    for scope in scopes.into_iter().map(scope) {
        if !key.scopes.contains(&scope) {
            key.scopes.push(scope);
        }
    }
    let secret = key.add_to(&path)?;
    let path = path.display().to_string();
    let message = format!("key {} was added to {path}; it is shown this once", key.label);
    session.console.info("key", &message, Made { label: &key.label, path });
    Target::print(&Destination::Stdout, format!("{}\n", secret.reveal()).as_bytes())?;
    Ok(Outcome::Done)
}

fn scope(scope: ScopeArg) -> Scope {
    match scope {
        ScopeArg::Usage => Scope::Usage,
        ScopeArg::Chat => Scope::Chat,
        ScopeArg::Admin => Scope::Admin,
    }
}

/// When a key expires, which must be yet to come.
fn expiry(text: &str, session: &Session) -> Result<Moment> {
    let refuse = |why: &str| Failure::call(format!("--expires {text}"), why);
    let time = date_or_time(text, &TimeZone::UTC).map_err(|why| match why {
        NoDay::NotInCalendar => refuse("a day that does not exist"),
        NoDay::NoDate => refuse("expected a date such as 2030-01-01, or a date and time with Z or an offset"),
    })?;
    if time <= Moment::from(session.clock.now()) {
        return Err(refuse("has passed already"));
    }
    Ok(time)
}
