//! The keys of a service, which are looked up by a digest.

use crate::model::moment::Moment;
use crate::server::access::scope::Scope;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use subtle::ConstantTimeEq;

/// A key: what it is called and what it allows. The key itself is not kept, only its digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key {
    /// What the log calls it.
    pub(super) label: Arc<str>,
    /// What it allows.
    pub(super) scopes: Vec<Scope>,
    /// From when on it allows nothing.
    pub(super) expires: Option<Moment>,
    pub(super) sha256: [u8; 32],
}

/// The keys of a file.
#[derive(Debug, Clone, Default)]
pub(super) struct Keys(pub(super) Vec<Arc<Key>>);

impl Keys {
    /// The key that a request was sent with. Each is looked at, and each digest to its end, so that the time tells
    /// nothing.
    pub(super) fn find(&self, secret: &[u8]) -> Option<&Arc<Key>> {
        let digest = Sha256::digest(secret);
        let mut found = None;
        for key in &self.0 {
            if bool::from(key.sha256.ct_eq(&digest)) {
                found = Some(key);
            }
        }
        found
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
