//! Completions in real shells, with the Tab key.

use crate::support::{program, run};
use crate::terminal::Terminal;
use needs::needs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// What is typed before TAB, and what the call is then.
const COMPLETED: [(&str, &str); 31] = [
    ("fe", "fetch"),
    ("--col", "--color"),
    ("--color ne", "--color never"),
    ("fetch --snap", "fetch --snapshot"),
    ("fetch --token-file to", "fetch --token-file token"),
    ("fetch --cache-dir ca", "fetch --cache-dir cache/"),
    ("-q fetch --max-t", "-q fetch --max-time"),
    ("score mes", "score messages.json"),
    ("score messages.json --format c", "score messages.json --format csv"),
    ("score messages.json --format=c", "score messages.json --format=csv"),
    ("score messages.json -f tab", "score messages.json -f table"),
    ("score - --reports rep", "score - --reports reports/"),
    ("score - --tariff tokens-", "score - --tariff tokens-ceil"),
    ("score - --tariff my", "score - --tariff my own.toml"),
    ("score - --timezone Europe/Lond", "score - --timezone Europe/London"),
    ("score - --timezone=America/Argentina/Buen", "score - --timezone=America/Argentina/Buenos_Aires"),
    ("explain --message 1 mes", "explain --message 1 messages.json"),
    ("summary --by ho", "summary --by hour"),
    ("summary --by day,rep", "summary --by day,report"),
    ("summary --by=day,rep", "summary --by=day,report"),
    // A number is not a file.
    ("compare --top mes", "compare --top mes"),
    ("compare --tariff text --tariff tokens-", "compare --tariff text --tariff tokens-ceil"),
    ("diff mes", "diff messages.json"),
    ("dashboard --output mes", "dashboard --output messages.json"),
    ("schema sum", "schema summary"),
    ("completions fi", "completions fish"),
    ("tariffs tokens-", "tariffs tokens-ceil"),
    ("tariffs text --out", "tariffs text --output"),
    ("tariffs che", "tariffs check"),
    ("tariffs check mes", "tariffs check messages.json"),
    ("help expl", "help explain"),
];

/// A folder with the files that are typed, the completions, and a program that writes down how it is called.
fn folder(shell: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in ["messages.json", "my own.toml", "token", "reports/7.json", "cache/7.json"] {
        let path = folder.path().join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, "").unwrap();
    }
    std::fs::create_dir(folder.path().join("bin")).unwrap();
    let program = folder.path().join("bin/copilot-usage");
    std::fs::write(&program, "#!/bin/sh\necho \"$*\" >> typed\n").unwrap();
    std::fs::set_permissions(program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let script = run(["completions", shell]).exits(0).output();
    std::fs::write(folder.path().join("bin/_copilot-usage"), script).unwrap();
    folder
}

/// A shell in a folder, where it finds the program that writes down how it is called.
fn shell(name: &str, folder: &Path) -> Command {
    let mut command = Command::new(program(name));
    command
        .current_dir(folder)
        .env_clear()
        .env("HOME", folder)
        .env("PATH", format!("{}:/usr/local/bin:/usr/bin:/bin", folder.join("bin").display()))
        .env("TERM", "dumb")
        .env("LC_ALL", "C.UTF-8");
    command
}

/// Types each call, presses TAB, and has it run.
fn calls(shell: &str, arguments: &[&str], set_up: &str) -> Vec<String> {
    let folder = folder(shell);
    let mut command = self::shell(shell, folder.path());
    let terminal = Terminal::new(200);
    let (input, output, errors) = (terminal.stdio(), terminal.stdio(), terminal.stdio());
    let mut program = command.args(arguments).stdin(input).stdout(output).stderr(errors).spawn().unwrap();
    drop(command);
    terminal.press(set_up);
    for (typed, _) in COMPLETED {
        terminal.press(&format!("copilot-usage {typed}\t\n"));
    }
    terminal.press("exit\n");
    let shown = terminal.watch().all(&mut program);
    program.wait().unwrap();
    let calls = std::fs::read_to_string(folder.path().join("typed"));
    let calls = calls.unwrap_or_else(|_| panic!("no call: {}", String::from_utf8_lossy(&shown)));
    calls.lines().map(|call| call.trim_end().to_owned()).collect()
}

/// Normalizes a call: some shells end a folder with a slash.
fn without_slash(call: &str) -> String {
    call.strip_suffix('/').unwrap_or(call).to_owned()
}

fn assert_completed(calls: &[String]) {
    let completed = COMPLETED.map(|(_, call)| without_slash(call));
    assert_eq!(calls.iter().map(|call| without_slash(call)).collect::<Vec<_>>(), completed);
}

#[needs(bash)]
#[test]
fn bash_completes_a_call() {
    assert_completed(&calls("bash", &["--norc", "--noprofile", "-i"], "source bin/_copilot-usage\n"));
}

#[needs(zsh)]
#[test]
fn zsh_completes_a_call() {
    let set_up = "fpath=($PWD/bin $fpath); autoload -U compinit; compinit -u -D\n";
    assert_completed(&calls("zsh", &["-f", "-i"], set_up));
}

