//! `copilot-usage completions`: the completion script of a shell.

use crate::cli::args::{Cli, CompletionsArgs};
use crate::cli::exit::Outcome;
use crate::cli::failure;
use clap::builder::{PossibleValue, PossibleValuesParser, Resettable};
use clap::{Arg, Command, CommandFactory, ValueHint};
use clap_complete::Shell;
use copilot_usage::error::{Error, Result};
use copilot_usage::output::{Destination, Target};
use copilot_usage::tariff::BUILTIN;
use copilot_usage::views::summary::Key;
use jiff::tz::TimeZoneDatabase;

const NAME: &str = "copilot-usage";

// Placeholders in a generated script for values that the generators cannot complete: a list too long to repeat in each
// command, a comma-separated list, and names as well as files.
const ZONES: &str = "@zones@";
const KEYS: &str = "@keys@";
const TARIFFS: &str = "@tariffs@";

pub(crate) fn run(args: &CompletionsArgs) -> failure::Result<Outcome> {
    let script = match args.shell {
        Shell::Bash => bash()?,
        Shell::Zsh => zsh()?,
        Shell::Fish => fish()?,
        shell => generate(shell, &mut command(), NAME)?,
    };
    Target::print(&Destination::Stdout, script.as_bytes())?;
    Ok(Outcome::Done)
}

/// Generates for a name without a hyphen, because the generator ends a command's name at a hyphen (clap-rs/clap#6421).
fn bash() -> Result<String> {
    const PLAIN: &str = "copilot_usage";
    let (zones, keys, tariffs) = (zones().join(" "), keys().join(" "), tariffs().join("\\n"));
    let script = generate(Shell::Bash, &mut command(), PLAIN)?;
    let script = mend(
        &script,
        &[
            (&format!(" -o default {PLAIN}\n"), &format!(" -o default {NAME}\n")),
            // Bash splits `--format=json` into three words.
            (
                "    prev=\"$3\"\n",
                "    prev=\"$3\"\n    [[ \"${prev}\" == \"=\" ]] && prev=\"${COMP_WORDS[COMP_CWORD-2]}\"\n",
            ),
            (&format!("-W \"{ZONES}\""), "-W \"${_copilot_usage_zones}\""),
            (
                &format!("-W \"{KEYS}\" -- \"${{cur}}\""),
                &format!("-P \"${{cur%\"${{cur##*,}}\"}}\" -W \"{keys}\" -- \"${{cur##*,}}\""),
            ),
            (&format!("-W \"{TARIFFS}\""), &format!("-f -W $'{tariffs}'")),
        ],
    )?;
    Ok(format!("_copilot_usage_zones=\"{zones}\"\n\n{script}"))
}

fn zsh() -> Result<String> {
    let (zones, keys, tariffs) = (zones().join(" "), keys().join(" "), tariffs().join(" "));
    mend(
        &generate(Shell::Zsh, &mut command(), NAME)?,
        &[
            (
                "\n_copilot-usage() {",
                &format!("\ntypeset -ga _copilot_usage_zones=({zones})\n\n_copilot-usage() {{"),
            ),
            // With two colons, options after a file would be completed as files.
            ("\n'*::", "\n'*:"),
            (&format!("({ZONES})"), "($_copilot_usage_zones)"),
            (&format!("({KEYS})"), &format!("_sequence compadd - {keys}")),
            (&format!("({TARIFFS})"), &format!("{{compadd {tariffs}; _files}}")),
        ],
    )
}

