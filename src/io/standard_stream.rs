//! Standard input and output, as whoever started the program handed them over.

use crate::error::{Error, Hint, Result};
use std::io;

/// What a standard stream that was closed (`>&-`) says to whoever uses it. The Rust runtime puts `/dev/null` in its place,
/// so that what is printed would vanish without an error, and opens it for reading and writing. A shell opens it for one
/// of the two.
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

/// Makes sure that what is printed on standard output goes somewhere.
///
/// # Errors
/// [`Error::File`] where it was closed.
pub fn expect_output() -> Result<()> {
    closed(io::stdout())
        .map_or(Ok(()), |error| Err(Error::write("standard output", error).with_hint(Hint::OpenOutput)))
}

/// Makes sure that there is a standard input to read.
///
/// # Errors
/// [`Error::File`] where it was closed.
pub fn expect_input() -> Result<()> {
    closed(io::stdin())
        .map_or(Ok(()), |error| Err(Error::read("standard input", error).with_hint(Hint::OpenInput)))
}
