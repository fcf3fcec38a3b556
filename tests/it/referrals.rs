//! Referrals: the finder, sending, steps by role, the loop back to whoever referred, and what each may see.

use axum::http::{Method, StatusCode};
use entity::access_log;
use entity::state::Role;
use sea_orm::{EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use crate::support::TestApp;
use crate::support::places::Plan;

#[tokio::test]
async fn a_worker_finds_a_group_refers_and_follows_the_referral_to_its_end() {
    let test = TestApp::new().await;
    test.outbox().await;
    let mut leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(2)).await;
    test.session(group, 1, "2026-10-20T09:00:00Z").await;
    let client = test.client("Aino Asiakas", worker.id()).await.to_string();
    let found = worker.get("/find?municipality=Kajaani&weekday=2&aim=participation&free=true").await;
    assert!(found.text().contains("Pata porisee"), "{}", found.text());
    assert!(!worker.get("/find?weekday=3").await.text().contains("Pata porisee"));
    assert_eq!(found.attributes("#results .actions a", "href"), [format!("/referrals/new?group={group}")]);
    let new = format!("/referrals/new?group={group}");
    let fields = [
        ("client_id", client.as_str()),
        ("reason", "Alone too much"),
        ("goals", "Cook twice a week"),
        ("accompany", "true"),
    ];
    let sent = worker.submit(&new, &fields).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.text());
    assert!(sent.text().contains("Will Worker, session 1"), "{}", sent.text());
    let path = sent.path.clone();
    assert!(leader.get(&format!("/groups/{group}/referrals")).await.text().contains("Aino Asiakas"));
    let asked = leader.submit(&path, &[("to", "info_requested"), ("note", "Which days suit?")]).await;
    assert!(asked.text().contains("More information asked"), "{}", asked.text());
    assert!(worker.get("/referrals").await.text().contains("More information asked"));
    worker.submit(&path, &[("note", "Tuesdays")]).await;
    let (action, mut fields) = worker.get(&path).await.filled(&[("note", "Tuesdays")]);
    fields.push(("to".to_owned(), "in_review".to_owned()));
    let answered = worker.post(&action, &fields).await;
    assert!(answered.text().contains("Tuesdays"), "{}", answered.text());
    let offered = leader.press(&path, "Offer a place").await;
    assert!(offered.text().contains("Place offered"), "{}", offered.text());
    let confirmed = worker.press(&path, "Confirm the place").await;
    assert!(confirmed.text().contains("Confirmed"), "{}", confirmed.text());
    assert!(leader.get(&format!("/groups/{group}/participants")).await.text().contains("Aino Asiakas"));
}

#[tokio::test]
async fn the_same_client_twice_into_one_group_is_noticed() {
    let test = TestApp::new().await;
    test.outbox().await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(2)).await;
    let other = test.group("Nikkarit", leader.id(), Plan::open(2)).await;
    let client = test.client("Aino Asiakas", worker.id()).await;
    let body = |group| json!({"client_id": client, "group_id": group, "reason": "x", "channels": ["peer", "print"]});
    let sent = worker.api(Method::POST, "/referrals", Some(body(group))).await;
    assert_eq!((sent.status, &sent.json["status"]), (StatusCode::CREATED, &json!("submitted")), "{}", sent.json);
    assert_eq!(sent.json["channels"], json!(["peer", "print"]));
    let twice = worker.api(Method::POST, "/referrals", Some(body(group))).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    assert!(twice.json["detail"].as_str().unwrap().contains("14.10.2026, Will Worker"), "{}", twice.json);
    worker.api(Method::POST, "/referrals", Some(body(other))).await;
    let page = worker.get(&format!("/referrals/{}", sent.json["id"].as_str().unwrap())).await;
    assert!(page.text().contains("also has an open referral to the group Nikkarit"), "{}", page.text());
}

