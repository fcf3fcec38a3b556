//! A session that is cancelled or moved: everybody whom it concerns hears of it in a way that works, and feeds follow.

use axum::http::{Method, StatusCode};
use entity::id::ClientId;
use entity::state::{AttendanceStatus, ContactChannel, MessageKind, MessageStatus, Role, TaskKind};
use entity::{attendance as mark_row, session, task};
use piiri::access::Actor as By;
use piiri::attendance;
use piiri::people::client::new_link;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::json;

use crate::support::heard::{Heard, ReachedBy};

/// Whose group runs, and whose first session is on Tuesday 20.10.2026 at 10 in Helsinki, unless told otherwise.
struct Scene(Heard);

impl std::ops::Deref for Scene {
    type Target = Heard;

    fn deref(&self) -> &Heard {
        &self.0
    }
}

async fn scene_at(starts: &str) -> Scene {
    Scene(Heard::at(starts).await)
}

async fn scene() -> Scene {
    scene_at("2026-10-20T07:00:00Z").await
}

impl Scene {
    async fn client(&self, name: &str, channel: ContactChannel, phone: Option<&'static str>) -> ClientId {
        self.placed(name, ReachedBy::by(channel, phone)).await
    }

    async fn cancel(&mut self) {
        self.0.leader.sign_in().await;
        let fields = [("code".to_owned(), "leader_ill".to_owned()), ("notify".to_owned(), "true".to_owned())];
        let path = format!("/sessions/{}/cancel", self.session);
        let page = self.0.leader.post(&path, &fields).await;
        assert!(page.text().contains("The session is cancelled"), "{}", page.text());
    }

    async fn calls(&self) -> Vec<task::Model> {
        let mut calls = self.tasks(TaskKind::CallSession).await;
        calls.retain(|task| task.session_id == Some(self.session));
        calls
    }
}

