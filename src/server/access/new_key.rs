//! A new key: made of random bits of the system, added to a file as a digest, shown once.

use crate::error::{Error, Result, Setting};
use crate::io::atomic_file::{AtomicFile, resolve_links};
use crate::model::moment::Moment;
use crate::server::access::key_file;
use crate::server::access::scope::Scope;
use sha2::{Digest, Sha256};
use std::fmt::{self, Write};
use std::path::Path;
use std::{fs, io};

/// How every key begins, so that it is recognised where it should not be.
const PREFIX: &str = "cusage_";
/// Random bytes of a key.
const SECRET_BYTES: usize = 32;

/// A key that is about to be made.
#[derive(Debug, Clone)]
pub struct NewKey {
    /// What the log is to call it.
    pub label: String,
    /// What it is to allow.
    pub scopes: Vec<Scope>,
    /// From when on it is to allow nothing.
    pub expires: Option<Moment>,
}

/// A key itself. It shows itself only where it is asked to.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// 256 bits of the system's randomness.
    fn random() -> Result<Self> {
        let mut bytes = [0; SECRET_BYTES];
        getrandom::fill(&mut bytes).map_err(|error| {
            Error::read("random numbers of the system", io::Error::other(error.to_string()))
        })?;
        Ok(Self(format!("{PREFIX}{}", hexadecimal(&bytes))))
    }

    /// The key as it is sent.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(***)")
    }
}

impl NewKey {
    /// Adds a new key to a file, which is made where there is none. What stands in it stays as it is.
    ///
    /// # Errors
    /// [`Error::Usage`] where the file cannot be used or has the label already, [`Error::File`].
    pub fn add_to(&self, path: &Path) -> Result<Secret> {
        let refuse = |why: String| Error::usage(Setting::File(path.to_owned()), why);
        key_file::check_label(&self.label).map_err(|why| refuse(format!("label: {why}")))?;
        let target = resolve_links(path).map_err(|error| Error::read(path, error))?;
        let before = match fs::read_to_string(&target) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            read => read.map_err(|error| Error::read(path, error))?,
        };
        let keys = key_file::parse(path, &before)?;
        if keys.0.iter().any(|key| *key.label == *self.label) {
            return Err(refuse(format!("has a key with the label {:?} already", self.label)));
        }
        let secret = Secret::random()?;
        let after = format!("{before}{}{}", gap(&before), self.table(&secret));
        let is_added = key_file::parse(path, &after).is_ok_and(|added| added.len() == keys.len() + 1);
        if !is_added {
            return Err(refuse("no [[key]] table can be added at its end".to_owned()));
        }
        AtomicFile::write(&target, after.as_bytes()).map_err(|error| Error::write(path, error))?;
        Ok(secret)
    }

    /// The key as the file has it.
    fn table(&self, secret: &Secret) -> String {
        let sha256 = hexadecimal(&Sha256::digest(secret.reveal()));
        let scopes: Vec<String> = self.scopes.iter().map(|scope| format!("\"{}\"", scope.name())).collect();
        // A label has no control characters, so that the two that TOML escapes are all.
        let label = self.label.replace('\\', "\\\\").replace('"', "\\\"");
        let scopes = scopes.join(", ");
        let expires = self.expires.map_or(String::new(), |time| format!("expires = \"{time}\"\n"));
        format!("[[key]]\nlabel = \"{label}\"\nsha256 = \"{sha256}\"\nscopes = [{scopes}]\n{expires}")
    }
}

/// What stands between a text and what is added to it.
fn gap(before: &str) -> &'static str {
    match before {
        "" => "",
        text if text.ends_with('\n') => "\n",
        _ => "\n\n",
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // In memory nothing fails.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
