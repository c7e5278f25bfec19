//! `schema`: each JSON output is valid against its schema.

use crate::support::{fixture, json_lines, read, run};
use boon::{Compiler, Draft, SchemaIndex, Schemas};
use serde_json::Value;

fn schema(of: &str) -> Value {
    serde_json::from_str(&run(["schema", of]).exits(0).stderr("").output()).unwrap()
}

/// Returns a schema that is valid against its draft.
struct Validator {
    schemas: Schemas,
    index: SchemaIndex,
}

fn validator(schema: &Value) -> Validator {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.set_default_draft(Draft::V2020_12);
    compiler.add_resource("schema.json", schema.clone()).unwrap();
    let index = compiler.compile("schema.json", &mut schemas).unwrap();
    Validator { schemas, index }
}

impl Validator {
    fn validate(&self, document: &Value) -> Result<(), String> {
        self.schemas.validate(document, self.index).map_err(|error| error.to_string())
    }
}

/// The documents that a call prints, which may end with the verdict of `diff`.
fn document(arguments: &[&str]) -> Value {
    let ran =
        run(arguments).file("may.json", read("snapshot.json")).file("old.json", read("expected/tokens.json"));
    let ran = ran.any_exit();
    assert!([0, 7].contains(&ran.code()), "{arguments:?}: {}", ran.errors());
    serde_json::from_str(&ran.output()).unwrap()
}

#[test]
fn every_output_is_as_its_schema_says() {
    let calls: [(&str, &[&str]); 12] = [
        ("usage", &["score", "may.json"]),
        ("usage", &["score", "-", "--input-format", "ndjson"]),
        ("explain", &["explain", "orbital latibro", "--all"]),
        ("explain", &["explain", "--message", "2000", "may.json"]),
        ("explain", &["explain", "--message", "2016", "may.json"]),
        ("summary", &["summary", "may.json", "--by", "day,report"]),
        ("summary", &["summary", "may.json", "--by", "hour,kind"]),
        ("summary", &["summary", "may.json", "--by", "week,source"]),
        ("compare", &["compare", "may.json", "--tariff", "text", "--tariff", "tokens"]),
        ("diff", &["diff", "may.json", "old.json"]),
        ("diff", &["diff", "may.json", "may.json"]),
        ("tariffs", &["tariffs"]),
    ];
    for (of, arguments) in calls {
        let (schema, document) = (schema(of), document(arguments));
        let problem = validator(&schema).validate(&document);
        assert_eq!(problem, Ok(()), "{arguments:?}");
    }
}

#[test]
fn a_schema_refuses_what_the_contract_does_not_have() {
    let usage = validator(&schema("usage"));
    let contract = read("expected/text.json");
    let changes = [
        ("{\"usage\":[", "{\"total\":1,\"usage\":["),
        ("\"credits_used\":4.10", "\"credits_used\":\"4.10\""),
        ("\"credits_used\":4.10", "\"credits_used\":-4.10"),
        ("\"credits_used\":4.10", "\"report_name\":null,\"credits_used\":4.10"),
        ("\"message_id\":2001,", ""),
        ("\"message_id\":2001,", "\"message_id\":2001.5,"),
    ];
    for (from, to) in changes {
        let document: Value = serde_json::from_str(&contract.replacen(from, to, 1)).unwrap();
        assert!(usage.validate(&document).is_err(), "{to}");
    }
}

#[test]
fn a_line_is_an_item_of_the_list() {
    let schema = schema("usage");
    let record = validator(&schema["properties"]["usage"]["items"]);
    let lines = run(["score", "-f", "ndjson"]).arg(fixture("snapshot.json")).exits(0).output();
    assert!(json_lines(&lines).iter().all(|line| record.validate(line).is_ok()));
    assert_eq!(run(["schema"]).exits(0).output(), run(["schema", "usage"]).exits(0).output());
}