#[tokio::test]
async fn one_act_cancels_and_reaches_everybody_by_message_or_by_call() {
    let mut scene = scene().await;
    let by_phone = scene.client("Aino Asiakas", ContactChannel::Sms, Some("+358401234567")).await;
    scene.client("Eino Asiakas", ContactChannel::Email, None).await;
    scene.client("Liisa Kirje", ContactChannel::Letter, None).await;
    scene.client("Nella Numeroton", ContactChannel::Sms, None).await;
    scene.client("Sulo Hiljainen", ContactChannel::None, None).await;
    scene.runs().await;
    let feed = scene.feed(by_phone).await;
    assert!(scene.fetch(&feed).await.contains("SEQUENCE:0"));
    scene.test.at("2026-10-19T09:00:00Z");
    scene.cancel().await;
    scene.test.run_jobs_at("2026-10-19T09:01:00Z").await;

    assert_eq!(scene.texts("peruttu"), ["Tapaaminen ti 20.10. klo 10 on peruttu. Tilalle ei tule uutta. Terv. Anna"]);
    let mails = scene.test.app.mailer.kept();
    let cancelled = |to: &str| mails.iter().filter(|mail| mail.to == to && mail.body.contains("20.10.")).count();
    assert_eq!(cancelled("aino@piiri.example"), 1);
    let staff = |to: &str| mails.iter().filter(|mail| mail.to == to && mail.subject.contains("cancelled")).count();
    assert_eq!(staff("will.worker@piiri.example"), 1, "who comes along hears");
    assert_eq!(staff("anna.ohjaaja@piiri.example"), 0, "who did it knows");
    let mut calls = scene.calls().await;
    calls.retain(|call| call.staff_id != scene.0.leader.id());
    assert_eq!(calls.len(), 3, "a letter is too slow, a number lacks, and one wants no messages: {calls:?}");
    assert!(calls.iter().all(|call| call.staff_id == scene.worker.id()), "the key worker knows a safe way");
    let may_come_in_vain = scene.calls().await.len() - calls.len();
    assert_eq!(may_come_in_vain, 2, "the leader as well, of those who have no number");
    let feed = scene.fetch(&feed).await;
    for line in ["STATUS:CANCELLED", "SEQUENCE:1", "SUMMARY:PERUTTU: Tapaaminen – Anna", "TRANSP:TRANSPARENT"] {
        assert!(feed.contains(line), "{line}: {feed}");
    }
    let path = format!("/sessions/{}/calls", scene.session);
    let list = scene.0.leader.get(&path).await;
    assert!(list.text().contains("Liisa Kirje") && list.text().contains("Nella Numeroton"), "{}", list.text());
    // What tells Liisa of the place, and the call.
    for _ in 0..2 {
        scene.0.leader.press(&path, "Mark as done").await;
    }
    assert!(list.text().contains("The client has no telephone number"), "{}", list.text());
    let mut left = scene.calls().await;
    left.retain(|call| call.staff_id == scene.worker.id());
    assert_eq!(left.len(), 2, "a call that is made is no task any more");
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_moved_session_is_told_with_its_new_time_and_reminded_of_anew() {
    let mut scene = scene().await;
    let aino = scene.client("Aino Asiakas", ContactChannel::Sms, Some("+358401234567")).await;
    scene.runs().await;
    // The place is told before the session is moved.
    scene.test.run_jobs_at("2026-10-14T09:03:00Z").await;
    let feed = scene.feed(aino).await;
    scene.fetch(&feed).await;
    scene.test.at("2026-10-19T08:00:00Z");
    let reminded = piiri::acts::send_reminders(&scene.test.app, scene.test.app.clock.now()).await;
    reminded.unwrap();
    scene.0.leader.sign_in().await;
    let fields = [("date", "2026-10-22"), ("start_time", "13:00"), ("end_time", "15:00"), ("notify", "true")];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let page = scene.0.leader.post(&format!("/sessions/{}/move", scene.session), &fields).await;
    assert!(page.text().contains("The session is moved"), "{}", page.text());
    scene.test.run_jobs_at("2026-10-19T08:01:00Z").await;
    let told = scene.texts("siirtyy");
    assert!(told[0].starts_with("Tapaaminen ti 20.10. klo 10 siirtyy. Uusi aika: to 22.10. klo 13."), "{told:?}");
    let outbox = scene.test.outbox().await;
    let old = outbox.iter().find(|row| row.kind == MessageKind::Reminder).unwrap();
    assert_eq!(old.status, MessageStatus::Cancelled, "nobody is reminded of the old time");
    let text = scene.fetch(&feed).await;
    assert!(text.contains("DTSTART;TZID=Europe/Helsinki:20261022T130000") && text.contains("SEQUENCE:1"), "{text}");
    assert!(!text.contains("CANCELLED") && text.matches("BEGIN:VEVENT").count() == 1, "the same event: {text}");
    scene.test.run_jobs_at("2026-10-21T10:00:00Z").await;
    let reminders = scene.texts("Muistutus");
    assert!(reminders.iter().all(|text| text.contains("to 22.10. klo 13")) && !reminders.is_empty(), "{reminders:?}");
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_session_cancelled_too_late_to_write_is_called_through_by_the_leader() {
    // At 7 in the morning messages may go again, and that is when it would begin.
    let mut scene = scene_at("2026-10-20T04:00:00Z").await;
    let aino = scene.client("Aino Asiakas", ContactChannel::Sms, Some("+358401234567")).await;
    scene.runs().await;
    scene.test.at("2026-10-19T18:05:00Z");
    scene.cancel().await;
    scene.test.run_jobs_at("2026-10-19T18:06:00Z").await;
    let calls = scene.calls().await;
    let whom: Vec<_> = calls.iter().map(|call| (call.staff_id, call.client_id)).collect();
    assert_eq!(whom, [(scene.leader.id(), Some(aino))], "never silently nothing");
    let list = scene.0.leader.get(&format!("/sessions/{}/calls", scene.session)).await;
    assert!(list.text().contains("Aino Asiakas") && list.text().contains("+358401234567"), "{}", list.text());
    scene.test.run_jobs_at("2026-10-20T04:01:00Z").await;
    assert!(scene.texts("peruttu").is_empty(), "nobody is written to at the hour itself");
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_change_that_no_server_sent_in_time_is_a_call_and_not_silence() {
    let mut scene = scene().await;
    let aino = scene.client("Aino Asiakas", ContactChannel::Sms, Some("+358401234567")).await;
    scene.runs().await;
    scene.test.at("2026-10-19T09:00:00Z");
    scene.cancel().await;
    // Nothing ran until the session had begun.
    scene.test.run_jobs_at("2026-10-20T07:30:00Z").await;
    assert!(scene.texts("peruttu").is_empty());
    let whom: Vec<_> = scene.calls().await.iter().map(|call| call.client_id).collect();
    assert_eq!(whom, [Some(aino)]);
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_plan_made_anew_is_told_once_to_everybody_with_a_place() {
    let scene = scene().await;
    scene.client("Aino Asiakas", ContactChannel::Sms, Some("+358401234567")).await;
    let silent = scene.client("Helmi Hiljainen", ContactChannel::None, None).await;
    // Both were told of the place.
    scene.test.run_jobs_at("2026-10-14T09:03:00Z").await;
    for call in scene.to(silent).await {
        scene.test.system(async |act| piiri::notify::done_by_hand(act, call.id).await).await;
    }
    scene.runs().await;
    scene.test.approved(scene.group, scene.leader.id(), 3).await;
    scene.test.outbox().await;
    let plan = json!({ "first_date": "2026-10-21", "start_time": "13:00", "duration_minutes": 60,
        "rrule": "FREQ=WEEKLY;COUNT=3", "timezone": "Europe/Helsinki" });
    for _ in 0..2 {
        let path = format!("/groups/{}/schedule", scene.group);
        let planned = scene.leader.api(Method::PUT, &path, Some(plan.clone())).await;
        assert_eq!(planned.status, StatusCode::OK, "{}", planned.json);
    }
    scene.test.run_jobs_at("2026-10-14T09:06:00Z").await;
    let told = scene.texts("aikoja tai paikkoja");
    assert_eq!(told.len(), 1, "one message for all sessions, and none where nothing changed: {told:?}");
    let calls = task::Entity::find().filter(task::Column::Kind.eq(TaskKind::CallSession));
    // But for the call that tells of the place.
    let calls = calls.filter(task::Column::ReferralId.is_null()).all(scene.test.app.db.read()).await.unwrap();
    let whom: Vec<_> = calls.iter().map(|call| (call.staff_id, call.client_id)).collect();
    assert_eq!(whom, [(scene.worker.id(), Some(silent))]);
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_could_not_come_on_the_old_day_is_expected_on_the_new_one() {
    let scene = scene().await;
    let aino = scene.client("Aino Asiakas", ContactChannel::Sms, Some("+358401234567")).await;
    scene.runs().await;
    scene.test.act(By::Client(aino), async |act| attendance::notify_absence(act, scene.session, aino).await).await;
    for (starts, status) in
        [("2026-10-20T09:00:00Z", Some(AttendanceStatus::AbsentNotified)), ("2026-10-22T09:00:00Z", None)]
    {
        let path = format!("/sessions/{}/move", scene.session);
        let moved = scene.leader.api(Method::POST, &path, Some(json!({ "starts_at": starts }))).await;
        assert!(moved.status.is_success(), "{}", moved.json);
        let mark = mark_row::Entity::find().one(scene.test.app.db.read()).await.unwrap();
        assert_eq!(mark.map(|mark| mark.status), status, "{starts}");
    }
    scene.test.outbox().await;
}

#[tokio::test]
async fn what_one_message_tells_of_a_session_the_next_to_the_same_person_says_no_more() {
    let scene = scene().await;
    scene.client("Aino Asiakas", ContactChannel::Sms, Some("+358401234567")).await;
    scene.runs().await;
    scene.test.at("2026-10-14T09:01:00Z");
    let to = json!({ "starts_at": "2026-10-22T09:00:00Z" });
    let moved = scene.leader.api(Method::POST, &format!("/sessions/{}/move", scene.session), Some(to)).await;
    assert!(moved.status.is_success(), "{}", moved.json);
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    assert_eq!(scene.texts("22.10.").len(), 1, "the place is told with the day that the first session has now");
    assert!(scene.texts("siirtyy").is_empty() && scene.texts("20.10.").is_empty());
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_session_put_off_after_its_hour_is_told_until_its_new_one() {
    let scene = scene_at("2026-10-14T08:30:00Z").await;
    scene.client("Aino Asiakas", ContactChannel::Sms, Some("+358401234567")).await;
    scene.runs().await;
    let to = json!({ "starts_at": "2026-10-15T08:30:00Z", "notify": true });
    let moved = scene.leader.api(Method::POST, &format!("/sessions/{}/move", scene.session), Some(to)).await;
    assert!(moved.status.is_success(), "{}", moved.json);
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    assert_eq!(scene.texts("siirtyy").len(), 1);
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_session_of_the_next_morning_is_cancelled_by_message_from_seven_on() {
    let mut scene = scene_at("2026-10-20T05:00:00Z").await;
    scene.client("Aino Asiakas", ContactChannel::Sms, Some("+358401234567")).await;
    scene.runs().await;
    scene.test.at("2026-10-19T18:05:00Z");
    scene.cancel().await;
    scene.test.run_jobs_at("2026-10-20T03:59:00Z").await;
    assert!(scene.texts("peruttu").is_empty() && scene.calls().await.is_empty());
    scene.test.run_jobs_at("2026-10-20T04:00:00Z").await;
    assert_eq!(scene.texts("peruttu").len(), 1);
    scene.test.outbox().await;
}

#[tokio::test]
async fn own_pages_say_that_a_session_has_changed_and_name_the_place_to_who_asks() {
    let scene = scene().await;
    let aino = scene.client("Aino Asiakas", ContactChannel::Sms, Some("+358401234567")).await;
    let venue = scene.leader.api(Method::POST, "/venues", Some(json!({ "name": "Selvin Päin" }))).await;
    let to = json!({ "starts_at": "2026-10-20T07:00:00Z", "venue_id": venue.json["id"], "notify": true });
    let moved = scene.leader.api(Method::POST, &format!("/sessions/{}/move", scene.session), Some(to)).await;
    assert!(moved.status.is_success(), "{} {}", venue.json, moved.json);
    let now = scene.test.app.clock.now();
    let token = scene.test.system(async |act| new_link(act, aino, now + chrono::TimeDelta::days(1)).await).await;
    let mut person = scene.test.anybody();
    let home = person.get(&format!("/me/{token}")).await;
    assert!(home.text().contains("Aika tai paikka on muuttunut"), "{}", home.text());
    assert!(!home.html().contains("Selvin"), "the client has not chosen to see places here");
    let place = person.get(&format!("/me/{token}/sessions/{}/place", scene.session)).await;
    assert!(place.text().contains("Selvin Päin"), "{}", place.text());
    scene.test.outbox().await;
}

#[tokio::test]
async fn own_pages_name_whoever_stands_in_for_the_leader() {
    let scene = scene().await;
    let aino = scene.client("Aino Asiakas", ContactChannel::Sms, Some("+358401234567")).await;
    let sami = scene.test.staff("Sami Sijainen", &[Role::Leader]).await;
    let now = scene.test.app.clock.now();
    let token = scene
        .test
        .system(async |act| {
            let token = new_link(act, aino, now + chrono::TimeDelta::days(1)).await.unwrap();
            let row = session::ActiveModel {
                id: Set(scene.session),
                substitute_id: Set(Some(sami.id())),
                ..Default::default()
            };
            row.update(act.tx).await.unwrap();
            Ok(token)
        })
        .await;
    let home = scene.test.anybody().get(&format!("/me/{token}")).await;
    assert!(home.text().contains("Sinut ottaa vastaan Sami."), "{}", home.text());
    scene.test.outbox().await;
}
