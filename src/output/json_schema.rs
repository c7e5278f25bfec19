//! Generates the JSON Schema of an output from its columns.

use crate::model::row::{Audience, Column, ColumnKind, Listing};
use serde_json::{Map, Value, json};

/// Returns the JSON Schema (2020-12) of a listing. An NDJSON line is an item of the list in it.
pub fn of(listing: &Listing<'_>) -> String {
    let mut schema = object(listing.head);
    let Listing { name, about, columns, .. } = listing;
    set(&mut schema, "/properties", name, json!({ "type": "array", "items": object(columns) }));
    if let Some(required) = schema.pointer_mut("/required").and_then(Value::as_array_mut) {
        required.push((*name).into());
    }
    set(&mut schema, "", "$schema", "https://json-schema.org/draft/2020-12/schema".into());
    set(&mut schema, "", "title", format!("copilot-usage {name}").into());
    set(&mut schema, "", "description", (*about).into());
    format!("{schema:#}\n")
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
