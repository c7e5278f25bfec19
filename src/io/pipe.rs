//! Enlarges the buffers of pipes, so that the programs at both ends wait for each other less often.

/// The buffer size of a pipe in bytes. A larger one is not faster. By default, Linux lets a user have about 128 such
/// pipes before it makes the buffers of new pipes small.
#[cfg(target_os = "linux")]
const PIPE_BYTES: usize = 1 << 19;

/// Enlarges the buffer of a pipe to [`PIPE_BYTES`] and returns the same end of it. Does nothing if `end` is not a pipe
/// or the system refuses, because this only affects speed.
#[cfg(target_os = "linux")]
pub(crate) fn widened<E: std::os::fd::AsFd>(end: E) -> E {
    use rustix::pipe::{fcntl_getpipe_size, fcntl_setpipe_size};
    if fcntl_getpipe_size(&end).is_ok_and(|bytes| bytes < PIPE_BYTES) {
        let _ = fcntl_setpipe_size(&end, PIPE_BYTES);
    }
    end
}

/// Returns the end of a pipe unchanged, because only Linux can enlarge it.
#[cfg(not(target_os = "linux"))]
pub(crate) fn widened<E>(end: E) -> E {
    end
}
