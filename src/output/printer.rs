//! Prints views and streams of rows to a file or standard output.

use crate::error::Result;
use crate::model::row::Listing;
use crate::model::view::View;
use crate::output::document;
use crate::output::format::{Block, DocumentWriter, Encoder, Format};
use crate::output::layout::Layout;
use crate::output::target::{Destination, Ready, Target};

/// An output that is open and still empty.
#[derive(Debug)]
pub struct Output {
    target: Target,
    format: Format,
    layout: Layout,
}

/// An output that takes rows of one kind, in blocks.
#[derive(Debug)]
pub struct RowStream {
    target: Target,
    document: DocumentWriter,
}

impl Output {
    /// Opens an output.
    ///
    /// # Errors
    /// [`Error::File`](crate::error::Error::File).
    pub fn open(destination: &Destination, format: Format, layout: Layout) -> Result<Self> {
        Ok(Self { target: Target::open(destination, format.streams())?, format, layout })
    }

    /// Prints a whole view and commits the output.
    ///
    /// # Errors
    /// [`Error::File`](crate::error::Error::File), [`Error::OutputClosed`](crate::error::Error::OutputClosed).
    pub fn print(mut self, view: &impl View) -> Result<()> {
        document::write(view, self.format, self.layout, |bytes| self.target.write(bytes))?;
        self.target.ready()?.commit()
    }

    /// Turns the output into a stream of rows. The encoder makes the blocks for it.
    ///
    /// # Errors
    /// [`Error::Bug`](crate::error::Error::Bug), which does not happen: writing to memory cannot fail.
    pub fn stream(self, listing: &Listing<'_>) -> Result<(RowStream, Encoder)> {
        let Self { target, format, layout } = self;
        let document = DocumentWriter::new(listing, &[], format, layout)?;
        Ok((RowStream { target, document }, Encoder::new(listing.columns, format, layout)))
    }
}

impl RowStream {
    /// Writes the next block.
    ///
    /// # Errors
    /// [`Error::File`](crate::error::Error::File), [`Error::OutputClosed`](crate::error::Error::OutputClosed).
    pub fn write(&mut self, block: Block) -> Result<()> {
        self.document.add(block, |bytes| self.target.write(bytes))
    }

    /// Writes the end of the output. A table shows the total of the view below its rows.
    ///
    /// # Errors
    /// As for [`RowStream::write`].
    pub fn finish(mut self, view: &impl View) -> Result<Ready> {
        self.document.end(view.total().as_deref(), "", |bytes| self.target.write(bytes))?;
        self.target.ready()
    }
}
