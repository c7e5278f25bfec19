//! Finds the reports that a document may have after its messages, before the first message is charged.

use crate::error::{Error, Result};
use crate::source::admission::Admission;
use crate::source::chunk::LIVE_BYTES;
use crate::source::chunk::{Cutter, Origin};
use crate::source::input::StoredFile;
use crate::source::options::ReadOptions;
use crate::source::reread::{Reread, SharedBytes};
use crate::source::threads::Threads;
use crate::wire::decode;
use crate::wire::document::REPORTS;
use crate::wire::report::GivenReports;
use std::io::{self, Cursor, Read, Write};
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread;

/// Finds the reports after the messages that the cutter is about to read. If the rest of the file has been read ahead
/// (`is_short`), it is searched there. A longer stream that cannot be read again is copied to a temporary file.
pub(super) fn find_reports(
    cutter: &mut Cutter,
    is_short: bool,
    options: &ReadOptions,
    threads: Threads,
) -> Result<()> {
    let path = cutter.origin.path.clone();
    let reread = match &cutter.origin.reread {
        Some(reread) => reread.clone(),
        None if is_short => Reread::Memory(SharedBytes(Arc::new(cutter.ahead.clone())), 0),
        None => Reread::Spool(spool(cutter)?),
    };
    let is_spooled = matches!(reread, Reread::Spool(_));
    let failed = |error| if is_spooled { spool_failed(error) } else { decode::unreadable(&path, error) };
    let is_named =
        if is_short { names_reports(&*cutter.ahead, false) } else { may_name_reports(&reread, threads) };
    let is_named = is_named.map_err(failed)?;
    let reread = Some(reread);
    cutter.origin = Arc::new(Origin { reread, ..Origin::clone(&cutter.origin) });
    if let (true, Some(mut first)) = (is_named, Cutter::reopen(&cutter.origin).transpose().map_err(failed)?) {
        let reports = read_trailing_reports(&mut first, options)?;
        cutter.origin = Arc::new(Origin { reports, ..Origin::clone(&cutter.origin) });
    }
    Ok(())
}

/// Whether a document may have the field `reports` after its messages.
fn may_name_reports(reread: &Reread, threads: Threads) -> io::Result<bool> {
    match reread {
        Reread::Stored(file, start) if !file.is_gzip => file_names_reports(file, *start, threads.count()),
        _ => names_reports(reread.open()?, false),
    }
}

/// Whether a document may have the field `reports` after offset `start` of an uncompressed file. Each thread searches a
/// part of the file.
fn file_names_reports(file: &StoredFile, start: u64, threads: usize) -> io::Result<bool> {
    let bytes = file.length()?.saturating_sub(start);
    let parts = bytes.div_ceil(PART_BYTES_MIN).clamp(1, threads as u64);
    let part_bytes = bytes.div_ceil(parts);
    let search = |part: u64| {
        // Parts overlap, so that no name is cut in two. The last part reads to the end of the file: the file may have
        // grown, and `start` does not include a byte order mark.
        let most = if part + 1 < parts { part_bytes + NAME_BYTES as u64 - 1 } else { u64::MAX };
        names_reports(file.bytes_from(start + part * part_bytes).take(most), part > 0)
    };
    thread::scope(|scope| {
        let others: Vec<_> = (1..parts)
            .map(|part| (part, thread::Builder::new().spawn_scoped(scope, move || search(part))))
            .collect();
        let found = search(0)?;
        others.into_iter().try_fold(found, |found, (part, other)| {
            let named = match other {
                Ok(other) => other.join().unwrap_or_else(|panic| resume_unwind(panic)),
                // No thread could be started: search this part here.
                Err(_) => search(part),
            };
            Ok(named? || found)
        })
    })
}

/// The fewest bytes that are worth a thread.
const PART_BYTES_MIN: u64 = 1 << 21;

