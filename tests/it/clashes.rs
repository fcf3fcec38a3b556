//! Clashes of single sessions: shown before a session moves or is added, and as long as they stand.

use axum::http::{Method, StatusCode};
use entity::break_period;
use entity::id::{GroupId, SessionId};
use entity::state::{MessageKind, Openness, Role};
use sea_orm::{ActiveModelTrait, EntityTrait, PaginatorTrait, Set};
use serde_json::json;

use crate::support::{TestApp, seed};

/// A session of 120 minutes at 13 on 20.10.2026, and one of another group of the same leader at 13 the day after.
async fn two_sessions(test: &TestApp, leader: entity::id::StaffId) -> (GroupId, SessionId) {
    let own = seed::group(test, leader, "G01", Openness::Open).await;
    let other = seed::group(test, leader, "G02", Openness::Open).await;
    let session = seed::session(test, own, 1, "2026-10-20T10:00:00Z").await;
    seed::session(test, other, 1, "2026-10-21T10:00:00Z").await;
    (own, session)
}

async fn starts(test: &TestApp, id: SessionId) -> String {
    let row = entity::session::Entity::find_by_id(id).one(test.app.db.read()).await.unwrap().unwrap();
    row.starts_at.to_rfc3339()
}

async fn pause(test: &TestApp, from: &str, until: &str) {
    let tx = test.app.db.write().await.unwrap();
    let row = break_period::ActiveModel {
        id: Set(piiri::random::id(test.app.clock.now())),
        unit_id: Set(None),
        name: Set("Autumn break".into()),
        starts_on: Set(from.parse().unwrap()),
        ends_on: Set(until.parse().unwrap()),
    };
    row.insert(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

const WEDNESDAY: [(&str, &str); 3] = [("date", "2026-10-21"), ("start_time", "14:00"), ("end_time", "16:00")];

#[tokio::test]
async fn a_move_into_a_clash_is_shown_first_and_made_only_when_it_shall_be() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let (_, session) = two_sessions(&test, ann.id()).await;
    let page = format!("/sessions/{session}");

    let shown = ann.submit(&page, &WEDNESDAY).await;
    assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(shown.text().contains("Ann Leader leads G02 at the same time"), "{}", shown.text());
    assert_eq!(starts(&test, session).await, "2026-10-20T10:00:00+00:00", "nothing has moved yet");
    assert_eq!(test.outbox().await.len(), 0, "nobody was told of what did not happen");

    let (action, sent) = shown.filled(&[("anyway", "true")]);
    assert!(sent.contains(&("start_time".into(), "14:00".into())), "what was typed stays: {sent:?}");
    let moved = ann.post(&action, &sent).await;
    assert_eq!(moved.status, StatusCode::OK, "{}", moved.text());
    assert_eq!(starts(&test, session).await, "2026-10-21T11:00:00+00:00");
    assert!(moved.text().contains("1 clash"), "a clash is shown as long as it stands: {}", moved.text());
}

#[tokio::test]
async fn what_takes_the_place_of_a_cancelled_session_is_shown_first_with_what_it_runs_into() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let (_, session) = two_sessions(&test, ann.id()).await;
    let page = format!("/sessions/{session}");
    let typed = [("code", "leader_ill"), ("replacement_date", "2026-10-21"), ("replacement_time", "14:00")];
    let shown = ann.submit(&page, &typed).await;
    assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(shown.text().contains("Ann Leader leads G02 at the same time"), "{}", shown.text());
    let rows = async || entity::session::Entity::find().all(test.app.db.read()).await.unwrap();
    assert!(rows().await.iter().all(|row| row.cancel_code.is_none()), "nothing is off yet");
    assert_eq!((rows().await.len(), test.outbox().await.len()), (2, 0));

    let (action, sent) = shown.filled(&[("anyway", "true")]);
    assert!(sent.contains(&("replacement_time".into(), "14:00".into())), "what was typed stays: {sent:?}");
    let done = ann.post(&action, &sent).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text());
    assert_eq!(rows().await.len(), 3);

    let other = rows().await.into_iter().find(|row| row.cancel_code.is_none() && row.replaces_id.is_none()).unwrap();
    let off = json!({"code": "leader_ill", "replacement": {"starts_at": "2026-10-21T11:30:00Z"}});
    let told = ann.api(Method::POST, &format!("/sessions/{}/cancel", other.id), Some(off)).await;
    assert_eq!(told.status, StatusCode::OK, "{}", told.json);
    assert_eq!(told.json["clashes"][0]["kind"], "leader", "an operation is done and tells them: {}", told.json);
    test.outbox().await;
}

