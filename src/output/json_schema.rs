//! Generates the JSON Schema of an output from its columns.

use crate::model::row::{Audience, Column, ColumnKind, Listing};
use serde_json::{Map, Value, json};

/// Returns the JSON Schema (2020-12) of a listing. An NDJSON line is an item of the list in it.
pub fn of(listing: &Listing<'_>) -> String {
    let mut schema = document(listing, &item(listing));
    set(&mut schema, "", "$schema", "https://json-schema.org/draft/2020-12/schema".into());
    set(&mut schema, "", "title", format!("copilot-usage {}", listing.name).into());
    format!("{schema:#}\n")
}

/// What a listing is as a JSON document, with this schema of an item of its list.
pub fn document(listing: &Listing<'_>, item: &Value) -> Value {
    let Listing { name, about, head, .. } = listing;
    let mut schema = object(head);
    set(&mut schema, "/properties", name, json!({ "type": "array", "items": item }));
    if let Some(required) = schema.pointer_mut("/required").and_then(Value::as_array_mut) {
        required.push((*name).into());
    }
    set(&mut schema, "", "description", (*about).into());
    schema
}

/// What an item of a listing is: a line of NDJSON.
pub fn item(listing: &Listing<'_>) -> Value {
    object(listing.columns)
}

fn set(schema: &mut Value, pointer: &str, key: &str, value: Value) {
    if let Some(object) = schema.pointer_mut(pointer).and_then(Value::as_object_mut) {
        object.insert(key.to_owned(), value);
    }
}

/// Returns the schema of an object with a field for each column.
fn object(columns: &[Column]) -> Value {
    let columns = || columns.iter().filter(|column| column.audience != Audience::People);
    let properties: Map<String, Value> =
        columns().map(|column| (column.name.to_owned(), value(column))).collect();
    let required: Vec<&str> = columns().filter(|column| !column.optional).map(|column| column.name).collect();
    json!({ "type": "object", "additionalProperties": false, "properties": properties, "required": required })
}

fn value(column: &Column) -> Value {
    let about = column.about;
    match column.kind {
        ColumnKind::Integer => json!({ "type": "integer", "description": about }),
        ColumnKind::Decimal | ColumnKind::Difference => json!({ "type": "number", "description": about }),
        ColumnKind::Credits => json!({ "type": "number", "minimum": 0, "description": about }),
        ColumnKind::Time => json!({ "type": "string", "format": "date-time", "description": about }),
        ColumnKind::Word | ColumnKind::Prose | ColumnKind::Bar => {
            json!({ "type": "string", "description": about })
        }
    }
}
