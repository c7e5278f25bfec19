//! The bearer token, and how it is masked in messages: an upstream may send it back in an answer.

use reqwest::header::HeaderValue;
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// A bearer token. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(pub(super) HeaderValue);

/// The prefix of the token in the `Authorization` header.
const SCHEME: &[u8] = b"Bearer ";
/// Replaces the token in messages.
const MASK: &str = "***";
/// The minimum length in bytes of a token that is masked anywhere. A shorter one is part of many words and no secret,
/// so it is masked only as a whole string.
const TOKEN_BYTES_MIN: usize = 4;
/// The minimum number of bytes of a token that are masked where a quotation begins or ends within the token.
const QUOTED_BYTES_MIN: usize = 4;
/// The minimum number of bytes of a token that are masked anywhere, if they are at least half of it.
const PART_BYTES_MIN: usize = 8;

impl Token {
    /// Creates a token from bytes, without the white space around it.
    ///
    /// # Errors
    /// A message, which never quotes the token, if it is empty or holds anything but printable ASCII.
    pub fn new(text: &[u8]) -> Result<Self, &'static str> {
        let token = text.trim_ascii();
        if token.is_empty() {
            return Err("empty, expected a token");
        }
        let expected = "expected one word of printable ASCII";
        if !token.iter().all(u8::is_ascii_graphic) {
            return Err(expected);
        }
        let mut value = HeaderValue::from_bytes(&[SCHEME, token].concat()).map_err(|_| expected)?;
        value.set_sensitive(true);
        Ok(Self(value))
    }

    fn bytes(&self) -> &[u8] {
        self.0.as_bytes().strip_prefix(SCHEME).unwrap_or_default()
    }

    /// Replaces the token in a message by `***`: written as it is, escaped as in JSON or a URL, and in upper or lower
    /// case. Also replaces the parts of the token that are left where a message cuts off a quotation.
    ///
    /// ```
    /// use copilot_usage::http::Token;
    ///
    /// let token = Token::new(b"s3cret/word")?;
    /// assert_eq!(token.mask("found s3cret%2Fword, expected a number"), "found ***, expected a number");
    /// # Ok::<(), &str>(())
    /// ```
    pub fn mask<'m>(&self, message: &'m str) -> Cow<'m, str> {
        Self::mask_all(std::slice::from_ref(self), message)
    }

    /// A message without any of these tokens, as by [`Token::mask`]. Where two begin alike, the longer part is masked.
    pub fn mask_all<'m>(tokens: &[Self], message: &'m str) -> Cow<'m, str> {
        let (short, long): (Vec<_>, Vec<_>) =
            tokens.iter().partition(|token| token.bytes().len() < TOKEN_BYTES_MIN);
        let (mut masked, mut rest) = (String::new(), message);
        while let Some(first) = rest.chars().next().filter(|_| !long.is_empty()) {
            let begins_quotation = masked.ends_with("found ") || masked.ends_with(['"', '`']);
            let hidden = long.iter().filter_map(|token| token.hidden(rest, begins_quotation)).max();
            let (passed, after) =
                rest.split_at_checked(hidden.unwrap_or(first.len_utf8())).unwrap_or((rest, ""));
            masked.push_str(if hidden.is_some() { MASK } else { passed });
            rest = after;
        }
        let is_same = long.is_empty() || masked == message;
        let masked = if is_same { Cow::Borrowed(message) } else { masked.into() };
        short.iter().fold(masked, |masked, token| match token.mask_strings(&masked) {
            Cow::Borrowed(_) => masked,
            Cow::Owned(shorter) => shorter.into(),
        })
    }

    /// Replaces a short token in a message where it is a whole JSON string or the whole of a bearer header.
    fn mask_strings<'m>(&self, message: &'m str) -> Cow<'m, str> {
        let token = String::from_utf8_lossy(self.bytes());
        let shown = [format!("\"{token}\""), format!("Bearer {token}")];
        if !shown.iter().any(|shown| message.contains(shown)) {
            return message.into();
        }
        let [string, header] = shown;
        message.replace(&string, &format!("\"{MASK}\"")).replace(&header, &format!("Bearer {MASK}")).into()
    }

    /// Returns the number of bytes to mask at the beginning of a text, if any.
    fn hidden(&self, text: &str, begins_quotation: bool) -> Option<usize> {
        let token = self.bytes();
        (0..token.len()).find_map(|start| {
            let tail = token.get(start..).unwrap_or_default();
            let (matched, length) = common(tail, text.as_bytes());
            let ends_quotation = || text.get(length..).is_some_and(is_cut_off);
            let hides = matched == token.len()
                || matched >= PART_BYTES_MIN.max(token.len().div_ceil(2))
                || matched >= QUOTED_BYTES_MIN
                    && (begins_quotation && matched == tail.len() || ends_quotation());
            hides.then_some(length)
        })
    }

    /// Whether bytes contain the token.
    pub(super) fn is_in(&self, bytes: &[u8]) -> bool {
        memchr::memmem::find(bytes, self.bytes()).is_some()
    }
}

