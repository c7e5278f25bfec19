//! Checks that standard input and output are open.

use crate::error::{Error, Hint, Result};
use std::io;

/// Returns the error of a standard stream that was closed (`>&-`), or `None` if it is open. The Rust runtime replaces a
/// closed stream by `/dev/null`, opened for reading and writing, and output would be lost without an error. When a
/// shell opens `/dev/null`, it opens it for only one of the two.
#[cfg(unix)]
fn closed(stream: impl std::os::fd::AsFd) -> Option<io::Error> {
    use rustix::fs::{FileType, OFlags, fcntl_getfl, fstat, stat};
    let is_null = || {
        let found = fstat(&stream)?;
        let is_device = FileType::from_raw_mode(found.st_mode).is_char_device();
        Ok::<_, rustix::io::Errno>(is_device && found.st_rdev == stat("/dev/null")?.st_rdev)
    };
    let is_both = fcntl_getfl(&stream).is_ok_and(|flags| flags & OFlags::RWMODE == OFlags::RDWR);
    (is_both && is_null().unwrap_or(false)).then(|| rustix::io::Errno::BADF.into())
}

#[cfg(not(unix))]
fn closed<S>(_: S) -> Option<io::Error> {
    None
}

/// Checks that standard output is open.
///
/// # Errors
/// [`Error::File`] if it was closed.
pub fn expect_output() -> Result<()> {
    closed(io::stdout())
        .map_or(Ok(()), |error| Err(Error::write("standard output", error).with_hint(Hint::OpenOutput)))
}

/// Checks that standard input is open.
///
/// # Errors
/// [`Error::File`] if it was closed.
pub fn expect_input() -> Result<()> {
    closed(io::stdin())
        .map_or(Ok(()), |error| Err(Error::read("standard input", error).with_hint(Hint::OpenInput)))
}
