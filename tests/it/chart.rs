//! `dashboard`: the bars and the data of the page, without a browser.

use crate::support::run;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flate2::read::GzDecoder;
use serde_json::{Value, json};
use std::io::Read;

fn message(id: i64, timestamp: &str, report_id: Option<i64>) -> String {
    let report = report_id.map(|id| format!(r#","report_id":{id}"#)).unwrap_or_default();
    format!(r#"{{"id":{id},"text":"x","timestamp":"{timestamp}"{report}}}"#)
}

/// The page of messages that cost 2.00 each, or what their reports do.
fn page(messages: &[String]) -> String {
    let reports = r#"[{"id":5,"name":"Lease","credit_cost":5},{"id":10,"name":"Deed","credit_cost":10}]"#;
    let snapshot = format!("{{\"reports\":{reports},\"messages\":[{}]}}", messages.join(","));
    run(["dashboard", "-", "-q", "--reproducible"]).stdin(snapshot).exits(0).output()
}

/// Five days: of both, of nothing, of a text, of a report, of both.
fn five_days() -> String {
    let messages = [
        message(1, "2024-05-01T08:00:00Z", Some(10)),
        message(2, "2024-05-01T09:00:00Z", None),
        message(3, "2024-05-01T10:00:00Z", None),
        message(4, "2024-05-01T11:00:00Z", Some(404)),
        message(5, "2024-05-01T12:00:00Z", None),
        message(6, "2024-05-01T23:59:59Z", None),
        message(7, "2024-05-03T08:00:00Z", None),
        message(8, "2024-05-04T08:00:00Z", Some(5)),
        message(9, "2024-05-05T08:00:00Z", Some(10)),
        message(10, "2024-05-05T08:01:00Z", Some(5)),
        message(11, "2024-05-05T08:02:00Z", None),
    ];
    page(&messages)
}

fn between<'t>(text: &'t str, begin: &str, end: &str) -> Vec<&'t str> {
    text.split(begin).skip(1).map(|rest| rest.split(end).next().unwrap()).collect()
}

#[test]
fn a_bar_stands_where_its_day_is_and_is_as_high_as_its_credits() {
    let html = five_days();
    let svg = between(&html, "<svg ", "</svg>")[0];
    // 20.00 credits are 226 high; a day is 146 wide, of which 4 fifths are the bar's.
    let expected = r##"viewBox="0 0 800 280" role="group" aria-label="Credits by day, a bar for each">
<path class="line" d="M60 250.0H800"/><text class="scale" x="54" y="250.0" dy="4">0</text>
<path class="line" d="M60 193.5H800"/><text class="scale" x="54" y="193.5" dy="4">5</text>
<path class="line" d="M60 137.0H800"/><text class="scale" x="54" y="137.0" dy="4">10</text>
<path class="line" d="M60 80.5H800"/><text class="scale" x="54" y="80.5" dy="4">15</text>
<path class="line" d="M60 24.0H800"/><text class="scale" x="54" y="24.0" dy="4">20</text>
<a class="bar" href="#bar=2024-05-01" aria-label="2024-05-01: 20.00 credits, 10.00 by reports, 10.00 by texts, 6 messages"><title>2024-05-01: 20.00 credits, 10.00 by reports, 10.00 by texts, 6 messages</title>
<rect class="touch" x="74.6" y="0" width="116.8" height="250"/>
<rect class="by-report" x="74.6" y="137.0" width="116.8" height="113.0"/>
<rect class="by-text" x="74.6" y="24.0" width="116.8" height="113.0"/>
</a>
<text class="value" aria-hidden="true" x="133.0" y="24.0" dy="-5">20.00</text>
<text class="mark" aria-hidden="true" x="133.0" y="268">05-01</text>
<a class="bar" href="#bar=2024-05-02" aria-label="2024-05-02: 0.00 credits, 0.00 by reports, 0.00 by texts, 0 messages"><title>2024-05-02: 0.00 credits, 0.00 by reports, 0.00 by texts, 0 messages</title>
<rect class="touch" x="220.6" y="0" width="116.8" height="250"/>
<rect class="by-report" x="220.6" y="250.0" width="116.8" height="0.0"/>
<rect class="by-text" x="220.6" y="250.0" width="116.8" height="0.0"/>
</a>
<text class="value" aria-hidden="true" x="279.0" y="250.0" dy="-5">0.00</text>
<text class="mark" aria-hidden="true" x="279.0" y="268">05-02</text>
<a class="bar" href="#bar=2024-05-03" aria-label="2024-05-03: 2.00 credits, 0.00 by reports, 2.00 by texts, 1 messages"><title>2024-05-03: 2.00 credits, 0.00 by reports, 2.00 by texts, 1 messages</title>
<rect class="touch" x="366.6" y="0" width="116.8" height="250"/>
<rect class="by-report" x="366.6" y="250.0" width="116.8" height="0.0"/>
<rect class="by-text" x="366.6" y="227.4" width="116.8" height="22.6"/>
</a>
<text class="value" aria-hidden="true" x="425.0" y="227.4" dy="-5">2.00</text>
<text class="mark" aria-hidden="true" x="425.0" y="268">05-03</text>
<a class="bar" href="#bar=2024-05-04" aria-label="2024-05-04: 5.00 credits, 5.00 by reports, 0.00 by texts, 1 messages"><title>2024-05-04: 5.00 credits, 5.00 by reports, 0.00 by texts, 1 messages</title>
<rect class="touch" x="512.6" y="0" width="116.8" height="250"/>
<rect class="by-report" x="512.6" y="193.5" width="116.8" height="56.5"/>
<rect class="by-text" x="512.6" y="193.5" width="116.8" height="0.0"/>
</a>
<text class="value" aria-hidden="true" x="571.0" y="193.5" dy="-5">5.00</text>
<text class="mark" aria-hidden="true" x="571.0" y="268">05-04</text>
<a class="bar" href="#bar=2024-05-05" aria-label="2024-05-05: 17.00 credits, 15.00 by reports, 2.00 by texts, 3 messages"><title>2024-05-05: 17.00 credits, 15.00 by reports, 2.00 by texts, 3 messages</title>
<rect class="touch" x="658.6" y="0" width="116.8" height="250"/>
<rect class="by-report" x="658.6" y="80.5" width="116.8" height="169.5"/>
<rect class="by-text" x="658.6" y="57.9" width="116.8" height="22.6"/>
</a>
<text class="value" aria-hidden="true" x="717.0" y="57.9" dy="-5">17.00</text>
<text class="mark" aria-hidden="true" x="717.0" y="268">05-05</text>
"##;
    assert_eq!(svg, expected);
}

/// The labels below the bars, and whether the bars show their values.
fn marks(first: &str, last: &str) -> (Vec<String>, bool) {
    let html = page(&[message(1, first, None), message(2, last, None)]);
    let marks = between(&html, "<text class=\"mark\"", "</text>");
    let marks = marks.iter().map(|mark| mark.split_once('>').unwrap().1.to_owned());
    (marks.collect(), html.contains("class=\"value\""))
}

#[test]
fn as_many_bars_have_names_and_values_as_there_is_room_for() {
    let cases: [(&str, &str, &[&str], bool); 6] = [
        // Eight bars have names each, twelve have values; of more, every second or third bar has a name.
        (
            "2024-05-01T00:30:00Z",
            "2024-05-01T07:30:00Z",
            &[
                "05-01 00:00",
                "05-01 01:00",
                "05-01 02:00",
                "05-01 03:00",
                "05-01 04:00",
                "05-01 05:00",
                "05-01 06:00",
                "05-01 07:00",
            ],
            true,
        ),
        (
            "2024-05-01T00:30:00Z",
            "2024-05-01T11:30:00Z",
            &["05-01 00:00", "05-01 02:00", "05-01 04:00", "05-01 06:00", "05-01 08:00", "05-01 10:00"],
            true,
        ),
        (
            "2024-05-01T00:30:00Z",
            "2024-05-01T16:30:00Z",
            &["05-01 00:00", "05-01 03:00", "05-01 06:00", "05-01 09:00", "05-01 12:00", "05-01 15:00"],
            false,
        ),
        (
            "2024-04-28T00:00:00Z",
            "2024-05-10T00:00:00Z",
            &["04-28", "04-30", "05-02", "05-04", "05-06", "05-08", "05-10"],
            false,
        ),
        (
            "2024-05-01T00:00:00Z",
            "2024-08-31T00:00:00Z",
            &["2024-W18", "2024-W21", "2024-W24", "2024-W27", "2024-W30", "2024-W33"],
            false,
        ),
        (
            "2021-12-01T00:00:00Z",
            "2024-05-31T00:00:00Z",
            &["2021-12", "2022-04", "2022-08", "2022-12", "2023-04", "2023-08", "2023-12", "2024-04"],
            false,
        ),
    ];
    for (first, last, names, values) in cases {
        assert_eq!(
            marks(first, last),
            (names.iter().map(|&name| name.to_owned()).collect(), values),
            "{first}"
        );
    }
}

#[test]
fn the_script_of_the_page_is_given_every_message() {
    let html = five_days();
    let packed = between(&html, "id=\"data\">", "</script>")[0];
    let bytes = BASE64_STANDARD.decode(packed.trim()).unwrap();
    let mut text = String::new();
    GzDecoder::new(&*bytes).read_to_string(&mut text).unwrap();
    let of_report = |cost: &str| format!("0|1|{cost}|{cost}|{cost};");
    // base, one character, a word of 1-3, no word twice, minimum, palindrome
    let of_text = "1|1|1.00|1.00|1.00;2|1|0.05|0.05|1.05;3|1|0.10|0.10|1.15;8|1|-2.00|-2.00|-0.85;9|1||1.85|1.00;10|1||1.00|2.00;";
    let data: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        data,
        json!({
            "rules": [
                "report", "base", "characters", "words of 1-3", "words of 4-7", "words of 8 or more", "third vowels",
                "over 100 characters", "no word twice", "minimum", "palindrome", "rounding"
            ],
            "reports": ["", "Deed", "Lease"],
            "bars": ["2024-05-01", "2024-05-02", "2024-05-03", "2024-05-04", "2024-05-05"],
            "ids": ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"],
            "times": [
                "01-05-2024 08:00", "01-05-2024 09:00", "01-05-2024 10:00", "01-05-2024 11:00", "01-05-2024 12:00",
                "01-05-2024 23:59", "03-05-2024 08:00", "04-05-2024 08:00", "05-05-2024 08:00", "05-05-2024 08:01",
                "05-05-2024 08:02"
            ],
            "report": [1, 0, 0, 0, 0, 0, 0, 2, 1, 2, 0],
            "bar": [0, 0, 0, 0, 0, 0, 2, 3, 4, 4, 4],
            "cents": [1000, 200, 200, 200, 200, 200, 200, 500, 1000, 500, 200],
            "items": [
                of_report("10.00"), of_text, of_text, of_text, of_text, of_text, of_text, of_report("5.00"),
                of_report("10.00"), of_report("5.00"), of_text
            ],
            "notes": ["", "", "", "Report 404 is missing: the text was charged.", "", "", "", "", "", "", ""],
            "texts": []
        })
    );
}