#[tokio::test]
async fn a_move_that_touches_no_other_session_is_made_at_once() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let (_, session) = two_sessions(&test, ann.id()).await;
    let typed = [("date", "2026-10-21"), ("start_time", "15:00"), ("end_time", "17:00")];
    let moved = ann.submit(&format!("/sessions/{session}"), &typed).await;
    assert_eq!(moved.status, StatusCode::OK, "{}", moved.text());
    assert_eq!(starts(&test, session).await, "2026-10-21T12:00:00+00:00", "it begins as the other ends");
}

#[tokio::test]
async fn a_move_that_was_typed_wrong_comes_back_as_it_was_typed() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let (_, session) = two_sessions(&test, ann.id()).await;
    let typed = [("date", "2026-10-22"), ("start_time", "late"), ("end_time", "16:00")];
    let page = ann.submit(&format!("/sessions/{session}"), &typed).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attributes("input[name=date]", "value"), ["2026-10-22"], "{}", page.text());
}

#[tokio::test]
async fn the_api_moves_and_adds_and_tells_the_clashes_beside_the_session() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let (group, session) = two_sessions(&test, ann.id()).await;
    let to = json!({"starts_at": "2026-10-21T11:00:00Z", "notify": false});
    let moved = ann.api(Method::POST, &format!("/sessions/{session}/move"), Some(to)).await;
    assert_eq!(moved.status, StatusCode::OK, "{}", moved.json);
    assert_eq!(moved.json["starts_at"], "2026-10-21T11:00:00Z");
    assert_eq!(
        (
            &moved.json["clashes"][0]["kind"],
            &moved.json["clashes"][0]["with"],
            moved.json["clashes"].as_array().unwrap().len()
        ),
        (&json!("leader"), &json!("G02"), 1),
        "{}",
        moved.json
    );
    let extra = json!({"starts_at": "2026-12-24T11:00:00Z", "ends_at": "2026-12-24T12:00:00Z"});
    let added = ann.api(Method::POST, &format!("/groups/{group}/sessions"), Some(extra)).await;
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.json);
    assert_eq!((&added.json["number"], &added.json["clashes"][0]["kind"]), (&json!(2), &json!("holiday")));
}

#[tokio::test]
async fn an_extra_session_on_a_session_of_its_own_group_is_shown_first() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let (group, _) = two_sessions(&test, ann.id()).await;
    let list = format!("/groups/{group}/sessions");
    let typed = [("date", "2026-10-20"), ("start_time", "12:00"), ("duration_minutes", "90")];
    let shown = ann.submit(&list, &typed).await;
    assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(shown.text().contains("1 clash"), "{}", shown.text());
    assert!(shown.text().contains("the group itself has a session then"), "{}", shown.text());
    let count = async || entity::session::Entity::find().count(test.app.db.read()).await.unwrap();
    assert_eq!(count().await, 2, "nothing was added yet");
    let (action, sent) = shown.filled(&[("anyway", "true")]);
    ann.post(&action, &sent).await;
    assert_eq!(count().await, 3);
}

#[tokio::test]
async fn a_break_that_comes_later_is_shown_with_the_sessions_in_it() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let (group, session) = two_sessions(&test, ann.id()).await;
    assert!(!ann.get(&format!("/sessions/{session}")).await.text().contains("clash"));
    pause(&test, "2026-10-19", "2026-10-20").await;
    for path in [format!("/sessions/{session}"), format!("/groups/{group}/sessions")] {
        let page = ann.get(&path).await;
        assert!(page.text().contains("break: Autumn break"), "{path}: {}", page.text());
    }
}

#[tokio::test]
async fn whoever_stands_in_frees_the_leader_and_must_be_free() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let bob = test.staff("Bob Leader", &[Role::Leader]).await;
    let (_, session) = two_sessions(&test, ann.id()).await;
    ann.post(&format!("/sessions/{session}"), &[("substitute_id".into(), bob.id().to_string())]).await;
    let moved = ann.submit(&format!("/sessions/{session}"), &WEDNESDAY).await;
    assert_eq!(moved.status, StatusCode::OK, "Ann leads elsewhere, Bob stands in: {}", moved.text());

    let busy = seed::group(&test, bob.id(), "G03", Openness::Open).await;
    seed::session(&test, busy, 1, "2026-10-22T10:00:00Z").await;
    let typed = [("date", "2026-10-22"), ("start_time", "13:00"), ("end_time", "15:00")];
    let shown = ann.submit(&format!("/sessions/{session}"), &typed).await;
    assert!(shown.text().contains("Bob Leader leads G03 at the same time"), "{}", shown.text());
    let kinds: Vec<MessageKind> = test.outbox().await.into_iter().map(|row| row.kind).collect();
    let told = [MessageKind::WhoMeets, MessageKind::SessionMoved];
    assert!(kinds.len() == 2 && told.iter().all(|kind| kinds.contains(kind)), "Bob, of both that was done: {kinds:?}");
}
