//! The progress spinner in a terminal.

use indicatif::ProgressBar;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// The spinner appears only after this time.
const SHOWN_AFTER: Duration = Duration::from_secs(1);
/// The interval of its movement.
const TICK: Duration = Duration::from_millis(100);

/// The progress of a run.
#[derive(Debug, Default)]
pub(crate) struct Progress(Mutex<ProgressState>);

#[derive(Debug, Default)]
struct ProgressState {
    answers: u64,
    messages: u64,
    over: bool,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Shows the progress after [`SHOWN_AFTER`]; never if no thread can be started.
    pub(crate) fn start(self: &Arc<Self>) {
        let progress = Arc::clone(self);
        let _ = thread::Builder::new().spawn(move || {
            thread::sleep(SHOWN_AFTER);
            progress.update(|state| {
                if !state.over {
                    state.bar = Some(ProgressBar::new_spinner());
                }
            });
            while progress.tick() {
                thread::sleep(TICK);
            }
        });
    }

    /// Moves the spinner. Returns `false` once the progress has ended.
    fn tick(&self) -> bool {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &state.bar {
            Some(bar) if !state.over => {
                bar.tick();
                true
            }
            _ => false,
        }
    }

    /// Counts one more answer of the upstream.
    pub(crate) fn answered(&self) {
        self.update(|state| state.answers += 1);
    }

    /// Sets how many messages have been charged.
    pub(crate) fn charged(&self, messages: u64) {
        self.update(|state| state.messages = messages);
    }

    /// Removes the progress for good.
    pub(crate) fn end(&self) {
        self.update(|state| state.over = true);
    }

    /// Hides the progress while `write` writes to the terminal.
    pub(crate) fn suspend(&self, write: impl FnOnce()) {
        match &self.0.lock().unwrap_or_else(PoisonError::into_inner).bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    fn update(&self, change: impl FnOnce(&mut ProgressState)) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut state);
        let ProgressState { answers, messages, over, bar } = &mut *state;
        match bar {
            Some(bar) if *over => bar.finish_and_clear(),
            Some(bar) => bar.set_message(format!("{answers} answered, {messages} charged")),
            None => {}
        }
    }
}
