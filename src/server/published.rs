//! A bill as it is served: charged once, its bodies encoded once, and shared by all requests.

use crate::bill::ChargedPeriod;
use crate::error::{Error, Result};
use crate::model::record::UsageRecord;
use crate::model::window::Window;
use crate::output::{Format, Layout, to_bytes};
use crate::views::listing::UsageListing;
use axum::body::Bytes;
use axum::http::HeaderValue;
use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::io::Write;
use std::time::Duration;

/// The formats that a bill is served in.
pub(super) const FORMATS: [Format; 3] = [Format::Json, Format::Ndjson, Format::Csv];

/// A bill that is served.
#[derive(Debug)]
pub(super) struct Published {
    /// The messages and what each cost.
    pub(super) period: ChargedPeriod,
    /// What it is known by: a digest of all that it says.
    pub(super) id: String,
    /// When it was made.
    pub(super) made_at: Timestamp,
    /// When that was, as the clock of the run has it.
    pub(super) made: Duration,
    /// How long that took.
    pub(super) took: Duration,
    /// HTTP requests that were made again for it.
    pub(super) retries: usize,
    /// The entity tag of whatever is made of it.
    etag: HeaderValue,
    bodies: [Body; 3],
}

/// How a bill was made.
#[derive(Clone, Copy)]
pub(super) struct Making {
    /// When that began.
    pub(super) made_at: Timestamp,
    /// When that was, as the clock of the run has it.
    pub(super) made: Duration,
    pub(super) took: Duration,
    pub(super) retries: usize,
}

/// A bill in one format.
#[derive(Debug, Clone)]
pub(super) struct Body {
    pub(super) plain: Bytes,
    pub(super) gzip: Bytes,
}

impl Published {
    /// Encodes a bill in each format.
    ///
    /// # Errors
    /// [`Error::Bug`]: in memory nothing fails.
    pub(super) fn new(period: ChargedPeriod, making: Making) -> Result<Self> {
        let Making { made_at, made, took, retries } = making;
        let records = period.records(&Window::default());
        let [json, ndjson, csv] = FORMATS.map(|format| body(&records, format));
        let bodies = [json?, ndjson?, csv?];
        let id = bodies.first().map(|json| digest(&json.plain)).unwrap_or_default();
        drop(records);
        let etag = HeaderValue::try_from(format!("W/\"{id}\"")).map_err(|_| Error::bug("a digest"))?;
        Ok(Self { period, id, made_at, made, took, retries, etag, bodies })
    }

    /// The whole bill in a format.
    pub(super) fn body(&self, format: Format) -> Option<&Body> {
        let index = FORMATS.iter().position(|known| *known == format)?;
        self.bodies.get(index)
    }

    /// The entity tag of whatever is made of this bill.
    pub(super) fn etag(&self) -> &HeaderValue {
        &self.etag
    }
}

fn body(records: &[UsageRecord<'_>], format: Format) -> Result<Body> {
    let plain = encode(records, format)?;
    let gzip = compressed(&plain)?;
    Ok(Body { plain: plain.into(), gzip: gzip.into() })
}

/// Records as the usage contract has them, in a format.
///
/// # Errors
/// [`Error::Bug`]: in memory nothing fails.
pub(super) fn encode(records: &[UsageRecord<'_>], format: Format) -> Result<Vec<u8>> {
    // Only a table shows the total.
    let total = crate::model::credits::Credits::ZERO;
    to_bytes(&UsageListing { records, total }, format, Layout::default())
}

/// Bytes compressed as gzip.
///
/// # Errors
/// [`Error::Bug`]: in memory nothing fails.
pub(super) fn compressed(plain: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(plain).and_then(|()| encoder.finish()).map_err(Error::in_memory)
}

/// 128 bits of a digest, in hexadecimal digits.
pub(super) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(16).fold(String::new(), |mut text, byte| {
        // In memory nothing fails.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
