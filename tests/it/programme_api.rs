//! The programme in `/api/v1`: shapes, filters, bad input, lost changes.

use axum::http::{Method, StatusCode};
use entity::state::Role;
use serde_json::{Value, json};

use crate::support::TestApp;

const NOBODY: &str = "019a0000-0000-7000-8000-000000000000";

fn with(field: &str, value: Value) -> Value {
    let mut body = json!({"name": "Ruokapiiri", "kind": "functional", "capacity": 8, "min_participants": 3});
    body[field] = value;
    body
}

#[tokio::test]
async fn a_group_is_made_listed_and_changed() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let body = json!({"name": "Äijien ruoka", "kind": "life_management", "openness": "open", "aims": ["daily_life"],
        "languages": ["fi", "sv"], "capacity": 12, "min_participants": 5, "planned_hours": 24.5, "budget_cents": 15050});
    let made = ann.api(Method::POST, "/groups", Some(body)).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    let group = &made.json;
    assert_eq!(
        (&group["code"], &group["slug"], &group["status"]),
        (&json!("G01"), &json!("aijien-ruoka"), &json!("draft"))
    );
    assert_eq!((&group["planned_hours"], &group["budget_cents"]), (&json!(24.5), &json!(15050)));
    assert_eq!((&group["places_left"], &group["waiting"]), (&json!(12), &json!(0)));
    assert_eq!(group["leaders"][0]["staff_id"], json!(ann.id()), "who makes a group leads it");
    let path = format!("/groups/{}", group["id"].as_str().unwrap());
    let tag = made.headers["etag"].to_str().unwrap();
    let patch = json!({"capacity": 10, "leaders": [{"staff_id": ann.id(), "role": "co_leader"}]});
    let changed = ann.api_with(Method::PATCH, &path, Some(patch.clone()), &[("if-match", tag)]).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.json);
    assert_eq!((&changed.json["capacity"], &changed.json["leaders"][0]["role"]), (&json!(10), &json!("co_leader")));
    assert_eq!(changed.json["languages"], json!(["fi", "sv"]), "what is left out stays");
    let stale = ann.api_with(Method::PATCH, &path, Some(patch), &[("if-match", tag)]).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    for query in ["?kind=life_management", "?q=äijien", "?q=g01", "?status=draft&has_places=true"] {
        let found = ann.api(Method::GET, &format!("/groups{}", query.replace('ä', "%C3%A4")), None).await;
        assert_eq!(found.json["items"].as_array().unwrap().len(), 1, "{query} {}", found.json);
    }
    let none = ann.api(Method::GET, "/groups?kind=therapeutic", None).await;
    assert!(none.json["items"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn a_session_is_added_planned_and_listed() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let made = ann.api(Method::POST, "/groups", Some(with("code", json!("R1")))).await;
    let path = format!("/groups/{}/sessions", made.json["id"].as_str().unwrap());
    let body = json!({"starts_at": "2026-10-20T10:00:00Z", "ends_at": "2026-10-20T12:00:00Z"});
    let added = ann.api(Method::POST, &path, Some(body)).await;
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.json);
    assert_eq!((&added.json["number"], &added.json["status"]), (&json!(1), &json!("planned")));
    let one = format!("/sessions/{}", added.json["id"].as_str().unwrap());
    let changed = ann.api(Method::PATCH, &one, Some(json!({"plan": "Soup"}))).await;
    assert_eq!((&changed.json["plan"], &changed.json["sequence"]), (&json!("Soup"), &json!(0)), "{}", changed.json);
    let early = ann.api(Method::PATCH, &one, Some(json!({"status": "held"}))).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "it has not begun");
    let backwards = json!({"starts_at": "2026-10-20T10:00:00Z", "ends_at": "2026-10-20T09:00:00Z"});
    assert_eq!(ann.api(Method::POST, &path, Some(backwards)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(ann.api(Method::GET, &path, None).await.json["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn bad_input_is_a_problem_of_its_field_and_never_a_500() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let cases = [
        (with("name", json!("x".repeat(10_000))), "name"),
        (with("name", json!("")), "name"),
        (with("kind", json!("party")), "kind"),
        (with("capacity", json!(-1)), "capacity"),
        (with("capacity", json!(99_999_999_999_i64)), "capacity"),
        (with("min_participants", json!(9)), "min_participants"),
        (with("planned_hours", json!(-1.0)), "planned_hours"),
        (with("budget_cents", json!(-1)), "budget_cents"),
        (with("unit_id", json!(NOBODY)), "unit_id"),
        (with("venue_id", json!(NOBODY)), "venue_id"),
        (with("leaders", json!([{"staff_id": NOBODY, "role": "leader"}])), "leaders"),
        (with("decide_on", json!("9999-01-01")), "decide_on"),
        (with("code", json!("<script>")), "code"),
    ];
    for (body, field) in cases {
        let answer = ann.api(Method::POST, "/groups", Some(body.clone())).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {}", answer.json);
        assert_eq!(answer.json["errors"][0]["field"], field, "{}", answer.json);
    }
    let made = ann.api(Method::POST, "/groups", Some(with("aims", json!([])))).await;
    let path = format!("/groups/{}/schedule", made.json["id"].as_str().unwrap());
    let body = |field: &str, value: Value| {
        let mut body = json!({"first_date": "2026-10-20", "start_time": "13:00", "duration_minutes": 60,
            "timezone": "Europe/Helsinki", "rrule": "FREQ=WEEKLY;COUNT=3"});
        body[field] = value;
        body
    };
    let cases = [
        ("first_date", json!("0000-01-01")),
        ("first_date", json!("9999-12-31")),
        ("start_time", json!("25:00")),
        ("duration_minutes", json!(-5)),
        ("timezone", json!("Mars/Olympus")),
        ("rrule", json!("FREQ=SECONDLY;COUNT=5")),
        ("rrule", json!("FREQ=WEEKLY")),
        ("rrule", json!("FREQ=WEEKLY;COUNT=99999")),
        ("extra_dates", json!(["2099-01-01"])),
        ("excluded_dates", json!(["soon"])),
    ];
    for (field, value) in cases {
        let answer = ann.api(Method::PUT, &path, Some(body(field, value.clone()))).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {value} {}", answer.json);
    }
}

#[tokio::test]
async fn units_and_staff_are_listed_without_secrets() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let units = ann.api(Method::GET, "/units", None).await;
    assert_eq!(units.json["items"][0]["kind"], "county", "{}", units.json);
    let staff = ann.api(Method::GET, "/staff", None).await;
    assert_eq!(staff.json["items"][0]["roles"], json!(["leader"]), "{}", staff.json);
    assert!(!staff.json.to_string().contains("password"));
}
