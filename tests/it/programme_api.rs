//! The programme in `/api/v1`: shapes, filters, bad input, lost changes.

use axum::http::{Method, StatusCode};
use entity::state::{GroupStatus, Role, TaskKind};
use entity::{group, task};
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use serde_json::{Value, json};

use crate::support::{TestApp, seed};

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

#[tokio::test]
async fn only_those_at_work_with_the_role_of_a_leader_lead_groups() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let bob = test.staff("Bob Leader", &[Role::Leader]).await;
    let wes = test.staff("Wes Worker", &[Role::Worker]).await;
    let gone = test.staff("Gone Leader", &[Role::Leader]).await;
    let mut ada = test.staff("Ada Admin", &[Role::Administrator]).await;
    ada.post(&format!("/admin/staff/{}/active", gone.id()), &[]).await;
    let with = |who: &str, role: &str| {
        let leaders = json!([{ "staff_id": ann.id(), "role": "leader" }, { "staff_id": who, "role": role }]);
        json!({ "name": "Ruokapiiri", "kind": "functional", "capacity": 8, "min_participants": 2, "leaders": leaders })
    };
    for (who, role) in
        [(wes.id(), "co_leader"), (wes.id(), "substitute"), (gone.id(), "co_leader"), (gone.id(), "trainee")]
    {
        let refused = ann.api(Method::POST, "/groups", Some(with(&who.to_string(), role))).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{role}: {}", refused.json);
        assert_eq!(refused.json["errors"][0]["field"], "leaders", "{}", refused.json);
    }
    for (who, role) in [(bob.id(), "co_leader"), (wes.id(), "peer_leader")] {
        let made = ann.api(Method::POST, "/groups", Some(with(&who.to_string(), role))).await;
        assert_eq!(made.status, StatusCode::CREATED, "{role}: {}", made.json);
    }
    let form = ann.get("/groups/new").await;
    let offered = |field: &str| form.attributes(&format!("select[name={field}] option"), "value");
    assert!(offered("co_leader").contains(&bob.id().to_string()));
    for (field, who) in [("co_leader", wes.id()), ("co_leader", gone.id()), ("trainee", gone.id())] {
        assert!(!offered(field).contains(&who.to_string()), "{field}");
    }
    assert!(offered("trainee").contains(&wes.id().to_string()));
    let page = ann
        .submit("/groups/new", &[("name", "Piiri"), ("kind", "functional"), ("co_leader", &wes.id().to_string())])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attributes(".error-summary a", "href"), ["#f-co_leader"]);
    let group = seed::group(&test, ann.id(), "G77", entity::state::Openness::Closed).await;
    let session = seed::session(&test, group, 1, "2026-10-20T07:00:00Z").await;
    for (who, status) in [(wes.id(), StatusCode::UNPROCESSABLE_ENTITY), (bob.id(), StatusCode::OK)] {
        let path = format!("/sessions/{session}");
        let answer = ann.api(Method::PATCH, &path, Some(json!({ "substitute_id": who }))).await;
        assert_eq!(answer.status, status, "nor stands anybody else in: {}", answer.json);
    }
    assert_eq!(test.outbox().await.len(), 1, "who stands in hears of it");
}

#[tokio::test]
async fn a_leader_who_leaves_is_a_task_of_the_manager_until_somebody_else_leads() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let bob = test.staff("Bob Leader", &[Role::Leader]).await;
    let mut max = test.staff("Max Manager", &[Role::Manager]).await;
    let mut ada = test.staff("Ada Admin", &[Role::Administrator]).await;
    let running = seed::group(&test, ann.id(), "G01", entity::state::Openness::Closed).await;
    let over = seed::group(&test, ann.id(), "G02", entity::state::Openness::Closed).await;
    let tx = test.app.db.write().await.unwrap();
    let row = group::ActiveModel { id: Set(over), status: Set(GroupStatus::Ended), ..Default::default() };
    row.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    let open = async || {
        let rows = task::Entity::find().all(test.app.db.read()).await.unwrap();
        let open = rows.into_iter().filter(|row| row.done_at.is_none() && row.kind == TaskKind::LeaderLeft);
        open.map(|row| (row.staff_id, row.group_id)).collect::<Vec<_>>()
    };
    let account = format!("/admin/staff/{}/active", ann.id());
    ada.post(&account, &[]).await;
    assert_eq!(open().await, [(max.id(), Some(running))], "what is over needs nobody");
    assert!(max.get("/").await.text().contains("The leader has left"));
    ada.post(&account, &[("active".into(), "on".into())]).await;
    assert_eq!(open().await, [], "who came back leads again");
    test.at("2026-10-14T10:00:00Z");
    ada.post(&account, &[]).await;
    assert_eq!(open().await.len(), 1);
    let leaders = json!({ "leaders": [{ "staff_id": bob.id(), "role": "leader" }] });
    let changed = max.api(Method::PATCH, &format!("/groups/{running}"), Some(leaders)).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.json);
    assert_eq!(open().await, []);
}
