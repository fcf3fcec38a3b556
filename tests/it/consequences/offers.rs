//! Offers: the clock of an answer, the places that wait for the next in line, and what can be taken back.

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use entity::id::{ClientId, GroupId, ReferralId, StaffId};
use entity::state::{ContactChannel, Openness, ReferralStatus, Role, TaskKind};
use entity::{client, group, referral, task};
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use serde_json::{Value, json};

use crate::support::TestApp;
use crate::support::actor::Actor;
use crate::support::places::Plan;

const PHONE: &str = "+358401234567";
const OFFER: &str = "Sinulle on varattu paikka";

struct Scene {
    test: TestApp,
    leader: Actor,
    worker: Actor,
    manager: StaffId,
    group: GroupId,
}

/// A group with so many places, which begins long after the offers of these tests.
async fn scene(places: i32) -> Scene {
    scene_from(places, "2026-10-14T09:00:00Z").await
}

async fn scene_from(places: i32, moment: &str) -> Scene {
    let test = TestApp::new().await;
    test.at(moment);
    let leader = test.staff("Anna Ohjaaja", &[Role::Leader]).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let manager = test.staff("Maija Johtaja", &[Role::Manager]).await.id();
    let group = test.group("Arjen rytmi", leader.id(), Plan::open(places)).await;
    test.session(group, 1, "2027-01-12T08:00:00Z").await;
    test.outbox().await;
    Scene { test, leader, worker, manager, group }
}

