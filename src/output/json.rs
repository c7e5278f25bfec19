//! Writes JSON. Each row is an object on its own line, and a document is `{"usage":[`, the rows, and `]}`.

use crate::model::row::{Audience, Cell, Column, Listing, NAME_BYTES_MAX};
use crate::wire::json_text::append_json;

/// The names of the columns, each with a comma before it. The name of a column for people is empty.
#[derive(Debug, Clone)]
pub(super) struct Objects {
    names: Vec<Name>,
}

/// An encoded name, in an array of a fixed size, which can be copied without a function call.
#[derive(Debug, Clone)]
struct Name {
    bytes: [u8; ENCODED_NAME_BYTES_MAX],
    length: usize,
}

/// The maximum length of an encoded name in bytes, with its comma, quotes and colon.
const ENCODED_NAME_BYTES_MAX: usize = NAME_BYTES_MAX + 4;

impl Objects {
    pub(super) fn new(columns: &[Column]) -> Self {
        let name = |column: &Column| match column.audience {
            Audience::All | Audience::Programs => Name::new(column.name),
            Audience::People => Name { bytes: [0; ENCODED_NAME_BYTES_MAX], length: 0 },
        };
        Self { names: columns.iter().map(name).collect() }
    }

    /// Appends a row as an object. Leaves out absent cells.
    #[allow(clippy::inline_always, reason = "inlined, the cells of a row are never built as values")]
    #[inline(always)]
    pub(super) fn append<'c>(&self, cells: impl Iterator<Item = Cell<'c>>, out: &mut Vec<u8>) {
        let start = out.len();
        for (name, cell) in self.names.iter().zip(cells) {
            if cell.is_absent() || name.length == 0 {
                continue;
            }
            let end = out.len() + name.length;
            out.extend_from_slice(&name.bytes);
            out.truncate(end);
            match cell {
                Cell::Absent | Cell::Remark(_) | Cell::Bar { .. } => {}
                Cell::Decimal(number) => out.extend_from_slice(number.to_string().as_bytes()),
                Cell::Integer(number) => out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes()),
                Cell::Text(text) => append_text(text, out),
                Cell::Time(time) => {
                    out.push(b'"');
                    append_short(time.as_bytes(), out);
                    out.push(b'"');
                }
                Cell::Credits(amount) => amount.append_to(out),
            }
        }
        out.push(b'}');
        // The object begins with the comma of its first field: replace it.
        if let Some(first) = out.get_mut(start) {
            *first = b'{';
        }
    }
}

impl Name {
    fn new(name: &str) -> Self {
        let text = format!(",\"{name}\":");
        let mut bytes = [0; ENCODED_NAME_BYTES_MAX];
        for (byte, letter) in bytes.iter_mut().zip(text.bytes()) {
            *byte = letter;
        }
        Self { bytes, length: text.len() }
    }
}

/// Appends bytes. From 16 to 32 bytes are copied without a function call.
#[inline]
fn append_short(bytes: &[u8], out: &mut Vec<u8>) {
    match (bytes.first_chunk::<16>(), bytes.last_chunk::<16>()) {
        (Some(first), Some(last)) if bytes.len() <= 32 => {
            let last_begin = out.len() + bytes.len() - 16;
            out.extend_from_slice(first);
            out.truncate(last_begin);
            out.extend_from_slice(last);
        }
        _ => out.extend_from_slice(bytes),
    }
}

/// Returns the beginning of a document, up to its first row.
pub(super) fn begin(listing: &Listing<'_>, head: &[Cell<'_>]) -> Vec<u8> {
    let mut text = Vec::new();
    Objects::new(listing.head).append(head.iter().copied(), &mut text);
    // Remove the brace that ends the object, or the only brace of an object without fields.
    let is_empty = text.len() == 1;
    text.pop();
    text.extend_from_slice(if is_empty { b"{\"" } else { b",\"" });
    text.extend_from_slice(listing.name.as_bytes());
    text.extend_from_slice(b"\":[\n");
    text
}

fn append_text(text: &str, out: &mut Vec<u8>) {
    // A loop that never ends early is vectorized.
    let is_plain = |byte: u8| matches!(byte, b' ' | b'!' | b'#'..=b'[' | b']'..=b'~');
    if text.bytes().fold(true, |plain, byte| plain & is_plain(byte)) {
        out.push(b'"');
        out.extend_from_slice(text.as_bytes());
        out.push(b'"');
    } else {
        // Writing to memory cannot fail.
        let _ = append_json(text, out);
    }
}
