//! Rows -> bytes, or the cells of a table: the part of printing that many threads do at once.

use crate::error::{Error, Result};
use crate::model::row::{Column, Row};
use crate::output::format::{Format, Layout};
use crate::output::{csv, json, table};

/// Makes [`Block`]s of rows; any number of threads may do so at once.
#[derive(Debug, Clone)]
pub struct Encoder {
    format: Format,
    layout: Layout,
    columns: Vec<Column>,
    objects: json::Objects,
}

/// Rows as they will stand in an output.
#[derive(Debug, Default)]
pub struct Block {
    pub(super) bytes: Vec<u8>,
    pub(super) rows: table::TableRows,
}

/// Bytes that are set aside for a row, twice what most take: of freed memory the allocator keeps about twice the largest
/// block that it has seen, and to ask the system anew for every chunk takes a tenth of a run.
const ROW_BYTES: usize = 224;

impl Encoder {
    /// An encoder of rows with these columns.
    pub fn new(columns: &[Column], format: Format, layout: Layout) -> Self {
        Self { format, layout, columns: columns.to_vec(), objects: json::Objects::new(columns) }
    }

    /// Encodes rows, which have a cell for each column.
    ///
    /// # Errors
    /// [`Error::Bug`]: in memory nothing fails.
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
