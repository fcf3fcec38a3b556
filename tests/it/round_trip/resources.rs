//! Every resource of `/api/v1` that can be changed: what it shows is taken back as it was.

use axum::http::{Method, StatusCode};
use entity::id::SessionId;
use entity::rating_request;
use entity::state::Role;
use sea_orm::EntityTrait;
use sea_orm::prelude::Uuid;
use serde_json::{Map, Value, json};

use super::forms::{Made, Of, lost};
use super::rows::{World, differences};
use crate::support::actor::Actor;
use crate::support::chance::Chance;

/// How many random rows each resource is tried with, as each role.
const ROUNDS: u64 = 6;

/// A resource that can be changed, by the path of what it is changed with.
struct Resource {
    method: Method,
    path: &'static str,
    of: Of,
}

const RESOURCES: &[Resource] = &[
    Resource { method: Method::PATCH, path: "/groups/{id}", of: Of::Group },
    Resource { method: Method::PUT, path: "/groups/{id}/schedule", of: Of::Schedule },
    Resource { method: Method::PATCH, path: "/sessions/{id}", of: Of::Session },
    Resource { method: Method::PUT, path: "/sessions/{id}/attendance", of: Of::Sheet },
    Resource { method: Method::PATCH, path: "/venues/{id}", of: Of::Venue },
    Resource { method: Method::PATCH, path: "/clients/{id}", of: Of::Client },
    Resource { method: Method::PATCH, path: "/referrals/{id}", of: Of::Draft },
    Resource { method: Method::PUT, path: "/absences/{id}", of: Of::Absence },
    Resource { method: Method::PATCH, path: "/rating-requests/{id}", of: Of::Unanswered },
];

/// What is made with one body and changed with another: all that can be made can be changed.
const MADE_AND_CHANGED: [(&str, &str); 2] = [("NewVenue", "VenuePatch"), ("NewClient", "ClientPatch")];