/// Whether a quotation ends here: with an ellipsis, which may come within an escape, or with the backtick after a
/// number.
fn is_cut_off(text: &str) -> bool {
    let escape = if text.starts_with(['\\', '%']) { 6 } else { 0 };
    text.starts_with('`') || text.find('…').is_some_and(|at| at <= escape)
}

/// Returns how many bytes of a token a text begins with, and how many bytes of the text these take.
fn common(token: &[u8], text: &[u8]) -> (usize, usize) {
    // A backslash in the text may be a character of the token or begin an escape.
    common_by(token, text, escaped).max(common_by(token, text, |_| None))
}

fn common_by(token: &[u8], text: &[u8], escaped: impl Fn(&[u8]) -> Option<(u8, usize)>) -> (usize, usize) {
    let (mut matched, mut length) = (0, 0);
    for byte in token {
        let rest = text.get(length..).unwrap_or_default();
        let is_same = |(other, _): &(u8, usize)| other.eq_ignore_ascii_case(byte);
        let plain = || rest.first().map(|first| (*first, 1)).filter(is_same);
        let Some((_, more)) = escaped(rest).filter(is_same).or_else(plain) else { break };
        matched += 1;
        length += more;
    }
    (matched, length)
}

/// Decodes the JSON or URL escape that a text begins with, if any. Returns the character and the length of the escape.
fn escaped(text: &[u8]) -> Option<(u8, usize)> {
    let hex = |digits: &[u8]| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok();
    match *text {
        [b'\\', b'u', b'0', b'0', high, low, ..] => Some((hex(&[high, low])?, 6)),
        [b'\\', other, ..] if !other.is_ascii_alphanumeric() => Some((other, 2)),
        [b'%', high, low, ..] => Some((hex(&[high, low])?, 3)),
        _ => None,
    }
}

/// Identifies the sender of a request: a digest of the token, or of the empty string if there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Credential(pub(crate) [u8; 32]);

impl Credential {
    /// Returns the credential of a token.
    pub(super) fn of(token: Option<&Token>) -> Self {
        Self(Sha256::digest(token.map_or(b"".as_slice(), |token| token.0.as_bytes())).into())
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_masked_however_it_is_written() {
        let masked =
            |token: &str, message: &str| Token::new(token.as_bytes()).unwrap().mask(message).into_owned();
        let token = r#"S3cr/et"w\ord+="#;
        for written in [
            token,
            r#"s3cr/et\"w\\ord+="#,
            r#"S3cr\/et\"w\\ord+="#,
            r"\u0053\u0033cr\u002fet\u0022w\u005Cord\u002B=",
            "S3cr%2Fet%22w%5cord%2B%3D",
            "%53%33%63%72%2f%65%74%22%77%5C%6f%72%64%2B%3d",
        ] {
            for (before, after) in [("", ""), ("found {\"a\":\"", "\", expected ü"), ("to https://x.", "/…")]
            {
                let message = format!("{before}{written}{after}");
                assert_eq!(masked(token, &message), format!("{before}***{after}"), "{message}");
            }
        }
        for (token, message, expected) in [
            // The quotation ends or begins within the token.
            ("abcdefghijklmnop", "found \"xyzabcde…", "found \"xyz***…"),
            ("abcdefg/ijklmnop", "found \"xyzabcdefg%2…", "found \"xyz***%2…"),
            ("trueblue", "trailing characters, found blue", "trailing characters, found ***"),
            ("1234567-blue", "found integer `1234567`, expected", "found integer `***`, expected"),
            ("abcdefghijklmnop", "xx ABCDEFGH xx", "xx *** xx"),
            ("abcdefghijklmnop", "xx abcdefg xx", "xx abcdefg xx"),
            ("abcdefgh", "abcdefgh abcdefgh", "*** ***"),
            // The token is too short to be masked within words.
            (
                "a",
                "a user name: found \"a\", expected an array",
                "a user name: found \"***\", expected an array",
            ),
            ("the", "the other: Bearer the", "the other: Bearer ***"),
        ] {
            assert_eq!(masked(token, message), expected);
        }
    }
}
