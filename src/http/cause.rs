//! The chain of causes of an error of the HTTP client.

use std::error::Error as StdError;
use std::io;

/// Returns the message of the last cause, which is the most specific: `Connection refused`.
pub(super) fn root_cause(error: &reqwest::Error) -> String {
    causes(error).last().map_or_else(|| error.to_string(), ToString::to_string)
}

/// Returns the error of the system if it could not start a thread for the client.
pub(super) fn no_thread(error: &reqwest::Error) -> Option<io::Error> {
    let said = causes(error).find_map(|cause| cause.downcast_ref::<io::Error>())?;
    // EAGAIN: nothing is read or written while the client is built, so it comes from starting a thread.
    let is_thread = said.kind() == io::ErrorKind::WouldBlock;
    said.raw_os_error().filter(|_| is_thread).map(io::Error::from_raw_os_error)
}

/// Iterates over an error and its causes. `source` of an I/O error skips the error that it wraps, so this asks for it.
pub(super) fn causes<'e>(error: &'e reqwest::Error) -> impl Iterator<Item = &'e (dyn StdError + 'static)> {
    std::iter::successors(Some(error as &'e (dyn StdError + 'static)), |&error| {
        match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(inner) => Some(inner),
            None => error.source(),
        }
    })
}
