//! What a key may allow.

/// What a key must allow for a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Bills and what is asked of them.
    Usage,
    /// Calls of language models.
    Chat,
    /// Figures of the service.
    Admin,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 3] = [Self::Usage, Self::Chat, Self::Admin];

    /// What a file of keys calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Usage => "usage",
            Self::Chat => "chat",
            Self::Admin => "admin",
        }
    }
}
