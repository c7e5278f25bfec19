//! Properties that hold for any text, any tariff and any period.

use crate::support::{fixture, read, run, score};
use copilot_usage::model::credits::Credits;
use copilot_usage::model::message::Message;
use copilot_usage::tariff::meter::measure;
use copilot_usage::tariff::rule::RuleKind;
use copilot_usage::tariff::{BUILTIN, Tariff};
use copilot_usage::wire::document::{Contents, Document};
use copilot_usage::wire::message::MessageAt;
use copilot_usage::wire::strict::{self, ListOf, Place};
use copilot_usage::wire::utf8;
use proptest::prelude::*;
use serde_json::Value;

/// Texts of any Unicode, many with characters that matter to the rules.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-zA-Z'’-]{1,12}",
        "[aeiou]{1,3}",
        Just("rent".to_owned()),
        "\\PC{0,5}",
        any::<char>().prop_map(String::from),
    ];
    let words = prop::collection::vec(word, 0..30).prop_map(|words| words.join(" "));
    prop_oneof![words.clone(), words.prop_map(|half| half.chars().chain(half.chars().rev()).collect())]
}

/// The TOML of one rule.
fn rule() -> impl Strategy<Value = String> {
    let amount = || {
        (-5_000_000_i64..50_000_000).prop_map(|amount| {
            Credits::from_decimal(rust_decimal::Decimal::new(amount, 6)).unwrap().to_string()
        })
    };
    prop_oneof![
        amount().prop_map(|amount| format!("kind = \"fixed\"\namount = \"{amount}\"")),
        amount().prop_map(|amount| format!("kind = \"per_character\"\namount = \"{amount}\"")),
        amount().prop_map(|amount| format!("kind = \"per_third_vowel\"\namount = \"{amount}\"")),
        amount().prop_map(|amount| format!("kind = \"unique_words\"\namount = \"{amount}\"")),
        (amount(), 0..200_u32).prop_map(|(amount, characters)| format!(
            "kind = \"longer_than\"\ncharacters = {characters}\namount = \"{amount}\""
        )),
        (amount(), 1..10_u32, 0..22_u32).prop_map(|(amount, from, more)| format!(
            "kind = \"per_word\"\nfrom = {from}\nto = {}\namount = \"{amount}\"",
            from + more
        )),
        (amount(), 1..40_u32).prop_map(|(amount, characters)| format!(
            "kind = \"per_token\"\ncharacters = {characters}\nround = \"up\"\namount = \"{amount}\""
        )),
        (0..999_u32).prop_map(|cents| format!(
            "kind = \"minimum\"\namount = \"{}.{:02}\"",
            cents / 100,
            cents % 100
        )),
        (1..5_u32).prop_map(|times| format!("kind = \"palindrome\"\ntimes = {times}")),
    ]
}

/// Tariff files of any rules, and the built-in ones.
fn toml() -> impl Strategy<Value = String> {
    let random = prop::collection::vec(rule(), 0..8).prop_map(|rules| {
        let rules: Vec<_> =
            rules.into_iter().map(|rule| format!("[[rule]]\nname = \"r\"\n{rule}\n")).collect();
        format!(
            "name = \"random\"\n{}[[rule]]\nname = \"m\"\nkind = \"minimum\"\namount = \"0.50\"\n",
            rules.concat()
        )
    });
    let shipped = prop::sample::select(BUILTIN).prop_map(|(_, toml)| toml.to_owned());
    prop_oneof![random, shipped]
}

fn tariff() -> impl Strategy<Value = Tariff> {
    toml().prop_map(|toml| Tariff::read("random", &toml).unwrap())
}

