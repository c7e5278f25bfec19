//! `copilot-usage completions`: what a shell needs to complete a call.

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

/// They stand in a generated script for values that no generator can complete: a list that is too long to be repeated
/// in each command, a list with commas, names as well as files.
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

/// The generator takes the hyphen of a name for the end of a command's name (clap-rs/clap#6421), so it is told another
/// name.
fn bash() -> Result<String> {
    const PLAIN: &str = "copilot_usage";
    let (zones, keys, tariffs) = (zones().join(" "), keys().join(" "), tariffs().join("\\n"));
    let script = generate(Shell::Bash, &mut command(), PLAIN)?;
    let script = mend(
        &script,
        &[
            (&format!(" -o default {PLAIN}\n"), &format!(" -o default {NAME}\n")),
            // Bash takes `--format=json` for three words.
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
            // With two colons, options behind a file would be files.
            ("\n'*::", "\n'*:"),
            (&format!("({ZONES})"), "($_copilot_usage_zones)"),
            (&format!("({KEYS})"), &format!("_sequence compadd - {keys}")),
            (&format!("({TARIFFS})"), &format!("{{compadd {tariffs}; _files}}")),
        ],
    )
}

/// The generator passes over what has no option before it.
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

/// The script with other words in some places; each of them must be there.
fn mend(script: &str, places: &[(&str, &str)]) -> Result<String> {
    places.iter().try_fold(script.to_owned(), |script, (from, to)| {
        if script.contains(from) {
            Ok(script.replace(from, to))
        } else {
            Err(Error::bug(format!("the completions hold no {from:?}: their generator is another")))
        }
    })
}

fn generate(shell: Shell, command: &mut Command, name: &str) -> Result<String> {
    let mut script = Vec::new();
    clap_complete::generate(shell, command, name, &mut script);
    String::from_utf8(script).map_err(|error| Error::bug(format!("{shell} completions: {error}")))
}

/// The command line, in which each argument says what it takes.
fn command() -> Command {
    Cli::command().mut_subcommands(|command| match command.get_name() {
        "tariffs" => of_tariffs(&command),
        _ => command.mut_args(valued),
    })
}

/// `tariffs`, with the names of tariffs as subcommands: a generator knows of no place for either.
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

/// An argument that says what it takes, which the name of its value tells.
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
        // The hint is for the file names among them.
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