#[needs(fish)]
#[test]
fn fish_completes_a_call() {
    let folder = folder("fish");
    let fish = shell("fish", folder.path());
    // The generator cannot complete values before the command, or anything after help.
    let cases = COMPLETED.iter().filter(|(typed, _)| !["--color ne", "help expl"].contains(typed));
    let typed: Vec<&str> = cases.clone().map(|(typed, _)| *typed).collect();
    let word = |(typed, call): &(&'static str, &'static str)| {
        let begin = typed.rfind(' ').map_or(0, |blank| blank + 1);
        if typed == call { vec![] } else { vec![call[begin..].to_owned()] }
    };
    assert_eq!(offered_by_fish(fish, &typed), cases.map(word).collect::<Vec<_>>());
}

/// The words that fish offers in place of the last one of each call.
fn offered_by_fish(mut fish: Command, calls: &[&str]) -> Vec<Vec<String>> {
    let mut script = "source bin/_copilot-usage\n".to_owned();
    script.extend(calls.iter().map(|call| format!("complete -C 'copilot-usage {call}'; echo END\n")));
    let output = fish.args(["--no-config", "-c", &script]).stdin(Stdio::null()).output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    let mut offered = vec![vec![]];
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        match line.split('\t').next() {
            Some("END") => offered.push(vec![]),
            word => offered.last_mut().unwrap().extend(word.map(str::to_owned)),
        }
    }
    offered.pop();
    offered
}

/// The words that bash offers in place of the last one of a call.
fn offered_by_bash(mut bash: Command, call: &[&str]) -> Vec<String> {
    let last = call.len() - 1;
    let script = format!(
        "source bin/_copilot-usage; COMP_WORDS=({words} '{word}'); COMP_CWORD={last}\n\
         _copilot_usage copilot-usage '{word}' '{before}'; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        words = call[..last].join(" "),
        word = call[last],
        before = call[last - 1],
    );
    let output = bash.args(["--norc", "-c", &script]).stdin(Stdio::null()).output().unwrap();
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// The long options of a command, as its help lists them.
fn options(command: &str) -> Vec<String> {
    let help = run([command, "--help"]).exits(0).output();
    let long = |line: &str| {
        // Help text may begin with an option's name, too, but is indented further.
        let line = line.strip_prefix("  ")?;
        let mut words = line.strip_prefix("    ").unwrap_or(line).split(' ');
        let first = words.next().filter(|word| word.starts_with('-'))?;
        let short = first.ends_with(',').then(|| words.next());
        let long = short.unwrap_or(Some(first)).filter(|word| word.starts_with("--"));
        long.map(str::to_owned)
    };
    help.lines().filter_map(long).collect()
}

const COMMANDS: [&str; 11] = [
    "fetch",
    "score",
    "explain",
    "summary",
    "compare",
    "diff",
    "dashboard",
    "tariffs",
    "schema",
    "completions",
    "man",
];

fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words
}

/// The long options of each command.
fn all_options() -> Vec<Vec<String>> {
    let options: Vec<_> = COMMANDS.map(|command| sorted(options(command))).to_vec();
    assert!(options.iter().all(|options| options.contains(&"--help".to_owned())), "{options:?}");
    options
}

#[needs(bash)]
#[test]
fn bash_offers_each_option_of_each_command() {
    let folder = folder("bash");
    for (command, options) in COMMANDS.iter().zip(all_options()) {
        let offered = offered_by_bash(shell("bash", folder.path()), &["copilot-usage", command, "--"]);
        assert_eq!(sorted(offered), options, "{command}");
    }
}

#[needs(fish)]
#[test]
fn fish_offers_each_option_of_each_command() {
    let folder = folder("fish");
    let calls = COMMANDS.map(|command| format!("{command} --"));
    let offered = offered_by_fish(shell("fish", folder.path()), &calls.each_ref().map(String::as_str));
    assert_eq!(offered.into_iter().map(sorted).collect::<Vec<_>>(), all_options());
}

/// Values that are offered before any of them is typed.
const VALUES: [(&str, &[&str]); 5] = [
    ("summary --by", &["hour", "day", "week", "month", "report", "source", "kind"]),
    ("schema", &["usage", "explain", "summary", "compare", "diff", "tariffs"]),
    ("completions", &["bash", "elvish", "fish", "powershell", "zsh"]),
    ("tariffs", &["check", "text", "tokens", "tokens-ceil"]),
    ("score x --tariff", &["text", "tokens", "tokens-ceil"]),
];

fn holds_all(call: &str, values: &[&str], offered: &[String]) {
    assert!(values.iter().all(|value| offered.iter().any(|word| word == value)), "{call}: {offered:?}");
}

#[needs(bash)]
#[test]
fn bash_offers_all_values_of_an_option() {
    let folder = folder("bash");
    for (call, values) in VALUES {
        let words: Vec<&str> = ["copilot-usage"].into_iter().chain(call.split(' ')).chain([""]).collect();
        holds_all(call, values, &offered_by_bash(shell("bash", folder.path()), &words));
    }
}

#[needs(fish)]
#[test]
fn fish_offers_all_values_of_an_option() {
    let folder = folder("fish");
    for (call, values) in VALUES {
        let offered = offered_by_fish(shell("fish", folder.path()), &[&format!("{call} ")]);
        holds_all(call, values, &offered[0]);
    }
}
