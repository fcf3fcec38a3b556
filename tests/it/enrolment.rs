//! Places: offers, deadlines, the queue and its order, ends.

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use entity::id::{GroupId, ReferralId};
use entity::state::{ContactChannel, GroupStatus, Openness, Role, TaskKind};
use entity::{access_log, client, pair_rule, referral, task};
use piiri::acts;
use piiri::people::client::{NewPair, keep_apart, new_link};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};
use serde_json::{Value, json};

use crate::support::TestApp;
use crate::support::actor::{Actor, Answer};
use crate::support::places::Plan;

async fn step(actor: &Actor, id: ReferralId, to: &str) -> Answer {
    actor.api(Method::POST, &format!("/referrals/{id}/transitions"), Some(json!({"to": to}))).await
}

async fn taken(actor: &Actor, id: ReferralId, to: &str) -> Value {
    let answer = step(actor, id, to).await;
    assert_eq!(answer.status, StatusCode::OK, "{to}: {}", answer.json);
    answer.json
}

async fn status(actor: &Actor, id: ReferralId) -> String {
    let answer = actor.api(Method::GET, &format!("/referrals/{id}"), None).await;
    answer.json["status"].as_str().unwrap_or_default().to_owned()
}

struct Scene {
    test: TestApp,
    leader: Actor,
    worker: Actor,
    group: GroupId,
}

async fn scene(plan: Plan) -> Scene {
    let test = TestApp::new().await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", leader.id(), plan).await;
    test.outbox().await;
    Scene { test, leader, worker, group }
}

impl Scene {
    async fn refer(&self, name: &str) -> ReferralId {
        self.test.referral(self.group, name, self.worker.id()).await
    }

    /// Lets a second pass, so that the queue has an order.
    fn tick(&self) {
        self.test.app.clock.set(self.test.app.clock.now() + TimeDelta::seconds(1));
    }

    async fn expire_at(&self, moment: &str) {
        self.test.at(moment);
        acts::expire_offers(&self.test.app, self.test.app.clock.now()).await.unwrap();
        acts::offer_places_on(&self.test.app, self.test.app.clock.now()).await.unwrap();
    }
}

#[tokio::test]
async fn a_freed_place_goes_to_the_first_in_the_queue_and_on_to_the_next_at_expiry() {
    let mut scene = scene(Plan::open(1)).await;
    let (first, second, third) = (scene.refer("One").await, scene.refer("Two").await, scene.refer("Three").await);
    reached_by_text(&scene.test, second).await;
    let placed = taken(&scene.leader, first, "confirmed").await;
    assert_eq!(taken(&scene.leader, second, "waitlisted").await["queue_place"], 1);
    scene.tick();
    assert_eq!(taken(&scene.leader, third, "waitlisted").await["queue_place"], 2);
    let end = json!({"reason": "transferred", "on": "2026-10-14"});
    let path = format!("/participations/{}/end", placed["participation_id"].as_str().unwrap());
    let ended = scene.leader.api(Method::POST, &path, Some(end)).await;
    assert_eq!((ended.status, &ended.json["status"]), (StatusCode::OK, &json!("transferred")));
    scene.test.run_jobs_at("2026-10-14T09:03:00Z").await;
    let offered = scene.leader.api(Method::GET, &format!("/referrals/{second}"), None).await.json;
    assert_eq!((&offered["status"], &offered["offer_expires_at"]), (&json!("offered"), &json!("2026-10-16T09:03:00Z")));
    scene.expire_at("2026-10-16T09:03:00Z").await;
    assert_eq!(status(&scene.leader, second).await, "offered", "nobody has tried again");
    scene.leader.sign_in().await;
    scene.leader.press(&format!("/referrals/{second}"), "I tried to reach the client").await;
    scene.expire_at("2026-10-16T09:05:00Z").await;
    assert_eq!(status(&scene.leader, second).await, "expired");
    scene.expire_at("2026-10-16T09:07:00Z").await;
    assert_eq!(status(&scene.leader, third).await, "offered");
    taken(&scene.worker, third, "confirmed").await;
}

