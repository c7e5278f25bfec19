//! Encodes rows as bytes, or as the cells of a table. This is the part of the output that threads do in parallel.

use crate::error::{Error, Result};
use crate::model::row::{Column, Row};
use crate::output::format::{Format, Layout};
use crate::output::{csv, json, table};

/// Encodes rows as [`Block`]s. Threads may share an encoder.
#[derive(Debug, Clone)]
pub struct Encoder {
    format: Format,
    layout: Layout,
    columns: Vec<Column>,
    objects: json::Objects,
}

/// Encoded rows.
#[derive(Debug, Default)]
pub struct Block {
    pub(super) bytes: Vec<u8>,
    pub(super) rows: table::TableRows,
}

/// The number of bytes to reserve for each row, twice what most rows take. The allocator keeps freed memory of about
/// twice the largest block that it has seen, and new memory from the system for each chunk would take a tenth of the
/// run time.
const ROW_BYTES: usize = 224;

impl Encoder {
    /// Creates an encoder for rows with these columns.
    pub fn new(columns: &[Column], format: Format, layout: Layout) -> Self {
        Self { format, layout, columns: columns.to_vec(), objects: json::Objects::new(columns) }
    }

    /// Encodes rows. Each must have one cell for each column.
    ///
    /// # Errors
    /// [`Error::Bug`], which does not happen: writing to memory cannot fail.
    pub fn encode<R: Row>(&self, rows: &[R]) -> Result<Block> {
        let mut block = Block::default();
        match self.format {
            Format::Json => self.encode_objects(rows, b",\n", &mut block.bytes),
            Format::Ndjson => self.encode_objects(rows, b"\n", &mut block.bytes),
            Format::Csv => {
                let mut sheet = csv::Sheet::new(&self.columns, self.layout);
                let written = rows.iter().try_for_each(|row| sheet.append(row.cells()));
                block.bytes = written.and_then(|()| sheet.into_bytes()).map_err(Error::in_memory)?;
            }
            Format::Table => {
                for row in rows {
                    block.rows.append(&self.columns, row.cells());
                }
            }
        }
        Ok(block)
    }

    fn encode_objects<R: Row, const N: usize>(&self, rows: &[R], end: &[u8; N], bytes: &mut Vec<u8>) {
        bytes.reserve(ROW_BYTES * rows.len());
        for row in rows {
            self.objects.append(row.cells(), bytes);
            bytes.extend_from_slice(end);
        }
    }
}
