//! What language models take for a token. The vocabularies are large: they come with the cargo feature `tokenizers`.

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

#[cfg(feature = "tokenizers")]
impl Tokenizer {
    /// The tokenizer of a name.
    ///
    /// # Errors
    /// What was expected.
    pub fn named(name: &str) -> Result<Self, String> {
        match name {
            "cl100k_base" => Ok(Self::Cl100kBase),
            "o200k_base" => Ok(Self::O200kBase),
            _ => Err("cl100k_base or o200k_base".to_owned()),
        }
    }

    /// How many tokens a text has. What looks like a special token is text like any other.
    pub fn count(self, text: &str) -> u64 {
        let tokenizer = match self {
            Self::Cl100kBase => bpe_openai::cl100k_base(),
            Self::O200kBase => bpe_openai::o200k_base(),
        };
        tokenizer.count(text) as u64
    }
}

#[cfg(not(feature = "tokenizers"))]
impl Tokenizer {
    /// The tokenizer of a name: this build has none.
    ///
    /// # Errors
    /// How to get one.
    pub fn named(_: &str) -> Result<Self, String> {
        Err("none: this copilot-usage was built without tokenizers (cargo install --features tokenizers)"
            .to_owned())
    }

    /// How many tokens a text has.
    pub fn count(self, _: &str) -> u64 {
        match self {}
    }
}