#[tokio::test]
async fn an_offer_holds_its_place_and_a_full_group_refuses_the_next() {
    let scene = scene(Plan::open(1)).await;
    let (first, second) = (scene.refer("One").await, scene.refer("Two").await);
    taken(&scene.leader, first, "offered").await;
    for to in ["offered", "confirmed"] {
        let full = step(&scene.leader, second, to).await;
        assert_eq!((full.status, &full.json["detail"].as_str().unwrap()[..11]), (StatusCode::CONFLICT, "Every place"));
    }
    taken(&scene.leader, second, "waitlisted").await;
    taken(&scene.worker, first, "declined").await;
    scene.expire_at("2026-10-14T09:03:00Z").await;
    assert_eq!(status(&scene.leader, second).await, "offered");
}

/// The one place is offered to the first of three, for which the others wait in their order.
async fn two_in_line(scene: &Scene) -> [ReferralId; 3] {
    let all = [scene.refer("One").await, scene.refer("Two").await, scene.refer("Three").await];
    taken(&scene.leader, all[0], "offered").await;
    taken(&scene.leader, all[1], "waitlisted").await;
    scene.tick();
    taken(&scene.leader, all[2], "waitlisted").await;
    all
}

#[tokio::test]
async fn one_who_is_moved_to_the_front_with_a_reason_is_offered_first() {
    let mut scene = scene(Plan::open(1)).await;
    let [first, second, third] = two_in_line(&scene).await;
    let page = scene.leader.submit(&format!("/groups/{}/referrals", scene.group), &[("reason", "Acute need")]).await;
    assert!(page.text().contains("moved to the front: Acute need"), "{}", page.text());
    taken(&scene.worker, first, "declined").await;
    scene.expire_at("2026-10-14T09:05:00Z").await;
    assert_eq!(status(&scene.leader, third).await, "offered");
    assert_eq!(status(&scene.leader, second).await, "waitlisted");
}

