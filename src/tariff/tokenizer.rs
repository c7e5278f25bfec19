//! What language models take for a token. The vocabularies are large: they come with the cargo feature `tokenizers`.

use crate::model::printable::Found;

/// A vocabulary of tokens, by the name that its models give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tokenizer {
    /// Of GPT-4 and its like.
    #[cfg(feature = "tokenizers")]
    Cl100kBase,
    /// Of GPT-4o and its like.
    #[cfg(feature = "tokenizers")]
    O200kBase,
}

/// Why there is no tokenizer of a name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoTokenizer {
    /// It is not in this build: the feature was left out.
    #[error("{0} is not in this build of copilot-usage")]
    NotInBuild(String),
    /// There is none.
    #[error("found {found}, expected cl100k_base or o200k_base", found = Found(.0))]
    Unknown(String),
}

impl Tokenizer {
    /// The tokenizer of a name.
    ///
    /// # Errors
    /// There is none, or it is not in this build.
    pub fn named(name: &str) -> Result<Self, NoTokenizer> {
        match name {
            #[cfg(feature = "tokenizers")]
            "cl100k_base" => Ok(Self::Cl100kBase),
            #[cfg(feature = "tokenizers")]
            "o200k_base" => Ok(Self::O200kBase),
            #[cfg(not(feature = "tokenizers"))]
            "cl100k_base" | "o200k_base" => Err(NoTokenizer::NotInBuild(name.to_owned())),
            _ => Err(NoTokenizer::Unknown(name.to_owned())),
        }
    }

    /// How many tokens a text has. What looks like a special token is text like any other.
    #[cfg(feature = "tokenizers")]
    pub fn count(self, text: &str) -> u64 {
        let tokenizer = match self {
            Self::Cl100kBase => bpe_openai::cl100k_base(),
            Self::O200kBase => bpe_openai::o200k_base(),
        };
        tokenizer.count(text) as u64
    }

    /// How many tokens a text has: there is no tokenizer to count them.
    #[cfg(not(feature = "tokenizers"))]
    pub fn count(self, _: &str) -> u64 {
        match self {}
    }
}
