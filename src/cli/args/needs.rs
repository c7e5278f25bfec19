//! Options that require another argument. Clap refuses them without it, but its error names only what is missing; this
//! one also names the option that was given.

use clap::{ArgGroup, Command, Id};
use std::ffi::OsString;

/// An argument that options may require.
#[derive(Debug, Clone, Copy)]
pub(super) struct Need {
    /// The id of the required argument, as an error shows it.
    pub(super) argument: &'static str,
    /// The id of the group of options that require it.
    group: &'static str,
}

pub(super) const MESSAGE: Need = Need { argument: "--message", group: "needs --message" };
pub(super) const FILE: Need = Need { argument: "FILE", group: "needs FILE" };

impl Need {
    /// Returns the group of these options, which require it.
    pub(super) fn of<const N: usize>(self, options: [&'static str; N]) -> ArgGroup {
        ArgGroup::new(self.group).args(options).multiple(true).requires(self.argument)
    }
}

/// Returns an error sentence if an option of this call lacks the argument that it requires.
pub(crate) fn unmet_need(program: Command, call: impl IntoIterator<Item = OsString>) -> Option<String> {
    let mut command = program.ignore_errors(true);
    let matches = command.try_get_matches_from_mut(call).ok()?;
    let (name, matches) = matches.subcommand()?;
    let command = command.find_subcommand(name)?;
    [MESSAGE, FILE].into_iter().find_map(|Need { argument, group }| {
        let given = matches.try_get_many::<Id>(group).ok()??.next()?;
        let option = command.get_arguments().find(|option| option.get_id() == given)?;
        (!matches.contains_id(argument))
            .then(|| format!("the argument '{option}' cannot be used without {argument}"))
    })
}
