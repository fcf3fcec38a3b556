//! Bad input of every sort to every operation and every form: refused with a clear answer, never a server error.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::{Method, StatusCode, header};
use entity::state::Role;
use piiri::web::problem::encode;
use serde_json::{Map, Value, json};

use crate::support::bulk::Bulk;
use crate::support::page::Page;

const JSON: Option<&str> = Some("application/json");
const FORM: Option<&str> = Some("application/x-www-form-urlencoded");

/// Ids that are none, or lead nowhere.
const IDS: &[&str] = &["none", "%00", "%FF", "..%2f..", "0", "00000000-0000-0000-0000-000000000000", "%F0%9F%8E%A8"];

/// Query strings that nobody means.
const QUERIES: &[&str] = &[
    "limit=0",
    "limit=-1",
    "limit=99999999999999999999",
    "limit=x",
    "limit=1&limit=2",
    "cursor=x",
    "cursor=%00",
    "%FF=%FF",
    "=&&=",
    "a%00b=c",
    "from=0000-01-01&to=9999-12-31",
    "dry_run=maybe",
    "page=-1&sort=%00&q=%25_%5C",
    "page=18446744073709551616",
    "to=//evil.example",
    "lang=zz",
];

/// What may stand for a whole body that should be a JSON object.
fn bodies() -> Vec<Vec<u8>> {
    let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    let texts = ["", "{", "{\"a\":", "null", "[]", "\"text\"", "17", "{}", "{\"a\":1}{", deep.as_str()];
    let mut bodies: Vec<Vec<u8>> = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
    bodies.push(b"{\"name\":\"\xff\xfe\"}".to_vec());
    bodies.push(vec![0xff, 0x00, 0xc3, 0x28]);
    bodies
}

/// What may stand in a field, whatever it should hold.
fn values() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!(0.5),
        json!(1e308),
        json!(u64::MAX),
        json!(""),
        json!("x".repeat(10_000)),
        json!("a\u{0}b"),
        json!("line\r\nBcc: somebody@piiri.example\u{1b}[0m\u{202e}"),
        json!("0000-01-01"),
        json!("9999-12-31T23:59:59Z"),
        json!("00000000-0000-0000-0000-000000000000"),
        json!("'; DROP TABLE client; --"),
        json!([]),
        json!([null, [1], {"a": "b"}]),
        json!({"a": {"b": []}}),
    ]
}

/// One operation of the document.
struct Operation {
    method: Method,
    path: String,
    /// A body as the document has it, with the names of its fields.
    body: Option<Map<String, Value>>,
    query: Vec<String>,
}

/// The operations of the program's own document.
async fn operations(bulk: &Bulk) -> Vec<Operation> {
    let answer = bulk.people[0].raw(Method::GET, "/api/v1/openapi.json", None, Vec::new()).await;
    let document: Value = serde_json::from_slice(&answer.body).unwrap();
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let Ok(method) = method.to_uppercase().parse::<Method>() else { continue };
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            let body = (!schema.is_null()).then(|| match sample(&document, schema, 0) {
                Value::Object(fields) => fields,
                other => panic!("{method} {path} takes {other}"),
            });
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            let query =
                parameters.filter(|one| one["in"] == "query").map(|one| one["name"].as_str().unwrap().to_owned());
            let path = format!("/api/v1{}", path.strip_prefix("/api/v1").unwrap_or(path));
            operations.push(Operation { method, path, body, query: query.collect() });
        }
    }
    assert!(operations.len() > 35, "the document has {} operations", operations.len());
    operations
}

/// A value that a schema describes, with its example where there is one.
fn sample(document: &Value, schema: &Value, depth: usize) -> Value {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap();
        return sample(document, &document["components"]["schemas"][name], depth + 1);
    }
    if let Some(any) = schema["oneOf"].as_array().or_else(|| schema["anyOf"].as_array()) {
        let some = any.iter().find(|one| one["type"] != "null");
        return some.map_or(Value::Null, |one| sample(document, one, depth + 1));
    }
    if !schema["example"].is_null() {
        return schema["example"].clone();
    }
    if let Some(first) = schema["enum"].as_array().and_then(|all| all.first()) {
        return first.clone();
    }
    let kind = schema["type"].as_array().and_then(|kinds| kinds.iter().find(|kind| *kind != "null"));
    match kind.unwrap_or(&schema["type"]).as_str().unwrap_or("") {
        "object" if depth < 6 => {
            let fields = schema["properties"].as_object().into_iter().flatten();
            Value::Object(fields.map(|(name, field)| (name.clone(), sample(document, field, depth + 1))).collect())
        }
        "array" if depth < 6 => json!([sample(document, &schema["items"], depth + 1)]),
        "integer" => json!(1),
        "number" => json!(1.5),
        "boolean" => json!(true),
        "string" => match schema["format"].as_str() {
            Some("date-time") => json!("2026-10-20T10:00:00Z"),
            Some("date") => json!("2026-10-20"),
            Some("uuid") => json!("019a0000-0000-7000-8000-000000000000"),
            _ => json!("text"),
        },
        _ => Value::Null,
    }
}