#[tokio::test]
async fn one_who_was_moved_to_the_front_goes_back_to_the_own_turn_and_the_reason_stays_inside() {
    let mut scene = scene(Plan::open(1)).await;
    let [first, second, third] = two_in_line(&scene).await;
    let queue = format!("/groups/{}/referrals", scene.group);
    let page = scene.leader.submit(&queue, &[("reason", "Acute need")]).await;
    let turn = page.attributes("form[action$='/turn']", "action");
    assert_eq!(turn.len(), 1, "only who goes before others has a way back: {}", page.text());
    let back = scene.leader.press(&queue, "Move back to own turn").await;
    assert!(!back.text().contains("Acute need"), "{}", back.text());
    assert!(back.attributes("form[action$='/turn']", "action").is_empty());
    let again = scene.leader.post(&turn[0], &[]).await;
    assert_eq!(again.status, StatusCode::OK, "who stands there stands there: {}", again.text());
    let refused = scene.worker.post(&turn[0], &[]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    taken(&scene.worker, first, "declined").await;
    scene.expire_at("2026-10-14T09:05:00Z").await;
    assert_eq!(status(&scene.leader, second).await, "offered", "the order is that of time again");
    assert_eq!(status(&scene.leader, third).await, "waitlisted");
    for message in scene.test.outbox().await {
        assert!(!format!("{message:?}").contains("Acute need"), "{message:?}");
    }
}

/// Gives the client of a referral a way to hear of an offer.
async fn reached_by_text(test: &TestApp, id: ReferralId) {
    let row = referral::Entity::find_by_id(id).one(test.app.db.read()).await.unwrap().unwrap();
    let reached = client::ActiveModel {
        id: Set(row.client_id),
        channel: Set(ContactChannel::Sms),
        phone: Set(Some("+358401234567".to_owned())),
        ..Default::default()
    };
    let tx = test.app.db.write().await.unwrap();
    reached.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    test.outbox().await;
}

#[tokio::test]
async fn staff_are_asked_to_reach_the_client_before_an_offer_lapses() {
    let mut scene = scene(Plan::open(1)).await;
    let id = scene.refer("One").await;
    reached_by_text(&scene.test, id).await;
    taken(&scene.leader, id, "offered").await;
    let asked = async |test: &TestApp| {
        let find = task::Entity::find().filter(task::COLUMN.kind.eq(TaskKind::ContactOffer));
        find.filter(task::COLUMN.done_at.is_null()).count(test.app.db.read()).await.unwrap()
    };
    // Told on Wednesday 14.10., it stands until the seventh open day, Thursday 22.10.
    scene.test.run_jobs_at("2026-10-14T09:03:00Z").await;
    scene.expire_at("2026-10-21T08:00:00Z").await;
    assert_eq!(asked(&scene.test).await, 0);
    scene.expire_at("2026-10-21T10:00:00Z").await;
    scene.expire_at("2026-10-21T11:00:00Z").await;
    assert_eq!(asked(&scene.test).await, 1, "asked once");
    let path = format!("/referrals/{id}");
    scene.leader.sign_in().await;
    scene.leader.press(&path, "I tried to reach the client").await;
    scene.leader.press(&path, "I tried to reach the client").await;
    assert_eq!(asked(&scene.test).await, 0, "two tries answer it");
}

#[tokio::test]
async fn a_closed_group_takes_nobody_after_its_second_session() {
    let plan = Plan { openness: Openness::Closed, status: GroupStatus::Running, ..Plan::open(6) };
    let scene = scene(plan).await;
    scene.test.session(scene.group, 1, "2026-10-05T09:00:00Z").await;
    let early = scene.refer("One").await;
    scene.test.session(scene.group, 2, "2026-10-12T09:00:00Z").await;
    let late = step(&scene.leader, early, "confirmed").await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.json);
    let client = scene.test.client("Two", scene.worker.id()).await;
    let body = json!({"client_id": client, "group_id": scene.group, "reason": "x"});
    assert_eq!(scene.worker.api(Method::POST, "/referrals", Some(body)).await.status, StatusCode::CONFLICT);
}

