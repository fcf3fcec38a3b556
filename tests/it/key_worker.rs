//! Coming along once is not owning: what of a client each relation writes, and who hears of it.

use axum::http::{Method, StatusCode};
use entity::id::{ClientId, ReferralId, StaffId};
use entity::state::{MessageKind, MessageStatus, Role, TaskKind};
use entity::{client, participation, referral, task};
use piiri::access::Actor as By;
use piiri::access::rights::FOLLOWERS_FIELDS;
use piiri::acts::submit_referral;
use piiri::task::{NewTask, ask as ask_for};
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use serde_json::{Value, json};

use crate::support::TestApp;
use crate::support::actor::Actor;
use crate::support::places::{Plan, new_referral};

/// A client whom Kaisa keeps, whom Reetta has referred and whom Lauri comes along with.
struct Scene {
    test: TestApp,
    leader: Actor,
    kaisa: Actor,
    reetta: Actor,
    lauri: Actor,
    id: ClientId,
    referral: ReferralId,
}

async fn scene() -> Scene {
    let test = TestApp::new().await;
    let leader = test.staff("Lena Leader", &[Role::Leader]).await;
    let kaisa = test.staff("Kaisa Keeper", &[Role::Worker]).await;
    let reetta = test.staff("Reetta Referrer", &[Role::Worker]).await;
    let lauri = test.staff("Lauri Along", &[Role::Worker]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(3)).await;
    let id = test.client("Anna Esimerkki", kaisa.id()).await;
    let new = new_referral((id, group), reetta.id());
    let referral = test.act(By::Staff(reetta.id()), async |act| Ok(submit_referral(act, new).await?.id)).await;
    let along =
        referral::ActiveModel { id: Set(referral), accompany_staff_id: Set(Some(lauri.id())), ..Default::default() };
    test.system(async |act| along.update(act.tx).await.map(drop).map_err(Into::into)).await;
    test.outbox().await;
    Scene { test, leader, kaisa, reetta, lauri, id, referral }
}

impl Scene {
    fn path(&self) -> String {
        format!("/clients/{}", self.id)
    }

    async fn row(&self) -> client::Model {
        client::Entity::find_by_id(self.id).one(self.test.app.db.read()).await.unwrap().unwrap()
    }

    /// The leader gives the client a place.
    async fn placed(&self) {
        let to = format!("/referrals/{}/transitions", self.referral);
        let placed = self.leader.api(Method::POST, &to, Some(json!({ "to": "confirmed" }))).await;
        assert_eq!(placed.status, StatusCode::OK, "{}", placed.json);
        self.test.outbox().await;
    }

    /// Who is told that something about the client changed.
    async fn told(&self) -> Vec<Option<StaffId>> {
        let rows = self.test.outbox().await;
        let waits = |row: &&entity::message::Model| {
            row.kind == MessageKind::ClientChanged && row.status == MessageStatus::Queued
        };
        rows.iter().filter(waits).map(|row| row.staff_id).collect()
    }
}

impl Scene {
    /// Who is asked to meet the client as a new key worker.
    async fn asked_to_meet(&self) -> Vec<StaffId> {
        let rows = task::Entity::find().all(self.test.app.db.read()).await.unwrap();
        let open = rows.iter().filter(|row| row.kind == TaskKind::NewClient && row.done_at.is_none());
        open.map(|row| row.staff_id).collect()
    }

    /// What hangs on the client, and who may not write the client writes none of: by `/api/v1` and as a form.
    async fn tries(&self) -> Vec<(String, Option<serde_json::Value>)> {
        let db = self.test.app.db.read();
        let place = participation::Entity::find().one(db).await.unwrap().unwrap();
        let refer = json!({ "client_id": self.id, "group_id": place.group_id, "reason": "x", "draft": true });
        vec![
            (format!("/referrals/{}/transitions", self.referral), Some(json!({ "to": "withdrawn" }))),
            ("/referrals".to_owned(), Some(refer)),
            (format!("/participations/{}/goals", place.id), Some(json!({ "text": "x" }))),
            (format!("{}/links", self.path()), None),
            (format!("{}/pairs", self.path()), None),
        ]
    }
}

