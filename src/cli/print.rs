//! The output as it was typed: where, in which format, and how wide.

use crate::cli::args::{ColorArg, OutputArgs};
use crate::cli::color::use_color;
use crate::cli::session::Session;
use crate::cli::settings::destination;
use copilot_usage::error::Result;
use copilot_usage::event::Event;
use copilot_usage::output::{Destination, Format, Layout, Output};
use std::io::{self, IsTerminal};

/// Where, how and how wide to print.
pub(crate) struct Print {
    pub(crate) destination: Destination,
    pub(crate) format: Format,
    pub(crate) layout: Layout,
}

impl Print {
    /// What was asked for. Warns of a format that the name of the file does not tell.
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

    /// Opens the output, so that one that cannot be written is known before the work is done.
    pub(crate) fn open(&self) -> Result<Output> {
        Output::open(&self.destination, self.format, self.layout)
    }
}

/// The format that was asked for, or that the name of the file tells.
fn format(args: &OutputArgs, destination: &Destination, terminal: bool, session: &Session) -> Format {
    let of_ending = match destination {
        Destination::File(path) => Format::of_ending(path).map(|format| (path, format)),
        Destination::Stdout => None,
    };
    let Some(format) = args.format else {
        let otherwise = if terminal { Format::Table } else { Format::Json };
        return of_ending.map_or(otherwise, |(_, format)| format);
    };
    if let Some((path, told)) = of_ending
        && told != format
    {
        let (path, format) = (path.display().to_string(), format.name());
        session.event(&Event::FormatEnding { path, format, ending: told.name() });
    }
    format
}
