//! A step that is asked for again, without a key, and stands already is a success that tells nobody, by page and by API; one
//! that asks for something else is a conflict.

use axum::http::{Method, StatusCode};
use entity::id::{GroupId, ReferralId};
use entity::state::{Openness, Role};
use entity::{change_log, message, participation};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};

use crate::support::actor::Actor;
use crate::support::places::Plan;
use crate::support::{TestApp, seed};

/// What a repeat could leave behind: rows of the log and of the outbox.
async fn traces(test: &TestApp) -> [u64; 2] {
    test.outbox().await;
    let db = test.app.db.read();
    [change_log::Entity::find().count(db).await.unwrap(), message::Entity::find().count(db).await.unwrap()]
}

/// Posts the same twice: the second is answered as the first and leaves nothing behind. Then posts something else.
async fn twice(test: &TestApp, by: &Actor, path: &str, body: Value, other: Option<Value>) {
    let first = by.api(Method::POST, path, Some(body.clone())).await;
    assert_eq!(first.status, StatusCode::OK, "{path} {body}: {}", first.json);
    let before = traces(test).await;
    let again = by.api(Method::POST, path, Some(body.clone())).await;
    assert_eq!(again.status, StatusCode::OK, "{path} {body}: {}", again.json);
    assert_eq!(again.json["status"], first.json["status"], "{path} {body}");
    for way in ["by_text", "by_mail", "by_letter", "to_call", "staff"] {
        assert_eq!(again.json["told"][way], 0, "{path} {body}: {}", again.json);
    }
    assert_eq!(traces(test).await, before, "{path} {body}");
    if let Some(other) = other {
        let other = by.api(Method::POST, path, Some(other)).await;
        assert_eq!(other.status, StatusCode::CONFLICT, "{path}: {}", other.json);
    }
}

/// Sends the fields of a page's form twice without its key.
async fn twice_by_page(test: &TestApp, by: &mut Actor, path: &str, fields: &[(&str, &str)]) {
    let fields: Vec<(String, String)> = fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    let first = by.post(path, &fields).await;
    assert_eq!(first.status, StatusCode::OK, "{path}: {}", first.text());
    let before = traces(test).await;
    let again = by.post(path, &fields).await;
    assert_eq!((again.status, &again.path), (StatusCode::OK, &first.path), "{path}: {}", again.text());
    assert_eq!(traces(test).await, before, "{path}");
}

#[tokio::test]
async fn every_step_of_a_group_may_be_asked_for_twice() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut max = test.staff("Max Manager", &[Role::Manager]).await;
    let plan = json!({"name": "Ruokapiiri", "kind": "functional", "openness": "closed", "capacity": 8,
        "min_participants": 0, "planned_hours": 10});
    let made = ann.api(Method::POST, "/groups", Some(plan)).await.json;
    let group: GroupId = made["id"].as_str().unwrap().parse().unwrap();
    let steps = format!("/groups/{group}/transitions");
    twice(&test, &ann, &steps, json!({"to": "submitted"}), None).await;
    twice(&test, &max, &steps, json!({"to": "returned", "reason": "Why?"}), None).await;
    twice(&test, &ann, &steps, json!({"to": "submitted"}), None).await;
    let approve = format!("/groups/{group}/approve");
    twice_by_page(&test, &mut max, &approve, &[("planned_hours", "10"), ("budget", "20")]).await;
    twice(&test, &max, &steps, json!({"to": "approved"}), Some(json!({"to": "ended"}))).await;
    twice(&test, &ann, &steps, json!({"to": "recruiting"}), None).await;
    twice(&test, &ann, &steps, json!({"to": "confirmed_to_run"}), None).await;
    let off = json!({"to": "cancelled", "code": "too_few"});
    twice(&test, &ann, &steps, off, Some(json!({"to": "recruiting"}))).await;
    let runs = seed::group(&test, ann.id(), "G99", Openness::Closed).await;
    twice(&test, &ann, &format!("/groups/{runs}/transitions"), json!({"to": "ended"}), None).await;
}

#[tokio::test]
async fn every_step_of_a_referral_may_be_asked_for_twice() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", ann.id(), Plan::open(8)).await;
    let path = |id: ReferralId| format!("/referrals/{id}/transitions");
    let asked = test.referral(group, "Aino Asiakas", worker.id()).await;
    let question = |text: &str| json!({"to": "info_requested", "note": text});
    twice(&test, &ann, &path(asked), question("Mitä?"), Some(question("Missä?"))).await;
    let ways: [&[&str]; 3] = [&["in_review", "waitlisted"], &["offered", "confirmed", "withdrawn"], &["declined"]];
    for (number, way) in ways.into_iter().enumerate() {
        // A group each: who waits stands before whoever would be offered a place.
        let group = test.group(&format!("Ryhmä {number}"), ann.id(), Plan::open(8)).await;
        let id = test.referral(group, &format!("Client {number}"), worker.id()).await;
        for to in way {
            twice(&test, &ann, &path(id), json!({"to": to}), None).await;
        }
    }
    let rejected = test.referral(group, "Eino Asiakas", worker.id()).await;
    let reject = |code: &str| json!({"to": "rejected", "reason_code": code});
    twice(&test, &ann, &path(rejected), reject("criteria"), Some(reject("full"))).await;
    let by_page = test.referral(group, "Onni Asiakas", worker.id()).await;
    twice_by_page(&test, &mut ann, &format!("/referrals/{by_page}/steps"), &[("to", "confirmed")]).await;
    let places = participation::Entity::find().count(test.app.db.read()).await.unwrap();
    assert_eq!(places, 2, "a place each, however often it was asked for");
}

#[tokio::test]
async fn the_end_of_a_place_and_a_called_off_session_may_be_asked_for_twice() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let group = seed::group(&test, ann.id(), "G01", Openness::SemiOpen).await;
    let aino = seed::client(&test, ann.id(), "Aino Lehto").await;
    let place = seed::place(&test, group, aino, "2026-09-01T09:00:00Z").await;
    let end = |reason: &str| json!({"reason": reason, "on": "2026-10-13"});
    let path = format!("/participations/{place}/end");
    twice(&test, &ann, &path, end("positive_exit"), Some(end("transferred"))).await;
    seed::session(&test, group, 2, "2026-10-07T10:00:00Z").await;
    let never = seed::client(&test, ann.id(), "Eino Ei").await;
    let never = seed::place(&test, group, never, "2026-09-01T09:00:00Z").await;
    twice_by_page(&test, &mut ann, &format!("/participations/{never}/no-start"), &[]).await;
    let session = seed::session(&test, group, 1, "2026-10-21T10:00:00Z").await;
    let off = |code: &str| json!({"code": code});
    twice(&test, &ann, &format!("/sessions/{session}/cancel"), off("weather"), Some(off("leader_ill"))).await;
    twice(&test, &ann, &format!("/sessions/{session}/restore"), json!({}), None).await;
    let to = json!({"starts_at": "2026-10-22T10:00:00Z"});
    twice(&test, &ann, &format!("/sessions/{session}/move"), to, None).await;
    twice_by_page(&test, &mut ann, &format!("/sessions/{session}/cancel"), &[("code", "weather")]).await;
}
