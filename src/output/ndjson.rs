//! NDJSON: a row a line, no envelope.

use crate::model::row::Row;
use crate::output::json;
use std::io::{self, Write};

pub(super) fn write<R: Row>(out: &mut impl Write, rows: &[R]) -> io::Result<()> {
    for row in rows {
        json::object(out, row)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