#[tokio::test]
async fn a_forbidden_step_says_which_are_allowed_and_rejecting_needs_a_code() {
    let test = TestApp::new().await;
    test.outbox().await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(2)).await;
    let other = test.group("Nikkarit", leader.id(), Plan::open(2)).await;
    let id = test.referral(group, "Aino Asiakas", worker.id()).await;
    let path = format!("/referrals/{id}/transitions");
    let step = |to: &'static str| json!({"to": to});
    let refused = leader.api(Method::POST, &path, Some(step("expired"))).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.json["detail"].as_str().unwrap().contains("in_review, offered"), "{}", refused.json);
    assert_eq!(worker.api(Method::POST, &path, Some(step("offered"))).await.status, StatusCode::FORBIDDEN);
    let bare = leader.api(Method::POST, &path, Some(step("rejected"))).await;
    assert_eq!(
        (bare.status, &bare.json["errors"][0]["field"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("reason_code"))
    );
    let sent_on = json!({"to": "redirected", "redirect_to": other, "note": "Nearer home"});
    let sent_on = leader.api(Method::POST, &path, Some(sent_on)).await;
    assert_eq!(sent_on.json["close_reason"], "redirected", "{}", sent_on.json);
    let there = leader.api(Method::GET, &format!("/referrals?group_id={other}&status=submitted"), None).await;
    assert_eq!(there.json["items"].as_array().unwrap().len(), 1, "the other group has a referral of its own");
    let closed = leader.api(Method::POST, &path, Some(step("withdrawn"))).await;
    assert_eq!(closed.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn needs_are_checked_before_a_place_among_animals() {
    let test = TestApp::new().await;
    test.outbox().await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let plan = Plan { animals: Some("horse"), ..Plan::open(2) };
    let group = test.group("Tallin tahtiin", leader.id(), plan).await;
    let client = test.client("Aino Asiakas", worker.id()).await;
    let body = json!({"client_id": client, "group_id": group, "reason": "x", "needs": "Allergy to horses?"});
    let id = worker.api(Method::POST, "/referrals", Some(body)).await.json["id"].as_str().unwrap().to_owned();
    let path = format!("/referrals/{id}/transitions");
    let blocked = leader.api(Method::POST, &path, Some(json!({"to": "confirmed"}))).await;
    assert_eq!(blocked.status, StatusCode::CONFLICT);
    let checked = json!({"to": "confirmed", "animal_checked": true});
    assert_eq!(leader.api(Method::POST, &path, Some(checked)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_leader_sees_own_groups_and_a_worker_own_clients_and_each_look_is_logged() {
    let test = TestApp::new().await;
    test.outbox().await;
    let mut leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut stranger = test.staff("Oskar Leader", &[Role::Leader]).await;
    let mut worker = test.staff("Will Worker", &[Role::Worker]).await;
    let mut colleague = test.staff("Wendy Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(2)).await;
    let id = test.referral(group, "Aino Asiakas", worker.id()).await;
    let path = format!("/referrals/{id}");
    for actor in [&mut stranger, &mut colleague] {
        assert_eq!(actor.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(actor.api(Method::GET, &path, None).await.status, StatusCode::NOT_FOUND);
        assert!(actor.api(Method::GET, "/referrals", None).await.json["items"].as_array().unwrap().is_empty());
        let withdrawn = actor.api(Method::POST, &format!("{path}/transitions"), Some(json!({"to": "withdrawn"}))).await;
        assert_eq!(withdrawn.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(stranger.get(&format!("/groups/{group}/referrals")).await.status, StatusCode::NOT_FOUND);
    let looks = async |test: &TestApp, by: entity::id::StaffId| {
        let find = access_log::Entity::find().filter(access_log::COLUMN.actor_id.eq(by.0));
        find.count(test.app.db.read()).await.unwrap()
    };
    assert_eq!(looks(&test, stranger.id()).await, 0);
    for (actor, at) in [(&mut leader, 1), (&mut worker, 1)] {
        assert_eq!(actor.get(&path).await.status, StatusCode::OK);
        assert_eq!(looks(&test, actor.id()).await, at);
    }
}
