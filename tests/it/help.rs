//! Help: short with `-h`, complete with `--help`.

use crate::support::run;
use std::collections::BTreeMap;

/// The help of a command, or of the program.
fn help(command: &[String], flag: &str) -> String {
    run(command).arg(flag).exits(0).stderr("").output()
}

/// All commands, and those of commands, as the help lists them; the program itself is the first.
fn commands() -> Vec<Vec<String>> {
    let mut commands = vec![vec![]];
    let mut next = 0;
    while let Some(command) = commands.get(next).cloned() {
        let help = help(&command, "-h");
        let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
        let names =
            listed.take_while(|line| !line.is_empty()).filter_map(|line| line.split_whitespace().next());
        commands.extend(
            names.filter(|name| *name != "help").map(|name| [&command[..], &[name.to_owned()]].concat()),
        );
        next += 1;
    }
    commands
}

/// Returns the help of each option by its long name, without the values that it lists.
fn options(help: &str) -> BTreeMap<String, String> {
    let mut options: BTreeMap<String, String> = BTreeMap::new();
    let mut current = None;
    for line in help.lines() {
        let indent = line.len() - line.trim_start().len();
        let names = line.trim_start().split("  ").next().unwrap_or_default();
        if (2..=6).contains(&indent) && names.starts_with('-') {
            let long = names.split([' ', ',']).find(|name| name.starts_with("--")).unwrap();
            current = Some(long.to_owned());
            let said = line.trim_start()[names.len()..].trim();
            assert!(options.insert(long.to_owned(), said.to_owned()).is_none(), "{long} comes twice");
        } else if indent == 0 && !line.is_empty() {
            current = None;
        } else if let Some(said) = current.as_ref().and_then(|option| options.get_mut(option)) {
            said.push(' ');
            said.push_str(line.trim());
        }
    }
    let said = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    options.into_iter().map(|(option, text)| (option, said(&text))).collect()
}

#[test]
fn the_short_help_fits_and_the_long_help_says_more() {
    let commands = commands();
    assert!(commands.len() >= 13, "{commands:?}");
    for command in commands {
        let [short, long] = ["-h", "--help"].map(|flag| help(&command, flag));
        assert!(short.lines().count() <= 60, "{command:?}: {} lines\n{short}", short.lines().count());
        for line in short.lines().chain(long.lines()) {
            assert!(line.chars().count() <= 100, "{command:?}: {line}");
        }
        assert!(long.len() >= short.len(), "{command:?}");
        let [short, long] = [options(&short), options(&long)];
        for (option, said) in &short {
            let said =
                said.split(" [default:").next().and_then(|said| said.split(" [possible").next()).unwrap();
            assert!(!said.is_empty(), "{command:?} {option} has no help");
            let more = long.get(option).unwrap_or_else(|| panic!("{command:?} --help: no {option}"));
            let says_it = more.starts_with(said) || option == "--help";
            assert!(says_it, "{command:?} {option}: --help says less than {said:?}: {more:?}");
        }
        assert!(long.values().all(|said| !said.is_empty()), "{command:?}: {long:?}");
    }
}

#[test]
fn what_is_rarely_used_is_in_the_long_help_alone() {
    let fetch = ["fetch".to_owned()];
    let [short, long] = ["-h", "--help"].map(|flag| options(&help(&fetch, flag)));
    let rare: Vec<&str> =
        long.keys().filter(|option| !short.contains_key(*option)).map(|name| &**name).collect();
    assert_eq!(
        rare,
        [
            "--allow-duplicates",
            "--ca-cert",
            "--cache-ttl",
            "--connect-timeout",
            "--csv-raw",
            "--max-body",
            "--max-time"
        ]
    );
}

#[test]
fn the_main_help_shows_how_to_begin() {
    let help = help(&[], "-h");
    for part in ["\nExamples:\n  copilot-usage fetch", "\nEnvironment:\n", "\nExit codes:\n"] {
        assert!(help.contains(part), "{part}: {help}");
    }
    for variable in [
        "COPILOT_USAGE_BASE_URL",
        "COPILOT_USAGE_TOKEN",
        "COPILOT_USAGE_CACHE_DIR",
        "HTTPS_PROXY",
        "NO_PROXY",
        "NO_COLOR",
    ] {
        assert!(help.contains(variable), "{variable}: {help}");
    }
    for code in 0..=7 {
        assert!(help.contains(&format!("\n  {code}  ")), "{code}: {help}");
    }
}
