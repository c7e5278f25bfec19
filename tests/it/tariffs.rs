//! What texts cost, rule by rule; tariffs in files; the list of those that ship.

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
        .fails(2, "gold: no tariff of this name ships\nhint: 'copilot-usage tariffs' lists them");
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
        "--tariff gold: no such tariff, and no such file\nhint: the tariffs that ship are text, tokens, tokens-ceil",
    );
}

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
        (with("from = 4", "form = 4"), "line 26: rule[3].from: missing"),
        (with("times = 2", "times = 2\namount = \"1\""), "line 64: rule[9].amount: unknown key"),
        (
            with("kind = \"minimum\"", "kind = \"fixed\""),
            "rule[7].amount: takes away, and no rule of kind minimum comes after it",
        ),
        (
            rule("kind = \"minimum\"\namount = \"1.001\""),
            "line 5: rule[0].amount: expected hundredths of a credit, not negative",
        ),
        (
            rule("kind = \"per_token\"\ncharacters = 3\namount = \"0.30\"\nround = \"exact\""),
            "line 5: rule[0].characters: a part 1/3 of a token is no finite decimal",
        ),
        (
            rule("kind = \"per_token\"\ncharacters = 4\namount = \"0.000001\"\nround = \"exact\""),
            "line 6: rule[0].amount: shared by 4: finer than a millionth of a credit",
        ),
        (
            rule("kind = \"per_token\"\ncharacters = 4\namount = \"1\"\nround = \"down\""),
            "line 7: rule[0].round: found down, expected exact or up",
        ),
    ];
    for (toml, error) in cases {
        let ran = score("[]").file("bad.toml", &toml).args(["--tariff", "bad.toml"]).exits(2).stdout("");
        let told = ran.errors();
        let first = told.lines().next().unwrap_or_default();
        assert!(first.starts_with("copilot-usage: error: tariff bad.toml"), "{told}");
        assert!(first.contains(error), "{told}\n  should say: {error}");
        assert_eq!(told.lines().count(), 2, "{told}");
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
