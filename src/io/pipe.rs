//! Pipes between programs, made wider: two programs wait for one another less often.

/// Bytes that a pipe holds, where it held fewer: the more, the faster, up to here. A user may have some 128 such pipes on
/// Linux before new ones are made narrow.
#[cfg(target_os = "linux")]
const PIPE_BYTES: usize = 1 << 19;

/// The end of a pipe that is as wide as that now, if it is one and the system allows it; nothing depends on it.
#[cfg(target_os = "linux")]
pub(crate) fn widened<E: std::os::fd::AsFd>(end: E) -> E {
    use rustix::pipe::{fcntl_getpipe_size, fcntl_setpipe_size};
    if fcntl_getpipe_size(&end).is_ok_and(|bytes| bytes < PIPE_BYTES) {
        let _ = fcntl_setpipe_size(&end, PIPE_BYTES);
    }
    end
}

/// The end of a pipe as it is: only Linux can be asked for more.
#[cfg(not(target_os = "linux"))]
pub(crate) fn widened<E>(end: E) -> E {
    end
}
