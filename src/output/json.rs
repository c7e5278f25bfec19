//! JSON: a row is an object on a line of its own; a document is `{"usage":[`, the rows, `]}`.

use crate::model::row::{Audience, Cell, Column, Listing, NAME_BYTES_MAX};
use crate::wire::json_text::append_json;

/// How rows are written: the names of their columns, a comma before each; nothing for those that are for people.
#[derive(Debug, Clone)]
pub(super) struct Objects {
    names: Vec<Name>,
}

/// A name as it is written, in as many bytes as can be copied without a call.
#[derive(Debug, Clone)]
struct Name {
    bytes: [u8; BLOCK],
    length: usize,
}

/// Bytes of a name, at the most, with the comma, the quotes and the colon around it.
const BLOCK: usize = NAME_BYTES_MAX + 4;

impl Objects {
    pub(super) fn new(columns: &[Column]) -> Self {
        let name = |column: &Column| match column.audience {
            Audience::All | Audience::Programs => Name::new(column.name),
            Audience::People => Name { bytes: [0; BLOCK], length: 0 },
        };
        Self { names: columns.iter().map(name).collect() }
    }

    /// Appends a row as an object; absent cells are left out.
    #[allow(clippy::inline_always, reason = "the cells of a row need not be put together to be taken apart")]
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
        // In the place of the first comma.
        if let Some(first) = out.get_mut(start) {
            *first = b'{';
        }
    }
}

impl Name {
    fn new(name: &str) -> Self {
        let text = format!(",\"{name}\":");
        let mut bytes = [0; BLOCK];
        for (byte, letter) in bytes.iter_mut().zip(text.bytes()) {
            *byte = letter;
        }
        Self { bytes, length: text.len() }
    }
}

/// Appends bytes; those that are 16 to 32 without a call.
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

/// A document up to the first row of its list.
pub(super) fn begin(listing: &Listing<'_>, head: &[Cell<'_>]) -> Vec<u8> {
    let mut text = Vec::new();
    Objects::new(listing.head).append(head.iter().copied(), &mut text);
    // What would end an object, or begins one without fields.
    let is_empty = text.len() == 1;
    text.pop();
    text.extend_from_slice(if is_empty { b"{\"" } else { b",\"" });
    text.extend_from_slice(listing.name.as_bytes());
    text.extend_from_slice(b"\":[\n");
    text
}

fn append_text(text: &str, out: &mut Vec<u8>) {
    // Without an early end, several bytes are looked at together.
    let is_plain = |byte: u8| matches!(byte, b' ' | b'!' | b'#'..=b'[' | b']'..=b'~');
    if text.bytes().fold(true, |plain, byte| plain & is_plain(byte)) {
        out.push(b'"');
        out.extend_from_slice(text.as_bytes());
        out.push(b'"');
    } else {
        // Nothing can go wrong in memory.
        let _ = append_json(text, out);
    }
}