async fn tried(by: &mut Actor, (path, body): &(String, Option<serde_json::Value>)) -> StatusCode {
    match body {
        Some(body) => by.api(Method::POST, path, Some(body.clone())).await.status,
        None => {
            by.post(path, &[("other".to_owned(), "x".to_owned()), ("reason".to_owned(), "x".to_owned())]).await.status
        }
    }
}

/// Another value than stands, for every field of a client.
fn changes(other: StaffId) -> Vec<(&'static str, Value)> {
    vec![
        ("name", json!("Anna Toinen")),
        ("address_protection", json!(true)),
        ("external_ref", json!("B-2")),
        ("birth_year", json!(1980)),
        ("language", json!("sv")),
        ("municipality", json!("Kajaani")),
        ("email", json!("anna@client.example")),
        ("phone", json!("040 123 4567")),
        ("postal_address", json!("Kotikatu 1, 87100 Kajaani")),
        ("channel", json!("letter")),
        ("reminders", json!("none")),
        ("show_place", json!(true)),
        ("interpreter", json!("so")),
        ("needs", json!("A ramp")),
        ("contact_note", json!("Call in the morning")),
        ("key_worker_id", json!(other)),
        ("deceased_on", json!("2026-10-13")),
    ]
}

#[tokio::test]
async fn who_refers_writes_how_to_reach_a_client_and_never_who_the_client_is_or_who_keeps_it() {
    let scene = scene().await;
    let known = scene.reetta.api(Method::GET, &scene.path(), None).await.json;
    let writable: Vec<&str> = known
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .filter(|key| !["id", "created_at", "updated_at"].contains(key))
        .collect();
    let changes = changes(scene.reetta.id());
    assert_eq!(writable.len(), changes.len(), "a field of a client without a case here: {writable:?}");
    for (field, value) in changes {
        let before = scene.row().await;
        let answer = scene.reetta.api(Method::PATCH, &scene.path(), Some(json!({ field: value }))).await;
        if FOLLOWERS_FIELDS.hold(field) {
            assert_eq!(answer.status, StatusCode::OK, "{field}: {}", answer.json);
            assert_ne!(scene.row().await, before, "{field}");
        } else {
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}: {}", answer.json);
            assert!(answer.json.to_string().contains(field), "the fault names its field: {}", answer.json);
            assert_eq!(scene.row().await, before, "{field}");
        }
    }
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_form_of_who_refers_leaves_what_is_the_key_workers_as_it_stands() {
    let mut scene = scene().await;
    let path = scene.path();
    let page = scene.reetta.get(&format!("{path}/edit")).await;
    for field in ["name", "address_protection", "contact_note", "key_worker_id", "deceased_on"] {
        assert!(page.all(&format!("[name={field}]")).is_empty(), "{field} is not asked");
    }
    assert!(page.text().contains("changed by the key worker"), "{}", page.text());
    let before = scene.row().await;
    let (action, mut typed) = page.filled(&[("phone", "040 765 4321")]);
    typed.push(("key_worker_id".into(), scene.reetta.id().to_string()));
    typed.push(("name".into(), "Mine".into()));
    typed.push(("address_protection".into(), "true".into()));
    assert_eq!(scene.reetta.post(&action, &typed).await.status, StatusCode::OK);
    let after = scene.row().await;
    assert_eq!(after.phone.as_deref(), Some("040 765 4321"));
    assert_eq!(
        (&after.name, after.key_worker_id, after.address_protection),
        (&before.name, before.key_worker_id, false)
    );
    assert_eq!(scene.told().await, [Some(scene.kaisa.id())], "the key worker hears of another telephone");
}

