//! What the operations of the `OpenAPI` document share: schemas, parameters, headers, problems.

use crate::dashboard::timezones;
use crate::output::json_schema;
use crate::server::problem;
use crate::server::route::{Answers, Parameter, ParameterKind};
use crate::server::routes::table::ROUTES;
use crate::views::summary::Key;
use serde_json::{Map, Value, json};

/// The name of the body of messages.
pub(super) const BODY: &str = "Messages";
/// The name of the security scheme.
pub(super) const KEY: &str = "key";

const IF_NONE_MATCH: &str = "If-None-Match";

/// Each status of a problem, its name here, and what it means.
const PROBLEMS: [(&str, &str, &str); 14] = [
    ("400", "BadParameter", "A parameter is unknown, is given twice, or has a value that it cannot have."),
    ("401", "Unauthorized", "There is no key, or none that is known."),
    ("403", "Forbidden", "The key does not allow this."),
    ("404", "NotFound", "There is no such thing."),
    ("408", "TooSlow", "The body took too long to come."),
    ("409", "BillChanged", "The cursor belongs to a bill that is no longer the current one."),
    ("413", "BodyTooLarge", "The body is larger than this service takes."),
    ("415", "UnsupportedMediaType", "The body is of a media type that is not taken here."),
    ("421", "Misdirected", "The request is for another host."),
    ("422", "BadBody", "The body does not hold what it should."),
    ("429", "RateLimited", "There were too many requests."),
    ("500", "Internal", "A fault of this service."),
    ("503", "Unavailable", "There is no current bill, or the service cannot take the request now."),
    ("default", "Problem", "Any other problem."),
];

pub(super) fn all() -> Value {
    json!({
        "schemas": schemas(),
        "parameters": parameters(),
        "headers": headers(),
        "requestBodies": { BODY: messages_body() },
        "responses": problems(),
        "securitySchemes": {
            KEY: {
                "type": "http",
                "scheme": "bearer",
                "description": "A key of the service. On a loopback address it may need none.",
            },
        },
    })
}

fn reference(kind: &str, name: &str) -> Value {
    json!({ "$ref": format!("#/components/{kind}/{name}") })
}

pub(super) fn schema_ref(name: &str) -> Value {
    reference("schemas", name)
}

pub(super) fn parameter_ref(name: &str) -> Value {
    reference("parameters", name)
}

pub(super) fn header_ref(name: &str) -> Value {
    reference("headers", name)
}

pub(super) fn if_none_match() -> Value {
    reference("parameters", IF_NONE_MATCH)
}

/// The answer to a problem, by its status.
pub(super) fn response_ref(status: &str) -> Value {
    let name = PROBLEMS.iter().find(|(known, ..)| *known == status).map_or("Problem", |(_, name, _)| *name);
    reference("responses", name)
}

// --- schemas --------------------------------------------------------------------------------------------------------

fn schemas() -> Map<String, Value> {
    let mut schemas = Map::new();
    schemas.insert("Problem".to_owned(), problem::schema());
    schemas.insert("TimeZone".to_owned(), json!({ "type": "string", "enum": timezones() }));
    schemas.insert(BODY.to_owned(), messages());
    schemas.insert("Message".to_owned(), message());
    schemas.insert("Report".to_owned(), report());
    for route in ROUTES {
        match &route.answers {
            Answers::Listing(schema, _) => {
                let listing = (schema.listing)();
                schemas.insert(schema.item.to_owned(), json_schema::item(&listing));
                let document = json_schema::document(&listing, &schema_ref(schema.item));
                schemas.insert(schema.name.to_owned(), document);
            }
            Answers::Object(name, fields) => {
                schemas.insert((*name).to_owned(), object(fields));
            }
            Answers::Page | Answers::Text(_) | Answers::Openapi => {}
        }
    }
    schemas
}

fn object(fields: &[&str]) -> Value {
    let field = |name: &&str| {
        let schema = match *name {
            "timestamp" => json!({ "type": "string", "format": "date-time" }),
            _ => json!({ "type": "string" }),
        };
        ((*name).to_owned(), schema)
    };
    let properties: Map<String, Value> = fields.iter().map(field).collect();
    json!({ "type": "object", "additionalProperties": false, "properties": properties, "required": fields })
}

fn integer() -> Value {
    json!({ "type": "integer", "format": "int64", "minimum": i64::MIN, "maximum": i64::MAX })
}

fn message() -> Value {
    json!({
        "type": "object",
        "description": "What a user sent to the assistant. Other fields are ignored.",
        "required": ["id", "text", "timestamp"],
        "properties": {
            "id": integer(),
            "text": { "type": "string" },
            "timestamp": { "type": "string", "format": "date-time" },
            "report_id": { "anyOf": [integer(), { "type": "null" }], "description": "The report that it made." },
        },
        "example": { "id": 1, "text": "orbital latibro", "timestamp": "2024-05-29T08:15:02Z" },
    })
}

