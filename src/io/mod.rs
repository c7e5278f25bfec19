//! Files and streams of the system: files that are replaced as a whole, the standard streams, larger pipe buffers.

pub mod atomic_file;
pub(crate) mod pipe;
pub mod standard_stream;