/// What is wrong with an answer of the API, if anything is.
fn fault_of_api(answer: &Page) -> Option<String> {
    let kind = answer.headers.get(header::CONTENT_TYPE).map(|kind| kind.to_str().unwrap().to_owned());
    if answer.status.is_server_error() {
        return Some(answer.status.to_string());
    }
    if !answer.status.is_client_error() {
        return None;
    }
    let problem: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let told = problem["status"] == answer.status.as_u16()
        && ["type", "title", "detail"].iter().all(|name| problem[*name].as_str().is_some_and(|text| !text.is_empty()))
        && (answer.status != StatusCode::UNPROCESSABLE_ENTITY || !problem["errors"].as_array().unwrap().is_empty());
    let right = kind.as_deref() == Some("application/problem+json") && told;
    (!right).then(|| format!("{} as {kind:?}: {problem}", answer.status))
}

/// What went wrong, by operation and role.
#[derive(Default)]
struct Found {
    tried: usize,
    faults: BTreeMap<String, String>,
}

impl Found {
    fn note(&mut self, place: &str, input: &[u8], fault: Option<String>) {
        self.tried += 1;
        if let Some(fault) = fault {
            let input: String = String::from_utf8_lossy(input).chars().take(300).collect();
            self.faults.entry(place.to_owned()).or_insert_with(|| format!("{fault} for {input}"));
        }
    }

    fn none(self) {
        assert!(self.tried > 5_000, "only {} were tried", self.tried);
        let lines: Vec<String> = self.faults.iter().map(|(place, fault)| format!("{place}: {fault}")).collect();
        assert!(lines.is_empty(), "{}", lines.join("\n"));
    }
}

impl Bulk {
    /// A path with real ids in place of its parameters.
    pub fn real(&self, path: &str) -> String {
        let mut before = "";
        let parts = path.split('/').map(|part| {
            let id = match before {
                "groups" => self.group.to_string(),
                "sessions" => self.session.to_string(),
                "clients" | "log" => self.client.to_string(),
                "referrals" => self.referral.to_string(),
                "participations" => self.participation.to_string(),
                "venues" => self.venue.to_string(),
                _ => "019a0000-0000-7000-8000-000000000000".to_owned(),
            };
            before = part;
            match (part.find('{'), part.rfind('}')) {
                (Some(from), Some(to)) => format!("{}{id}{}", &part[..from], &part[to + 1..]),
                _ => part.to_owned(),
            }
        });
        parts.collect::<Vec<_>>().join("/")
    }
}