#[tokio::test]
async fn who_comes_along_reads_and_writes_nothing() {
    let mut scene = scene().await;
    let path = scene.path();
    assert_eq!(scene.lauri.get(&path).await.status, StatusCode::OK);
    assert_eq!(scene.lauri.get(&format!("{path}/edit")).await.status, StatusCode::NOT_FOUND);
    for (field, value) in changes(scene.lauri.id()) {
        let answer = scene.lauri.api(Method::PATCH, &path, Some(json!({ field: value }))).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{field}");
    }
    scene.placed().await;
    for one in scene.tries().await {
        assert_eq!(tried(&mut scene.lauri, &one).await, StatusCode::NOT_FOUND, "{one:?}");
    }
}

#[tokio::test]
async fn who_refers_makes_no_link_of_the_clients_and_keeps_nobody_apart() {
    let mut scene = scene().await;
    scene.placed().await;
    let tries = scene.tries().await;
    let (hers, keepers) = (scene.reetta.get(&scene.path()).await, scene.kaisa.get(&scene.path()).await);
    for form in ["/links", "/pairs"].map(|end| format!("form[action$='{end}']")) {
        assert!(hers.all(&form).is_empty() && !keepers.all(&form).is_empty(), "{form}");
    }
    let (of_client, others): (Vec<_>, Vec<_>) = tries.iter().partition(|(path, _)| path.starts_with("/clients"));
    for one in of_client {
        assert_eq!(tried(&mut scene.reetta, one).await, StatusCode::FORBIDDEN, "{one:?}");
    }
    for one in others.iter().rev() {
        assert!(tried(&mut scene.reetta, one).await != StatusCode::NOT_FOUND, "{one:?}");
    }
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_referred_writes_no_more_when_the_referral_is_over_and_no_place_came_of_it() {
    let scene = scene().await;
    let to = format!("/referrals/{}/transitions", scene.referral);
    let answer = scene.reetta.api(Method::POST, &to, Some(json!({"to": "withdrawn"}))).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
    let answer = scene.reetta.api(Method::PATCH, &scene.path(), Some(json!({"phone": "040 1"}))).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    scene.test.outbox().await;
}

#[tokio::test]
async fn of_a_client_whom_nobody_keeps_who_refers_stands_in() {
    let scene = scene().await;
    let nobody = client::ActiveModel { id: Set(scene.id), key_worker_id: Set(None), ..Default::default() };
    scene.test.system(async |act| nobody.update(act.tx).await.map(drop).map_err(Into::into)).await;
    let mine = json!({ "key_worker_id": scene.reetta.id() });
    assert_eq!(scene.reetta.api(Method::PATCH, &scene.path(), Some(mine)).await.status, StatusCode::OK);
    assert_eq!(scene.told().await, [], "nobody else keeps the client");
}

#[tokio::test]
async fn both_key_workers_hear_of_a_change_between_them_but_for_who_makes_it() {
    let scene = scene().await;
    let reetta = scene.reetta.id();
    let to_reetta = json!({ "key_worker_id": reetta });
    assert_eq!(scene.kaisa.api(Method::PATCH, &scene.path(), Some(to_reetta)).await.status, StatusCode::OK);
    assert_eq!(scene.told().await, [Some(reetta)]);
    assert_eq!(scene.asked_to_meet().await, [reetta]);
    let none = scene.reetta.api(Method::PATCH, &scene.path(), Some(json!({ "key_worker_id": null }))).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "who has a key worker is left to nobody: {}", none.json);
}

#[tokio::test]
async fn a_client_given_and_given_back_in_time_is_told_to_nobody_and_on_to_a_third_to_two() {
    let scene = scene().await;
    let (kaisa, reetta, lauri) = (scene.kaisa.id(), scene.reetta.id(), scene.lauri.id());
    let mut manager = scene.test.staff("Maija Manager", &[Role::Manager]).await;
    let path = format!("{}/key-worker", scene.path());
    manager.submit(&path, &[("key_worker_id", &reetta.to_string())]).await;
    assert_eq!(sorted(scene.told().await), sorted(vec![Some(kaisa), Some(reetta)]));
    manager.submit(&path, &[("key_worker_id", &kaisa.to_string())]).await;
    assert_eq!(scene.told().await, []);
    manager.submit(&path, &[("key_worker_id", &reetta.to_string())]).await;
    manager.submit(&path, &[("key_worker_id", &lauri.to_string())]).await;
    assert_eq!(sorted(scene.told().await), sorted(vec![Some(kaisa), Some(lauri)]));
    assert_eq!(scene.asked_to_meet().await, [lauri]);
}

