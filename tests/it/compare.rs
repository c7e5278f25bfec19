//! `compare`: what the same messages cost under several tariffs.

use crate::support::{fixture, message, run};

/// Fifty characters: 5.00 under `tokens`, 5.20 under `tokens-ceil`.
const FIFTY: &str = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";

fn lines() -> String {
    [message(1, "!!!"), message(2, FIFTY), message(3, ""), message(4, FIFTY)].join("\n")
}

#[test]
fn totals_come_first_and_then_what_moves_most() {
    let compare = |arguments: &[&str]| {
        run(["compare", "-", "--tariff", "tokens", "--tariff", "tokens-ceil", "--tariff", "text"])
            .args(arguments)
            .stdin(lines())
            .exits(0)
    };
    // text: 1.15, 1.00 + 2.50 + 0.30 - 2.00 = 1.80 doubled to 3.60, 1.00, 3.60; tokens: 1.00, 5.00, 1.00, 5.00.
    compare(&["-f", "csv"]).stdout(
        "tariff,message_id,timestamp,credits_before,credits_after,difference\r\n\
         tokens,,,,12.00,\r\n\
         tokens-ceil,,,12.00,12.40,0.40\r\n\
         text,,,12.00,9.35,-2.65\r\n\
         text,2,2024-05-29T08:15:02.250Z,5.00,3.60,-1.40\r\n\
         text,4,2024-05-29T08:15:02.250Z,5.00,3.60,-1.40\r\n\
         tokens-ceil,2,2024-05-29T08:15:02.250Z,5.00,5.20,0.20\r\n\
         tokens-ceil,4,2024-05-29T08:15:02.250Z,5.00,5.20,0.20\r\n\
         text,1,2024-05-29T08:15:02.250Z,1.00,1.15,0.15\r\n",
    );
    let few = compare(&["--top", "1"]).stdout(
        "{\"comparison\":[\n\
         {\"tariff\":\"tokens\",\"credits_after\":12.00},\n\
         {\"tariff\":\"tokens-ceil\",\"credits_before\":12.00,\"credits_after\":12.40,\"difference\":0.40},\n\
         {\"tariff\":\"text\",\"credits_before\":12.00,\"credits_after\":9.35,\"difference\":-2.65},\n\
         {\"tariff\":\"text\",\"message_id\":2,\"timestamp\":\"2024-05-29T08:15:02.250Z\",\
         \"credits_before\":5.00,\"credits_after\":3.60,\"difference\":-1.40}\n\
         ]}\n",
    );
    few.stderr("copilot-usage: 4 messages, 0 from reports, 4 by text, total 12.00 credits\n");
}

#[test]
fn the_totals_are_those_of_the_bills() {
    let ran = run(["compare", "-q", "--top", "0", "-f", "csv", "--tariff", "text", "--tariff", "tokens"])
        .arg(fixture("snapshot.json"))
        .exits(0);
    let totals: Vec<String> =
        ran.output().lines().skip(1).map(|line| line.split(',').nth(4).unwrap().to_owned()).collect();
    let bill = |tariff: &str| {
        let told = run(["score", "--tariff", tariff]).arg(fixture("snapshot.json")).exits(0).errors();
        told.split("total ").nth(1).unwrap().split(' ').next().unwrap().to_owned()
    };
    assert_eq!(totals, [bill("text"), bill("tokens")]);
}

#[test]
fn a_copy_that_was_changed_goes_by_its_file() {
    let dearer = run(["tariffs", "text"]).exits(0).output().replacen("\"1.00\"", "\"2.00\"", 1);
    run(["compare", "-", "-q", "--top", "0", "-f", "ndjson", "--tariff", "text", "--tariff", "my.toml"])
        .file("my.toml", dearer)
        .stdin(lines())
        .exits(0)
        .stdout(
            "{\"tariff\":\"text\",\"credits_after\":9.35}\n\
             {\"tariff\":\"my.toml\",\"credits_before\":9.35,\"credits_after\":15.35,\"difference\":6.00}\n",
        );
}

#[test]
fn what_cannot_be_compared_is_told() {
    run(["compare", "x", "--tariff", "text"]).fails(
        2,
        "--tariff: expected two or more to compare\nhint: compare may.json --tariff text --tariff tokens",
    );
    run(["compare", "x", "--tariff", "text", "--tariff", "text"])
        .fails(2, "--tariff: expected different tariffs");
    run(["compare", "x"]).exits(2);
}
