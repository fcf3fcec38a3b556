//! Who had to do with a client reaches the client while that lasts, and a fortnight after a place; a group's own history
//! stays.

use axum::http::{Method, StatusCode};
use entity::id::{ClientId, GroupId, ParticipationId, ReferralId, SessionId};
use entity::state::Role;
use entity::{client, participation, referral, task};
use piiri::access::Actor as By;
use piiri::acts::submit_referral;
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use serde_json::json;

use crate::support::TestApp;
use crate::support::actor::Actor;
use crate::support::places::{Plan, new_referral};

const PHONE: &str = "040 765 4321";
const NEEDS: &str = "A ramp at the door";

/// Aino, whom Kaisa keeps and Reetta has referred to Lena's group; Lauri comes along to its first session of two.
struct Scene {
    test: TestApp,
    lena: Actor,
    reetta: Actor,
    lauri: Actor,
    group: GroupId,
    sessions: [SessionId; 2],
    aino: ClientId,
    referral: ReferralId,
}

async fn scene() -> Scene {
    let test = TestApp::new().await;
    let lena = test.staff("Lena Leader", &[Role::Leader]).await;
    let kaisa = test.staff("Kaisa Keeper", &[Role::Worker]).await;
    let reetta = test.staff("Reetta Referrer", &[Role::Worker]).await;
    let lauri = test.staff("Lauri Along", &[Role::Worker]).await;
    let group = test.group("Pata porisee", lena.id(), Plan::open(3)).await;
    let first = test.session(group, 1, "2026-10-16T09:00:00Z").await;
    let second = test.session(group, 2, "2026-10-23T09:00:00Z").await;
    let aino = test.client("Aino Esimerkki", kaisa.id()).await;
    let new = new_referral((aino, group), reetta.id());
    let referral = test.act(By::Staff(reetta.id()), async |act| Ok(submit_referral(act, new).await?.id)).await;
    let known = client::ActiveModel {
        id: Set(aino),
        phone: Set(Some(PHONE.to_owned())),
        needs: Set(Some(NEEDS.to_owned())),
        ..Default::default()
    };
    let along = referral::ActiveModel {
        id: Set(referral),
        accompany_staff_id: Set(Some(lauri.id())),
        needs: Set(Some("Needs of the referral".to_owned())),
        ..Default::default()
    };
    test.system(async |act| {
        known.update(act.tx).await?;
        along.update(act.tx).await?;
        Ok(())
    })
    .await;
    test.outbox().await;
    Scene { test, lena, reetta, lauri, group, sessions: [first, second], aino, referral }
}

