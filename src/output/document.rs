//! Writes a whole view in one of the formats.

use crate::error::Result;
use crate::model::view::View;
use crate::output::format::{DocumentWriter, Encoder, Format};
use crate::output::layout::Layout;

/// Writes a whole view.
///
/// # Errors
/// The errors of `write`, and of the notes of the view.
pub(super) fn write(
    view: &impl View,
    format: Format,
    layout: Layout,
    mut write: impl FnMut(&[u8]) -> Result<()>,
) -> Result<()> {
    let listing = view.listing();
    let mut document = DocumentWriter::new(&listing, &view.head(), format, layout)?;
    let encoder = Encoder::new(listing.columns, format, layout);
    document.add(encoder.encode(view.rows())?, &mut write)?;
    let notes = if format.is_for_people() { view.notes(layout.width)? } else { String::new() };
    document.end(view.total().as_deref(), &notes, write)
}

/// A view as a whole, in memory.
///
/// # Errors
/// [`Error::Bug`](crate::error::Error::Bug), and those of the notes of the view.
pub fn to_bytes(view: &impl View, format: Format, layout: Layout) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    write(view, format, layout, |more| {
        bytes.extend_from_slice(more);
        Ok(())
    })?;
    Ok(bytes)
}
