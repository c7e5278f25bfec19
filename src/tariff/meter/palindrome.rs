//! Checks whether a text is a palindrome.

pub(super) fn is_ascii_palindrome(text: &str) -> bool {
    let kept = text.bytes().filter(u8::is_ascii_alphanumeric);
    is_palindrome(kept.map(|byte| byte.to_ascii_lowercase()))
}

pub(super) fn is_any_palindrome(text: &str) -> bool {
    let lower_case = text.chars().flat_map(char::to_lowercase);
    let is_kept = |character: &char| character.is_alphabetic() || character.is_numeric();
    is_palindrome(lower_case.filter(is_kept))
}

/// Whether the kept characters of a text are not empty and read the same backwards.
fn is_palindrome<T: PartialEq>(mut kept: impl DoubleEndedIterator<Item = T>) -> bool {
    let Some(first) = kept.next() else { return false };
    if kept.next_back().is_some_and(|last| last != first) {
        return false;
    }
    while let (Some(first), Some(last)) = (kept.next(), kept.next_back()) {
        if first != last {
            return false;
        }
    }
    true
}