proptest! {
    #[test]
    fn the_line_items_sum_to_the_charge(text in text(), tariff in tariff()) {
        let version = &tariff.versions[0];
        let breakdown = version.explain(&text).unwrap();
        let mut subtotal = Credits::ZERO;
        for item in &breakdown.items {
            subtotal = subtotal.checked_add(item.amount).unwrap();
            prop_assert_eq!(item.subtotal, subtotal);
            prop_assert!(!item.quantity.is_zero() || item.amount == Credits::ZERO);
        }
        prop_assert_eq!(subtotal, breakdown.charge);
        prop_assert_eq!(tariff.versions[0].charge(&text).unwrap(), breakdown.charge);
    }

    #[test]
    fn marks_are_as_many_as_the_rules_found(text in text(), tariff in tariff()) {
        let version = &tariff.versions[0];
        let items = version.explain(&text).unwrap().items;
        let marks = version.marks(&text);
        let mut marks = marks.iter();
        for item in items.iter().filter(|item| !item.quantity.is_zero()) {
            match item.rule.kind {
                RuleKind::PerWord { .. } | RuleKind::PerThirdVowel { .. } => {
                    let found = marks.next().unwrap();
                    prop_assert_eq!(found.places.len().to_string(), item.quantity.to_string());
                    prop_assert!(found.places.is_sorted_by(|one, next| one.end <= next.start));
                }
                RuleKind::LongerThan { characters: 1.., .. } => {
                    prop_assert_eq!(marks.next().unwrap().places.len(), 1);
                }
                _ => {}
            }
        }
        prop_assert_eq!(marks.next(), None);
    }

    #[test]
    fn a_charge_is_whole_cents_and_never_under_the_minimum(text in text(), tariff in tariff()) {
        let charge = tariff.versions[0].charge(&text).unwrap();
        let minimum = if tariff.name == "random" { "0.50" } else { "1.00" };
        prop_assert!(charge.is_whole_cents() && charge >= minimum.parse().unwrap(), "{charge}");
    }
}

/// Returns what a text costs under the tariff `text`, in hundredths: a plain implementation of the contract.
fn as_the_contract_says(text: &str) -> u64 {
    let characters: Vec<char> = text.chars().collect();
    let words: Vec<&str> = text
        .split(|c: char| !(c.is_alphabetic() || "-'\u{2018}\u{2019}".contains(c)))
        .filter(|word| !word.is_empty())
        .collect();
    let mut cents = 100 + 5 * characters.len() as u64;
    for word in &words {
        cents += match word.chars().count() {
            1..=3 => 10,
            4..=7 => 20,
            _ => 30,
        };
    }
    cents += 30 * characters.iter().skip(2).step_by(3).filter(|c| "aeiouAEIOU".contains(**c)).count() as u64;
    if characters.len() > 100 {
        cents += 500;
    }
    let distinct: std::collections::BTreeSet<_> = words.iter().collect();
    if !words.is_empty() && distinct.len() == words.len() {
        cents = cents.saturating_sub(200);
    }
    cents = cents.max(100);
    let lower: String = characters.iter().flat_map(|c| c.to_lowercase()).collect();
    let kept: Vec<char> = lower.chars().filter(|c| c.is_alphabetic() || c.is_numeric()).collect();
    if !kept.is_empty() && kept.iter().eq(kept.iter().rev()) {
        cents *= 2;
    }
    cents
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_costs_what_the_contract_says(text in text()) {
        let [by_text, tokens, tokens_ceil] = ["text", "tokens", "tokens-ceil"].map(|name| {
            let toml = copilot_usage::tariff::builtin(name).unwrap();
            Tariff::read(name, toml).unwrap().versions[0].charge(&text).unwrap()
        });
        let credits = |cents: u64| Credits::from_decimal(rust_decimal::Decimal::new(cents.try_into().unwrap(), 2)).unwrap();
        let characters = text.chars().count() as u64;
        prop_assert_eq!(by_text, credits(as_the_contract_says(&text)));
        prop_assert_eq!(tokens, credits((10 * characters).max(100)));
        prop_assert_eq!(tokens_ceil, credits((40 * characters.div_ceil(4)).max(100)));
    }
}

