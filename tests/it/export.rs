//! A printed bill can be read back unchanged, in every format.

use copilot_usage::model::credits::Credits;
use copilot_usage::model::record::OwnedRecord;
use copilot_usage::model::record::UsageRecord;
use copilot_usage::output::{Destination, Format, Layout, Output};
use copilot_usage::source::BillFile;
use copilot_usage::source::{Input, InputFormat};
use copilot_usage::views::listing::UsageListing;
use copilot_usage::wire::formula_guard::{guarded, without_guard};
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use std::io::Write;

/// A record of a bill: its number, its report and its hundredths of a credit.
type Record = (i64, Option<String>, i64);

/// Records whose names contain many characters that a format must escape.
fn records() -> impl Strategy<Value = Vec<Record>> {
    let name = prop_oneof![
        "['=+\\-@\t\r\n\",＝＋－＠ax ]{1,6}",
        "'{0,4}[=+\\-@\t\r\n＝＋－＠]\\PC{0,4}",
        any::<String>().prop_filter("a report has a name", |name| !name.is_empty()),
    ];
    let cents = prop_oneof![0..10_000_i64, 0..=i64::MAX / 10_000];
    prop::collection::vec((any::<i64>(), prop::option::of(name), cents), 0..10)
}

/// Times as they may come.
const TIMES: [&str; 3] =
    ["2024-05-29T08:15:02.250Z", "0000-01-01t00:00:00.5+23:59", "9999-12-31T23:59:60-00:00"];

/// Returns a bill in a format.
fn printed(records: &[UsageRecord<'_>], format: Format) -> Vec<u8> {
    let file = tempfile::NamedTempFile::new().unwrap();
    let destination = Destination::File(file.path().to_owned());
    let (mut output, encoder) =
        Output::open(&destination, format, Layout::default()).unwrap().stream(&UsageRecord::LISTING).unwrap();
    for records in records.chunks(3) {
        output.write(encoder.encode(records).unwrap()).unwrap();
    }
    output.finish(&UsageListing { records: &[], total: Credits::ZERO }).unwrap().commit().unwrap();
    std::fs::read(file.path()).unwrap()
}

/// Reads the bill of a file.
fn read_again(bytes: &[u8]) -> Vec<OwnedRecord> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    match BillFile::open(&Input::File(file.path().to_owned()), Some(InputFormat::Ndjson), 1 << 20).unwrap() {
        BillFile::Records(records) => records,
        BillFile::Other(_) => panic!("no bill: {}", String::from_utf8_lossy(bytes)),
    }
}

proptest! {
    #[test]
    fn a_bill_that_is_printed_is_read_again(records in records()) {
        let records: Vec<UsageRecord<'_>> = records
            .iter()
            .zip(TIMES.iter().cycle())
            .map(|((message_id, name, cents), timestamp)| UsageRecord {
                message_id: *message_id,
                timestamp,
                report_name: name.as_deref(),
                credits_used: Credits::from_decimal(rust_decimal::Decimal::new(*cents, 2)).unwrap(),
            })
            .collect();
        let expected: Vec<OwnedRecord> = records.iter().map(OwnedRecord::from).collect();
        for format in [Format::Json, Format::Ndjson, Format::Csv] {
            let bytes = printed(&records, format);
            let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
            gzip.write_all(&bytes).unwrap();
            prop_assert_eq!(&read_again(&bytes), &expected);
            prop_assert_eq!(&read_again(&gzip.finish().unwrap()), &expected);
        }
        // Another program may quote each cell and end lines with LF alone.
        let mut quoted = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
        let sheet = printed(&records, Format::Csv);
        let mut sheet = csv::ReaderBuilder::new().has_headers(false).from_reader(&*sheet);
        for row in sheet.records() {
            quoted.write_record(&row.unwrap()).unwrap();
        }
        prop_assert_eq!(&read_again(&quoted.into_inner().unwrap()), &expected);
    }

    #[test]
    fn the_guard_of_a_cell_comes_off_again(text in "['=+\\-@\t\r\n＝＋－＠a]{0,6}", any in any::<String>()) {
        for text in [text, any] {
            let cell = guarded(&text);
            prop_assert_eq!(without_guard(&cell), &text);
            prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']));
        }
    }
}
