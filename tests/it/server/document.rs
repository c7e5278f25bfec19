//! docs/SERVICE.md: every route, code, figure and option that the code has stands in it.

use super::scenario::service;
use crate::support::run;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The headings of what other commands have as well.
const OTHERS: [&str; 8] =
    ["Arguments", "Options", "Input", "Upstream API", "Charging", "Messages", "Logging", "Examples"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn page() -> String {
    fs::read_to_string(root().join("docs/SERVICE.md")).unwrap()
}

/// The text of all files below a folder, less what tests alone compile.
fn sources(folder: &Path) -> String {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let text = entries.map(|path| {
        if path.is_dir() {
            return sources(&path);
        }
        let text = fs::read_to_string(path).unwrap();
        text.split("#[cfg(test)]").next().unwrap().to_owned()
    });
    text.collect()
}

/// What stands between quotation marks behind each of these.
fn quoted<'t>(text: &'t str, before: &str) -> BTreeSet<&'t str> {
    text.split(before).skip(1).filter_map(|rest| rest.split('"').nth(1)).collect()
}

fn expect_all<'t>(names: impl IntoIterator<Item = &'t str>, least: usize) {
    let page = page();
    let names: BTreeSet<&str> = names.into_iter().collect();
    assert!(names.len() >= least, "{names:?}");
    let missing: Vec<_> = names.into_iter().filter(|name| !page.contains(name)).collect();
    assert!(missing.is_empty(), "not in docs/SERVICE.md: {missing:?}");
}

#[test]
fn every_route_and_every_code_of_an_error() {
    let text = sources(&root().join("src/server"));
    let routes = quoted(&text, "        path: ").into_iter().filter(|path| path.starts_with('/'));
    let routes: Vec<String> = routes.map(|path| format!("{path}`")).collect();
    expect_all(routes.iter().map(String::as_str), 9);
    let codes = quoted(&text, "Problem::new(StatusCode::");
    let codes = codes
        .into_iter()
        .chain(quoted(&text, "Problem::unavailable("))
        .chain(quoted(&text, "Self::new(StatusCode::"));
    let codes = codes.chain(quoted(&text, "=> {\n                (")).chain(quoted(&text, "=> (\""));
    let is_code = |code: &&str| code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let codes: Vec<String> = codes.filter(is_code).map(|code| format!("`{code}`")).collect();
    expect_all(codes.iter().map(String::as_str), 12);
}

#[test]
fn every_option_of_the_service_and_its_variable() {
    let help = run(["serve", "--help"]).exits(0).output();
    let (mut names, mut is_ours) = (BTreeSet::new(), false);
    for line in help.lines() {
        if let Some(heading) = line.strip_suffix(':').filter(|_| !line.starts_with(' ')) {
            is_ours = !OTHERS.contains(&heading);
        }
        let is_option = line.trim_start().starts_with("--");
        let words = line.split(|sign: char| !sign.is_ascii_alphanumeric() && !"-_".contains(sign));
        names.extend(words.filter(|word| {
            is_ours && (is_option && word.starts_with("--") || word.starts_with("COPILOT_USAGE_"))
        }));
    }
    expect_all(names, 6);
}

#[tokio::test]
async fn every_figure() {
    let service = service().await;
    service.get("/usage").await;
    let metrics = service.get("/metrics").await;
    let names = metrics.text().lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next());
    expect_all(names, 12);
}
