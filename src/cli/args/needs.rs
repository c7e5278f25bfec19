//! Options that a call can use only beside another argument. Clap refuses them without it, but names only what is
//! missing; here is what names the option that was given, too.

use clap::{ArgGroup, Command, Id};
use std::ffi::OsString;

/// What options may need.
#[derive(Debug, Clone, Copy)]
pub(super) struct Need {
    /// The id of the argument that must be there, which is what people call it.
    pub(super) argument: &'static str,
    /// The id of the group of options that need it.
    group: &'static str,
}

pub(super) const MESSAGE: Need = Need { argument: "--message", group: "needs --message" };
pub(super) const FILE: Need = Need { argument: "FILE", group: "needs FILE" };

impl Need {
    /// The options of a command that need it.
    pub(super) fn of<const N: usize>(self, options: [&'static str; N]) -> ArgGroup {
        ArgGroup::new(self.group).args(options).multiple(true).requires(self.argument)
    }
}

/// Says which option of a wrong call of a program lacks what it needs, if one does.
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
