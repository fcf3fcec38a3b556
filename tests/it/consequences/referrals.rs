//! What follows from the steps of a referral: who hears, by which way, until when, and what falls away.

use axum::http::{Method, StatusCode};
use entity::id::{ClientId, GroupId, ReferralId, StaffId};
use entity::state::{ContactChannel, Language, MessageKind, MessageStatus, Role, TaskKind};
use entity::{client, group, referral, task};
use piiri::sms::Text;
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use serde_json::{Value, json};

use crate::support::TestApp;
use crate::support::actor::Actor;
use crate::support::places::Plan;

const OLD: &str = "+358401234567";
const NEW: &str = "+358407654321";

struct Scene {
    test: TestApp,
    leader: Actor,
    worker: Actor,
    group: GroupId,
}

/// A group with so many places, whose first session is on Tuesday 20.10.2026 at 10 in Helsinki.
async fn scene(places: i32) -> Scene {
    let test = TestApp::new().await;
    let leader = test.staff("Anna Ohjaaja", &[Role::Leader]).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Arjen rytmi", leader.id(), Plan::open(places)).await;
    test.session(group, 1, "2026-10-20T07:00:00Z").await;
    Scene { test, leader, worker, group }
}

impl Scene {
    /// A referral of a client who is reached by this channel.
    async fn refer(&self, name: &str, channel: ContactChannel) -> ReferralId {
        let id = self.test.referral(self.group, name, self.worker.id()).await;
        let reached =
            client::ActiveModel { channel: Set(channel), phone: Set(Some(OLD.to_owned())), ..Default::default() };
        self.becomes(id, reached).await;
        id
    }

