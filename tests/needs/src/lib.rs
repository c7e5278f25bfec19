//! `#[needs(fish)]`: a test that cannot run on every machine.
//!
//! Where something is missing when the tests are built, the test is ignored, so that Cargo lists and counts it:
//! `test shells::fish_completes_a_call ... ignored, needs fish`. Once it has been installed,
//! `cargo test -- --include-ignored` runs the test. With the variable `CI` set, a test is never ignored for a program
//! that `.ci/run` installs: it fails.

use proc_macro::TokenStream;
use std::process::{Command, Stdio};

mod find;

/// The programs that `.ci/run` installs where they are missing.
const INSTALLED_BY_CI: [&str; 5] = ["bash", "browser", "fish", "jq", "zsh"];

/// Ignores a test where something that it needs is missing: a program by its name, a `browser`, the right to make
/// `mounts`, or being `root`. Several are separated by commas. It stands above `#[test]`.
#[proc_macro_attribute]
pub fn needs(what: TokenStream, test: TokenStream) -> TokenStream {
    let in_ci = std::env::var_os("CI").is_some();
    let what = what.to_string();
    let missing = what.split(',').map(str::trim).filter(|name| !is_there(name));
    let missing: Vec<_> = missing.filter(|name| !in_ci || !INSTALLED_BY_CI.contains(name)).collect();
    // Has the tests built again when the variable changes.
    let mut marked = "const _: Option<&str> = option_env!(\"CI\");".to_owned();
    if !missing.is_empty() {
        marked.push_str(&format!("#[ignore = \"needs {}\"]", missing.join(" and ")));
    }
    let mut marked: TokenStream = marked.parse().expect("an item and an attribute are tokens");
    marked.extend(test);
    marked
}

fn is_there(name: &str) -> bool {
    match name {
        "mounts" => succeeds(&["unshare", "-rm", "true"]),
        "root" => succeeds(&["sh", "-c", "test \"$(id -u)\" = 0"]),
        program => find::find(program).is_some(),
    }
}

fn succeeds(call: &[&str]) -> bool {
    let mut command = Command::new(call[0]);
    command.args(&call[1..]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}
