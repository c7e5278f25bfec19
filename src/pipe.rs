//! Pipes between programs, made wider: two programs wait for one another less often.

/// Bytes that a pipe holds: the most that Linux lets anybody have.
#[cfg(target_os = "linux")]
const PIPE_BYTES: usize = 1 << 20;

/// The end of a pipe that is wider now, if it is one and the system allows it; nothing depends on that.
#[cfg(target_os = "linux")]
pub(crate) fn widened<E: std::os::fd::AsFd>(end: E) -> E {
    let _ = rustix::pipe::fcntl_setpipe_size(&end, PIPE_BYTES);
    end
}

/// The end of a pipe as it is: only Linux can be asked for more.
#[cfg(not(target_os = "linux"))]
pub(crate) fn widened<E>(end: E) -> E {
    end
}
