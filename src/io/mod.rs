//! Files and streams as the system has them: a file that is replaced whole, the standard streams, wider pipes.

pub mod atomic_file;
pub(crate) mod pipe;
pub mod standard_stream;
