//! What caused an error of the HTTP client, down to what the system said.

use std::error::Error as StdError;
use std::io;

/// The error at the bottom, which says the most: `Connection refused`.
pub(super) fn root_cause(error: &reqwest::Error) -> String {
    causes(error).last().map_or_else(|| error.to_string(), ToString::to_string)
}

/// What the system said, if it has no thread left for the client.
pub(super) fn no_thread(error: &reqwest::Error) -> Option<io::Error> {
    let said = causes(error).find_map(|cause| cause.downcast_ref::<io::Error>())?;
    // EAGAIN, which means something else only for what is read or written.
    let is_thread = said.kind() == io::ErrorKind::WouldBlock;
    said.raw_os_error().filter(|_| is_thread).map(io::Error::from_raw_os_error)
}

/// An error and what caused it, to the bottom. An I/O error hides the one that it wraps.
pub(super) fn causes<'e>(error: &'e reqwest::Error) -> impl Iterator<Item = &'e (dyn StdError + 'static)> {
    std::iter::successors(Some(error as &'e (dyn StdError + 'static)), |&error| {
        match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(inner) => Some(inner),
            None => error.source(),
        }
    })
}
