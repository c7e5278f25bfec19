//! Goes over a text, a block of characters at a time: where its words are, and how many vowels there are.

use crate::tariff::meter::word_hasher::{MARGIN, WordSpan};
use wide::u8x16;

/// What is put behind a text, so that it fills its last block, and its last word ends before the end.
pub(super) const BLANKS: [u8; BLOCK + MARGIN] = [b' '; BLOCK + MARGIN];

/// Whether a text with [`BLANKS`] behind it is all ASCII.
pub(super) fn is_ascii(text: &[u8]) -> bool {
    let (sixteens, _) = text.as_chunks::<16>();
    let all = sixteens.iter().fold(u8x16::ZERO, |all, sixteen| all | u8x16::new(*sixteen));
    all.to_bitmask() == 0
}

/// Goes over a text of one byte a character with [`BLANKS`] behind it: tells each word's place, and how many characters
/// at position 3, 6, 9, … are vowels.
pub(super) fn scan(text: &[u8], on_word: impl FnMut(WordSpan)) -> u64 {
    let mut scan = Scan::default();
    scan.blocks(blocks_of(text), on_word);
    scan.third_vowels
}

/// The blocks of a text with [`BLANKS`] behind it. The last one begins in the text, or right behind it.
pub(super) fn blocks_of(text: &[u8]) -> &[[u8; BLOCK]] {
    let (blocks, _) = text.as_chunks::<BLOCK>();
    let used = (text.len() - BLANKS.len()) / BLOCK + 1;
    blocks.get(..used).unwrap_or_default()
}

/// How far a text has been gone over.
pub(super) struct Scan {
    /// The place of the next block.
    first: usize,
    /// Where position 3, 6, 9, … falls in it.
    third: u64,
    pub(super) third_vowels: u64,
    /// Whether a word goes on from the block before.
    goes_on: u64,
    /// Where the next word starts.
    start: usize,
}

impl Default for Scan {
    fn default() -> Self {
        Self { first: 0, third: THIRD, third_vowels: 0, goes_on: 0, start: 0 }
    }
}

impl Scan {
    #[allow(clippy::inline_always, reason = "what it keeps shall stay in registers")]
    #[inline(always)]
    pub(super) fn blocks(&mut self, blocks: &[[u8; BLOCK]], mut on_word: impl FnMut(WordSpan)) {
        let Self { mut first, mut third, mut third_vowels, mut goes_on, mut start } = *self;
        for block in blocks {
            let Masks { words, vowels } = masks(block);
            third_vowels += u64::from((vowels & third).count_ones());
            third = third << 2 | third >> 1;
            let at = |mask: u64| first + mask.trailing_zeros() as usize;
            let after_word = words << 1 | goes_on;
            let (mut starts, mut ends) = (words & !after_word, after_word & !words);
            if goes_on == 0 {
                start = at(starts);
                starts = without_first(starts);
            }
            while ends != 0 {
                on_word(WordSpan { start, length: at(ends) - start });
                ends = without_first(ends);
                start = at(starts);
                starts = without_first(starts);
            }
            goes_on = words >> (BLOCK - 1);
            first += BLOCK;
        }
        *self = Self { first, third, third_vowels, goes_on, start };
    }
}

/// A mask without its first bit, if it has any.
fn without_first(mask: u64) -> u64 {
    mask & mask.wrapping_sub(1)
}

/// Characters looked at together: a bit for each in a mask.
pub(super) const BLOCK: usize = 64;

/// Every third bit, as position 3, 6, 9, … falls in the first block of a text.
const THIRD: u64 = 0x4924_9249_2492_4924;

/// What is where in a block.
struct Masks {
    words: u64,
    vowels: u64,
}

fn masks(block: &[u8; BLOCK]) -> Masks {
    let mut masks = Masks { words: 0, vowels: 0 };
    let (sixteens, _) = block.as_chunks::<16>();
    for (index, sixteen) in sixteens.iter().enumerate() {
        let bytes = u8x16::new(*sixteen);
        let is = |byte: u8| bytes.simd_eq(u8x16::splat(byte));
        let lower = bytes | u8x16::splat(0x20);
        let is_lower = |byte: u8| lower.simd_eq(u8x16::splat(byte));
        let from_a = lower - u8x16::splat(b'a');
        let letters = from_a.min(u8x16::splat(25)).simd_eq(from_a);
        let words = letters | is(b'-') | is(b'\'');
        let vowels = is_lower(b'a') | is_lower(b'e') | is_lower(b'i') | is_lower(b'o') | is_lower(b'u');
        masks.words |= u64::from(words.to_bitmask()) << (16 * index);
        masks.vowels |= u64::from(vowels.to_bitmask()) << (16 * index);
    }
    masks
}
