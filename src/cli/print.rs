//! The output options as values for the library: destination, format and layout.

use crate::cli::args::{ColorArg, OutputArgs};
use crate::cli::color::use_color;
use crate::cli::session::Session;
use crate::cli::settings::destination;
use copilot_usage::error::Result;
use copilot_usage::event::Event;
use copilot_usage::output::{Destination, Format, Layout, Output};
use std::io::{self, IsTerminal};

/// The destination, format and layout of an output.
pub(crate) struct Print {
    pub(crate) destination: Destination,
    pub(crate) format: Format,
    pub(crate) layout: Layout,
}

impl Print {
    /// Reads the output options. Warns if the format differs from the one of the file name.
    pub(crate) fn new(args: &OutputArgs, session: &Session) -> Self {
        let destination = destination(args.output.as_ref());
        let terminal = destination == Destination::Stdout && io::stdout().is_terminal();
        let format = format(args, &destination, terminal, session);
        let width = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0);
        let layout = Layout {
            terminal,
            csv_raw: args.csv_raw,
            width: width.filter(|_| terminal),
            color: use_color(session.console.color, &io::stdout())
                && (terminal || session.console.color == ColorArg::Always),
        };
        Self { destination, format, layout }
    }

    /// Opens the output before the work starts, so that one that cannot be written fails early.
    pub(crate) fn open(&self) -> Result<Output> {
        Output::open(&self.destination, self.format, self.layout)
    }
}

/// Returns the format of `--format`, of the file name, or the default.
fn format(args: &OutputArgs, destination: &Destination, terminal: bool, session: &Session) -> Format {
    let of_ending = match destination {
        Destination::File(path) => Format::of_ending(path).map(|format| (path, format)),
        Destination::Stdout => None,
    };
    let Some(format) = args.format else {
        let otherwise = if terminal { Format::Table } else { Format::Json };
        return of_ending.map_or(otherwise, |(_, format)| format);
    };
    if let Some((path, named)) = of_ending
        && named != format
    {
        let (path, format) = (path.display().to_string(), format.name());
        session.event(&Event::FormatEnding { path, format, ending: named.name() });
    }
    format
}
