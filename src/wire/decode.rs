//! Decodes the bytes of a file or a response: decompresses gzip and skips a byte order mark.

use crate::error::{Error, Hint, Result, Setting};
use crate::wire::file_kind::{self, FileKind};
use crate::wire::utf8::BYTE_ORDER_MARK;
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::Path;

const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];
/// A reader of decoded bytes.
pub type Reader = Box<dyn Read + Send>;

/// The decoded content of a file.
pub struct Decoded {
    /// The content, decompressed if the file is gzip, and without a byte order mark.
    pub reader: Reader,
    /// Whether the file is gzip.
    pub is_gzip: bool,
}

/// Decodes a file: decompresses it if its first bytes are those of gzip, and skips a byte order mark.
///
/// # Errors
/// An error of the reader, an error of [`MultiGzDecoder`] for damaged gzip, or a [`FileKind`] that is not supported.
/// [`unreadable`] turns each into an [`Error`].
pub fn open(raw: impl Read + Send + 'static) -> io::Result<Decoded> {
    let (magic, raw) = peek::<2>(raw)?;
    let is_gzip = magic == GZIP_MAGIC;
    let plain: Reader =
        if is_gzip { Box::new(MultiGzDecoder::new(BufReader::new(raw))) } else { Box::new(raw) };
    let (first, mut plain) = peek::<{ file_kind::MAGIC_BYTES }>(plain)?;
    if let Some(kind) = FileKind::of_magic(&first) {
        return Err(io::Error::new(io::ErrorKind::InvalidData, kind));
    }
    if first.starts_with(&BYTE_ORDER_MARK) {
        io::copy(&mut (&mut plain).take(3), &mut io::sink())?;
    }
    Ok(Decoded { reader: Box::new(plain), is_gzip })
}

/// Reads and decodes a whole file, of at most `bytes_max` bytes after decompression.
///
/// # Errors
/// [`Error::File`] if it cannot be read, [`Error::Data`] if it is too large, not text, or damaged gzip.
pub fn read_file(path: &Path, bytes_max: u64) -> Result<Vec<u8>> {
    let decoded = File::open(path).and_then(open).map_err(|error| unreadable(path, error))?;
    read_all(decoded.reader, path, bytes_max)
}

/// Reads a regular file like [`read_file`], and refuses anything else: reading a pipe could block forever.
///
/// # Errors
/// As for [`read_file`].
pub fn read_regular_file(path: &Path, bytes_max: u64) -> Result<Vec<u8>> {
    let file = open_regular(path).map_err(|error| Error::read(path, error))?;
    read_all(open(file).map_err(|error| unreadable(path, error))?.reader, path, bytes_max)
}

fn open_regular(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // Without this flag, opening a pipe blocks until it has a writer. It has no effect on a regular file.
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    let file = options.open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("not a regular file")) }
}

/// Reads all bytes of a reader, at most `bytes_max`. Errors name it by `path`.
///
/// # Errors
/// As for [`read_file`].
pub fn read_all(reader: impl Read, path: &Path, bytes_max: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = reader.take(bytes_max.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| unreadable(path, error))?;
    if bytes.len() as u64 > bytes_max {
        return Err(too_large(&path.display().to_string(), bytes_max));
    }
    Ok(bytes)
}

/// The largest size of a settings file in bytes, many times that of any tariff, token or certificate bundle.
const SETTING_BYTES_MAX: u64 = 1 << 24;

/// Reads a settings file: a tariff, a token or certificates. It may be a pipe, such as `<(...)` in a shell.
///
/// # Errors
/// [`Error::File`] if it cannot be read, [`Error::Usage`] if it is larger than 16 MiB.
pub fn read_setting(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| Error::read(path, error))?;
    let read = file.take(SETTING_BYTES_MAX + 1).read_to_end(&mut bytes);
    read.map_err(|error| Error::read(path, error))?;
    if bytes.len() as u64 > SETTING_BYTES_MAX {
        let why = format!(
            "larger than {SETTING_BYTES_MAX} bytes, the limit for a tariff, token or certificate file"
        );
        return Err(Error::usage(Setting::File(path.to_owned()), why));
    }
    Ok(bytes)
}

/// Turns an error of [`open`], or of reading what it returned, into an [`Error`].
pub fn unreadable(path: &Path, error: io::Error) -> Error {
    if let Some(kind) = error.get_ref().and_then(|inner| inner.downcast_ref::<FileKind>()) {
        return kind.error(&path.display().to_string());
    }
    match error.kind() {
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData
            if error.raw_os_error().is_none() =>
        {
            Error::data(path.display().to_string(), format!("damaged gzip: {error}"))
        }
        _ => Error::read(path, error),
    }
}

/// Returns the first `N` bytes, or fewer if there are no more, and a reader that still begins with them.
fn peek<const N: usize>(mut raw: impl Read + Send) -> io::Result<(Vec<u8>, impl Read + Send)> {
    let (mut first, mut length) = (vec![0; PEEKED_BYTES], 0);
    while length < N {
        match raw.read(first.get_mut(length..).unwrap_or_default()) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    first.truncate(length);
    let magic = first.iter().copied().take(N).collect();
    Ok((magic, Cursor::new(first).chain(raw)))
}

/// The most bytes that [`peek`] reads at a time.
const PEEKED_BYTES: usize = 1 << 14;

/// Decompresses a gzip body of at most `bytes_max` bytes after decompression.
///
/// # Errors
/// [`Error::Data`] if it is damaged or larger.
pub fn gunzip(place: &str, compressed: &[u8], bytes_max: u64) -> Result<Vec<u8>> {
    let mut plain = Vec::new();
    MultiGzDecoder::new(compressed)
        .take(bytes_max.saturating_add(1))
        .read_to_end(&mut plain)
        .map_err(|error| Error::data(place, format!("damaged gzip: {error}")))?;
    if plain.len() as u64 > bytes_max {
        return Err(too_large(place, bytes_max));
    }
    Ok(plain)
}

/// The error for a file or a body of more than `bytes_max` bytes.
pub fn too_large(place: &str, bytes_max: u64) -> Error {
    Error::data(place, format!("larger than {bytes_max} bytes")).with_hint(Hint::RaiseBodyLimit)
}