    async fn becomes(&self, id: ReferralId, row: client::ActiveModel) {
        let client = self.client_of(id).await;
        let tx = self.test.app.db.write().await.unwrap();
        client::ActiveModel { id: Set(client), ..row }.update(&tx).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Says when the group begins.
    async fn begins(&self, moment: &str) {
        let starts_at = Set(Some(moment.parse().unwrap()));
        let tx = self.test.app.db.write().await.unwrap();
        group::ActiveModel { id: Set(self.group), starts_at, ..Default::default() }.update(&tx).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn client_of(&self, id: ReferralId) -> ClientId {
        referral::Entity::find_by_id(id).one(self.test.app.db.read()).await.unwrap().unwrap().client_id
    }

    /// Takes a step as the leader; answers who hears of it.
    async fn step(&self, id: ReferralId, to: &str) -> Value {
        let path = format!("/referrals/{id}/transitions");
        let answer = self.leader.api(Method::POST, &path, Some(json!({ "to": to }))).await;
        assert_eq!(answer.status, StatusCode::OK, "{to}: {}", answer.json);
        answer.json["told"].clone()
    }

    /// The messages about a referral to its client, with what became of them.
    async fn messages(&self, id: ReferralId) -> Vec<(MessageKind, MessageStatus)> {
        let rows = self.test.outbox().await.into_iter();
        let to_client = rows.filter(|row| row.referral_id == Some(id) && row.client_id.is_some());
        to_client.map(|row| (row.kind, row.status)).collect()
    }

    /// Who is asked to do what of this kind.
    async fn asked(&self, kind: TaskKind) -> Vec<StaffId> {
        let tasks = task::Entity::find().all(self.test.app.db.read()).await.unwrap();
        tasks.iter().filter(|task| task.kind == kind && task.done_at.is_none()).map(|task| task.staff_id).collect()
    }

    /// The text messages that were sent, but for those that ask for a rating.
    fn sent(&self) -> Vec<Text> {
        self.test.app.sms.kept().into_iter().filter(|sms| !sms.text.contains("/ratings/")).collect()
    }

    fn texts(&self) -> Vec<String> {
        self.sent().into_iter().map(|sms| sms.text).collect()
    }
}

#[tokio::test]
async fn a_step_says_how_many_hear_of_it_and_by_which_way() {
    let mut scene = scene(2).await;
    let by_text = scene.refer("Aino Asiakas", ContactChannel::Sms).await;
    let told = scene.step(by_text, "offered").await;
    let count = |told: &Value, way: &str| told[way].as_u64().unwrap();
    assert_eq!((count(&told, "by_text"), count(&told, "to_call"), count(&told, "staff")), (1, 0, 1), "{told}");
    let by_letter = scene.refer("Liisa Kirje", ContactChannel::Letter).await;
    let page = scene.leader.press(&format!("/referrals/{by_letter}"), "Put in the queue").await;
    assert!(page.text().contains("Told: 1 by letter, 1 colleague."), "{}", page.text());
    let silent = scene.refer("Sulo Hiljainen", ContactChannel::None).await;
    let told = scene.step(silent, "waitlisted").await;
    assert_eq!((count(&told, "by_text"), count(&told, "to_call"), count(&told, "staff")), (0, 0, 1), "{told}");
    scene.test.outbox().await;
}

#[tokio::test]
async fn the_next_in_line_hears_of_an_offer_once_the_end_of_a_place_can_not_be_taken_back() {
    let scene = scene(1).await;
    let first = scene.refer("Aino Asiakas", ContactChannel::Sms).await;
    scene.step(first, "confirmed").await;
    let next = scene.refer("Eino Asiakas", ContactChannel::Sms).await;
    scene.step(next, "waitlisted").await;
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    let places = entity::participation::Entity::find().all(scene.test.app.db.read()).await.unwrap();
    let end = json!({ "reason": "transferred", "on": "2026-10-14" });
    let path = format!("/participations/{}/end", places[0].id);
    let ended = scene.leader.api(Method::POST, &path, Some(end)).await;
    assert_eq!(ended.status, StatusCode::OK, "{}", ended.json);
    assert_eq!(ended.json["told"]["by_text"], 0, "the next in line not yet: {}", ended.json);
    scene.test.run_jobs_at("2026-10-14T09:08:00Z").await;
    let said = scene.texts();
    assert!(said.iter().any(|text| text.starts_with("Sinulle on varattu paikka")), "{said:?}");
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_gets_a_place_is_told_the_first_session_after_the_time_of_undo() {
    let scene = scene(2).await;
    let id = scene.refer("Aino Asiakas", ContactChannel::Sms).await;
    scene.step(id, "confirmed").await;
    scene.test.run_jobs_at("2026-10-14T09:01:00Z").await;
    assert!(scene.texts().is_empty(), "it can still be taken back");
    scene.test.run_jobs_at("2026-10-14T09:03:00Z").await;
    let said = scene.texts();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("Paikkasi on vahvistettu. Ensimmäinen kerta ti 20.10. klo 10."), "{}", said[0]);
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_message_goes_to_the_phone_and_in_the_language_of_the_moment_at_which_it_goes() {
    let scene = scene(2).await;
    let id = scene.refer("Aino Asiakas", ContactChannel::Sms).await;
    scene.step(id, "confirmed").await;
    let row =
        client::ActiveModel { phone: Set(Some(NEW.to_owned())), language: Set(Language::Sv), ..Default::default() };
    scene.becomes(id, row).await;
    scene.test.run_jobs_at("2026-10-14T09:03:00Z").await;
    let sent = scene.sent();
    assert_eq!((sent.len(), sent[0].to.as_str()), (1, NEW), "{sent:?}");
    assert!(sent[0].text.starts_with("Din plats är bekräftad."), "{}", sent[0].text);
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_wants_no_messages_by_the_time_is_sent_none() {
    let scene = scene(2).await;
    let id = scene.refer("Aino Asiakas", ContactChannel::Sms).await;
    scene.step(id, "confirmed").await;
    scene.becomes(id, client::ActiveModel { channel: Set(ContactChannel::None), ..Default::default() }).await;
    scene.test.run_jobs_at("2026-10-14T09:01:00Z").await;
    assert_eq!(scene.messages(id).await, [(MessageKind::Confirmed, MessageStatus::ForHand)], "called within a minute");
    scene.test.run_jobs_at("2026-10-14T09:03:00Z").await;
    assert!(scene.texts().is_empty());
}

#[tokio::test]
async fn steps_that_nobody_has_heard_of_yet_leave_only_the_last_one_to_tell() {
    let scene = scene(2).await;
    let id = scene.refer("Aino Asiakas", ContactChannel::Sms).await;
    scene.step(id, "waitlisted").await;
    scene.step(id, "offered").await;
    scene.test.run_jobs_at("2026-10-14T09:03:00Z").await;
    let said = scene.texts();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("Sinulle on varattu paikka"), "{}", said[0]);
    let to_worker = scene.test.app.mailer.kept();
    let to_worker = to_worker.iter().filter(|mail| mail.to == "will.worker@piiri.example");
    assert_eq!(to_worker.count(), 1, "whoever referred reads one mail too");
    let rows = scene.messages(id).await;
    let became = |kind| rows.iter().find(|row| row.0 == kind).map(|row| row.1);
    let states = (became(MessageKind::Waitlisted), became(MessageKind::Offer));
    assert_eq!(states, (Some(MessageStatus::Cancelled), Some(MessageStatus::Sent)));
}

#[tokio::test]
async fn a_step_that_is_asked_for_twice_is_told_once() {
    let scene = scene(2).await;
    let id = scene.refer("Aino Asiakas", ContactChannel::Sms).await;
    let path = format!("/referrals/{id}/transitions");
    let once = [("Idempotency-Key", "an offer")];
    for _ in 0..2 {
        let body = Some(json!({ "to": "offered" }));
        let answer = scene.leader.api_with(Method::POST, &path, body, &once).await;
        assert!(answer.status.is_success(), "{}", answer.json);
    }
    let again = scene.leader.api(Method::POST, &path, Some(json!({ "to": "offered" }))).await;
    assert_eq!((again.status, &again.json["told"]["by_text"]), (StatusCode::OK, &json!(0)), "it stands already");
    scene.test.run_jobs_at("2026-10-14T09:03:00Z").await;
    assert_eq!(scene.texts().len(), 1, "{:?}", scene.texts());
    assert_eq!(scene.messages(id).await.len(), 1);
}

#[tokio::test]
async fn an_offer_that_no_message_tells_is_called_by_whoever_helps_the_client_and_at_once() {
    let scene = scene(2).await;
    let id = scene.refer("Sulo Hiljainen", ContactChannel::None).await;
    let told = scene.step(id, "offered").await;
    assert_eq!(told["to_call"], 1, "{told}");
    assert_eq!(scene.asked(TaskKind::CallSession).await, [scene.worker.id()]);
    scene.step(id, "declined").await;
    assert!(scene.asked(TaskKind::CallSession).await.is_empty(), "answered, so nobody has to call");
    scene.test.outbox().await;
}

#[tokio::test]
async fn an_offer_that_the_quiet_would_tell_within_three_days_of_the_start_is_a_call_of_the_key_worker() {
    let scene = scene(1).await;
    let first = scene.refer("Aino Asiakas", ContactChannel::Sms).await;
    scene.step(first, "confirmed").await;
    let next = scene.refer("Eino Asiakas", ContactChannel::Sms).await;
    scene.step(next, "waitlisted").await;
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    let sent = scene.texts().len();
    // Friday 30.10. at 20.10, before All Saints' Day: messages may go on Monday again, and the group begins on Tuesday.
    scene.begins("2026-11-03T08:00:00Z").await;
    scene.test.at("2026-10-30T18:10:00Z");
    scene.step(first, "withdrawn").await;
    let protected = client::ActiveModel { address_protection: Set(true), ..Default::default() };
    scene.becomes(next, protected).await;
    scene.test.run_jobs_at("2026-10-30T18:13:00Z").await;
    assert_eq!(scene.messages(next).await.last(), Some(&(MessageKind::Offer, MessageStatus::ForHand)));
    let key_worker = scene.worker.id();
    assert_eq!(scene.asked(TaskKind::CallSession).await, [key_worker], "and no leader reads who it is");
    scene.test.run_jobs_at("2026-11-01T18:15:00Z").await;
    assert_eq!(scene.messages(next).await.iter().filter(|(kind, _)| *kind == MessageKind::Offer).count(), 1);
    assert_eq!(scene.asked(TaskKind::CallSession).await, [key_worker], "untold, it stands");
    scene.step(next, "declined").await;
    assert!(scene.asked(TaskKind::CallSession).await.is_empty(), "with the offer its call falls away");
    assert_eq!(scene.texts().len(), sent, "nothing went out in the quiet");
}

#[tokio::test]
async fn a_place_given_in_the_evening_before_an_early_session_is_told_in_time() {
    let scene = scene(2).await;
    let id = scene.refer("Aino Asiakas", ContactChannel::Sms).await;
    // The session begins at 10: the message may go from 7 on that day, though the quiet lasts until 9.
    scene.test.at("2026-10-19T18:30:00Z");
    scene.step(id, "confirmed").await;
    scene.test.run_jobs_at("2026-10-19T18:31:00Z").await;
    assert!(scene.texts().is_empty(), "not at night");
    scene.test.run_jobs_at("2026-10-20T04:01:00Z").await;
    let said = scene.texts();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("ti 20.10. klo 10"), "{}", said[0]);
    scene.test.run_jobs_at("2026-10-20T06:59:00Z").await;
    assert_eq!(scene.texts().len(), 1, "the confirmation is the reminder: {:?}", scene.texts());
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_comes_to_want_no_messages_is_called_about_the_offer_that_was_to_be_sent() {
    let scene = scene(1).await;
    let id = scene.refer("Aino Asiakas", ContactChannel::Sms).await;
    scene.step(id, "offered").await;
    scene.becomes(id, client::ActiveModel { channel: Set(ContactChannel::None), ..Default::default() }).await;
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    assert_eq!(scene.messages(id).await, [(MessageKind::Offer, MessageStatus::ForHand)]);
    assert_eq!(scene.asked(TaskKind::CallSession).await, [scene.worker.id()], "who knows which way is safe");
    assert!(scene.texts().is_empty(), "{:?}", scene.texts());
}

#[tokio::test]
async fn the_end_of_a_place_says_that_it_was_offered_on_only_when_somebody_waited() {
    let mut scene = scene(1).await;
    let first = scene.refer("Aino Asiakas", ContactChannel::Sms).await;
    scene.step(first, "confirmed").await;
    let next = scene.refer("Eino Asiakas", ContactChannel::Sms).await;
    scene.step(next, "waitlisted").await;
    let participants = format!("/groups/{}/participants", scene.group);
    scene.test.at("2026-10-20T10:00:00Z");
    scene.test.session(scene.group, 2, "2026-10-27T08:00:00Z").await;
    scene.leader.sign_in().await;
    let ended = scene.leader.press(&participants, "Never came").await;
    assert!(
        ended.text().contains("The free place is offered to the first in the queue in two minutes."),
        "{}",
        ended.text()
    );
    scene.step(next, "confirmed").await;
    scene.test.at("2026-10-27T11:00:00Z");
    scene.leader.sign_in().await;
    let ended = scene.leader.press(&participants, "Never came").await;
    assert!(ended.text().contains("The participation has ended."), "{}", ended.text());
    assert!(!ended.text().contains("to the first in the queue"), "nobody waits: {}", ended.text());
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_referral_that_is_sent_is_the_leaders_to_decide_and_its_client_hears_that_a_place_was_asked_for() {
    let scene = scene(2).await;
    let client = scene.test.client("Aino Asiakas", scene.worker.id()).await;
    let tx = scene.test.app.db.write().await.unwrap();
    let (channel, phone) = (Set(ContactChannel::Sms), Set(Some(OLD.to_owned())));
    client::ActiveModel { id: Set(client), channel, phone, ..Default::default() }.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    let new = json!({ "client_id": client, "group_id": scene.group, "reason": "Alone" });
    let sent = scene.worker.api(Method::POST, "/referrals", Some(new)).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.json);
    let id: ReferralId = sent.json["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(scene.asked(TaskKind::ReferralDecide).await, [scene.leader.id()]);
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    assert!(
        scene.texts().len() == 1 && scene.texts()[0].starts_with("Sinulle on pyydetty paikkaa."),
        "{:?}",
        scene.texts()
    );
    scene.step(id, "in_review").await;
    assert_eq!(scene.asked(TaskKind::ReferralDecide).await, [scene.leader.id()], "reviewed is not decided");
    scene.step(id, "waitlisted").await;
    assert!(scene.asked(TaskKind::ReferralDecide).await.is_empty());
    scene.test.outbox().await;
}

#[tokio::test]
async fn whoever_helps_a_client_who_is_sent_on_is_asked_to_talk_about_it() {
    let scene = scene(2).await;
    let id = scene.refer("Aino Asiakas", ContactChannel::Sms).await;
    let path = format!("/referrals/{id}/transitions");
    let answer = scene.leader.api(Method::POST, &path, Some(json!({ "to": "redirected" }))).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
    assert_eq!(answer.json["told"]["staff"], 1, "whoever referred");
    assert_eq!(scene.asked(TaskKind::TellDecision).await, [scene.worker.id()]);
    assert!(scene.asked(TaskKind::ReferralDecide).await.is_empty());
    let back = scene.leader.api(Method::POST, &format!("/referrals/{id}/take-back"), None).await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.json);
    assert!(scene.asked(TaskKind::TellDecision).await.is_empty());
    assert_eq!(scene.asked(TaskKind::ReferralDecide).await, [scene.leader.id()]);
    scene.test.outbox().await;
}
