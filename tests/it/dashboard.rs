//! `dashboard`: the page as a file, without a browser.

use crate::support::{fixture, json_lines, run};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use copilot_usage::model::credits::Credits;
use flate2::read::GzDecoder;
use serde_json::Value;

/// The page of the fixtures.
pub(crate) fn page_of(arguments: &[&str]) -> String {
    run(["dashboard", "-q", "--reproducible"]).arg(fixture("snapshot.json")).args(arguments).exits(0).output()
}

/// A period with these messages.
pub(crate) fn page_of_messages(messages: &[String], arguments: &[&str]) -> String {
    let list = format!("[{}]", messages.join(","));
    run(["dashboard", "-", "-q", "--reproducible"]).args(arguments).stdin(list).exits(0).output()
}

#[test]
fn bars_stand_for_what_suits_the_span() {
    let at = |id: i64, timestamp: &str| format!(r#"{{"id":{id},"text":"!!!","timestamp":"{timestamp}"}}"#);
    let cases = [
        ("2024-05-01T09:30:00Z", "2024-05-01T12:00:00Z", "hour", 4),
        ("2024-05-01T00:00:00Z", "2024-05-03T00:00:00Z", "day", 3),
        ("2024-05-01T00:00:00Z", "2024-08-31T00:00:00Z", "week", 18),
        ("2021-05-01T00:00:00Z", "2024-05-31T00:00:00Z", "month", 37),
    ];
    for (first, last, unit, bars) in cases {
        let html = page_of_messages(&[at(1, first), at(2, last)], &[]);
        assert!(html.contains(&format!("Credits by {unit}</h2>")), "{unit}");
        assert_eq!(html.matches("class=\"bar\"").count(), bars, "{unit}");
    }
    let ages = [at(1, "0000-01-01T00:00:00Z"), at(2, "9999-01-01T00:00:00Z")];
    assert!(page_of_messages(&ages, &[]).contains("The period is too long for a chart."));
    let dear = r#"{"id":7,"name":"Dear","credit_cost":9200000000000.01}"#;
    let dear =
        format!("{{\"reports\":[{dear}],\"messages\":[{}]}}", crate::support::message_with_report(1, 7));
    let dear = run(["dashboard", "-", "-q"]).stdin(dear).exits(0).output();
    assert!(dear.contains("9200000000000.01 credits") && dear.contains(">8000000000000</text>"), "{dear}");
    let html = page_of_messages(&[], &[]);
    assert!(html.contains("no messages"));
}

#[test]
fn the_same_input_gives_the_same_page() {
    let page = |threads: &str| page_of(&["--threads", threads]);
    assert_eq!(page("1"), page("8"));
    let from = format!("Made by copilot-usage from <bdi>{}</bdi>.", fixture("snapshot.json").display());
    assert!(page("1").contains(&from));
    let ran = run(["dashboard", "-o", "usage.html"]).arg(fixture("snapshot.json")).exits(0).stdout("");
    assert!(ran.read("usage.html").contains(" UTC.</p>"));
    assert!(!ran.read("usage.html").contains("Fire Safety"));
    let refused = run(["dashboard", "-", "-o", "usage.html"]).stdin("{").file("usage.html", "old").exits(3);
    assert_eq!(refused.read("usage.html"), "old");
}

/// The text between two others in a page.
fn between<'p>(page: &'p str, begin: &str, end: &str) -> &'p str {
    page.split_once(begin).unwrap().1.split_once(end).unwrap().0
}

/// The data of the page's script.
fn data_of(page: &str) -> Value {
    let packed = between(page, "<script type=\"application/octet-stream\" id=\"data\">", "</script>");
    let packed = BASE64_STANDARD.decode(packed).unwrap();
    serde_json::from_reader(GzDecoder::new(packed.as_slice())).unwrap()
}

