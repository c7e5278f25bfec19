//! The library names no options and no variables: its users may have another command line, or none.

use std::fs;
use std::path::{Path, PathBuf};

/// The Rust files and templates below a folder. Style sheets and scripts are left out, because they have variables that
/// look like options; the built-in tariffs, because they are documents for users.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) = entries.partition(|path| path.is_dir());
    let is_source =
        |path: &PathBuf| path.extension().is_some_and(|ending| ending == "rs" || ending == "html");
    let mut sources: Vec<PathBuf> = files.into_iter().filter(is_source).collect();
    let library = folders.iter().filter(|folder| !folder.ends_with("src/cli"));
    sources.extend(library.flat_map(|folder| self::sources(folder)));
    sources
}

/// Whether a line names an option or a variable of the program. A line of hyphens does not, nor does an arrow.
fn names_option(line: &str) -> bool {
    let options = line.match_indices("--").map(|(at, _)| &line[at + 2..]);
    let variables = line.match_indices("COPILOT_USAGE_").map(|(at, found)| &line[at + found.len()..]);
    options.chain(variables).any(|name| name.starts_with(|first: char| first.is_ascii_alphabetic()))
}

#[test]
fn the_library_names_no_option_and_no_variable() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = sources(&source);
    assert!(files.len() > 50, "{files:?}");
    let mut named = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let lines = (1..).zip(text.lines()).filter(|(_, line)| names_option(line));
        let place = file.strip_prefix(&source).unwrap().display();
        named.extend(lines.map(|(number, line)| format!("src/{place}:{number}: {}", line.trim())));
    }
    assert!(named.is_empty(), "options are named outside src/cli:\n{}", named.join("\n"));
}

#[test]
fn an_option_is_told_from_a_line_of_hyphens() {
    for line in ["see `--by`", "(--max-time)", "set COPILOT_USAGE_TOKEN", "--retries 0"] {
        assert!(names_option(line), "{line}");
    }
    for line in [
        "a -- b",
        "// -----",
        "// --- rest",
        "|---|---|",
        "──► source -->",
        "copilot_usage_messages",
        "x - --",
        "- 1",
    ] {
        assert!(!names_option(line), "{line}");
    }
}