impl Scene {
    /// The leader takes a step of the referral.
    async fn step(&self, to: &str) {
        let step = json!({ "to": to, "reason_code": (to == "rejected").then_some("other") });
        let path = format!("/referrals/{}/transitions", self.referral);
        let answer = self.lena.api(Method::POST, &path, Some(step)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
        self.test.outbox().await;
    }

    async fn place(&self) -> ParticipationId {
        participation::Entity::find().one(self.test.app.db.read()).await.unwrap().unwrap().id
    }

    /// Aino has come to the first session, and her place ends at noon on the 24th of October.
    async fn ended(&mut self) -> ParticipationId {
        self.step("confirmed").await;
        let place = self.place().await;
        self.test.at("2026-10-16T12:00:00Z");
        let came = json!({ "entries": [{ "participation_id": place, "status": "present" }] });
        let path = format!("/sessions/{}/attendance", self.sessions[0]);
        assert_eq!(self.lena.api(Method::PUT, &path, Some(came)).await.status, StatusCode::OK);
        self.test.at("2026-10-24T09:00:00Z");
        let end = json!({ "reason": "completed", "on": "2026-10-24" });
        let answer = self.lena.api(Method::POST, &format!("/participations/{place}/end"), Some(end)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
        self.test.outbox().await;
        place
    }

    /// The client's page and record, and the list: whether somebody reaches the client by each of them.
    async fn reach(&self, who: fn(&Self) -> &Actor) -> bool {
        let (path, by) = (format!("/clients/{}", self.aino), who(self));
        let record = by.api(Method::GET, &path, None).await;
        let listed = by.api(Method::GET, "/clients", None).await.json.to_string().contains(&self.aino.to_string());
        let page = by.raw(Method::GET, &path, None, Vec::new()).await.status;
        assert_eq!(record.status == StatusCode::OK, listed, "record and list say the same");
        if page != StatusCode::SEE_OTHER {
            assert_eq!(record.status, page, "record and page say the same");
        }
        assert!([StatusCode::OK, StatusCode::NOT_FOUND].contains(&record.status), "{}", record.json);
        listed
    }
}

const LENA: fn(&Scene) -> &Actor = |scene| &scene.lena;
const REETTA: fn(&Scene) -> &Actor = |scene| &scene.reetta;
const LAURI: fn(&Scene) -> &Actor = |scene| &scene.lauri;

#[tokio::test]
async fn a_leader_reaches_a_client_until_a_fortnight_after_the_place_and_keeps_the_groups_history() {
    let mut scene = scene().await;
    assert!(scene.reach(LENA).await, "while the referral is open");
    let place = scene.ended().await;
    scene.test.at("2026-11-07T08:59:00Z");
    scene.lena.sign_in().await;
    assert!(scene.reach(LENA).await, "for a fortnight");
    for at in ["2026-11-07T09:01:00Z", "2026-11-08T09:00:00Z"] {
        scene.test.at(at);
        scene.lena.sign_in().await;
        assert!(!scene.reach(LENA).await, "{at}");
    }
    assert!(!scene.lena.get("/clients.csv").await.html().contains("Aino"));
    let (group, [session, _], referral) = (scene.group, scene.sessions, scene.referral);
    for path in [
        format!("/groups/{group}/participants"),
        format!("/groups/{group}/attendance"),
        format!("/sessions/{session}/attendance"),
        format!("/participations/{place}"),
    ] {
        let page = scene.lena.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.main().contains("Aino Esimerkki"), "{path} keeps the name");
        for lost in [PHONE, NEEDS, &format!("/clients/{}", scene.aino), &format!("/referrals/{referral}")] {
            assert!(!page.html().contains(lost), "{path} tells {lost}");
        }
    }
    for path in [
        format!("/groups/{group}/participations"),
        format!("/sessions/{session}/attendance"),
        format!("/participations/{place}/ratings"),
        format!("/participations/{place}/goals"),
    ] {
        let answer = scene.lena.api(Method::GET, &path, None).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
    }
    let marks = scene.lena.api(Method::GET, &format!("/sessions/{session}/attendance"), None).await.json;
    assert_eq!(marks["entries"][0]["status"], "present", "{marks}");
    let path = format!("/referrals/{referral}");
    assert_eq!(scene.lena.api(Method::GET, &path, None).await.status, StatusCode::NOT_FOUND);
    assert_eq!(scene.lena.get(&path).await.status, StatusCode::NOT_FOUND);
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_workers_calendar_of_a_client_ends_with_the_sight_of_the_client() {
    let mut scene = scene().await;
    let made = json!({ "kind": "client", "subject_id": scene.aino });
    let made = scene.reetta.api(Method::POST, "/calendar-links", Some(made)).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    let address = made.json["url"].as_str().unwrap().to_owned();
    let feed = address[address.find("/calendar/").unwrap()..].to_owned();
    assert_eq!(scene.test.anybody().get(&feed).await.status, StatusCode::OK, "while the referral is open");
    scene.step("rejected").await;
    scene.test.at("2026-11-05T09:00:00Z");
    scene.reetta.sign_in().await;
    assert!(!scene.reach(REETTA).await, "a fortnight after the decision");
    assert_eq!(scene.test.anybody().get(&feed).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_leader_looks_at_a_decided_referral_for_a_fortnight_and_at_its_client_no_more() {
    let mut scene = scene().await;
    let path = format!("/referrals/{}", scene.referral);
    assert!(scene.lena.get(&path).await.html().contains(NEEDS));
    scene.step("rejected").await;
    assert!(!scene.reach(LENA).await, "at once");
    let page = scene.lena.get(&path).await;
    assert_eq!(page.status, StatusCode::OK, "the step can be looked at and taken back");
    let record = scene.lena.api(Method::GET, &path, None).await;
    for needs in [NEEDS, "Needs of the referral"] {
        assert!(!page.html().contains(needs) && !record.json.to_string().contains(needs), "{needs}");
    }
    scene.test.at("2026-10-28T09:01:00Z");
    scene.lena.sign_in().await;
    assert_eq!(scene.lena.get(&path).await.status, StatusCode::NOT_FOUND);
    let closed = scene.lena.get("/referrals?closed=true").await;
    assert!(!closed.main().contains("Aino"), "{}", closed.text());
}

#[tokio::test]
async fn who_is_to_call_about_a_refusal_reaches_the_client_until_that_is_done() {
    let mut scene = scene().await;
    let alone = client::ActiveModel { id: Set(scene.aino), key_worker_id: Set(None), ..Default::default() };
    let from_the_web = referral::ActiveModel { id: Set(scene.referral), referrer_id: Set(None), ..Default::default() };
    scene
        .test
        .system(async |act| {
            alone.update(act.tx).await?;
            from_the_web.update(act.tx).await?;
            Ok(())
        })
        .await;
    scene.step("rejected").await;
    let tasks = task::Entity::find().all(scene.test.app.db.read()).await.unwrap();
    let asked: Vec<_> = tasks.iter().filter(|row| row.done_at.is_none()).collect();
    assert!(asked.iter().all(|row| row.staff_id == scene.lena.id()) && !asked.is_empty(), "{asked:?}");
    assert!(scene.reach(LENA).await, "nobody else helps the client");
    for row in asked {
        scene.lena.post(&format!("/tasks/{}/done", row.id), &[]).await;
    }
    assert!(!scene.reach(LENA).await);
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_referred_follows_until_a_fortnight_after_the_place() {
    let mut scene = scene().await;
    scene.ended().await;
    let path = format!("/referrals/{}", scene.referral);
    for (at, reached) in [("2026-11-07T08:59:00Z", true), ("2026-11-07T09:01:00Z", false)] {
        scene.test.at(at);
        assert_eq!(scene.reach(REETTA).await, reached, "{at}");
        let expected = if reached { StatusCode::OK } else { StatusCode::NOT_FOUND };
        assert_eq!(scene.reetta.api(Method::GET, &path, None).await.status, expected, "{at}");
        let places = scene.reetta.api(Method::GET, &format!("/groups/{}/participations", scene.group), None).await;
        assert_eq!(places.json["items"].as_array().unwrap().len(), usize::from(reached), "{at}");
    }
    let again = json!({ "client_id": scene.aino, "group_id": scene.group, "reason": "x" });
    let refused = scene.reetta.api(Method::POST, "/referrals", Some(again)).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND, "who follows no more refers no more: {}", refused.json);
}

#[tokio::test]
async fn who_comes_along_reaches_the_client_until_the_session_is_over() {
    let scene = scene().await;
    scene.step("confirmed").await;
    let path = format!("/referrals/{}", scene.referral);
    for (at, reached) in [("2026-10-16T10:59:00Z", true), ("2026-10-16T11:01:00Z", false)] {
        scene.test.at(at);
        assert_eq!(scene.reach(LAURI).await, reached, "{at}");
        let expected = if reached { StatusCode::OK } else { StatusCode::NOT_FOUND };
        assert_eq!(scene.lauri.api(Method::GET, &path, None).await.status, expected, "{at}");
    }
}

#[tokio::test]
async fn nobody_comes_along_to_a_session_that_the_plan_does_not_have_and_sees_the_client_for_it() {
    let scene = scene().await;
    let other = scene.test.client("Bea Esimerkki", scene.reetta.id()).await;
    let promise = |number: i32| {
        let along = json!({ "by_staff_id": scene.lauri.id(), "session_number": number });
        json!({ "client_id": other, "group_id": scene.group, "reason": "x", "accompany": along })
    };
    let refused = scene.reetta.api(Method::POST, "/referrals", Some(promise(3))).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.json);
    let last = scene.reetta.api(Method::POST, "/referrals", Some(promise(2))).await;
    assert_eq!(last.status, StatusCode::CREATED, "{}", last.json);
    let beyond =
        referral::ActiveModel { id: Set(scene.referral), accompany_session: Set(Some(99)), ..Default::default() };
    scene.test.system(async |act| Ok(beyond.update(act.tx).await.map(drop)?)).await;
    scene.step("confirmed").await;
    for (at, reached) in [("2026-10-16T09:00:00Z", true), ("2026-10-16T11:01:00Z", false)] {
        scene.test.at(at);
        assert_eq!(scene.reach(LAURI).await, reached, "{at}: the first that is over ends it");
    }
}

#[tokio::test]
async fn who_was_to_come_along_reaches_nobody_when_nothing_comes_of_it() {
    let scene = scene().await;
    assert!(scene.reach(LAURI).await, "while it is open whether the client gets a place");
    scene.step("rejected").await;
    assert!(!scene.reach(LAURI).await);
}