/// The clients of two referrals must not meet.
async fn kept_apart(scene: &Scene, one: &Value, two: &Value) {
    let id = |json: &Value| json["client_id"].as_str().unwrap().parse::<entity::id::ClientId>().unwrap();
    let tx = scene.test.app.db.write().await.unwrap();
    let rule = pair_rule::ActiveModel {
        id: Set(piiri::random::id(scene.test.app.clock.now())),
        client_a_id: Set(id(one)),
        client_b_id: Set(id(two)),
        reason: Set("secret".to_owned()),
        created_by: Set(scene.worker.id()),
        created_at: Set(scene.test.app.clock.now()),
    };
    rule.insert(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn two_who_must_not_meet_are_a_bare_conflict_unless_there_is_a_reason() {
    let scene = scene(Plan::open(6)).await;
    let (first, second) = (scene.refer("One").await, scene.refer("Two").await);
    let one = taken(&scene.leader, first, "confirmed").await;
    let two = scene.leader.api(Method::GET, &format!("/referrals/{second}"), None).await.json;
    kept_apart(&scene, &one, &two).await;
    let refused = step(&scene.leader, second, "confirmed").await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(!refused.json.to_string().contains("One") && !refused.json.to_string().contains("secret"));
    let body = json!({"to": "offered", "override_reason": "Both have agreed"});
    let path = format!("/referrals/{second}/transitions");
    assert_eq!(scene.leader.api(Method::POST, &path, Some(body)).await.status, StatusCode::OK);
    taken(&scene.worker, second, "confirmed").await;
}

#[tokio::test]
async fn a_place_that_cannot_go_to_the_first_in_the_queue_is_the_leaders_to_decide() {
    let mut scene = scene(Plan::open(2)).await;
    let (first, leaves, waits) = (scene.refer("One").await, scene.refer("Two").await, scene.refer("Three").await);
    let one = taken(&scene.leader, first, "confirmed").await;
    taken(&scene.leader, leaves, "confirmed").await;
    let three = taken(&scene.leader, waits, "waitlisted").await;
    kept_apart(&scene, &one, &three).await;
    taken(&scene.leader, leaves, "withdrawn").await;
    scene.expire_at("2026-10-14T10:00:00Z").await;
    assert_eq!(status(&scene.leader, waits).await, "waitlisted");
    let asked = task::Entity::find().filter(task::Column::Kind.eq(TaskKind::QueueDecision));
    let asked = asked.all(scene.test.app.db.read()).await.unwrap();
    assert_eq!(asked.iter().map(|task| task.staff_id).collect::<Vec<_>>(), [scene.leader.id()], "asked once");
    scene.leader.sign_in().await;
    let today = scene.leader.get("/").await;
    assert!(today.text().contains("A free place waits for your decision"), "{}", today.text());
    scene.test.outbox().await;
}

#[tokio::test]
async fn capacity_never_falls_below_what_is_taken_and_offered() {
    let scene = scene(Plan::open(6)).await;
    let (first, second) = (scene.refer("One").await, scene.refer("Two").await);
    taken(&scene.leader, first, "confirmed").await;
    taken(&scene.leader, second, "offered").await;
    let path = format!("/groups/{}", scene.group);
    let less = scene.leader.api(Method::PATCH, &path, Some(json!({"code": "G1", "capacity": 1}))).await;
    assert_eq!(less.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", less.json);
    assert_eq!(less.json["errors"][0]["field"], "capacity");
    assert_eq!(
        scene.leader.api(Method::PATCH, &path, Some(json!({"code": "G1", "capacity": 2}))).await.status,
        StatusCode::OK
    );
    scene.test.outbox().await;
}

#[tokio::test]
async fn the_leader_ends_a_participation_and_the_key_worker_is_asked_to_talk() {
    let mut scene = scene(Plan::open(1)).await;
    let id = scene.refer("One").await;
    taken(&scene.leader, id, "confirmed").await;
    let there = format!("/groups/{}/participants", scene.group);
    let page = scene.leader.submit(&there, &[("reason", "dropped_out"), ("on", "not a day")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page =
        scene.leader.submit(&there, &[("reason", "positive_exit"), ("on", "2026-10-14"), ("note", "Got a job")]).await;
    assert!(page.text().contains("Ended for a good reason"), "{}", page.text());
    let find = task::Entity::find().filter(task::COLUMN.kind.eq(TaskKind::EndTalk));
    let talk = find.one(scene.test.app.db.read()).await.unwrap().unwrap();
    assert_eq!((talk.staff_id, talk.note.as_deref()), (scene.worker.id(), Some("Got a job")));
    let loops = scene.worker.get(&format!("/referrals/{id}")).await;
    assert!(loops.text().contains("Ended for a good reason"), "{}", loops.text());
}

#[tokio::test]
async fn a_client_reads_nothing_of_the_other_when_two_must_not_meet() {
    let test = TestApp::new().await;
    test.outbox().await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Pata", leader.id(), Plan::open(3)).await;
    let (one, other) =
        (test.referral(group, "Aino", worker.id()).await, test.referral(group, "Eero", worker.id()).await);
    taken(&leader, one, "offered").await;
    taken(&leader, other, "confirmed").await;
    let now = test.app.clock.now();
    let token = test
        .act(piiri::access::Actor::Staff(worker.id()), async |act| {
            let clients = client::Entity::find().all(act.tx).await.unwrap();
            let pair = NewPair { one: clients[0].id, other: clients[1].id, reason: "a quarrel".into() };
            keep_apart(act, worker.id(), pair).await.unwrap();
            let aino = clients.iter().find(|row| row.name == "Aino").unwrap();
            new_link(act, aino.id, now + TimeDelta::days(1)).await
        })
        .await;
    let mut phone = test.anybody();
    let refused = phone.press(&format!("/me/{token}"), "Otan paikan").await;
    assert!(refused.html().contains("Työntekijä ottaa sinuun yhteyttä"), "{}", refused.text());
    for word in ["toisen osallistujan", "samassa ryhmässä"] {
        assert!(!refused.html().contains(word), "{}", refused.text());
    }
    let today = worker.get("/").await;
    assert!(today.text().contains("Make contact: the offer runs out"), "{}", today.text());
}

#[tokio::test]
async fn nobodys_participation_has_ended_on_a_day_to_come() {
    let mut scene = scene(Plan::open(1)).await;
    let first = scene.refer("One").await;
    let placed = taken(&scene.leader, first, "confirmed").await;
    let path = format!("/participations/{}/end", placed["participation_id"].as_str().unwrap());
    for (on, status) in
        [("2100-01-01", StatusCode::UNPROCESSABLE_ENTITY), ("2026-10-15", StatusCode::UNPROCESSABLE_ENTITY)]
    {
        let ended = scene.leader.api(Method::POST, &path, Some(json!({"reason": "dropped_out", "on": on}))).await;
        assert_eq!((ended.status, &ended.json["errors"][0]["field"]), (status, &json!("on")), "{on}: {}", ended.json);
    }
    let form = [("reason", "dropped_out"), ("on", "2100-01-01")];
    let page = scene.leader.submit(&format!("/groups/{}/participants", scene.group), &form).await;
    assert!(page.text().contains("can’t be later than today"), "{}", page.text());
}

#[tokio::test]
async fn who_never_came_has_completed_nothing() {
    let mut scene = scene(Plan::open(1)).await;
    let first = scene.refer("One").await;
    let placed = taken(&scene.leader, first, "confirmed").await;
    let page = scene.leader.get(&format!("/groups/{}/participants", scene.group)).await;
    let mut offered = page.attributes("select[name=reason] option", "value");
    // Nothing is chosen beforehand.
    offered.retain(|reason| !reason.is_empty());
    assert!(!offered.contains(&"completed".to_owned()) && offered.len() == 4, "{offered:?}");
    let path = format!("/participations/{}/end", placed["participation_id"].as_str().unwrap());
    let end = json!({"reason": "completed", "on": "2026-10-14"});
    let ended = scene.leader.api(Method::POST, &path, Some(end)).await;
    assert_eq!(ended.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", ended.json);
    assert_eq!(ended.json["errors"][0]["field"], "reason", "{}", ended.json);
    scene.test.outbox().await;
}

#[tokio::test]
async fn participants_stand_by_state_and_name_and_only_those_answered_are_logged_as_seen() {
    let mut scene = scene(Plan::open(5)).await;
    for name in ["Öhman", "Åberg", "Aalto"] {
        let id = scene.refer(name).await;
        taken(&scene.leader, id, "confirmed").await;
    }
    let page = scene.leader.get(&format!("/groups/{}/participants", scene.group)).await.text();
    let at = ["Aalto", "Åberg", "Öhman"].map(|name| page.find(name).unwrap());
    assert!(at.is_sorted(), "{page}");
    let seen = || async {
        let find = access_log::Entity::find().filter(access_log::Column::What.eq("participants"));
        find.count(scene.test.app.db.read()).await.unwrap()
    };
    let before = seen().await;
    let list = scene.leader.api(Method::GET, &format!("/groups/{}/participations?limit=2", scene.group), None).await;
    assert_eq!(list.json["items"].as_array().unwrap().len(), 2);
    assert_eq!(seen().await - before, 2);
}
