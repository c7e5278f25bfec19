//! The charge of texts, rule by rule; tariff files; the list of built-in tariffs.

use crate::support::{message, read, run, score};
use copilot_usage::tariff::{BUILTIN, Tariff, builtin};

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    #[serde(rename = "case")]
    name: String,
    text: String,
    credits: String,
    /// Rule, quantity, amount of each rule that fires.
    items: Vec<(String, String, String)>,
}

#[test]
fn each_case_costs_what_its_table_says() {
    for &(name, toml) in BUILTIN {
        let tariff = Tariff::read(name, toml).unwrap();
        let cases: Vec<Case> = serde_json::from_str(&read(&format!("tariffs/{name}.json"))).unwrap();
        assert!(!cases.is_empty());
        for Case { name: case, text, credits, items } in cases {
            let version = &tariff.versions[0];
            let breakdown = version.explain(&text).unwrap();
            let fired = breakdown.items.iter().filter(|item| !item.quantity.is_zero());
            let fired: Vec<_> = fired
                .map(|item| (item.rule.name.clone(), item.quantity.to_string(), item.amount.to_string()))
                .collect();
            assert_eq!((fired, breakdown.charge.to_string()), (items, credits.clone()), "{name}: {case}");
            assert_eq!(tariff.versions[0].charge(&text).unwrap().to_string(), credits, "{name}: {case}");
        }
    }
}

#[test]
fn the_list_names_what_ships_and_each_is_its_file() {
    run(["tariffs"]).exits(0).stdout(
        "{\"tariffs\":[\n\
         {\"name\":\"text\",\"description\":\"by the text: its characters, words and vowels\"},\n\
         {\"name\":\"tokens\",\"description\":\"40 credits per 100 tokens of four characters, parts in part\"},\n\
         {\"name\":\"tokens-ceil\",\"description\":\"40 credits per 100 tokens of four characters, rounded up\"}\n\
         ]}\n",
    );
    for &(name, toml) in BUILTIN {
        run(["tariffs", name]).exits(0).stdout(toml).stderr("");
    }
    run(["tariffs", "gold"])
        .fails(2, "gold: no such built-in tariff\nhint: 'copilot-usage tariffs' lists them");
}

#[test]
fn a_tariff_that_was_copied_charges_the_same() {
    let copied = run(["tariffs", "text", "-o", "my.toml"]).exits(0).stdout("").read("my.toml");
    run(["score", "--tariff", "my.toml"])
        .arg(crate::support::fixture("snapshot.json"))
        .file("my.toml", copied)
        .exits(0)
        .stdout(read("expected/text.json"));
}

#[test]
fn a_tariff_of_ones_own_is_exact() {
    let tariff = r#"
        name = "mine"
        [[rule]]
        name = "thirds of a cent"
        kind = "per_character"
        amount = "0.003333"
        [[rule]]
        name = "long words"
        kind = "per_word"
        from = 5
        amount = "1"
        [[rule]]
        name = "twice the palindrome"
        kind = "palindrome"
        times = 3
    "#;
    let cost = |text: &str| {
        let ran = score(message(1, text))
            .file("mine.toml", tariff)
            .args(["--tariff", "mine.toml", "-f", "csv"])
            .exits(0);
        ran.output().trim_end().rsplit(',').next().unwrap().to_owned()
    };
    assert_eq!(cost(""), "0.00");
    assert_eq!(cost("ab"), "0.01", "0.006666 is rounded up");
    assert_eq!(cost("a"), "0.01", "0.003333 three times is 0.009999");
    assert_eq!(cost("ab c"), "0.01", "0.013332 is rounded down");
    assert_eq!(cost("word words wordier"), "2.06");
}

#[test]
fn no_such_tariff() {
    score("[]").args(["--tariff", "gold"]).fails(
        2,
        "--tariff gold: no such built-in tariff, and no such file\nhint: the built-in tariffs are text, tokens, tokens-ceil",
    );
}

/// A tariff with a price of its own for each half of the winter of 2024, and then another.
const VERSIONS: &str = r#"
name = "seasons"
[[version]]
from = "2024-10-27T01:00:00Z" # when the clocks of London go back
[[version.rule]]
name = "autumn"
kind = "fixed"
amount = "1"
[[version]]
from = 2025-01-01T00:00:00Z
until = "2025-03-30T02:00:00+01:00" # when they go forward
[[version.rule]]
name = "winter"
kind = "fixed"
amount = "2"
[[version]]
from = 2025-03-30T01:00:00Z
until = 2026-01-01T00:00:00Z
[[version.rule]]
name = "summer"
kind = "fixed"
amount = "3"
[[case]]
text = "a"
timestamp = "2025-06-01T00:00:00Z"
credits = "3"
"#;

