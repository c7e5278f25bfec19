//! Signals: removes temporary files before a signal ends the program.

use crate::cli::console::Console;
use crate::cli::exit;
use std::fmt;
use std::process::ExitCode;
use std::sync::OnceLock;

/// What a command does about signals that it handles itself.
#[derive(Default)]
pub(crate) struct SignalHandler(OnceLock<Handle>);

/// Handles a signal. Returns false if the signal is to end the program.
type Handle = Box<dyn Fn(i32) -> bool + Send + Sync>;

impl SignalHandler {
    /// From here on signals go to this first.
    #[cfg(feature = "serve")]
    pub(crate) fn set(&self, handle: impl Fn(i32) -> bool + Send + Sync + 'static) {
        // A program runs one command, which sets it once.
        let _ = self.0.set(Box::new(handle));
    }

    fn handles(&self, signal: i32) -> bool {
        self.0.get().is_some_and(|handle| handle(signal))
    }
}

impl fmt::Debug for SignalHandler {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SignalHandler").finish_non_exhaustive()
    }
}

/// Runs a command on its own thread until it ends, or until a signal ends the program.
#[cfg(unix)]
pub(crate) fn run_until_signal(
    console: &Console,
    handler: &SignalHandler,
    command: impl FnOnce() -> ExitCode + Send + 'static,
) -> ExitCode {
    use signal_hook::consts::SIGXFSZ;
    use signal_hook::iterator::Signals;
    use std::sync::mpsc;
    use std::thread;
    let (hand_over, work) = mpsc::channel();
    let take = move || {
        work.recv().map_or(ExitCode::FAILURE, |command: Box<dyn FnOnce() -> ExitCode + Send>| command())
    };
    // If no thread can be started, or signals cannot be watched, they still end the program, but may leave a temporary
    // file behind.
    let Ok(running) = thread::Builder::new().spawn(take) else {
        return exit::guard(command);
    };
    let Ok(mut signals) = Signals::new(watched()) else {
        return exit::guard(command);
    };
    let watch = signals.handle();
    let command = move || {
        let code = exit::guard(command);
        watch.close();
        code
    };
    if hand_over.send(Box::new(command)).is_err() {
        return ExitCode::FAILURE;
    }
    // SIGXFSZ is ignored: the write beyond the file size limit fails with an error of its own.
    match signals.forever().find(|signal| *signal != SIGXFSZ && !handler.handles(*signal)) {
        Some(signal) => {
            copilot_usage::io::atomic_file::abandon_all();
            exit::of_signal(signal, console)
        }
        None => running.join().unwrap_or(ExitCode::FAILURE),
    }
}

/// Returns the signals that would end the program. A signal that was ignored when the program started, as nohup does,
/// stays ignored.
#[cfg(unix)]
fn watched() -> Vec<i32> {
    use signal_hook::consts::{
        SIGALRM, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU, SIGXFSZ,
    };
    let signals =
        [SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGTERM, SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF];
    let ignored = ignored();
    signals.into_iter().filter(|signal| ignored >> (signal - 1) & 1 == 0).collect()
}

/// Returns a bit mask of the ignored signals; bit 0 is signal 1.
#[cfg(target_os = "linux")]
fn ignored() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default()
}

/// Returns a bit mask of the signals that may be ignored; bit 0 is signal 1. Other systems tell only through unsafe
/// code, so SIGHUP counts as ignored, for nohup.
#[cfg(all(unix, not(target_os = "linux")))]
fn ignored() -> u64 {
    1 << (signal_hook::consts::SIGHUP - 1)
}

/// Runs a command; this system has no signals to watch.
#[cfg(not(unix))]
pub(crate) fn run_until_signal(
    _: &Console,
    _: &SignalHandler,
    command: impl FnOnce() -> ExitCode,
) -> ExitCode {
    exit::guard(command)
}
