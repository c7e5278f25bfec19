//! A file that holds either a printed bill or messages.

use crate::error::{Error, Result};
use crate::model::printable::Found;
use crate::model::record::OwnedRecord;
use crate::source::input::{Input, InputFormat, OpenInput};
use crate::wire::decode;
use crate::wire::file_kind::FileKind;
use crate::wire::printed_bill::BillShape;
use crate::wire::utf8;
use std::io::{Cursor, Read};

/// The contents of a file that may be a printed bill.
pub enum BillFile {
    /// The records of a bill.
    Records(Vec<OwnedRecord>),
    /// Not a bill, and expected to be messages. The reader is at the beginning of the file.
    Other(OpenInput),
}

const EXPECTED_BILL: &str = "expected a bill as copilot-usage prints it (JSON, NDJSON or CSV), or messages";

/// The first bytes of a file, from which its format is detected.
const HEAD_BYTES: u64 = 1 << 16;

impl BillFile {
    /// Opens a file and reads it if it is a bill, of at most `bytes_max` bytes after decompression. The format of the
    /// bill is detected from its content. An empty file is a bill only if `format` is NDJSON.
    ///
    /// # Errors
    /// [`Error::File`] if the file cannot be read, [`Error::Data`] if it is neither a valid bill nor JSON.
    pub fn open(input: &Input, format: Option<InputFormat>, bytes_max: u64) -> Result<Self> {
        let path = input.path();
        let place = path.display().to_string();
        let failed = |error| decode::unreadable(&path, error);
        let OpenInput { mut reader, file } = input.open().map_err(failed)?;
        let mut head = Vec::new();
        reader.by_ref().take(HEAD_BYTES).read_to_end(&mut head).map_err(failed)?;
        let shape = match BillShape::of(&head) {
            Some(shape) => shape,
            None if head.is_empty() && format == Some(InputFormat::Ndjson) => BillShape::Lines,
            None if head.trim_ascii_start().first().is_some_and(|first| !b"{[".contains(first)) => {
                if let Some(kind) = FileKind::of(&head).filter(|kind| !kind.may_be_bill()) {
                    return Err(kind.error(&place));
                }
                let line = String::from_utf8_lossy(&head);
                let found = Found(line.lines().next().unwrap_or_default()).to_string();
                return Err(Error::data(place, format!("line 1: found {found}, {EXPECTED_BILL}")));
            }
            None => {
                let reader = Box::new(Cursor::new(head).chain(reader));
                return Ok(Self::Other(OpenInput { reader, file }));
            }
        };
        let bytes = decode::read_all(head.chain(reader), &path, bytes_max)?;
        let records = utf8::check(&bytes).and_then(|text| shape.read(text));
        records.map(Self::Records).map_err(|why| Error::data(place, why))
    }
}
