//! A file of keys (TOML) -> keys. Refuses what it does not know, by path and line. No error shows a value of the file:
//! somebody may have put a key where its digest belongs.

use crate::error::{Error, Result, Setting};
use crate::model::moment::Moment;
use crate::model::timestamp::moment;
use crate::server::access::keys::{Key, Keys};
use crate::server::access::scope::Scope;
use crate::wire::decode;
use crate::wire::utf8;
use std::fmt::Display;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Keys of a file, at the most: each request is held against all of them.
const KEYS_MAX: usize = 1000;
/// Characters of a label, at the most.
const LABEL_MAX: usize = 64;
/// Characters of an unknown field that an error shows, at the most: no key is as short.
const SHOWN_MAX: usize = 24;
/// What a key has.
const FIELDS: [&str; 4] = ["label", "sha256", "scopes", "expires"];

/// Reads a file of keys, of which there must be one.
///
/// # Errors
/// [`Error::File`], and [`Error::Usage`] with the line.
pub(super) fn read(path: &Path) -> Result<Keys> {
    let bytes = decode::read_setting(path)?;
    let toml = utf8::check(&bytes).map_err(|why| refuse(path, "", None, why))?;
    let keys = parse(path, toml)?;
    if keys.is_empty() {
        return Err(refuse(path, toml, None, "has no key, expected one or more [[key]] tables"));
    }
    Ok(keys)
}

/// Reads the text of a file of keys, of which there may be none yet.
///
/// # Errors
/// [`Error::Usage`] with the line.
pub(super) fn parse(path: &Path, toml: &str) -> Result<Keys> {
    let file = KeyFile { path, toml };
    let document = DeTable::parse(toml).map_err(|error| file.refuse(error.span(), error.message()))?;
    let mut fields = Fields { file: &file, at: 0..0, table: document.into_inner() };
    fields.only(&["key"])?;
    let tables = match fields.table.remove("key").map(Spanned::into_inner) {
        None => return Ok(Keys::default()),
        Some(DeValue::Array(tables)) if tables.len() <= KEYS_MAX => tables,
        Some(DeValue::Array(_)) => {
            return Err(file.refuse(None, format_args!("has more than {KEYS_MAX} keys")));
        }
        Some(_) => return Err(file.refuse(None, "key: expected [[key]] tables")),
    };
    let mut keys = Keys::default();
    for table in tables {
        let at = table.span();
        let DeValue::Table(table) = table.into_inner() else {
            return Err(file.refuse(Some(at), "key: expected a [[key]] table"));
        };
        let key = Fields { file: &file, at: at.clone(), table }.key()?;
        if keys.0.iter().any(|other| other.label == key.label) {
            return Err(file.refuse(Some(at), format_args!("label: a key before has {:?}, too", key.label)));
        }
        if keys.0.iter().any(|other| other.sha256 == key.sha256) {
            return Err(file.refuse(Some(at), "sha256: a key before has the same, so they are one key"));
        }
        keys.0.push(Arc::new(key));
    }
    Ok(keys)
}

/// What is wrong with a label, if anything.
pub(super) fn check_label(label: &str) -> std::result::Result<(), String> {
    let length = label.chars().count();
    if (1..=LABEL_MAX).contains(&length) && !label.chars().any(char::is_control) && label.trim() == label {
        return Ok(());
    }
    Err(format!("expected 1 to {LABEL_MAX} characters on one line, without blanks around them"))
}

/// The file that errors name.
struct KeyFile<'f> {
    path: &'f Path,
    toml: &'f str,
}

impl KeyFile<'_> {
    fn refuse(&self, at: Option<Range<usize>>, why: impl Display) -> Error {
        refuse(self.path, self.toml, at, why)
    }
}

fn refuse(path: &Path, toml: &str, at: Option<Range<usize>>, why: impl Display) -> Error {
    let before = at.and_then(|at| toml.as_bytes().get(..at.start));
    let line = before.map(|before| 1 + memchr::memchr_iter(b'\n', before).count());
    let line = line.map_or(String::new(), |line| format!("line {line}: "));
    Error::usage(Setting::File(path.to_owned()), format!("{line}{why}").replace('\n', " "))
}