/// Adds the values of positional arguments, which the generator leaves out.
fn fish() -> Result<String> {
    let list = |name: &str, values: &str| {
        format!("function __fish_copilot_usage_{name}\n    string join \\n {values}\nend\n\n")
    };
    let mut command = command();
    let mut script = mend(
        &generate(Shell::Fish, &mut command, NAME)?,
        &[
            (&format!("\"{ZONES}\\t''\""), "\"(__fish_copilot_usage_zones)\""),
            (&format!("\"{KEYS}\\t''\""), "\"(__fish_complete_list , __fish_copilot_usage_keys)\""),
            (&format!("-f -a \"{TARIFFS}\\t''\""), &format!("-F -a \"{}\"", tariffs().join(" "))),
        ],
    )?;
    for command in command.get_subcommands() {
        let values: Vec<_> = command.get_positionals().flat_map(Arg::get_possible_values).collect();
        if !values.is_empty() {
            let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
            let condition = format!("__fish_copilot_usage_using_subcommand {}", command.get_name());
            let line = format!("complete -c {NAME} -n \"{condition}\" -f -a \"{}\"\n", names.join(" "));
            script.push_str(&line);
        }
    }
    Ok(list("zones", &zones().join(" ")) + &list("keys", &keys().join(" ")) + &script)
}

/// Replaces each `from` by `to`.
///
/// # Errors
/// [`Error::Bug`] if the script does not contain a `from`.
fn mend(script: &str, places: &[(&str, &str)]) -> Result<String> {
    places.iter().try_fold(script.to_owned(), |script, (from, to)| {
        if script.contains(from) {
            Ok(script.replace(from, to))
        } else {
            Err(Error::bug(format!("the completions do not contain {from:?}: the generator has changed")))
        }
    })
}

fn generate(shell: Shell, command: &mut Command, name: &str) -> Result<String> {
    let mut script = Vec::new();
    clap_complete::generate(shell, command, name, &mut script);
    String::from_utf8(script).map_err(|error| Error::bug(format!("{shell} completions: {error}")))
}

/// Returns the command line with a value hint for each argument.
fn command() -> Command {
    Cli::command().mut_subcommands(|command| match command.get_name() {
        "tariffs" => of_tariffs(&command),
        _ => command.mut_args(valued),
    })
}

/// Returns `tariffs` with the built-in names as subcommands: the generators do not complete a name beside subcommands.
fn of_tariffs(command: &Command) -> Command {
    let options = command.get_arguments().filter(|arg| !arg.is_positional()).cloned().map(valued);
    let options: Vec<Arg> = options.collect();
    let names =
        tariffs().into_iter().map(|name| Command::new(name).about("Print this tariff").args(&options));
    let commands = command.get_subcommands().map(|command| command.clone().mut_args(valued));
    Command::new("tariffs")
        .about(command.get_about().cloned().unwrap_or_default())
        .args(&options)
        .subcommands(commands)
        .subcommands(names)
}

/// Adds a value hint to an argument, by the name of its value.
fn valued(arg: Arg) -> Arg {
    if !arg.get_action().takes_values() || !arg.get_possible_values().is_empty() {
        return arg;
    }
    let instead = |arg: Arg, value: &'static str| {
        arg.value_parser(PossibleValuesParser::new([value])).default_value(Resettable::Reset)
    };
    let names = arg.get_value_names().unwrap_or_default();
    match names.first().map_or("", |name| name.as_str()) {
        "ZONE" => instead(arg, ZONES),
        "KEY[,KEY]" => instead(arg, KEYS),
        // The hint adds file names to the built-in ones.
        "NAME|FILE" => instead(arg, TARIFFS).value_hint(ValueHint::FilePath),
        "FILE" | "PATH" | "OLD" | "NEW" | "TEXT" => arg.value_hint(ValueHint::FilePath),
        "DIR" => arg.value_hint(ValueHint::DirPath),
        "URL" => arg.value_hint(ValueHint::Url),
        _ => arg.value_hint(ValueHint::Other),
    }
}

fn zones() -> Vec<String> {
    let mut zones: Vec<String> =
        TimeZoneDatabase::bundled().available().map(|zone| zone.to_string()).collect();
    zones.sort();
    zones.insert(0, "local".to_owned());
    zones
}

fn keys() -> Vec<&'static str> {
    Key::ALL.map(Key::name).to_vec()
}

fn tariffs() -> Vec<&'static str> {
    BUILTIN.iter().map(|&(name, _)| name).collect()
}