/// Distinct words, a blank between: more than the 256 KiB from which on a text is long.
fn many_words() -> String {
    let word = |number: u64| {
        let letters = |mut number: u64| {
            std::iter::from_fn(move || {
                let letter = (number > 0).then(|| char::from(b'a' + u8::try_from(number % 26).unwrap()));
                number /= 26;
                letter
            })
        };
        letters(number).collect::<String>()
    };
    // Words that end with a, which is no digit, would be taken for others.
    let words: std::collections::BTreeSet<String> = (1..60_000).map(word).collect();
    words.into_iter().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_long_text_costs_what_the_contract_says() {
    let ascii = many_words();
    assert!(ascii.len() > 1 << 18);
    let (middle, end) = (&ascii[150_000..], &ascii[ascii.len() - 2..]);
    let palindrome: String = ascii.chars().chain(ascii.chars().rev()).collect();
    let texts = [
        ascii.clone(),
        // A word that comes twice, as far from itself as can be.
        format!("twice {ascii} twice"),
        format!("{ascii} {end}z {end}z"),
        format!("§ twice {ascii} twice"),
        // Words of other letters, at each place of a window.
        format!("é{ascii}"),
        format!("中 {ascii} 中中"),
        format!("{middle} {}", "ωé中𐐷 ".repeat(20_000)),
        "é".repeat(150_000),
        "中".repeat(100_000) + " x",
        format!("{} {}", "k".repeat(150_000), "k".repeat(150_001)),
        format!("{} {}", "k".repeat(150_000), "k".repeat(150_000)),
        "!".repeat(1 << 18) + "!",
        palindrome,
        "𐐷 ".repeat(60_000) + &"a".repeat(100),
    ];
    let toml = copilot_usage::tariff::builtin("text").unwrap();
    let tariff = Tariff::read("text", toml).unwrap();
    for text in texts {
        assert!(text.len() > 1 << 18);
        let charge = tariff.versions[0].charge(&text).unwrap();
        let expected = rust_decimal::Decimal::new(as_the_contract_says(&text).try_into().unwrap(), 2);
        assert_eq!(
            charge.to_decimal().normalize(),
            expected.normalize(),
            "{}",
            text.chars().take(40).collect::<String>()
        );
    }
}

/// Messages of any kind.
fn messages() -> impl Strategy<Value = Vec<Message<'static>>> {
    let moment = prop::sample::select(vec!["2024-05-29T08:15:02Z", "0000-01-01t00:00:00.5+23:59"]);
    let message = (any::<i64>(), any::<String>(), moment, any::<Option<i64>>()).prop_map(
        |(id, text, timestamp, report_id)| Message {
            id,
            text: text.into(),
            timestamp: timestamp.into(),
            report_id,
        },
    );
    prop::collection::vec(message, 0..10)
}

fn read_document(bytes: &[u8]) -> Result<Contents<'_>, String> {
    strict::read(Document::Snapshot { may_be_message: true }, utf8::check(bytes)?, Place::Root)
}

proptest! {
    #[test]
    fn messages_that_are_written_are_read_again(messages in messages()) {
        let list = serde_json::to_string_pretty(&messages).unwrap();
        let document = format!("{{\"messages\":{list}}}");
        let read = read_document(document.as_bytes()).unwrap();
        prop_assert_eq!(&read.messages, &messages);
        let array = strict::read(ListOf { name: "", element: MessageAt }, &list, Place::Root);
        prop_assert_eq!(array.unwrap(), messages);
    }

    #[test]
    fn a_byte_that_is_changed_gives_an_error_or_as_many_messages(at in any::<prop::sample::Index>(), byte: u8, kind in 0..3) {
        let mut bytes = read("snapshot.json").into_bytes();
        let at = at.index(bytes.len());
        match kind {
            0 => bytes[at] = byte,
            1 => bytes.insert(at, byte),
            _ => drop(bytes.remove(at)),
        }
        match read_document(&bytes) {
            Ok(contents) => prop_assert_eq!(contents.messages.len(), 41),
            Err(problem) => prop_assert!(!problem.is_empty() && !problem.contains('\n')),
        }
    }
}