/// The fields of a table that have not been read yet.
struct Fields<'f, 'i> {
    file: &'f KeyFile<'f>,
    at: Range<usize>,
    table: DeTable<'i>,
}

impl<'i> Fields<'_, 'i> {
    fn key(mut self) -> Result<Key> {
        self.only(&FIELDS)?;
        let label = self.required("label", label)?;
        let sha256 = self.required("sha256", digest)?;
        let scopes = self.required("scopes", scopes)?;
        let expires = self.optional("expires", time)?;
        Ok(Key { label: label.into(), scopes, expires, sha256 })
    }

    /// Refuses every other field, before one of these is missed: it may be one of them, misspelled.
    fn only(&self, known: &[&str]) -> Result<()> {
        let unknown = self.table.keys().filter(|field| !known.contains(&&**field.get_ref()));
        let Some(field) = unknown.min_by_key(|field| field.span().start) else { return Ok(()) };
        let name = field.get_ref();
        let shown = if name.len() <= SHOWN_MAX { format!(" {:?}", &**name) } else { String::new() };
        let expected = known.join(", ");
        Err(self.file.refuse(Some(field.span()), format_args!("unknown field{shown}, expected {expected}")))
    }

    fn required<T>(
        &mut self,
        name: &str,
        read: fn(DeValue<'i>) -> std::result::Result<T, String>,
    ) -> Result<T> {
        let value = self.optional(name, read)?;
        value.ok_or_else(|| self.file.refuse(Some(self.at.clone()), format_args!("{name}: missing")))
    }

    fn optional<T>(
        &mut self,
        name: &str,
        read: fn(DeValue<'i>) -> std::result::Result<T, String>,
    ) -> Result<Option<T>> {
        let Some(value) = self.table.remove(name) else { return Ok(None) };
        let at = value.span();
        let read = read(value.into_inner());
        read.map(Some).map_err(|why| self.file.refuse(Some(at), format_args!("{name}: {why}")))
    }
}

fn label(value: DeValue<'_>) -> std::result::Result<String, String> {
    let DeValue::String(label) = value else { return Err("expected a string".to_owned()) };
    check_label(&label)?;
    Ok(label.into_owned())
}

fn digest(value: DeValue<'_>) -> std::result::Result<[u8; 32], String> {
    let expected = || "expected the SHA-256 of a key, as 64 hexadecimal digits".to_owned();
    let DeValue::String(text) = value else { return Err(expected()) };
    let mut sha256 = [0; 32];
    let digits: Option<Vec<u8>> = text.chars().map(|digit| digit.to_digit(16)?.try_into().ok()).collect();
    let digits = digits.filter(|digits| digits.len() == 2 * sha256.len()).ok_or_else(expected)?;
    for (byte, pair) in sha256.iter_mut().zip(digits.chunks(2)) {
        *byte = pair.iter().fold(0, |byte, digit| byte << 4 | digit);
    }
    Ok(sha256)
}

fn scopes(value: DeValue<'_>) -> std::result::Result<Vec<Scope>, String> {
    let expected = || {
        let names = Scope::ALL.map(Scope::name).join(", ");
        format!("expected an array of one or more of {names}, each once")
    };
    let DeValue::Array(array) = value else { return Err(expected()) };
    let mut scopes = Vec::new();
    for element in array {
        let DeValue::String(name) = element.into_inner() else { return Err(expected()) };
        let scope = Scope::ALL.into_iter().find(|scope| scope.name() == name);
        let scope = scope.filter(|scope| !scopes.contains(scope)).ok_or_else(expected)?;
        scopes.push(scope);
    }
    if scopes.is_empty() { Err(expected()) } else { Ok(scopes) }
}

fn time(value: DeValue<'_>) -> std::result::Result<Moment, String> {
    let text = match value {
        DeValue::String(text) => text.into_owned(),
        DeValue::Datetime(time) => time.to_string(),
        _ => String::new(),
    };
    let expected = || "expected a date and time with Z or an offset, such as 2030-01-01T00:00:00Z".to_owned();
    moment(&text).ok_or_else(expected)
}
