//! Who gets colors.

use crate::cli::args::ColorArg;
use anstream::ColorChoice;
use anstream::stream::RawStream;

/// Whether a stream gets colors: if asked for, or if a person reads it and does not object.
pub(crate) fn use_color(color: ColorArg, stream: &impl RawStream) -> bool {
    match color {
        ColorArg::Always => true,
        ColorArg::Never => false,
        ColorArg::Auto => anstream::AutoStream::choice(stream) != ColorChoice::Never,
    }
}
