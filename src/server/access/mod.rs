//! Who may ask, how often, and from which pages: keys and their file, rates, origins and host names of browsers. What
//! every request goes through is in [`guard`].

pub(super) mod guard;
pub(super) mod host;
mod key_file;
pub(super) mod key_ring;
mod keys;
pub(super) mod new_key;
pub(super) mod origin;
pub(super) mod peer;
pub(super) mod policy;
pub(super) mod rate;
pub(super) mod reload;
pub(super) mod scope;
