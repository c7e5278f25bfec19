//! Tariff files: their errors and their limits.

use crate::support::{run, score};
use copilot_usage::tariff::{Tariff, builtin};

#[test]
fn a_bad_tariff_is_refused_with_path_line_and_key() {
    let text = builtin("text").unwrap();
    let with = |from: &str, to: &str| text.replacen(from, to, 1);
    let rule = |keys: &str| format!("name = \"x\"\n[[rule]]\nname = \"r\"\n{keys}\n");
    let cases = [
        (String::new(), "line 1: name: missing"),
        ("name = \"x\"".to_owned(), "line 1: rule: missing"),
        ("name = \"\"".to_owned(), "line 1: name: found \"\", expected a string that is not empty"),
        ("name = \"x\"\nrule = []\nname = \"y\"".to_owned(), "line 3: duplicate key"),
        ("name = \"x\"\nrule = [1]".to_owned(), "line 2: rule: expected one or more [[rule]] tables"),
        ("name = \n".to_owned(), "line 1: "),
        (with("name = \"text\"", "name = \"text\"\nvalid = 1"), "line 7: valid: unknown key"),
        (
            with("amount = \"0.05\"", "amount = 0.05"),
            "line 17: rule[1].amount: found 0.05, expected a decimal string such as \"0.05\"",
        ),
        (
            with("\"0.05\"", "\"0.0000001\""),
            "line 17: rule[1].amount: found \"0.0000001\", expected a decimal string such as \"0.05\": finer than a millionth of a credit",
        ),
        (
            with("\"0.05\"", "\"5 cents\""),
            "line 17: rule[1].amount: found \"5 cents\", expected a decimal string such as \"0.05\": not a decimal number",
        ),
        (
            with("\"0.05\"", "\"99999999999999\""),
            "line 17: rule[1].amount: found \"99999999999999\", expected a decimal string such as \"0.05\": amount of credits out of range",
        ),
        (
            with("\"per_character\"", "\"per_syllable\""),
            "line 16: rule[1].kind: found per_syllable, expected fixed, per_character",
        ),
        (with("to = 3", "to = 0"), "line 23: rule[2].to: found 0, expected a whole number from 1 to 31"),
        (with("times = 2", "times = 2\namount = \"1\""), "line 64: rule[9].amount: unknown key"),
        (
            with("kind = \"minimum\"", "kind = \"fixed\""),
            "rule[7].amount: found a negative amount, expected a rule of kind minimum after it",
        ),
        (
            rule("kind = \"minimum\"\namount = \"1.001\""),
            "line 5: rule[0].amount: expected hundredths of a credit, not negative",
        ),
        (
            rule("kind = \"per_token\"\ncharacters = 3\namount = \"0.30\"\nround = \"exact\""),
            "line 5: rule[0].characters: 1/3 of a token is not a finite decimal",
        ),
        (
            rule("kind = \"per_token\"\ncharacters = 4\namount = \"0.000001\"\nround = \"exact\""),
            "line 6: rule[0].amount: divided by 4: finer than a millionth of a credit",
        ),
        (
            rule("kind = \"per_token\"\ncharacters = 4\namount = \"1\"\nround = \"down\""),
            "line 7: rule[0].round: found down, expected exact or up",
        ),
    ];
    for (toml, error) in cases {
        is_refused(&toml, error);
    }
}

/// Refused by path, line and key, and with a hint.
fn is_refused(toml: &str, error: &str) {
    let ran = score("[]").file("bad.toml", toml).args(["--tariff", "bad.toml"]).exits(2).stdout("");
    let told = ran.errors();
    let first = told.lines().next().unwrap_or_default();
    assert!(first.starts_with("copilot-usage: error: tariff bad.toml"), "{told}");
    assert!(first.contains(error), "{told}\n  should say: {error}");
    assert_eq!(told.lines().count(), 2, "{told}");
}

