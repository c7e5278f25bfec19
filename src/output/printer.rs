//! Views and streams of rows -> a file or standard output.

use crate::error::Result;
use crate::model::row::Listing;
use crate::model::view::View;
use crate::output::document;
use crate::output::format::{Block, DocumentWriter, Encoder, Format};
use crate::output::layout::Layout;
use crate::output::target::{Destination, Ready, Target};

/// An output that is open, and empty so far.
#[derive(Debug)]
pub struct Output {
    target: Target,
    format: Format,
    layout: Layout,
}

/// An output that takes rows of one kind, a block of them at a time.
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

    /// Prints a whole view, and puts it in its place.
    ///
    /// # Errors
    /// [`Error::File`](crate::error::Error::File), [`Error::OutputClosed`](crate::error::Error::OutputClosed).
    pub fn print(mut self, view: &impl View) -> Result<()> {
        document::write(view, self.format, self.layout, |bytes| self.target.write(bytes))?;
        self.target.ready()?.commit()
    }

    /// Takes rows as they come; they are made into blocks by the encoder.
    ///
    /// # Errors
    /// [`Error::Bug`](crate::error::Error::Bug): in memory nothing fails.
    pub fn stream(self, listing: &Listing<'_>) -> Result<(RowStream, Encoder)> {
        let Self { target, format, layout } = self;
        let document = DocumentWriter::new(listing, &[], format, layout)?;
        Ok((RowStream { target, document }, Encoder::new(listing.columns, format, layout)))
    }
}

impl RowStream {
    /// Takes the next block in.
    ///
    /// # Errors
    /// [`Error::File`](crate::error::Error::File), [`Error::OutputClosed`](crate::error::Error::OutputClosed).
    pub fn write(&mut self, block: Block) -> Result<()> {
        self.document.add(block, |bytes| self.target.write(bytes))
    }

    /// Writes what is left. People see the total of the view below the rows.
    ///
    /// # Errors
    /// As for [`RowStream::write`].
    pub fn finish(mut self, view: &impl View) -> Result<Ready> {
        self.document.end(view.total().as_deref(), "", |bytes| self.target.write(bytes))?;
        self.target.ready()
    }
}