#[tokio::test]
async fn what_the_api_shows_is_taken_back_as_it_was() {
    let mut world = World::new().await;
    let rows = world.test.rows.clone();
    let document = document(&world.test.anybody()).await;
    let mut wrong = Vec::new();
    for resource in RESOURCES {
        let path = format!("/api/v1{}", resource.path);
        let row = rows.iter().find(|row| row.method == resource.method && row.path == path);
        for role in row.unwrap_or_else(|| panic!("{path} is not there")).who.roles().unwrap() {
            // No leader reads a draft.
            if resource.of == Of::Draft && role != Role::Worker {
                continue;
            }
            let actor =
                world.test.staff(&format!("{role} {}", resource.path.replace(['/', '{', '}'], "")), &[role]).await;
            wrong.extend(tried(&mut world, &document, resource, (&actor, role)).await);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn what_the_api_shows_of_one_row_is_written_whole_over_another() {
    let mut world = World::new().await;
    let document = document(&world.test.anybody()).await;
    let mut wrong = Vec::new();
    for resource in RESOURCES.iter().filter(|one| matches!(one.of, Of::Group | Of::Venue | Of::Client)) {
        let role = if resource.of == Of::Client { Role::Worker } else { Role::Leader };
        let actor = world.test.staff(&format!("Moves {:?}", resource.of), &[role]).await;
        for round in 1..=ROUNDS {
            let chance = &mut Chance(0x94D0_49BB_1331_11EB_u64.wrapping_mul(round));
            let meant = world.make(resource.of, chance, (actor.id(), role)).await;
            let over = world.make(resource.of, chance, (actor.id(), role)).await;
            let shown = shown(&world, &actor, resource, &meant).await;
            let schema = &document["paths"][format!("/api/v1{}", resource.path)]["patch"];
            let schema = &schema["requestBody"]["content"]["application/json"]["schema"];
            let mut body = writable((&document, schema), &shown, &mut Vec::new());
            for own in ["name", "code", "external_ref", "leaders"] {
                body.as_object_mut().unwrap().remove(own);
            }
            let path = resource.path.replace("{id}", &over.id.to_string());
            let answer = actor.api(Method::PATCH, &path, Some(body)).await;
            let at = format!("{} row {round}", resource.path);
            if answer.status != StatusCode::OK {
                wrong.push(format!("{at}: {} {}", answer.status, answer.json));
                continue;
            }
            let lost = lost(&world.state(resource.of, meant.id).await, &world.state(resource.of, over.id).await);
            wrong.extend(lost.iter().map(|one| format!("{at}: {one}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

async fn tried(world: &mut World, document: &Value, resource: &Resource, (actor, role): (&Actor, Role)) -> Vec<String> {
    let mut wrong = Vec::new();
    for round in 1..=ROUNDS {
        let chance = &mut Chance(0xD1B5_4A32_D192_ED03_u64.wrapping_mul(round));
        let made = world.make(resource.of, chance, (actor.id(), role)).await;
        let at = format!("{} {} as {role}, row {round}", resource.method, resource.path);
        let before = world.state(resource.of, made.id).await;
        let shown = shown(world, actor, resource, &made).await;
        let schema = &document["paths"][format!("/api/v1{}", resource.path)][resource.method.as_str().to_lowercase()];
        let schema = &schema["requestBody"]["content"]["application/json"]["schema"];
        let mut hidden = Vec::new();
        let body = writable((document, schema), &shown, &mut hidden);
        wrong.extend(hidden.into_iter().map(|name| format!("{at}: {name} can be changed and is not shown")));
        let path = resource.path.replace("{id}", &made.id.to_string());
        let answer = actor.api(resource.method.clone(), &path, Some(body)).await;
        if answer.status != StatusCode::OK {
            wrong.push(format!("{at}: {} {}", answer.status, answer.json));
            continue;
        }
        let after = world.state(resource.of, made.id).await;
        wrong.extend(differences(&before, &after).iter().map(|one| format!("{at}: {one}")));
    }
    wrong
}

/// What the API shows of a resource; of one that it shows with others, or only takes, what stands.
async fn shown(world: &World, actor: &Actor, resource: &Resource, made: &Made) -> Value {
    let db = world.test.app.db.read();
    match resource.of {
        Of::Unanswered => {
            let row = rating_request::Entity::find_by_id(made.id).one(db).await.unwrap().unwrap();
            let all = get(actor, &format!("/participations/{}/rating-requests", row.participation_id)).await;
            let found = all["items"].as_array().unwrap().iter().find(|one| is(one, made.id));
            found.unwrap_or_else(|| panic!("{all}")).clone()
        }
        Of::Sheet => get(actor, &format!("/sessions/{}/attendance", SessionId(made.id))).await,
        _ => get(actor, &resource.path.replace("{id}", &made.id.to_string())).await,
    }
}

fn is(one: &Value, id: Uuid) -> bool {
    one["id"] == json!(id)
}

async fn get(actor: &Actor, path: &str) -> Value {
    let answer = actor.api(Method::GET, path, None).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.json);
    answer.json
}

/// The part of what is shown that a schema takes; `hidden` hears which fields of it are not shown.
fn writable((document, schema): (&Value, &Value), shown: &Value, hidden: &mut Vec<String>) -> Value {
    let schema = resolved(document, schema);
    if let Some(items) = shown.as_array() {
        return items.iter().map(|item| writable((document, &schema["items"]), item, hidden)).collect();
    }
    let (Some(fields), Some(object)) = (schema["properties"].as_object(), shown.as_object()) else {
        return shown.clone();
    };
    let mut taken = Map::new();
    for (name, field) in fields {
        match object.get(name) {
            Some(value) => drop(taken.insert(name.clone(), writable((document, field), value, hidden))),
            None => hidden.push(name.clone()),
        }
    }
    Value::Object(taken)
}

/// A schema by its name, and the one of a field that may be null.
fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    let any = schema["oneOf"].as_array().or_else(|| schema["anyOf"].as_array());
    let schema = any.and_then(|any| any.iter().find(|one| one["type"] != "null")).unwrap_or(schema);
    match schema["$ref"].as_str() {
        Some(name) => &document["components"]["schemas"][name.rsplit('/').next().unwrap()],
        None => schema,
    }
}

async fn document(anybody: &Actor) -> Value {
    let answer = anybody.raw(Method::GET, "/api/v1/openapi.json", None, Vec::new()).await;
    serde_json::from_slice(&answer.body).unwrap()
}

#[tokio::test]
async fn every_resource_that_can_be_changed_is_tried() {
    let world = World::new().await;
    let changes = world.test.rows.iter().filter(|row| [Method::PATCH, Method::PUT].contains(&row.method));
    let listed = |method: &Method, path: &str| {
        RESOURCES.iter().any(|one| one.method == *method && path.strip_prefix("/api/v1") == Some(one.path))
    };
    let missing: Vec<&str> =
        changes.filter(|row| !listed(&row.method, &row.path)).map(|row| row.path.as_str()).collect();
    assert!(missing.is_empty(), "{missing:?} can be changed and are in no entry of RESOURCES");
}

#[tokio::test]
async fn what_can_be_made_can_be_changed() {
    let world = World::new().await;
    let document = document(&world.test.anybody()).await;
    let fields = |name: &str| document["components"]["schemas"][name]["properties"].as_object().unwrap().clone();
    for (made, changed) in MADE_AND_CHANGED {
        let change = fields(changed);
        let missing: Vec<String> =
            fields(made).into_iter().map(|one| one.0).filter(|one| !change.contains_key(one)).collect();
        assert!(missing.is_empty(), "{changed} lacks {missing:?} of {made}");
    }
}