#[test]
fn an_unknown_key_is_told_before_a_missing_one() {
    let text = builtin("text").unwrap();
    let with = |from: &str, to: &str| text.replacen(from, to, 1);
    let rule = |keys: &str| format!("name = \"x\"\n[[rule]]\nname = \"r\"\n{keys}\n");
    let cases = [
        (with("from = 4", "form = 4"), "line 29: rule[3].form: unknown key, expected name, from, to, amount"),
        (
            with("amount = \"0.05\"", "ammount = \"0.05\""),
            "line 17: rule[1].ammount: unknown key, expected name, amount",
        ),
        (
            with("kind = \"fixed\"", "knd = \"fixed\""),
            "line 11: rule[0].knd: unknown key, expected name, kind, ",
        ),
        (
            with("name = \"base\"", "nme = \"base\""),
            "line 10: rule[0].nme: unknown key, expected name, amount",
        ),
        (
            with("name = \"text\"", "nme = \"text\""),
            "line 6: nme: unknown key, expected name, description, rule, case",
        ),
        (
            "name = \"x\"\n[[vesion]]".to_owned(),
            "line 2: vesion: unknown key, expected name, description, rule, case",
        ),
        (
            rule("kind = \"per_token\"\ncharacters = 4\namount = \"1\"\nrounds = \"up\""),
            "line 7: rule[0].rounds: unknown key, expected name, characters, amount, round",
        ),
        (
            rule("kind = \"per_token\"\ntokenizer = \"cl100k_base\"\ncharacters = 4"),
            "line 6: rule[0].characters: unknown key, expected name, tokenizer, amount",
        ),
        (
            rule("kind = \"fixed\"\namount = \"1\"\n[[case]]\ntxt = \"a\""),
            "line 7: case[0].txt: unknown key, expected text, timestamp, credits",
        ),
        // The first in the file, not in the alphabet.
        (with("name = \"text\"", "name = \"text\"\nz = 1\na = 1"), "line 7: z: unknown key"),
    ];
    for (toml, error) in cases {
        is_refused(&toml, error);
    }
}

#[test]
fn an_empty_list_is_none() {
    for key in ["rule", "version"] {
        for empty in ["[]", "{}", "\"\""] {
            let error = format!("line 2: {key}: found {empty}, expected one or more [[{key}]] tables");
            is_refused(&format!("name = \"x\"\n{key} = {empty}"), &error);
        }
    }
    let rule = "[[rule]]\nname = \"r\"\nkind = \"fixed\"\namount = \"1\"\n";
    for empty in ["[]", "{}"] {
        let error = format!("line 2: case: found {empty}, expected one or more [[case]] tables");
        is_refused(&format!("name = \"x\"\ncase = {empty}\n{rule}"), &error);
        let error = format!("line 4: version[0].rule: found {empty}, expected one or more [[rule]] tables");
        is_refused(
            &format!("name = \"x\"\n[[version]]\nfrom = 2025-01-01T00:00:00Z\nrule = {empty}"),
            &error,
        );
    }
}

#[test]
fn a_tariff_that_is_no_text_is_refused_with_its_line() {
    score("[]")
        .file("bad.toml", b"name = \"x\"\n# \xff")
        .args(["--tariff", "bad.toml"])
        .fails(2, "tariff bad.toml: line 2: found byte 0xff at byte 14, expected UTF-8");
    let tariff =
        "name = \"x\"\ndescription = \"\"\n[[rule]]\nname = \"a\"\nkind = \"fixed\"\namount = \"1\"\n";
    score("[]").file("t.toml", tariff).args(["--tariff", "t.toml"]).exits(0);
}

#[test]
fn a_tariff_carries_any_number_of_cases_and_versions() {
    let cases = "[[case]]\ntext = \"a\"\ncredits = \"1\"\n".repeat(100_000);
    let rule = "name = \"r\"\nkind = \"fixed\"\namount = \"1\"\n";
    let toml = format!("name = \"x\"\n[[rule]]\n{rule}{cases}[[case]]\ntext = \"x\"\ncredits = \"2\"\n");
    run(["tariffs", "check", "t.toml"])
        .file("t.toml", toml)
        .fails(2, "tariff t.toml line 300006: case[100000]: \"x\" costs 1.00, expected 2.00");
    let day = |day: i64| jiff::civil::date(1, 1, 1) + jiff::Span::new().days(day);
    let version = |n| format!("[[version]]\nfrom = {}T00:00:00Z\n[[version.rule]]\n{rule}", day(n));
    let versions: Vec<String> = (0..3000).map(version).collect();
    let tariff = Tariff::read("t.toml", &format!("name = \"x\"\n{}", versions.concat())).unwrap();
    assert!(tariff.in_force("0000-12-31T23:59:59Z").is_err());
    for n in [0, 1, 1499, 2999] {
        let version = tariff.in_force(&format!("{}T23:59:59Z", day(n))).unwrap();
        assert_eq!(version.from.unwrap().to_string(), format!("{}T00:00:00Z", day(n)));
    }
}