#[test]
fn the_line_items_of_a_page_sum_to_the_charges_of_the_bill() {
    for tariff in ["text", "tokens", "tokens-ceil"] {
        let page = page_of(&["--tariff", tariff]);
        let data = data_of(&page);
        let mut total = Credits::ZERO;
        let bill = run(["score", "-q", "-f", "ndjson", "--tariff", tariff]).arg(fixture("snapshot.json"));
        let bill = json_lines(&bill.exits(0).output());
        let list = |name: &str| data[name].as_array().unwrap().clone();
        assert_eq!((list("items").len(), list("cents").len()), (bill.len(), bill.len()));
        for ((record, items), cents) in bill.iter().zip(list("items")).zip(list("cents")) {
            let credits: Credits = record["credits_used"].to_string().parse().unwrap();
            assert_eq!(cents, credits.cents(), "{tariff}: {record}");
            let items = items.as_str().unwrap().split_terminator(';');
            let sum = items.fold(Credits::ZERO, |sum, item| {
                let [.., amount, subtotal] = *item.split('|').collect::<Vec<_>>() else { panic!("{item}") };
                let sum = sum.checked_add(amount.parse().unwrap()).unwrap();
                assert_eq!(subtotal, sum.to_string(), "{tariff}: {record}");
                sum
            });
            assert_eq!(sum, credits, "{tariff}: {record}");
            total = total.checked_add(credits).unwrap();
        }
        assert_eq!(between(&page, "<dd id=\"total-credits\">", "</dd>"), total.to_string());
    }
}

#[test]
fn a_page_of_a_part_says_so() {
    let cases: [(&[&str], &str, &str, usize); 4] = [
        (&["--month", "2024-05"], "2024-05-01 to 2024-05-31", "16 messages outside this time range are", 31),
        (&["--on", "2024-05-30"], "2024-05-30", "32 messages outside this time range are", 24),
        (&["--since", "2024-05-28"], "from 2024-05-28", "0 messages outside this time range are", 6),
        (
            &["--until", "2024-06-02T17:02:22Z"],
            "before 2024-06-02T17:02:22+00:00",
            "1 message outside this time range is",
            5,
        ),
    ];
    for (arguments, period, left_out, bars) in cases {
        let page = page_of(arguments);
        assert_eq!(between(&page, "<title>", "</title>"), format!("Usage, {period}"));
        assert_eq!(between(&page, r#"<p class="period">"#, " <span>"), period);
        let note = between(&page, r#"<p id="asked">"#, "</p>");
        assert_eq!(note, format!("{left_out} left out."));
        assert_eq!(page.matches("class=\"bar\"").count(), bars, "{period}");
        assert_eq!(page, page_of(arguments));
    }
    assert!(!page_of(&[]).contains("outside this time range"));
    let empty = page_of(&["--month", "2024-02"]);
    assert_eq!(empty.matches("class=\"bar\"").count(), 29);
}

#[test]
fn reports_that_are_missing_are_not_those_that_cannot_be_used() {
    let page = |answers: [(i64, &str); 3]| {
        let run = run(["dashboard", "m.json", "-q", "--reports", "r", "--on-report-error", "fallback"]);
        let messages = [1, 2, 3, 4].map(|id| crate::support::message_with_report(id, id)).join(",");
        let run = answers.iter().fold(run, |run, (id, answer)| run.file(&format!("r/{id}.json"), answer));
        run.file("m.json", format!("[{messages}]")).exits(0).output()
    };
    let good = r#"{"id":3,"name":"Good","credit_cost":5}"#;
    let html = page([(1, "{}"), (2, "nonsense"), (3, good)]);
    assert_eq!(between(&html, "<dt>Reports missing</dt><dd>", "</dd>"), "1");
    assert_eq!(between(&html, "<dt>Reports unusable</dt><dd>", "</dd>"), "2");
    assert!(!page_of(&[]).contains("Reports unusable"));
}

#[test]
fn every_time_has_its_place_on_a_page() {
    let at = |id: i64, timestamp: &str| format!(r#"{{"id":{id},"text":"!!!","timestamp":"{timestamp}"}}"#);
    let late = page_of_messages(&[at(1, "9999-12-30T00:00:00Z"), at(2, "9999-12-31T23:59:59-23:59")], &[]);
    assert_eq!(between(&late, r#"<p class="period">"#, " <span>"), "9999-12-30 to 9999-12-31");
    assert!(late.contains("<td>31-12-9999 23:59</td>"));
    let early = page_of_messages(&[at(1, "0000-01-01T00:00:00+01:00"), at(2, "0001-01-04T00:00:00Z")], &[]);
    assert_eq!(between(&early, r#"<p class="period">"#, " <span>"), "0001-01-01 to 0001-01-04");
    assert!(early.contains("Credits by day</h2>") && early.contains("<td>01-01-0001 00:00</td>"));
    // One wrong time among others makes the bars coarser, and nothing fails.
    let epoch = page_of_messages(&[at(1, "1970-01-01T00:00:00Z"), at(2, "2024-05-29T08:15:02Z")], &[]);
    assert!(epoch.contains("Credits by month</h2>"));
    assert_eq!(epoch.matches("class=\"bar\"").count(), 54 * 12 + 5);
}