fn sorted<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort();
    all
}

#[tokio::test]
async fn two_records_become_one_by_who_keeps_both_and_both_key_workers_hear() {
    let mut scene = scene().await;
    let other = scene.test.client("Anna Esimerkki", scene.reetta.id()).await;
    let both = format!("/clients/merge?one={}&other={other}", scene.id);
    let page = scene.reetta.get(&both).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "she keeps only one of them: {}", page.text());
    let mut manager = scene.test.staff("Maija Manager", &[Role::Manager]).await;
    let kept = scene.id.to_string();
    manager.submit(&both, &[("kept", &kept)]).await;
    assert_eq!(sorted(scene.told().await), sorted(vec![Some(scene.kaisa.id()), Some(scene.reetta.id())]));
}

#[tokio::test]
async fn the_key_worker_hears_of_the_way_that_the_client_chooses_and_not_of_reminders() {
    let scene = scene().await;
    let now = scene.test.app.clock.now();
    let id = scene.id;
    let token = scene
        .test
        .system(async |act| piiri::people::client::new_link(act, id, now + chrono::TimeDelta::days(9)).await)
        .await;
    let mut anna = scene.test.anybody();
    anna.submit(&format!("/me/{token}"), &[("reminders", "none")]).await;
    assert_eq!(scene.told().await, []);
    anna.submit(&format!("/me/{token}"), &[("language", "sv")]).await;
    assert_eq!(scene.told().await, [Some(scene.kaisa.id())]);
}

#[tokio::test]
async fn the_key_worker_hears_of_every_way_to_the_client_that_somebody_else_changes() {
    for (field, value) in changes(StaffId(uuid::Uuid::nil())) {
        if !FOLLOWERS_FIELDS.hold(field) {
            continue;
        }
        let scene = scene().await;
        let answer = scene.reetta.api(Method::PATCH, &scene.path(), Some(json!({ field: value }))).await;
        assert_eq!(answer.status, StatusCode::OK, "{field}: {}", answer.json);
        let hears = ["language", "email", "phone", "postal_address", "channel"].contains(&field);
        assert_eq!(scene.told().await, vec![Some(scene.kaisa.id()); usize::from(hears)], "{field}");
        let own = scene.kaisa.api(Method::PATCH, &scene.path(), Some(json!({ "contact_note": "Ring twice" }))).await;
        assert_eq!(own.status, StatusCode::OK, "{field}: {}", own.json);
        assert_eq!(scene.told().await.len(), usize::from(hears), "nobody tells oneself");
    }
}

#[tokio::test]
async fn open_tasks_go_with_the_client_and_who_promised_to_come_along_still_does() {
    let mut scene = scene().await;
    let (kaisa, lauri, now) = (scene.kaisa.id(), scene.lauri.id(), scene.test.app.clock.now());
    let ask = async |kind, staff, key: &str| {
        let about = NewTask { key: key.to_owned(), client: Some(scene.id), ..NewTask::default() };
        scene.test.system(async |act| ask_for(act, kind, staff, now, about).await.map(drop)).await;
    };
    ask(TaskKind::Other, kaisa, "talk").await;
    ask(TaskKind::AccompanySession, kaisa, "along").await;
    ask(TaskKind::Other, lauri, "elsewhere").await;
    scene.kaisa.api(Method::PATCH, &scene.path(), Some(json!({ "key_worker_id": scene.reetta.id() }))).await;
    let rows = task::Entity::find().all(scene.test.app.db.read()).await.unwrap();
    let whose = |key: &str| rows.iter().find(|row| row.key == key).unwrap().staff_id;
    assert_eq!(["talk", "along", "elsewhere"].map(whose), [scene.reetta.id(), kaisa, lauri]);
    assert_eq!(scene.kaisa.get(&scene.path()).await.status, StatusCode::NOT_FOUND, "sight ends");
    scene.test.outbox().await;
}
