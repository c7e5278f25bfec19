//! Whether a stream gets colors.

use crate::cli::args::ColorArg;
use anstream::ColorChoice;
use anstream::stream::RawStream;

/// Returns whether a stream gets colors: on request, or if it is a terminal and `NO_COLOR` is not set.
pub(crate) fn use_color(color: ColorArg, stream: &impl RawStream) -> bool {
    match color {
        ColorArg::Always => true,
        ColorArg::Never => false,
        ColorArg::Auto => anstream::AutoStream::choice(stream) != ColorChoice::Never,
    }
}
