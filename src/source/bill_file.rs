//! A file that may be a bill that was printed before, or messages.

use crate::error::{Error, Result};
use crate::model::printable::Found;
use crate::model::record::OwnedRecord;
use crate::source::input::{Input, InputFormat, OpenInput};
use crate::wire::decode;
use crate::wire::file_kind::FileKind;
use crate::wire::printed_bill::BillShape;
use crate::wire::utf8;
use std::io::{Cursor, Read};

/// What stands in a file that may be a printed bill.
pub enum BillFile {
    /// A bill.
    Records(Vec<OwnedRecord>),
    /// Something else, to be read from its beginning: messages, if all is well.
    Other(OpenInput),
}

const EXPECTED_BILL: &str = "expected a bill as copilot-usage prints it (JSON, NDJSON or CSV), or messages";

/// Bytes of a file that tell what it is.
const HEAD_BYTES: u64 = 1 << 16;

impl BillFile {
    /// Reads a bill of at most `bytes_max` bytes, decompressed. Its content tells how its records stand; of a file
    /// without any content, `format` must say that it is a stream.
    ///
    /// # Errors
    /// [`Error::File`]; [`Error::Data`], with the line or path, what was found and what was expected.
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