/// Whether a document may have the field `reports` after its messages. The text of a message cannot contain the quoted
/// name, because quotes are escaped there.
fn names_reports(mut reader: impl Read, mut list_may_have_ended: bool) -> io::Result<bool> {
    let name = format!("\"{REPORTS}\"");
    let finder = memchr::memmem::Finder::new(&name);
    let mut buffer = vec![0; SEARCHED_BYTES];
    let mut kept = 0;
    loop {
        let read = match reader.read(buffer.get_mut(kept..).unwrap_or_default()) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        let seen = buffer.get(..kept + read).unwrap_or_default();
        // The field can only come after the end of the list, and a single byte is found faster than a name.
        list_may_have_ended = list_may_have_ended || memchr::memchr(b']', seen).is_some();
        if list_may_have_ended && finder.find(seen).is_some() {
            return Ok(true);
        }
        if read == 0 {
            return Ok(false);
        }
        // Keep the end, because the name may be cut in two.
        let end = seen.len();
        let begin = end.saturating_sub(NAME_BYTES - 1);
        buffer.copy_within(begin..end, 0);
        kept = end - begin;
    }
}

/// The length of the name in bytes, with its quotes.
const NAME_BYTES: usize = REPORTS.len() + 2;
/// The number of bytes that are searched at a time.
const SEARCHED_BYTES: usize = 1 << 18;

/// Reads a document to its end, and returns the reports after its messages, if any.
fn read_trailing_reports(cutter: &mut Cutter, options: &ReadOptions) -> Result<Option<Arc<GivenReports>>> {
    let options = ReadOptions { ignore_reports: true, ..*options };
    let mut admission = Admission::new(options, Arc::new(|_| {}));
    admission.read(cutter, |_| false)?;
    let place = || cutter.origin.place.to_string();
    Ok(admission.trailing_reports.map(|list| Arc::new(GivenReports::new(place(), list))))
}

/// Copies the rest of a stream to an unnamed temporary file, and makes the cutter read from that file.
fn spool(cutter: &mut Cutter) -> Result<StoredFile> {
    let mut file = tempfile::tempfile().map_err(spool_failed)?;
    let mut rest = Cursor::new(std::mem::take(&mut cutter.ahead)).chain(&mut cutter.reader);
    let mut buffer = vec![0; LIVE_BYTES];
    loop {
        let read = rest.read(&mut buffer).map_err(|error| decode::unreadable(&cutter.origin.path, error))?;
        if read == 0 {
            break;
        }
        file.write_all(buffer.get(..read).unwrap_or_default()).map_err(spool_failed)?;
    }
    let file = StoredFile::of(file);
    cutter.reader = Box::new(file.bytes_from(0));
    cutter.is_live = false;
    Ok(file)
}

fn spool_failed(error: io::Error) -> Error {
    Error::write(tempfile::env::temp_dir(), error)
}

#[cfg(test)]
mod tests {
    use super::{NAME_BYTES, PART_BYTES_MIN, StoredFile, file_names_reports};
    use std::io::{Seek, SeekFrom, Write};

    #[test]
    fn a_name_is_found_anywhere_after_the_list() {
        let mut file = tempfile::tempfile().unwrap();
        let mut holds_name = |places: &[u64]| {
            file.set_len(0).unwrap();
            file.set_len(3 * PART_BYTES_MIN).unwrap();
            for (at, text) in places.iter().map(|at| (*at, "\"reports\"")).chain([(9, "]")]) {
                file.seek(SeekFrom::Start(at)).unwrap();
                file.write_all(text.as_bytes()).unwrap();
            }
            let stored = StoredFile::of(file.try_clone().unwrap());
            [1, 2, 3, 8].map(|threads| file_names_reports(&stored, 5, threads).unwrap())
        };
        assert_eq!(holds_name(&[]), [false; 4]);
        assert_eq!(holds_name(&[0]), [false; 4], "it begins before the start of the search");
        let border = 5 + (3 * PART_BYTES_MIN - 5).div_ceil(3);
        for at in border - NAME_BYTES as u64..=border {
            assert_eq!(holds_name(&[at]), [true; 4], "{at}");
        }
        assert_eq!(holds_name(&[3 * PART_BYTES_MIN - NAME_BYTES as u64]), [true; 4], "at the end");
        assert_eq!(holds_name(&[10]), [true; 4]);
    }
}
