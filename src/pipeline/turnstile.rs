//! A door that threads pass one at a time, in an order given beforehand.

use crate::error::Result;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Something that is used by one thread after the other, in the order of their numbers: 0, 1, 2, …
pub(super) struct Turnstile<T> {
    state: Mutex<TurnstileState<T>>,
    moved: Condvar,
}

struct TurnstileState<T> {
    next: u64,
    closed: bool,
    inside: T,
}

impl<T> Turnstile<T> {
    pub(super) fn new(inside: T) -> Self {
        Self { state: Mutex::new(TurnstileState { next: 0, closed: false, inside }), moved: Condvar::new() }
    }

    /// Waits until all lower numbers have passed. Nothing, where the turnstile has been closed: a number that fails is
    /// the last that passes.
    pub(super) fn pass<R>(&self, number: u64, use_it: impl FnOnce(&mut T) -> Result<R>) -> Option<Result<R>> {
        let waits = |state: &mut TurnstileState<T>| state.next != number && !state.closed;
        let mut state = self.moved.wait_while(self.lock(), waits).unwrap_or_else(PoisonError::into_inner);
        if state.closed {
            return None;
        }
        let result = use_it(&mut state.inside);
        state.next += 1;
        state.closed = result.is_err();
        drop(state);
        self.moved.notify_all();
        Some(result)
    }

    /// Lets nobody pass any more.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.moved.notify_all();
    }

    pub(super) fn into_inner(self) -> T {
        self.state.into_inner().unwrap_or_else(PoisonError::into_inner).inside
    }

    fn lock(&self) -> MutexGuard<'_, TurnstileState<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