#[test]
fn a_message_is_charged_by_the_version_in_force() {
    let message = |timestamp: &str| format!(r#"[{{"id":7,"text":"x","timestamp":"{timestamp}"}}]"#);
    let charge = |timestamp: &str| {
        let ran =
            score(message(timestamp)).file("t.toml", VERSIONS).args(["--tariff", "t.toml", "-f", "csv"]);
        ran.exits(0).output().trim_end().rsplit(',').next().unwrap().to_owned()
    };
    assert_eq!(charge("2024-10-27T01:00:00+00:00"), "1.00");
    assert_eq!(charge("2024-12-31T23:59:60Z"), "1.00", "the leap second belongs to the year that ends");
    assert_eq!(charge("2024-12-31T23:59:59.9999999999Z"), "1.00");
    assert_eq!(charge("2025-01-01T00:59:59+01:00"), "1.00");
    assert_eq!(charge("2025-01-01T00:00:00Z"), "2.00");
    assert_eq!(charge("2024-12-31T23:00:00-01:00"), "2.00");
    assert_eq!(charge("2025-03-30T00:59:59Z"), "2.00");
    assert_eq!(charge("2025-03-30T02:00:00+01:00"), "3.00");
    for timestamp in ["2024-10-27T01:59:59+01:00", "2026-01-01T00:00:00Z", "9999-12-31T23:59:59Z"] {
        score(message(timestamp)).file("t.toml", VERSIONS).args(["--tariff", "t.toml"]).fails(
            3,
            &format!(
                "standard input: message 7: no version of the tariff seasons is in force at {timestamp}"
            ),
        );
    }
    let forever = VERSIONS.replacen("until = 2026-01-01T00:00:00Z", "", 1);
    score(message("9999-12-31T23:59:59Z")).file("t.toml", forever).args(["--tariff", "t.toml"]).exits(0);
    let explained = run(["explain", "--message", "7", "-", "--tariff", "t.toml"])
        .file("t.toml", VERSIONS)
        .stdin(message("2025-02-01T00:00:00Z"))
        .exits(0);
    explained.stdout(
        "{\"message_id\":7,\"timestamp\":\"2025-02-01T00:00:00Z\",\"tariff\":\"seasons\",\
         \"version\":\"2025-01-01T00:00:00Z\",\"credits_used\":2.00,\"items\":[\n\
         {\"rule\":\"winter\",\"quantity\":1,\"rate\":2.00,\"amount\":2.00,\"subtotal\":2.00}\n]}\n",
    );
    let table = run(["explain", "--message", "7", "-", "--tariff", "t.toml", "-f", "table"])
        .file("t.toml", VERSIONS)
        .stdin(message("2025-02-01T00:00:00Z"))
        .exits(0);
    assert!(table.output().contains("\n By the tariff seasons, in the version of 2025-01-01T00:00:00Z.\n"));
}

#[test]
fn versions_that_do_not_follow_one_another_are_refused() {
    let with = |from: &str, to: &str| {
        assert!(VERSIONS.contains(from));
        VERSIONS.replacen(from, to, 1)
    };
    let cases = [
        (
            with("until = \"2025-03-30T02:00", "until = \"2025-03-30T01:59"),
            "line 11: version[1].until: 2025-03-30T00:59:00Z leaves a gap: the next version begins at 2025-03-30T01:00:00Z",
        ),
        (
            with("until = \"2025-03-30T02:00", "until = \"2025-03-30T02:01"),
            "line 11: version[1].until: 2025-03-30T01:01:00Z overlaps the next version, which begins at 2025-03-30T01:00:00Z",
        ),
        (
            with("from = 2025-03-30T01:00:00Z", "from = 2025-01-01T00:00:00Z"),
            "line 17: version[2].from: 2025-01-01T00:00:00Z is not later than 2025-01-01T00:00:00Z, when the version before begins: they overlap",
        ),
        (
            with("until = 2026-01-01T00:00:00Z", "until = 2025-03-30T01:00:00Z"),
            "line 18: version[2].until: 2025-03-30T01:00:00Z is not later than from, 2025-03-30T01:00:00Z",
        ),
        (
            with("from = 2025-01-01T00:00:00Z", "from = 2025-01-01T00:00:00"),
            "line 10: version[1].from: found 2025-01-01T00:00:00, expected a date and time with Z or an offset, such as 2025-01-01T00:00:00Z",
        ),
        (with("from = 2025-01-01T00:00:00Z", ""), "line 9: version[1].from: missing"),
        (
            with("amount = \"3\"", "amount = \"0.0000001\""),
            "line 22: version[2].rule[0].amount: found \"0.0000001\"",
        ),
        (
            with("kind = \"fixed\"", "kind = \"fix\""),
            "line 7: version[0].rule[0].kind: found fix, expected fixed",
        ),
        (
            with("amount = \"3\"", "amount = \"-3\""),
            "line 19: version[2].rule[0].amount: found a negative amount, expected a rule",
        ),
        (with("until = 2026-01-01T00:00:00Z", "till = 1"), "line 18: version[2].till: unknown key"),
        (
            with("from = 2025-01-01T00:00:00Z", "frm = 2025-01-01T00:00:00Z"),
            "line 10: version[1].frm: unknown key, expected from, until, rule",
        ),
        (with("[[version.rule]]", "[[version.rules]]"), "line 5: version[0].rules: unknown key"),
        (with("[[case]]", "[[rule]]"), "line 23: rule: unknown key"),
        (
            with("timestamp = \"2025-06-01T00:00:00Z\"", ""),
            "line 23: case[0].timestamp: missing, and the tariff has versions",
        ),
        (
            with("timestamp = \"2025-06-01T00:00:00Z\"", "timestamp = \"yesterday\""),
            "line 25: case[0].timestamp: found \"yesterday\", expected a date and time with Z or an offset",
        ),
        (
            with("credits = \"3\"", "credits = 3"),
            "line 26: case[0].credits: found 3, expected a decimal string",
        ),
    ];
    for (toml, error) in cases {
        let told = run(["tariffs", "check", "bad.toml"]).file("bad.toml", toml).exits(2).errors();
        assert!(
            told.starts_with(&format!("copilot-usage: error: tariff bad.toml {error}")),
            "{told}\n  should say {error}"
        );
    }
}

#[test]
fn a_tariff_is_checked_by_the_cases_that_it_carries() {
    let check = |toml: &str| run(["tariffs", "check", "my.toml"]).file("my.toml", toml);
    check(VERSIONS)
        .exits(0)
        .stdout("")
        .stderr("copilot-usage: tariff my.toml: 3 versions, 3 rules, 1 case as expected\n");
    let cases = "[[case]]\ntext = \"a\"\ncredits = \"2.00\"\n[[case]]\ntext = \"!!!\"\ncredits = \"1.15\"\n";
    let good = builtin("text").unwrap().to_owned() + cases;
    check(&good).exits(0).stderr("copilot-usage: tariff my.toml: 1 version, 10 rules, 2 cases as expected\n");
    let bad = good.replace("2.00\"\n[[case]]", "2.10\"\n[[case]]").replace("\"1.15\"", "\"1.14\"");
    check(&bad).exits(2).stdout("").stderr(
        "copilot-usage: error: tariff my.toml line 64: case[0]: \"a\" costs 2.00, expected 2.10\n\
         copilot-usage: error: tariff my.toml line 67: case[1]: \"!!!\" costs 1.15, expected 1.14\n",
    );
    let late = VERSIONS.replace("timestamp = \"2025-06", "timestamp = \"2026-06");
    check(&late).fails(
        2,
        "tariff my.toml line 23: case[0]: no version of the tariff seasons is in force at 2026-06-01T00:00:00Z",
    );
    run(["tariffs", "check", "nowhere.toml"])
        .fails(6, "nowhere.toml: cannot read: No such file or directory (os error 2)");
    // A bill does not run the cases.
    score(message(1, "a")).file("my.toml", bad).args(["--tariff", "my.toml"]).exits(0);
}

const TOKENS: &str = r#"
name = "model"
[[rule]]
name = "tokens"
kind = "per_token"
tokenizer = "cl100k_base"
amount = "0.01"
"#;

#[test]
#[cfg(not(feature = "tokenizers"))]
fn a_tokenizer_that_is_not_built_in_is_refused() {
    score("[]").file("t.toml", TOKENS).args(["--tariff", "t.toml"]).fails(
        2,
        "tariff t.toml line 6: rule[0].tokenizer: cl100k_base is not in this build of copilot-usage, which was made \
         without --features tokenizers",
    );
    score("[]").file("t.toml", TOKENS.replace("cl1", "xl1")).args(["--tariff", "t.toml"]).fails(
        2,
        "tariff t.toml line 6: rule[0].tokenizer: found xl100k_base, expected cl100k_base or o200k_base",
    );
}

#[test]
#[cfg(feature = "tokenizers")]
fn real_tokens_are_counted() {
    let charge = |toml: &str, text: &str| {
        let tariff = Tariff::read("t.toml", toml).unwrap();
        tariff.versions[0].charge(text).unwrap().to_string()
    };
    let other = TOKENS.replace("cl100k_base", "o200k_base");
    // Counts as the vocabularies' authors publish them.
    assert_eq!(charge(TOKENS, "hello world"), "0.02");
    assert_eq!(charge(TOKENS, "tiktoken is great!"), "0.06");
    assert_eq!(charge(TOKENS, "お誕生日おめでとう"), "0.09");
    assert_eq!(charge(&other, "お誕生日おめでとう"), "0.08");
    assert_eq!(charge(TOKENS, "antidisestablishmentarianism"), "0.06");
    assert_eq!(charge(TOKENS, "2 + 2 = 4"), "0.07");
    assert_eq!(charge(TOKENS, "<|endoftext|>"), "0.07", "a special token is text like any other");
    assert_eq!(charge(TOKENS, ""), "0.00");
    let unknown = Tariff::read("t.toml", &TOKENS.replace("cl100k", "xl100k")).unwrap_err();
    assert_eq!(
        unknown.to_string(),
        "tariff t.toml line 6: rule[0].tokenizer: found xl100k_base, expected cl100k_base or o200k_base"
    );
}