impl Scene {
    /// A referral of a client who is reached by this channel.
    async fn refer(&self, name: &str, channel: ContactChannel) -> ReferralId {
        let id = self.test.referral(self.group, name, self.worker.id()).await;
        let client = self.client_of(id).await;
        let tx = self.test.app.db.write().await.unwrap();
        let phone = Set(Some(PHONE.to_owned()));
        let note = Set(Some("Soita vain aamulla".to_owned()));
        let row = client::ActiveModel {
            id: Set(client),
            channel: Set(channel),
            phone,
            contact_note: note,
            ..Default::default()
        };
        row.update(&tx).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    async fn row(&self, id: ReferralId) -> referral::Model {
        referral::Entity::find_by_id(id).one(self.test.app.db.read()).await.unwrap().unwrap()
    }

    async fn client_of(&self, id: ReferralId) -> ClientId {
        self.row(id).await.client_id
    }

    async fn status(&self, id: ReferralId) -> ReferralStatus {
        self.row(id).await.status
    }

    async fn read(&self, id: ReferralId) -> Value {
        self.leader.api(Method::GET, &format!("/referrals/{id}"), None).await.json
    }

    async fn step(&self, id: ReferralId, to: &str) -> Value {
        let path = format!("/referrals/{id}/transitions");
        let answer = self.leader.api(Method::POST, &path, Some(json!({ "to": to }))).await;
        assert_eq!(answer.status, StatusCode::OK, "{to}: {}", answer.json);
        answer.json
    }

    /// Who is asked to do what of this kind.
    async fn asked(&self, kind: TaskKind) -> Vec<StaffId> {
        let tasks = task::Entity::find().all(self.test.app.db.read()).await.unwrap();
        tasks.iter().filter(|task| task.kind == kind && task.done_at.is_none()).map(|task| task.staff_id).collect()
    }

    /// The text messages that offer a place.
    fn offers(&self) -> Vec<String> {
        let kept = self.test.app.sms.kept().into_iter().map(|sms| sms.text);
        kept.filter(|text| text.starts_with(OFFER)).collect()
    }

    /// One who has the only place, and one who waits for it.
    async fn full(&self) -> [ReferralId; 2] {
        let placed = self.refer("Aino Asiakas", ContactChannel::Sms).await;
        self.step(placed, "confirmed").await;
        let waits = self.refer("Eino Asiakas", ContactChannel::Sms).await;
        self.step(waits, "waitlisted").await;
        let later = self.test.app.clock.now() + TimeDelta::minutes(5);
        self.test.run_jobs_at(&later.to_rfc3339()).await;
        [placed, waits]
    }
}

/// `messages-records.md` 2: a place that was freed before Christmas was lost before its client could hear of it.
#[tokio::test]
async fn the_time_to_answer_begins_when_the_client_can_hear_of_the_offer() {
    let scene = scene_from(1, "2026-12-21T09:00:00Z").await;
    let [placed, waits] = scene.full().await;
    scene.test.at("2026-12-23T18:10:00Z");
    scene.step(placed, "withdrawn").await;
    for quiet in ["2026-12-23T18:13:00Z", "2026-12-24T18:20:00Z", "2026-12-25T18:15:00Z", "2026-12-27T18:20:00Z"] {
        scene.test.run_jobs_at(quiet).await;
        assert_eq!(scene.status(waits).await, ReferralStatus::Offered, "{quiet}");
        assert!(scene.offers().is_empty(), "{quiet}: {:?}", scene.offers());
    }
    scene.test.run_jobs_at("2026-12-28T07:02:00Z").await;
    let said = scene.offers();
    assert!(said.len() == 1 && said[0].contains("ke 30.12. klo 9.02"), "{said:?}");
    assert_eq!(scene.read(waits).await["offer_expires_at"], "2026-12-30T07:02:00Z");
}

#[tokio::test]
async fn a_freed_place_is_offered_on_after_the_time_of_undo() {
    let scene = scene(1).await;
    let [placed, waits] = scene.full().await;
    scene.test.at("2026-10-15T09:00:00Z");
    scene.step(placed, "withdrawn").await;
    scene.test.run_jobs_at("2026-10-15T09:01:00Z").await;
    assert_eq!(scene.status(waits).await, ReferralStatus::Waitlisted, "it can still be taken back");
    scene.test.run_jobs_at("2026-10-15T09:02:00Z").await;
    assert_eq!(scene.status(waits).await, ReferralStatus::Offered);
    assert_eq!(scene.offers().len(), 1, "{:?}", scene.offers());
}

#[tokio::test]
async fn an_offer_that_is_told_by_a_call_begins_with_the_call_whose_words_the_page_says() {
    let mut scene = scene(2).await;
    let id = scene.refer("Sulo Hiljainen", ContactChannel::None).await;
    scene.step(id, "offered").await;
    assert_eq!(scene.read(id).await["offer_expires_at"], Value::Null, "nobody has heard of it");
    scene.test.at("2026-10-14T11:30:00Z");
    let path = format!("/referrals/{id}");
    let page = scene.worker.get(&path).await;
    let read = page.text();
    let at = |words: &str| read.find(words).unwrap_or_else(|| panic!("no {words}: {read}"));
    assert!(at("Soita vain aamulla") < at(PHONE), "how to call safely stands before the number: {read}");
    assert!(
        read.contains("to 22.10. klo 14.30"),
        "the seventh open day, were it told now, in the client's language: {read}"
    );
    scene.worker.press(&path, "Mark as done").await;
    assert_eq!(scene.read(id).await["offer_expires_at"], "2026-10-22T11:30:00Z");
    assert!(scene.asked(TaskKind::CallSession).await.is_empty());
}

#[tokio::test]
async fn a_call_that_is_ticked_off_on_today_is_an_offer_told() {
    let mut scene = scene(2).await;
    let id = scene.refer("Sulo Hiljainen", ContactChannel::None).await;
    scene.step(id, "offered").await;
    scene.worker.press("/", "Done").await;
    assert_eq!(scene.read(id).await["offer_expires_at"], "2026-10-22T09:00:00Z");
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_call_that_nobody_makes_goes_to_the_supervisor_after_an_open_day_and_the_offer_stands() {
    let scene = scene(2).await;
    let id = scene.refer("Sulo Hiljainen", ContactChannel::None).await;
    // Saturday 17.10. at noon: the next day with open hours is Monday.
    scene.test.at("2026-10-17T09:00:00Z");
    scene.step(id, "offered").await;
    scene.test.run_jobs_at("2026-10-19T08:55:00Z").await;
    assert!(scene.asked(TaskKind::OfferUntold).await.is_empty());
    scene.test.run_jobs_at("2026-10-19T09:00:00Z").await;
    assert_eq!(scene.asked(TaskKind::OfferUntold).await, [scene.manager]);
    scene.test.run_jobs_at("2026-11-30T09:00:00Z").await;
    assert_eq!(scene.status(id).await, ReferralStatus::Offered);
}

#[tokio::test]
async fn a_told_offer_lapses_only_after_somebody_has_tried_again_and_its_client_hears_what_is_true() {
    let scene = scene(2).await;
    let id = scene.refer("Aino Asiakas", ContactChannel::Sms).await;
    scene.step(id, "offered").await;
    scene.test.run_jobs_at("2026-10-14T09:02:00Z").await;
    scene.test.run_jobs_at("2026-10-22T09:05:00Z").await;
    assert_eq!(scene.status(id).await, ReferralStatus::Offered, "once told is one try");
    assert_eq!(scene.asked(TaskKind::OfferUntold).await, [scene.manager]);
    scene.test.system(async |act| piiri::enrolment::count_contact_try(act, id).await).await;
    scene.test.run_jobs_at("2026-10-22T09:10:00Z").await;
    assert_eq!(scene.status(id).await, ReferralStatus::Expired);
    assert!(scene.asked(TaskKind::OfferUntold).await.is_empty(), "with the offer its tasks are over");
    scene.test.run_jobs_at("2026-10-22T09:13:00Z").await;
    let said = scene.test.app.sms.kept().into_iter().map(|sms| sms.text).collect::<Vec<_>>();
    assert!(
        said.last().unwrap().contains("ei") && !said.last().unwrap().contains("seuraavalle"),
        "nobody waited: {said:?}"
    );
}

#[tokio::test]
async fn an_offer_ends_when_its_group_takes_nobody_in_any_more() {
    let scene = scene(2).await;
    let id = scene.refer("Sulo Hiljainen", ContactChannel::None).await;
    scene.step(id, "offered").await;
    for (number, held) in [(2, "2026-10-12T09:00:00Z"), (3, "2026-10-13T09:00:00Z")] {
        scene.test.session(scene.group, number, held).await;
    }
    let tx = scene.test.app.db.write().await.unwrap();
    let closed = group::ActiveModel { id: Set(scene.group), openness: Set(Openness::Closed), ..Default::default() };
    closed.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    assert_eq!(scene.status(id).await, ReferralStatus::Expired);
    assert!(scene.asked(TaskKind::CallSession).await.is_empty());
    assert!(scene.test.app.sms.kept().is_empty(), "who has not heard of an offer hears nothing of its end");
}
