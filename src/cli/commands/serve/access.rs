//! Who may ask the service: options and variables -> what the server allows.

use crate::cli::args::AccessArgs;
use crate::cli::commands::serve::connections::Listeners;
use crate::cli::failure::{Failure, Result};
use crate::cli::session::Session;
use crate::cli::settings::variable;
use crate::cli::words::hints;
use crate::cli::words::sentences;
use copilot_usage::error;
use copilot_usage::server::{
    AccessPolicy, Hosts, KeyRing, Limiter, ListenAddress, OnReload, is_open_to_others,
};
use ipnet::IpNet;
use serde::Serialize;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Keys that were read again, for the log.
#[derive(Serialize)]
struct Reloaded {
    keys: usize,
}

/// What the service allows on an address.
pub(super) fn policy(args: &AccessArgs, listeners: &Listeners, session: &Session) -> Result<AccessPolicy> {
    let path = keys(args)?;
    let addresses: Vec<SocketAddr> = listeners.addresses().filter_map(ListenAddress::tcp).collect();
    let open = addresses.iter().find(|address| is_open_to_others(**address));
    if let (None, Some(address), false) = (&path, open, no_auth(args)?) {
        return Err(Failure::hinted(
            format!("--listen {address}"),
            "other machines reach this address, and without keys they all could read the bill",
            "give --keys FILE, to which 'copilot-usage keys new' adds a key, or --no-auth if everyone may",
        ));
    }
    let rate =
        single(args.rate_limit.as_ref(), "--rate-limit", "COPILOT_USAGE_RATE_LIMIT", FromStr::from_str)?;
    Ok(AccessPolicy {
        keys: path.map(|path| key_ring(&path, session)).transpose()?,
        rate: rate.map(|rate| Limiter::new(rate, session.clock.clone())),
        proxies: list(&args.trust_proxy, "--trust-proxy", "COPILOT_USAGE_TRUST_PROXY", proxy)?,
        origins: list(&args.cors_origin, "--cors-origin", "COPILOT_USAGE_CORS_ORIGIN", FromStr::from_str)?,
        hosts: Hosts {
            is_loopback: !addresses.is_empty() && open.is_none(),
            allowed: list(
                &args.allowed_host,
                "--allowed-host",
                "COPILOT_USAGE_ALLOWED_HOST",
                FromStr::from_str,
            )?,
        },
    })
}

/// The file of keys, if there is to be one: what was typed comes before what is in the environment.
fn keys(args: &AccessArgs) -> Result<Option<PathBuf>> {
    match &args.keys {
        Some(path) => Ok(Some(path.clone())),
        None if args.no_auth => Ok(None),
        None => Ok(variable("COPILOT_USAGE_KEYS")?.map(PathBuf::from)),
    }
}

fn no_auth(args: &AccessArgs) -> Result<bool> {
    let name = "COPILOT_USAGE_NO_AUTH";
    match variable(name)?.as_deref() {
        _ if args.no_auth => Ok(true),
        None | Some("0") => Ok(false),
        Some("1") => Ok(true),
        Some(other) => Err(Failure::call(name, format!("found {other:?}, expected 1 or 0"))),
    }
}

fn key_ring(path: &Path, session: &Session) -> Result<KeyRing> {
    let speaker = session.clone();
    let on_reload: OnReload = Box::new(move |read: &error::Result<usize>| match read {
        Ok(count) => {
            let message = format!("keys were read again: {count}");
            speaker.console.info("keys", &message, Reloaded { keys: *count });
        }
        Err(error) => {
            let message = format!("{}; the old keys stay", sentences::of_error(error));
            speaker.console.error("keys", &message, hints::of_error(error).as_deref());
        }
    });
    Ok(KeyRing::open(path, on_reload)?)
}

/// A setting that is typed, else in the environment.
fn single<T>(
    typed: Option<&String>,
    option: &str,
    name: &str,
    read: impl Fn(&str) -> std::result::Result<T, String>,
) -> Result<Option<T>> {
    let text = match typed {
        Some(text) => Some(text.clone()),
        None => variable(name)?,
    };
    let value = text.map(|text| read(&text).map_err(|why| refuse(&text, option, name, &why)));
    value.transpose()
}

/// A setting that is typed any number of times, else in the environment with commas.
fn list<T>(
    typed: &[String],
    option: &str,
    name: &str,
    read: impl Fn(&str) -> std::result::Result<T, String>,
) -> Result<Vec<T>> {
    let of_variable = if typed.is_empty() { variable(name)? } else { None };
    let of_variable = of_variable.iter().flat_map(|list| list.split(',')).map(str::trim);
    let texts = typed.iter().map(String::as_str).chain(of_variable);
    texts.map(|text| read(text).map_err(|why| refuse(text, option, name, &why))).collect()
}

fn refuse(text: &str, option: &str, name: &str, why: &str) -> Failure {
    Failure::call(format!("{option} or {name}"), format!("found {text:?}, {why}"))
}

/// An address or a network of them.
fn proxy(text: &str) -> std::result::Result<IpNet, String> {
    let address = text.parse::<IpAddr>().map(|address| IpNet::from(address.to_canonical()));
    let network = address.ok().or_else(|| text.parse().ok());
    network.ok_or_else(|| "expected an address or a network, such as 10.0.0.1 or 10.0.0.0/8".to_owned())
}
