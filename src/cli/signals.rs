//! SIGINT and SIGTERM: what has been begun is taken away before the program ends.

use crate::cli::console::Console;
use crate::cli::exit;
use std::process::ExitCode;
use std::sync::{Arc, mpsc};
use std::thread;

/// Runs a command on a thread of its own until it ends, or until a signal ends the program.
pub(crate) fn run_until_signal(
    console: &Arc<Console>,
    command: impl FnOnce() -> ExitCode + Send + 'static,
) -> ExitCode {
    let (ended, end) = mpsc::channel();
    #[cfg(unix)]
    watch(console, ended.clone());
    thread::spawn(move || ended.send(exit::guard(command)));
    end.recv().unwrap_or(ExitCode::FAILURE)
}

#[cfg(unix)]
fn watch(console: &Arc<Console>, ended: mpsc::Sender<ExitCode>) {
    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    // Where signals cannot be watched they still end the program, and may leave a temporary file.
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else {
        return;
    };
    let console = Arc::clone(console);
    thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            copilot_usage::replacement::abandon_all();
            // Nobody listens any more where the command has just ended.
            let _ = ended.send(exit::of_signal(signal, &console));
        }
    });
}
