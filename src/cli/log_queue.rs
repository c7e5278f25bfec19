//! The log of a service: lines wait in memory of a bound for one thread that writes them, so that nobody else ever
//! waits for a slow reader of standard error.

use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// Bytes that wait, at the most. Lines that find no room are dropped, and counted.
const WAITING_BYTES_MAX: usize = 2 << 20;
/// Bytes of memory that are kept for the next lines.
const KEPT_BYTES: usize = 64 << 10;
/// Lines are gathered for so long: a busy service has many of them written at once.
const GATHERED_FOR: Duration = Duration::from_millis(2);
/// The end of the program waits no longer than this for a reader.
const FLUSH_MAX: Duration = Duration::from_secs(2);

/// Lines on their way to standard error.
#[derive(Debug, Default)]
pub(crate) struct LogQueue(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    waiting: Mutex<Waiting>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Waiting {
    bytes: Vec<u8>,
    dropped: u64,
    is_writing: bool,
    is_closed: bool,
    /// Whether the reader did not read to the end.
    is_stuck: bool,
}

impl LogQueue {
    /// Starts the thread that writes. `say_dropped` makes a line of how many others were dropped.
    ///
    /// # Errors
    /// There is no thread to be had.
    pub(crate) fn start(
        mut out: impl Write + Send + 'static,
        say_dropped: impl Fn(u64) -> Vec<u8> + Send + 'static,
    ) -> io::Result<Self> {
        let queue = Self::default();
        let shared = Arc::clone(&queue.0);
        let work = move || {
            let mut bytes = Vec::new();
            while let Some(dropped) = shared.take(&mut bytes) {
                if dropped > 0 {
                    bytes.extend(say_dropped(dropped));
                }
                // Where standard error cannot be written, there is nowhere left to say so.
                let _ = out.write_all(&bytes);
                bytes.clear();
                bytes.shrink_to(KEPT_BYTES);
            }
        };
        thread::Builder::new().name("log".to_owned()).spawn(work)?;
        Ok(queue)
    }

    /// Has a line written, or dropped where too many wait. It never waits. Returns false if the queue has ended in order,
    /// and the line can be written at once.
    pub(crate) fn push(&self, line: &[u8]) -> bool {
        let mut waiting = self.0.lock();
        if waiting.is_closed {
            return waiting.is_stuck;
        }
        if waiting.bytes.len().saturating_add(line.len()) > WAITING_BYTES_MAX {
            waiting.dropped += 1;
            return true;
        }
        let was_empty = waiting.bytes.is_empty();
        waiting.bytes.extend_from_slice(line);
        drop(waiting);
        if was_empty {
            self.0.changed.notify_all();
        }
        true
    }

    /// Waits until all is written, or for the bound of a reader that does not read.
    pub(crate) fn end(&self) {
        let mut waiting = self.0.lock();
        waiting.is_closed = true;
        self.0.changed.notify_all();
        let is_busy = |waiting: &mut Waiting| waiting.is_writing || !waiting.bytes.is_empty();
        let ended = self.0.changed.wait_timeout_while(waiting, FLUSH_MAX, is_busy);
        let (mut waiting, _) = ended.unwrap_or_else(PoisonError::into_inner);
        waiting.is_stuck = waiting.is_writing || !waiting.bytes.is_empty();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for lines, and takes all of them. Returns how many were dropped; `None` at the end.
    fn take(&self, bytes: &mut Vec<u8>) -> Option<u64> {
        let mut waiting = self.lock();
        waiting.is_writing = false;
        self.changed.notify_all();
        while waiting.bytes.is_empty() {
            if waiting.is_closed {
                return None;
            }
            waiting = self.changed.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
        if !waiting.is_closed {
            drop(waiting);
            thread::sleep(GATHERED_FOR);
            waiting = self.lock();
        }
        waiting.is_writing = true;
        std::mem::swap(bytes, &mut waiting.bytes);
        Some(std::mem::take(&mut waiting.dropped))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::{Receiver, Sender, channel};

    /// A reader that reads when it is told to.
    struct Slow {
        read: Receiver<()>,
        written: Sender<Vec<u8>>,
    }

    impl Write for Slow {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let _ = self.read.recv();
            let _ = self.written.send(bytes.to_vec());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_reader_that_does_not_read_stops_nobody_and_hears_what_it_missed() {
        let (told, read) = channel();
        let (written, writes) = channel();
        let say_dropped = |dropped: u64| format!("dropped {dropped}\n").into_bytes();
        let queue = LogQueue::start(Slow { read, written }, say_dropped).unwrap();
        queue.push(b"first\n");
        let line = vec![b'x'; WAITING_BYTES_MAX / 4];
        // However much of it the thread has taken by now, so much does not fit.
        for _ in 0..20 {
            queue.push(&line);
        }
        drop(told);
        queue.end();
        assert!(!queue.push(b"from here on lines can be written at once"));
        drop(queue);
        let all: Vec<u8> = writes.iter().flatten().collect();
        let text = String::from_utf8(all).unwrap();
        assert!(text.starts_with("first\n"), "the order is kept");
        let (_, dropped) = text.rsplit_once("dropped ").unwrap();
        let (dropped, kept): (usize, _) =
            (dropped.trim_end().parse().unwrap(), text.matches('x').count() / line.len());
        assert_eq!(kept + dropped, 20);
        assert!((3..=8).contains(&kept), "{kept}");
    }

    #[test]
    fn all_that_was_said_is_written_before_the_end() {
        let (written, writes) = channel();
        let (told, read) = channel();
        drop(told);
        let queue = LogQueue::start(Slow { read, written }, |_| Vec::new()).unwrap();
        let lines: Vec<String> = (0..1000).map(|line| format!("{line}\n")).collect();
        assert!(lines.iter().all(|line| queue.push(line.as_bytes())));
        queue.end();
        drop(queue);
        assert_eq!(writes.iter().flatten().collect::<Vec<u8>>(), lines.concat().into_bytes());
    }
}
