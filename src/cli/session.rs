//! The state of a run: its console, its counts and its clock.

use crate::cli::console::Console;
use crate::cli::exit::Outcome;
use crate::cli::signals::SignalHandler;
use copilot_usage::clock::Clock;
use copilot_usage::event::{Counts, Event, Listener};
use copilot_usage::pipeline::Progress;
use std::sync::Arc;

/// What a command shares with the functions that it calls.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub(crate) console: Arc<Console>,
    pub(crate) counts: Arc<Counts>,
    pub(crate) clock: Clock,
    pub(crate) signals: Arc<SignalHandler>,
}

impl Session {
    /// Starts a run.
    pub(crate) fn new(console: Arc<Console>) -> Self {
        Self { console, counts: Arc::default(), clock: Clock::of_machine(), signals: Arc::default() }
    }

    /// The same session for a run that starts now: each bill of a service has all the time of a run.
    #[cfg(feature = "serve")]
    pub(crate) fn restarted(&self) -> Self {
        Self { clock: self.clock.restarted(), ..self.clone() }
    }

    /// The same session for a part of the run whose events are counted apart.
    #[cfg(feature = "serve")]
    pub(crate) fn counted_apart(&self) -> Self {
        Self { counts: Arc::default(), ..self.clone() }
    }

    /// Counts an event and logs it.
    pub(crate) fn event(&self, event: &Event) {
        self.counts.add(event);
        self.console.event(event);
    }

    /// Returns a listener that counts and logs the events of the library.
    pub(crate) fn listener(&self) -> Listener {
        let session = self.clone();
        Arc::new(move |event| session.event(event))
    }

    /// Returns the progress of a pipeline, which adds `before` messages charged earlier.
    pub(crate) fn progress(&self, before: u64) -> Progress {
        let console = Arc::clone(&self.console);
        Arc::new(move |messages| console.progress.charged(before.saturating_add(messages)))
    }

    /// Returns the outcome of a command that succeeded: a verdict if `strict` is set and there were warnings.
    pub(crate) fn outcome(&self, strict: bool) -> Outcome {
        match self.counts.warnings() {
            warnings @ 1.. if strict => {
                Outcome::Verdict(format!("--strict: there were warnings ({warnings})"))
            }
            _ => Outcome::Done,
        }
    }
}