proptest! {
    // Each case runs the binary several times.
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn an_explanation_sums_to_what_is_charged(text in text(), toml in toml()) {
        let charged = score(crate::support::message(1, &text))
            .file("t.toml", &toml)
            .args(["--tariff", "t.toml", "-f", "ndjson"])
            .exits(0)
            .output();
        let explained = run(["explain", "-", "--tariff", "t.toml"]).file("t.toml", &toml).stdin(text).exits(0).output();
        let (head, items) = explained.split_once('\n').unwrap();
        let amount = |line: &str, key: &str| {
            let (_, rest) = line.split_once(&format!("\"{key}\":")).unwrap();
            rest.split([',', '}']).next().unwrap().parse::<Credits>().unwrap()
        };
        let mut sum = Credits::ZERO;
        for item in items.lines().filter(|line| line.starts_with('{')) {
            sum = sum.checked_add(amount(item, "amount")).unwrap();
            prop_assert_eq!(amount(item, "subtotal"), sum);
        }
        prop_assert_eq!(sum, amount(&charged, "credits_used"));
        prop_assert_eq!(sum, amount(head, "credits_used"));
    }

    #[test]
    fn the_bill_of_a_split_file_is_the_bill_of_the_file(texts in prop::collection::vec(text(), 0..20), at in 0..20_usize) {
        let lines: Vec<String> = (0..).zip(&texts).map(|(id, text)| crate::support::message(id, text)).collect();
        let (first, rest) = lines.split_at(at.min(lines.len()));
        let bill = |lines: &[String]| {
            score(lines.join("\n")).args(["--input-format", "ndjson", "-f", "ndjson"]).exits(0).output()
        };
        prop_assert_eq!(bill(first) + &bill(rest), bill(&lines));
        let whole = score(format!("{{\"messages\":[{}]}}", lines.join(","))).args(["-f", "ndjson"]).exits(0).output();
        prop_assert_eq!(whole, bill(&lines));
    }
}

#[test]
fn json_ndjson_and_csv_carry_the_same_records() {
    let json: Value = serde_json::from_str(&read("expected/text.json")).unwrap();
    let bill = |format: &str| {
        run(["score", "--csv-raw", "-f", format]).arg(fixture("snapshot.json")).exits(0).output()
    };
    let lines: Vec<Value> = bill("ndjson").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(json["usage"], Value::Array(lines));
    let sheet = bill("csv");
    let mut sheet = csv::Reader::from_reader(sheet.as_bytes());
    let columns = sheet.headers().unwrap().clone();
    let records = json["usage"].as_array().unwrap();
    for (row, record) in sheet.records().zip(records) {
        for (column, cell) in columns.iter().zip(&row.unwrap()) {
            match &record[column] {
                Value::Null => assert_eq!(cell, ""),
                Value::String(text) => assert_eq!(cell, text),
                number if column == "credits_used" => {
                    let [number, cell] =
                        [number.to_string(), cell.to_owned()].map(|text| text.parse::<Credits>().unwrap());
                    assert_eq!(number, cell);
                }
                number => assert_eq!(cell, number.to_string()),
            }
        }
    }
    assert_eq!(records.len(), 41);
}

#[test]
fn a_word_that_comes_twice_is_found_among_any_number() {
    for count in 1..=300 {
        let words: Vec<String> = (0..count)
            .map(|number| {
                format!("w{}", "x".repeat(number % 20))
                    + &"abcdefghij"[..number / 20 % 10]
                    + &"k".repeat(number / 200)
            })
            .collect();
        assert!(measure(&words.join(" ")).unique_words, "{count}");
        for repeated in [0, count / 3, count / 2, count - 1] {
            let text = format!("{} {}", words.join(" "), words[repeated]);
            assert!(!measure(&text).unique_words, "{repeated} of {count}");
        }
    }
    // Wherever they stand, and however long they are.
    for length in 1..=40 {
        let word = "k".repeat(length);
        for before in ["", "§ "] {
            assert!(!measure(&format!("{before}{word} {word}")).unique_words, "{before}{length}");
            assert!(measure(&format!("{before}{word} {word}k")).unique_words, "{before}{length}");
        }
    }
}