/// The path with something else in place of each parameter.
fn unreal(path: &str, id: &str) -> String {
    let parts = path.split('/').map(|part| match (part.find('{'), part.rfind('}')) {
        (Some(from), Some(to)) => format!("{}{id}{}", &part[..from], &part[to + 1..]),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn whatever_is_sent_to_the_api_is_answered_and_never_breaks_it() {
    let bulk = Bulk::of(2).await;
    let mut found = Found::default();
    for operation in operations(&bulk).await {
        for (actor, role) in bulk.people.iter().zip(Role::ALL) {
            let place = format!("{} {} as {role}", operation.method, operation.path);
            let path = bulk.real(&operation.path);
            let send = async |path: &str, kind: Option<&str>, body: &[u8]| {
                actor.raw(operation.method.clone(), path, kind, body.to_vec()).await
            };
            let first = send(&path, JSON, b"{").await;
            found.note(&place, b"{", fault_of_api(&first));
            if first.status == StatusCode::FORBIDDEN {
                continue;
            }
            for id in IDS.iter().filter(|_| operation.path.contains('{')) {
                let path = unreal(&operation.path, id);
                found.note(&place, path.as_bytes(), fault_of_api(&send(&path, JSON, b"{}").await));
            }
            for query in QUERIES {
                let path = format!("{path}?{query}");
                found.note(&place, path.as_bytes(), fault_of_api(&send(&path, JSON, b"{}").await));
            }
            for (name, value) in
                operation.query.iter().flat_map(|name| values().into_iter().map(move |one| (name, one)))
            {
                let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                let path = format!("{path}?{name}={}", encode(&text));
                found.note(&place, path.as_bytes(), fault_of_api(&send(&path, JSON, b"{}").await));
            }
            let Some(body) = &operation.body else { continue };
            for kind in [None, Some("text/plain"), FORM] {
                let answer = send(&path, kind, b"{}").await;
                assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{place} {kind:?}");
            }
            let large = send(&path, JSON, format!("{{\"name\":\"{}\"}}", "x".repeat(3_000_000)).as_bytes()).await;
            assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE, "{place}");
            for body in bodies() {
                found.note(&place, &body, fault_of_api(&send(&path, JSON, &body).await));
            }
            for (name, value) in body.keys().flat_map(|name| values().into_iter().map(move |one| (name, one))) {
                let mut body = body.clone();
                body.insert(name.clone(), value);
                let body = Value::Object(body).to_string().into_bytes();
                found.note(&place, &body, fault_of_api(&send(&path, JSON, &body).await));
            }
        }
    }
    bulk.test.outbox().await;
    found.none();
}

/// What is wrong with a page, if anything is.
fn fault_of_page(page: &Page) -> Option<String> {
    page.status.is_server_error().then(|| page.status.to_string())
}

/// Every name of a field that stands on the pages that a person may open.
async fn names(bulk: &mut Bulk) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let rows: Vec<_> =
        bulk.test.rows.iter().filter(|row| row.method == Method::GET).map(|row| row.path.clone()).collect();
    for path in rows {
        let path = bulk.real(&path);
        for person in &mut bulk.people {
            let page = person.raw(Method::GET, &path, None, Vec::new()).await;
            if page.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
                names.extend(page.attributes("input, select, textarea, button", "name"));
            }
        }
    }
    assert!(names.len() > 60, "{names:?}");
    names
}

#[tokio::test]
async fn whatever_is_sent_to_a_form_is_answered_and_never_breaks_it() {
    let mut bulk = Bulk::of(2).await;
    let names = names(&mut bulk).await;
    let filled = |value: &str| {
        let pairs = names.iter().map(|name| format!("{}={}", encode(name), encode(value)));
        pairs.collect::<Vec<_>>().join("&").into_bytes()
    };
    let mut sent: Vec<(Option<&str>, Vec<u8>)> = vec![
        (FORM, Vec::new()),
        (FORM, b"a=%FF&%FF=b".to_vec()),
        (FORM, vec![0xff, 0x00, b'=', b'&']),
        (None, b"name=x".to_vec()),
        (JSON, b"{}".to_vec()),
        (Some("multipart/form-data; boundary=x"), b"--x\r\nbroken".to_vec()),
        (Some("multipart/form-data"), b"--x\r\n".to_vec()),
    ];
    let texts = values().into_iter().filter_map(|value| value.as_str().map(str::to_owned));
    // Ten thousand characters in each of many fields is more than a form takes; one long value serves.
    sent.extend(texts.map(|text| (FORM, filled(&text.chars().take(2_500).collect::<String>()))));
    sent.push((FORM, filled("-1")));
    sent.push((FORM, filled("99999999999999999999")));
    sent.push((FORM, vec![b'a'; 4 << 20]));
    let rows: Vec<(Method, String, Vec<Role>)> = bulk
        .test
        .rows
        .iter()
        .filter(|row| !row.path.starts_with("/api/"))
        .map(|row| (row.method.clone(), row.path.clone(), row.who.roles().unwrap_or_else(|| vec![Role::Leader])))
        .collect();
    let mut found = Found::default();
    for (method, path, roles) in rows {
        for role in roles {
            let place = format!("{method} {path} as {role}");
            for id in IDS.iter().filter(|_| path.contains('{')) {
                let path = unreal(&path, id);
                let page = bulk.person(role).raw(method.clone(), &path, FORM, Vec::new()).await;
                found.note(&place, path.as_bytes(), fault_of_page(&page));
            }
            let path = bulk.real(&path);
            for query in QUERIES.iter().filter(|_| method == Method::GET) {
                let path = format!("{path}?{query}");
                let page = bulk.person(role).raw(method.clone(), &path, FORM, Vec::new()).await;
                found.note(&place, path.as_bytes(), fault_of_page(&page));
            }
            if method == Method::POST {
                for (kind, body) in &sent {
                    let page = bulk.person(role).raw(method.clone(), &path, *kind, body.clone()).await;
                    found.note(&place, body, fault_of_page(&page));
                }
            }
            if path == "/logout" || path.ends_with("/sign-out-everywhere") {
                bulk.person(role).sign_in().await;
            }
        }
    }
    bulk.test.outbox().await;
    found.none();
}
