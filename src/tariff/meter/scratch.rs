//! Measures one text after the other with the same buffers, so that none of them allocates.

use crate::tariff::meter::characters::{classify, in_bytes};
use crate::tariff::meter::long;
use crate::tariff::meter::measures::Measures;
use crate::tariff::meter::palindrome::{is_any_palindrome, is_ascii_palindrome};
use crate::tariff::meter::scan::{BLANKS, is_ascii, scan};
use crate::tariff::meter::word_hasher::WordSpan;
use crate::tariff::meter::word_set::WordSet;
use std::cell::RefCell;

/// Bytes of a text from which on it is not copied, and the words are looked up in parts.
const LONG_BYTES: usize = 1 << 18;

/// Measures a text.
pub fn measure(text: &str) -> Measures {
    with_measures(text, Clone::clone)
}

/// Measures a text, and lends the measures without a copy. `use_them` must not measure another text: there is one set
/// of buffers for each thread.
pub(in crate::tariff) fn with_measures<R>(text: &str, use_them: impl FnOnce(&Measures) -> R) -> R {
    SCRATCH.with_borrow_mut(|scratch| use_them(scratch.measure(text)))
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// What one text after the other is measured with, so that none of them allocates.
#[derive(Default)]
struct Scratch {
    measures: Measures,
    /// The text, and [`BLANKS`].
    bytes: Vec<u8>,
    /// A byte for each character of a text that is not all ASCII, and [`BLANKS`].
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
            let mut in_bytes = in_bytes(text);
            measures.third_vowels = scan(classes, |word| {
                measures.words.count(word.length);
                if !words.repeated {
                    let (start, end) = (in_bytes(word.start), in_bytes(word.start + word.length));
                    words.add(bytes, WordSpan { start, length: end - start });
                }
            });
            measures.palindrome = is_any_palindrome(text);
        }
        measures.unique_words = measures.words.all > 0 && !words.repeated;
        measures
    }
}
