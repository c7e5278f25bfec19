//! Measures texts with the same buffers for each, so that no text allocates memory.

use crate::tariff::meter::characters::{byte_offsets, classify};
use crate::tariff::meter::long;
use crate::tariff::meter::measures::Measures;
use crate::tariff::meter::palindrome::{is_any_palindrome, is_ascii_palindrome};
use crate::tariff::meter::scan::{BLANKS, is_ascii, scan};
use crate::tariff::meter::word_hasher::WordSpan;
use crate::tariff::meter::word_set::WordSet;
use std::cell::RefCell;

/// A text of more bytes than this is not copied, and its words are checked in parts.
const LONG_BYTES: usize = 1 << 18;

/// Measures a text.
pub fn measure(text: &str) -> Measures {
    with_measures(text, Clone::clone)
}

/// Measures a text and calls `use_them` with the measures, without a copy. `use_them` must not measure another text,
/// for each thread has only one set of buffers.
pub(in crate::tariff) fn with_measures<R>(text: &str, use_them: impl FnOnce(&Measures) -> R) -> R {
    SCRATCH.with_borrow_mut(|scratch| use_them(scratch.measure(text)))
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// The buffers of a thread.
#[derive(Default)]
struct Scratch {
    measures: Measures,
    /// The text, and [`BLANKS`].
    bytes: Vec<u8>,
    /// For a text that is not ASCII: one byte for each character, and [`BLANKS`].
    classes: Vec<u8>,
    words: WordSet,
}

impl Scratch {
    fn measure(&mut self, text: &str) -> &Measures {
        let Self { measures, bytes, classes, words } = self;
        *measures = Measures::default();
        if text.len() > LONG_BYTES {
            long::measure(text, measures, classes, &words.hasher);
            return measures;
        }
        words.begin();
        bytes.clear();
        bytes.extend_from_slice(text.as_bytes());
        bytes.extend_from_slice(&BLANKS);
        let bytes = bytes.as_slice();
        if is_ascii(bytes) {
            measures.characters = text.len() as u64;
            measures.third_vowels = scan(bytes, |word| {
                measures.words.count(word.length);
                words.add(bytes, word);
            });
            measures.palindrome = is_ascii_palindrome(text);
        } else {
            classes.clear();
            classify(text, classes);
            measures.characters = classes.len() as u64;
            classes.extend_from_slice(&BLANKS);
            let mut byte_offsets = byte_offsets(text);
            measures.third_vowels = scan(classes, |word| {
                measures.words.count(word.length);
                if !words.repeated {
                    let (start, end) = (byte_offsets(word.start), byte_offsets(word.start + word.length));
                    words.add(bytes, WordSpan { start, length: end - start });
                }
            });
            measures.palindrome = is_any_palindrome(text);
        }
        measures.unique_words = measures.words.all > 0 && !words.repeated;
        measures
    }
}
