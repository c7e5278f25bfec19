//! Counts the tokens of language models. The vocabularies are large, so they need the cargo feature `tokenizers`.

use crate::model::printable::Found;

/// A tokenizer of a family of language models.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tokenizer {
    /// `cl100k_base`, used by GPT-4.
    #[cfg(feature = "tokenizers")]
    Cl100kBase,
    /// `o200k_base`, used by GPT-4o.
    #[cfg(feature = "tokenizers")]
    O200kBase,
}

/// Why a name stands for no tokenizer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoTokenizer {
    /// The tokenizer is not in this build, which lacks the cargo feature.
    #[error("{0} is not in this build of copilot-usage")]
    NotInBuild(String),
    /// There is no tokenizer of this name.
    #[error("found {found}, expected cl100k_base or o200k_base", found = Found(.0))]
    Unknown(String),
}

impl Tokenizer {
    /// Returns the tokenizer of a name.
    ///
    /// # Errors
    /// [`NoTokenizer`] if there is none of this name, or if it is not in this build.
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

    /// Returns the number of tokens of a text. Special tokens are treated as ordinary text.
    #[cfg(feature = "tokenizers")]
    pub fn count(self, text: &str) -> u64 {
        let tokenizer = match self {
            Self::Cl100kBase => bpe_openai::cl100k_base(),
            Self::O200kBase => bpe_openai::o200k_base(),
        };
        tokenizer.count(text) as u64
    }

    /// Returns the number of tokens of a text. Without the feature there are no tokenizers, so this is never called.
    #[cfg(not(feature = "tokenizers"))]
    pub fn count(self, _: &str) -> u64 {
        match self {}
    }
}
