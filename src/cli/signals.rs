//! SIGINT and SIGTERM: what has been begun is taken away before the program ends.

use crate::cli::console::Console;
use crate::cli::exit;
use std::process::ExitCode;
use std::thread;

/// Runs a command on a thread of its own until it ends, or until a signal ends the program.
#[cfg(unix)]
pub(crate) fn run_until_signal(
    console: &Console,
    command: impl FnOnce() -> ExitCode + Send + 'static,
) -> ExitCode {
    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else {
        // Where signals cannot be watched they still end the program, and may leave a temporary file.
        return exit::guard(command);
    };
    let watch = signals.handle();
    let running = thread::spawn(move || {
        let code = exit::guard(command);
        watch.close();
        code
    });
    match signals.forever().next() {
        Some(signal) => {
            copilot_usage::replacement::abandon_all();
            exit::of_signal(signal, console)
        }
        None => running.join().unwrap_or(ExitCode::FAILURE),
    }
}

/// Runs a command: no signal can be watched.
#[cfg(not(unix))]
pub(crate) fn run_until_signal(_: &Console, command: impl FnOnce() -> ExitCode) -> ExitCode {
    exit::guard(command)
}
