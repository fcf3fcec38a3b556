//! Offers: the clock of an answer, the places that wait for the next in line, and what can be taken back.

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use entity::id::{ClientId, GroupId, ReferralId, StaffId};
use entity::state::{ContactChannel, Openness, ReferralStatus, Role, TaskKind};
use entity::{client, group, participation, referral, task};
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use serde_json::{Value, json};

use crate::support::TestApp;
use crate::support::actor::{Actor, Answer};
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
async fn a_place_that_was_freed_under_a_clock_that_was_ahead_is_offered_on_by_the_right_one() {
    let scene = scene(1).await;
    let [placed, waits] = scene.full().await;
    scene.test.at("2026-12-15T09:00:00Z");
    scene.step(placed, "withdrawn").await;
    scene.test.run_jobs_at("2026-10-15T09:03:00Z").await;
    assert_eq!(scene.status(waits).await, ReferralStatus::Offered, "it would wait for two months");
    scene.test.outbox().await;
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
    assert!(scene.row(id).await.closed_at.is_none(), "a person closes the referral");
    scene.test.run_jobs_at("2026-10-22T09:13:00Z").await;
    let said = scene.test.app.sms.kept().into_iter().map(|sms| sms.text).collect::<Vec<_>>();
    assert!(
        said.last().unwrap().contains("oikeus saada päätös") && !said.last().unwrap().contains("seuraavalle"),
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

impl Scene {
    async fn takes_back(&self, by: &Actor, id: ReferralId) -> Answer {
        by.api(Method::POST, &format!("/referrals/{id}/take-back"), None).await
    }

    async fn taken_back(&self, id: ReferralId) -> Value {
        let answer = self.takes_back(&self.leader, id).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
        answer.json
    }

    async fn refuses(&self, by: &Actor, id: ReferralId, why: &str) {
        let answer = self.takes_back(by, id).await;
        let detail = answer.json["detail"].as_str().unwrap_or_default();
        assert!(answer.status == StatusCode::CONFLICT && detail.contains(why), "{}", answer.json);
    }

    /// Takes a step that says more than where to.
    async fn step_with(&self, id: ReferralId, body: Value) {
        let answer = self.leader.api(Method::POST, &format!("/referrals/{id}/transitions"), Some(body)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
    }

    fn texts(&self) -> Vec<String> {
        self.test.app.sms.kept().into_iter().map(|sms| sms.text).collect()
    }
}

#[tokio::test]
async fn a_withdrawal_that_is_taken_back_in_time_leaves_everything_as_it_was_and_tells_no_client() {
    let mut scene = scene(1).await;
    let [placed, waits] = scene.full().await;
    let before = scene.texts().len();
    scene.test.at("2026-10-14T10:00:00Z");
    scene.step(placed, "withdrawn").await;
    scene.test.at("2026-10-14T10:01:00Z");
    let page = scene.leader.press(&format!("/referrals/{placed}"), "Take back the last step").await;
    assert!(page.text().contains("The step is taken back."), "{}", page.text());
    let places = participation::Entity::find().all(scene.test.app.db.read()).await.unwrap();
    assert!(places.len() == 1 && places[0].active && places[0].ended_on.is_none(), "{places:?}");
    scene.test.run_jobs_at("2026-10-14T10:05:00Z").await;
    assert_eq!(scene.status(placed).await, ReferralStatus::Confirmed);
    assert_eq!(scene.status(waits).await, ReferralStatus::Waitlisted, "no place is free for the next");
    assert_eq!(scene.texts().len(), before, "{:?}", scene.texts());
}

#[tokio::test]
async fn a_place_that_was_offered_on_is_not_given_back() {
    let scene = scene(1).await;
    let [placed, waits] = scene.full().await;
    scene.test.at("2026-10-14T10:00:00Z");
    scene.step(placed, "withdrawn").await;
    scene.test.run_jobs_at("2026-10-14T10:02:00Z").await;
    scene.refuses(&scene.leader, placed, "Every place").await;
    assert_eq!(scene.status(placed).await, ReferralStatus::Withdrawn);
    scene.step(waits, "declined").await;
    assert_eq!(scene.taken_back(placed).await["status"], "confirmed", "accepted after all while a place is free");
}

#[tokio::test]
async fn an_offer_that_is_taken_back_is_told_to_who_has_heard_of_it_and_to_nobody_else() {
    let scene = scene(2).await;
    let (heard, unheard) = (
        scene.refer("Aino Asiakas", ContactChannel::Sms).await,
        scene.refer("Eino Asiakas", ContactChannel::Sms).await,
    );
    scene.step(heard, "offered").await;
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    scene.step(unheard, "offered").await;
    for id in [heard, unheard] {
        assert_eq!(scene.taken_back(id).await["status"], "submitted");
    }
    scene.test.run_jobs_at("2026-10-14T09:10:00Z").await;
    let said = scene.texts();
    assert_eq!(said.len(), 2, "the offer and its end: {said:?}");
    assert!(said[1].contains("paikka on valitettavasti peruttu"), "{said:?}");
}

#[tokio::test]
async fn a_rejection_is_taken_back_until_its_client_was_told() {
    let scene = scene(2).await;
    let id = scene.refer("Aino Asiakas", ContactChannel::Sms).await;
    scene.step_with(id, json!({ "to": "rejected", "reason_code": "criteria" })).await;
    scene.refuses(&scene.worker, id, "can’t be taken back").await;
    let back = scene.taken_back(id).await;
    assert_eq!(
        (&back["status"], &back["reject_code"], &back["decided_at"]),
        (&json!("submitted"), &Value::Null, &Value::Null)
    );
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    assert!(scene.texts().is_empty(), "{:?}", scene.texts());
    scene.step_with(id, json!({ "to": "rejected", "reason_code": "criteria" })).await;
    scene.test.run_jobs_at("2026-10-14T09:10:00Z").await;
    scene.refuses(&scene.leader, id, "the client has been told").await;
}

#[tokio::test]
async fn a_client_who_was_sent_on_comes_back_while_the_other_group_has_not_begun_with_it() {
    let scene = scene(2).await;
    let other = scene.test.group("Toinen ryhmä", scene.leader.id(), Plan::open(2)).await;
    let id = scene.refer("Aino Asiakas", ContactChannel::Sms).await;
    let sent_on = json!({ "to": "redirected", "redirect_to": other });
    let next = async || {
        let rows = referral::Entity::find().all(scene.test.app.db.read()).await.unwrap();
        rows.into_iter().rfind(|row| row.group_id == other && row.closed_at.is_none()).map(|row| row.id)
    };
    scene.step_with(id, sent_on.clone()).await;
    assert!(next().await.is_some());
    assert_eq!(scene.taken_back(id).await["status"], "submitted");
    assert!(next().await.is_none(), "the other is withdrawn");
    scene.test.at("2026-10-14T09:05:00Z");
    scene.step_with(id, sent_on).await;
    scene.step(next().await.unwrap(), "in_review").await;
    scene.refuses(&scene.leader, id, "the new referral to another group").await;
}

#[tokio::test]
async fn who_has_declined_is_offered_the_place_again_until_the_same_time_and_who_let_it_lapse_anew() {
    let scene = scene(2).await;
    let id = scene.refer("Aino Asiakas", ContactChannel::Sms).await;
    scene.step(id, "offered").await;
    scene.test.run_jobs_at("2026-10-14T09:02:00Z").await;
    scene.step(id, "declined").await;
    let back = scene.taken_back(id).await;
    assert_eq!((&back["status"], &back["offer_expires_at"]), (&json!("offered"), &json!("2026-10-22T09:02:00Z")));
    scene.test.system(async |act| piiri::enrolment::count_contact_try(act, id).await).await;
    scene.test.run_jobs_at("2026-10-22T09:05:00Z").await;
    assert_eq!(scene.status(id).await, ReferralStatus::Expired);
    scene.test.run_jobs_at("2026-10-22T09:10:00Z").await;
    scene.refuses(&scene.leader, id, "can’t be taken back").await;
    assert_eq!(scene.step(id, "offered").await["offer_expires_at"], Value::Null, "not told yet");
    scene.test.run_jobs_at("2026-10-22T09:15:00Z").await;
    assert_eq!(scene.read(id).await["offer_expires_at"], "2026-10-30T10:15:00Z", "the clocks change on 25.10.");
    assert_eq!(scene.offers().len(), 2, "{:?}", scene.texts());
}

#[tokio::test]
async fn who_was_put_in_the_queue_by_mistake_is_reviewed_again_and_what_was_closed_otherwise_stays() {
    let scene = scene(1).await;
    let [placed, waits] = scene.full().await;
    let back = scene.taken_back(waits).await;
    assert_eq!((&back["status"], &back["queue_place"]), (&json!("submitted"), &Value::Null));
    scene.refuses(&scene.leader, placed, "can’t be taken back").await;
    let client = scene.client_of(waits).await;
    scene.test.system(async |act| piiri::acts::close_referrals_of(act, client).await).await;
    scene.refuses(&scene.leader, waits, "can’t be taken back").await;
    scene.test.outbox().await;
}