fn report() -> Value {
    json!({
        "type": "object",
        "description": "What a report costs. Other fields are ignored.",
        "required": ["id", "name", "credit_cost"],
        "properties": {
            "id": integer(),
            "name": { "type": "string", "minLength": 1, "maxLength": 1000 },
            "credit_cost": { "type": "number", "minimum": 0 },
        },
        "example": { "id": 7, "name": "Lease Summary", "credit_cost": 24 },
    })
}

fn messages() -> Value {
    let list = json!({
        "type": "array",
        "items": schema_ref("Message"),
        "description": "Each id occurs once.",
    });
    let document = json!({
        "type": "object",
        "required": ["messages"],
        "properties": {
            "messages": list,
            "reports": {
                "type": "array",
                "items": schema_ref("Report"),
                "description": "The reports that messages name. Those that are not here are looked up.",
            },
        },
    });
    json!({ "anyOf": [document, list] })
}

fn messages_body() -> Value {
    let example = json!({
        "messages": [{ "id": 1, "text": "orbital latibro", "timestamp": "2024-05-29T08:15:02Z" }],
    });
    let lines = json!({ "type": "string", "description": "A Message in each line, as JSON." });
    let line = "{\"id\":1,\"text\":\"orbital latibro\",\"timestamp\":\"2024-05-29T08:15:02Z\"}\n";
    json!({
        "required": true,
        "description": "Messages. A body that is compressed as gzip is decompressed, whatever its media type.",
        "content": {
            "application/json": { "schema": schema_ref(BODY), "example": example },
            "application/x-ndjson": { "schema": lines, "example": line },
        },
    })
}

// --- parameters and headers -----------------------------------------------------------------------------------------

fn parameters() -> Map<String, Value> {
    let known = ROUTES.iter().flat_map(|route| route.parameters);
    let mut parameters: Map<String, Value> =
        known.map(|known| (known.name.to_owned(), parameter(known))).collect();
    parameters.insert(
        "message_id".to_owned(),
        json!({
            "name": "message_id",
            "in": "path",
            "required": true,
            "description": "The number of a message of the current period.",
            "schema": integer(),
            "example": 2000,
        }),
    );
    parameters.insert(
        IF_NONE_MATCH.to_owned(),
        json!({
            "name": IF_NONE_MATCH,
            "in": "header",
            "description": "The ETag of an answer that the client has.",
            "schema": { "type": "string" },
        }),
    );
    parameters
}

fn parameter(parameter: &Parameter) -> Value {
    let Parameter { name, about, example, kind } = parameter;
    let schema = match kind {
        ParameterKind::Time => json!({
            "type": "string",
            "anyOf": [{ "format": "date" }, { "format": "date-time" }],
        }),
        ParameterKind::TimeZone => schema_ref("TimeZone"),
        ParameterKind::Count(most) => json!({ "type": "integer", "minimum": 1, "maximum": most }),
        ParameterKind::Cursor => json!({ "type": "string", "pattern": "^[0-9a-f]{32}\\.[0-9]{1,18}$" }),
        ParameterKind::Keys => json!({
            "type": "array",
            "items": { "type": "string", "enum": Key::ALL.map(Key::name) },
            "minItems": 1,
            "maxItems": 2,
            "uniqueItems": true,
        }),
    };
    let example = match kind {
        ParameterKind::Count(_) => example.parse::<u64>().map_or(Value::Null, Value::from),
        ParameterKind::Keys => example.split(',').collect(),
        _ => Value::from(*example),
    };
    let mut described =
        json!({ "name": name, "in": "query", "description": about, "schema": schema, "example": example });
    if *kind == ParameterKind::Keys
        && let Some(described) = described.as_object_mut()
    {
        // With a comma in between.
        described.insert("style".to_owned(), "form".into());
        described.insert("explode".to_owned(), false.into());
    }
    described
}

fn headers() -> Value {
    let header = |about: &str, schema: Value| json!({ "description": about, "schema": schema });
    let seconds = || json!({ "type": "integer", "minimum": 0 });
    json!({
        "ETag": header("What the answer is known by.", json!({ "type": "string" })),
        "Cache-Control": header("How long the answer may be kept.", json!({ "type": "string" })),
        "Age": header("Seconds since the bill was made.", seconds()),
        "Usage-Stale": header("Seconds that the bill is older than it should be, where it is.", seconds()),
        "Link": header("Where the next page is, if there is one.", json!({ "type": "string" })),
        "Retry-After": header("Seconds after which to ask again.", seconds()),
        "WWW-Authenticate": header("How to send a key.", json!({ "type": "string" })),
    })
}

fn problems() -> Map<String, Value> {
    let problem = |(status, name, about): (&str, &str, &str)| {
        let header = match status {
            "401" => Some("WWW-Authenticate"),
            "429" | "503" => Some("Retry-After"),
            _ => None,
        };
        let mut headers = Map::from_iter([("Cache-Control".to_owned(), header_ref("Cache-Control"))]);
        headers.extend(header.map(|name| (name.to_owned(), header_ref(name))));
        let content = json!({ "application/json": { "schema": schema_ref("Problem") } });
        (name.to_owned(), json!({ "description": about, "headers": headers, "content": content }))
    };
    PROBLEMS.map(problem).into_iter().collect()
}
