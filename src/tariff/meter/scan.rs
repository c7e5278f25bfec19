//! Scans a text in blocks of characters, finds its words and counts its third vowels.

use crate::tariff::meter::word_hasher::{MARGIN, WordSpan};
use wide::u8x16;

/// The blanks to append to a text. They fill its last block and end its last word.
pub(super) const BLANKS: [u8; BLOCK + MARGIN] = [b' '; BLOCK + MARGIN];

/// Whether a text with [`BLANKS`] after it is all ASCII.
pub(super) fn is_ascii(text: &[u8]) -> bool {
    let (sixteens, _) = text.as_chunks::<16>();
    let all = sixteens.iter().fold(u8x16::ZERO, |all, sixteen| all | u8x16::new(*sixteen));
    all.to_bitmask() == 0
}

/// Scans a text of one byte per character with [`BLANKS`] after it. Calls `on_word` for each word and returns the
/// number of vowels at position 3, 6, 9, …
pub(super) fn scan(text: &[u8], on_word: impl FnMut(WordSpan)) -> u64 {
    let mut scan = Scan::default();
    scan.blocks(blocks_of(text), on_word);
    scan.third_vowels
}

/// Returns the blocks of a text with [`BLANKS`] after it. The last block begins in the text, or right after it.
pub(super) fn blocks_of(text: &[u8]) -> &[[u8; BLOCK]] {
    let (blocks, _) = text.as_chunks::<BLOCK>();
    let used = (text.len() - BLANKS.len()) / BLOCK + 1;
    blocks.get(..used).unwrap_or_default()
}

/// The state of a scan.
pub(super) struct Scan {
    /// The position of the next block.
    first: usize,
    /// The bits of position 3, 6, 9, … in that block.
    third: u64,
    pub(super) third_vowels: u64,
    /// 1 if a word continues from the previous block, else 0.
    in_word: u64,
    /// The start of the current or next word.
    start: usize,
}

impl Default for Scan {
    fn default() -> Self {
        Self { first: 0, third: THIRD, third_vowels: 0, in_word: 0, start: 0 }
    }
}

impl Scan {
    #[allow(clippy::inline_always, reason = "inlined, the state stays in registers")]
    #[inline(always)]
    pub(super) fn blocks(&mut self, blocks: &[[u8; BLOCK]], mut on_word: impl FnMut(WordSpan)) {
        let Self { mut first, mut third, mut third_vowels, mut in_word, mut start } = *self;
        for block in blocks {
            let Masks { words, vowels } = masks(block);
            third_vowels += u64::from((vowels & third).count_ones());
            third = third << 2 | third >> 1;
            let at = |mask: u64| first + mask.trailing_zeros() as usize;
            let after_word = words << 1 | in_word;
            let (mut starts, mut ends) = (words & !after_word, after_word & !words);
            if in_word == 0 {
                start = at(starts);
                starts = without_first(starts);
            }
            while ends != 0 {
                on_word(WordSpan { start, length: at(ends) - start });
                ends = without_first(ends);
                start = at(starts);
                starts = without_first(starts);
            }
            in_word = words >> (BLOCK - 1);
            first += BLOCK;
        }
        *self = Self { first, third, third_vowels, in_word, start };
    }
}

/// Clears the lowest bit of a mask that is set, if any.
fn without_first(mask: u64) -> u64 {
    mask & mask.wrapping_sub(1)
}

/// The number of characters in a block. A mask has one bit for each.
pub(super) const BLOCK: usize = 64;

/// The bits of position 3, 6, 9, … in the first block of a text.
const THIRD: u64 = 0x4924_9249_2492_4924;

/// The word characters and the vowels of a block.
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
