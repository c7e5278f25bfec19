//! A lock that threads take one after the other in a given order.

use crate::error::Result;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A value that threads use one after the other, in the order of their numbers: 0, 1, 2, …
pub(super) struct Turnstile<T> {
    state: Mutex<TurnstileState<T>>,
    moved: Condvar,
}

struct TurnstileState<T> {
    next: u64,
    closed: bool,
    value: T,
}

impl<T> Turnstile<T> {
    pub(super) fn new(value: T) -> Self {
        Self { state: Mutex::new(TurnstileState { next: 0, closed: false, value }), moved: Condvar::new() }
    }

    /// Waits until all lower numbers have passed, and calls `use_it`. Closes the turnstile if that fails. Returns
    /// `None` if the turnstile is closed.
    pub(super) fn pass<R>(&self, number: u64, use_it: impl FnOnce(&mut T) -> Result<R>) -> Option<Result<R>> {
        let waits = |state: &mut TurnstileState<T>| state.next != number && !state.closed;
        let mut state = self.moved.wait_while(self.lock(), waits).unwrap_or_else(PoisonError::into_inner);
        if state.closed {
            return None;
        }
        let result = use_it(&mut state.value);
        state.next += 1;
        state.closed = result.is_err();
        drop(state);
        self.moved.notify_all();
        Some(result)
    }

    /// Closes the turnstile: all threads that wait, or come later, get `None`.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.moved.notify_all();
    }

    pub(super) fn into_inner(self) -> T {
        self.state.into_inner().unwrap_or_else(PoisonError::into_inner).value
    }

    fn lock(&self) -> MutexGuard<'_, TurnstileState<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
