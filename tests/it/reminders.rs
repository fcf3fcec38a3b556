//! Reminders: to whom, when, in which words; and what is never in them.

use std::collections::BTreeSet;

use entity::id::ClientId;
use entity::state::{
    ContactChannel, GroupStatus, Language, MessageKind, MessageStatus, Openness, ReminderChoice, Role,
};
use entity::{client, group, session, task};
use piiri::access::Actor as By;
use piiri::acts;
use piiri::merge::Merge;
use piiri::message::gsm;
use piiri::notify::{self, Audience, News};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, Set};

use crate::support::{TestApp, seed};

async fn reached_by(test: &TestApp, id: ClientId, channel: ContactChannel, language: Language) {
    let tx = test.app.db.write().await.unwrap();
    let row = client::ActiveModel {
        id: Set(id),
        channel: Set(channel),
        language: Set(language),
        phone: Set(Some("+358401234567".into())),
        email: Set(Some("aino@piiri.example".into())),
        ..Default::default()
    };
    row.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// The text messages that remind; the first rating is asked by the same channel.
fn reminders(test: &TestApp) -> Vec<String> {
    test.app.sms.kept().into_iter().map(|text| text.text).filter(|text| text.starts_with("Muistutus")).collect()
}

#[tokio::test]
async fn a_newcomer_is_reminded_three_days_and_one_day_before_by_the_own_channel() {
    let test = TestApp::new().await;
    let ann = test.staff("Anna Ohjaaja", &[Role::Leader, Role::Worker]).await;
    let group = seed::group(&test, ann.id(), "G01", Openness::Closed).await;
    seed::session(&test, group, 1, "2026-10-20T07:00:00Z").await;
    let aino = seed::client(&test, ann.id(), "Aino Asiakas").await;
    reached_by(&test, aino, ContactChannel::Sms, Language::Fi).await;
    seed::place(&test, group, aino, "2026-10-01T09:00:00Z").await;
    test.run_jobs_at("2026-10-16T12:00:00Z").await;
    assert!(reminders(&test).is_empty());
    test.run_jobs_at("2026-10-17T07:00:00Z").await;
    test.run_jobs_at("2026-10-17T07:15:00Z").await;
    test.run_jobs_at("2026-10-19T07:00:00Z").await;
    let texts = reminders(&test);
    assert_eq!(texts.len(), 2, "{texts:?}");
    assert!(texts[0].starts_with("Muistutus: ensimmäinen tapaaminen ti 20.10. klo 10."), "{}", texts[0]);
    assert!(texts[0].ends_with("Terv. Anna") && texts[0].contains("/me/"), "{}", texts[0]);
    assert!(gsm::length(&texts[0]).unwrap() <= gsm::ONE_MESSAGE, "{}", texts[0]);
    test.outbox().await;
}

#[tokio::test]
async fn whoever_was_told_a_first_session_is_reminded_of_it_though_nobody_has_decided_that_the_group_runs() {
    let test = TestApp::new().await;
    let ann = test.staff("Anna Ohjaaja", &[Role::Leader, Role::Worker]).await;
    let group = seed::group(&test, ann.id(), "G01", Openness::Closed).await;
    let tx = test.app.db.write().await.unwrap();
    let row = group::ActiveModel { id: Set(group), status: Set(GroupStatus::Recruiting), ..Default::default() };
    row.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    seed::session(&test, group, 1, "2026-10-20T07:00:00Z").await;
    let aino = seed::client(&test, ann.id(), "Aino Asiakas").await;
    reached_by(&test, aino, ContactChannel::Sms, Language::Fi).await;
    seed::place(&test, group, aino, "2026-10-01T09:00:00Z").await;
    test.run_jobs_at("2026-10-19T07:00:00Z").await;
    assert_eq!(reminders(&test).len(), 1);
    test.outbox().await;
}

#[tokio::test]
async fn nobody_is_reminded_of_a_cancelled_session_without_a_place_or_against_the_own_will() {
    let test = TestApp::new().await;
    let ann = test.staff("Anna Ohjaaja", &[Role::Leader, Role::Worker]).await;
    let group = seed::group(&test, ann.id(), "G01", Openness::Closed).await;
    let cancelled = seed::session(&test, group, 1, "2026-10-20T07:00:00Z").await;
    seed::cancel(&test, cancelled).await;
    let aino = seed::client(&test, ann.id(), "Aino Asiakas").await;
    reached_by(&test, aino, ContactChannel::Sms, Language::Fi).await;
    seed::place(&test, group, aino, "2026-10-01T09:00:00Z").await;
    let other = seed::group(&test, ann.id(), "G02", Openness::Closed).await;
    seed::session(&test, other, 1, "2026-10-20T09:00:00Z").await;
    let silent = seed::client(&test, ann.id(), "Saara Asiakas").await;
    reached_by(&test, silent, ContactChannel::Sms, Language::Fi).await;
    let tx = test.app.db.write().await.unwrap();
    let none = client::ActiveModel { id: Set(silent), reminders: Set(ReminderChoice::None), ..Default::default() };
    none.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    seed::place(&test, other, silent, "2026-10-01T09:00:00Z").await;
    test.run_jobs_at("2026-10-19T10:00:00Z").await;
    let reminders = test.outbox().await.into_iter().filter(|row| row.kind == MessageKind::Reminder);
    assert_eq!(reminders.count(), 0);
}

#[tokio::test]
async fn a_leader_is_nudged_a_day_after_an_empty_sheet() {
    let test = TestApp::new().await;
    let ann = test.staff("Anna Ohjaaja", &[Role::Leader]).await;
    let group = seed::group(&test, ann.id(), "G01", Openness::Closed).await;
    seed::session(&test, group, 1, "2026-10-14T07:00:00Z").await;
    let open = async || {
        let tasks = task::Entity::find().all(test.app.db.read()).await.unwrap();
        tasks.iter().filter(|task| task.key.starts_with("sheet:") && task.done_at.is_none()).count()
    };
    test.run_jobs_at("2026-10-15T07:00:00Z").await;
    assert_eq!(open().await, 0);
    test.run_jobs_at("2026-10-15T10:00:00Z").await;
    test.run_jobs_at("2026-10-15T11:00:00Z").await;
    assert_eq!(open().await, 1);
    test.outbox().await;
}

#[tokio::test]
async fn a_client_who_cannot_come_tells_it_by_the_link_and_is_not_reminded_again() {
    let test = TestApp::new().await;
    let ann = test.staff("Anna Ohjaaja", &[Role::Leader, Role::Worker]).await;
    let group = seed::group(&test, ann.id(), "G01", Openness::Closed).await;
    let session = seed::session(&test, group, 1, "2026-10-20T07:00:00Z").await;
    let aino = seed::client(&test, ann.id(), "Aino Asiakas").await;
    reached_by(&test, aino, ContactChannel::Email, Language::En).await;
    seed::place(&test, group, aino, "2026-10-01T09:00:00Z").await;
    test.run_jobs_at("2026-10-17T07:00:00Z").await;
    let mails = test.app.mailer.kept();
    let lines = mails.iter().flat_map(|mail| mail.body.lines());
    let path = lines.filter(|line| line.contains("/me/")).find(|line| !line.contains("/ratings/")).unwrap();
    let path = path.trim().strip_prefix(&test.app.config.base_url).unwrap().to_owned();
    let mut aino = test.anybody();
    let away = format!("{path}/sessions/{session}/absence");
    let asked = aino.get(&away).await;
    assert!(asked.text().contains("You keep your place"), "opening the link does nothing yet: {}", asked.text());
    let told = aino.press(&away, "Tell them that I can't come").await;
    assert!(told.text().contains("Thank you for telling us"), "{}", told.text());
    test.run_jobs_at("2026-10-19T10:00:00Z").await;
    let outbox = test.outbox().await;
    assert_eq!(outbox.iter().filter(|row| row.kind == MessageKind::Reminder).count(), 1);
    assert!(outbox.iter().all(|row| row.status == MessageStatus::Sent));
}

/// A client with a place in a group whose session on 20.10. is still ahead.
async fn expected(test: &TestApp) -> (crate::support::actor::Actor, ClientId, entity::id::ParticipationId) {
    let ann = test.staff("Anna Ohjaaja", &[Role::Leader, Role::Worker]).await;
    let group = seed::group(test, ann.id(), "G01", Openness::Closed).await;
    seed::session(test, group, 1, "2026-10-20T07:00:00Z").await;
    let aino = seed::client(test, ann.id(), "Aino Asiakas").await;
    reached_by(test, aino, ContactChannel::Sms, Language::Fi).await;
    let place = seed::place(test, group, aino, "2026-10-01T09:00:00Z").await;
    (ann, aino, place)
}

/// The states of the reminders that were queued.
async fn states(test: &TestApp) -> Vec<MessageStatus> {
    let rows = test.outbox().await.into_iter().filter(|row| row.kind == MessageKind::Reminder);
    rows.map(|row| row.status).collect()
}

#[tokio::test]
async fn a_reminder_that_is_queued_is_taken_back_when_the_client_dies() {
    let test = TestApp::new().await;
    let (ann, aino, _) = expected(&test).await;
    test.at("2026-10-19T07:00:00Z");
    let now = test.app.clock.now();
    acts::send_reminders(&test.app, now).await.unwrap();
    assert_eq!(states(&test).await, [MessageStatus::Queued]);
    test.act(By::Staff(ann.id()), async |act| acts::record_death(act, aino, now.date_naive()).await).await;
    assert_eq!(states(&test).await, [MessageStatus::Cancelled], "within the act itself");
    test.run_jobs_at("2026-10-19T07:01:00Z").await;
    assert!(test.app.sms.kept().is_empty() && test.app.mailer.kept().is_empty(), "nothing goes to the dead");
    assert_eq!(states(&test).await.len(), 1, "and nothing is queued anew");
}

#[tokio::test]
async fn a_reminder_that_is_queued_is_taken_back_when_the_place_ends() {
    let test = TestApp::new().await;
    let (ann, _, place) = expected(&test).await;
    test.at("2026-10-19T07:00:00Z");
    acts::send_reminders(&test.app, test.app.clock.now()).await.unwrap();
    let end = serde_json::json!({ "reason": "transferred", "on": "2026-10-19" });
    let ended = ann.api(axum::http::Method::POST, &format!("/participations/{place}/end"), Some(end)).await;
    assert!(ended.status.is_success(), "{}", ended.json);
    test.run_jobs_at("2026-10-19T07:01:00Z").await;
    assert_eq!(states(&test).await, [MessageStatus::Cancelled]);
    assert!(reminders(&test).is_empty());
}

#[tokio::test]
async fn who_comes_to_want_no_messages_is_not_sent_what_was_queued() {
    let test = TestApp::new().await;
    let (_, aino, _) = expected(&test).await;
    test.at("2026-10-19T07:00:00Z");
    acts::send_reminders(&test.app, test.app.clock.now()).await.unwrap();
    reached_by(&test, aino, ContactChannel::None, Language::Fi).await;
    test.run_jobs_at("2026-10-19T07:01:00Z").await;
    assert_eq!(states(&test).await, [MessageStatus::Cancelled]);
    assert!(test.app.sms.kept().is_empty());
}

#[tokio::test]
async fn sessions_of_two_groups_on_one_day_are_one_text_message() {
    let test = TestApp::new().await;
    let (ann, aino, _) = expected(&test).await;
    let other = seed::group(&test, ann.id(), "G02", Openness::Closed).await;
    seed::session(&test, other, 1, "2026-10-20T11:00:00Z").await;
    seed::place(&test, other, aino, "2026-10-01T09:00:00Z").await;
    test.run_jobs_at("2026-10-19T07:00:00Z").await;
    test.run_jobs_at("2026-10-19T11:00:00Z").await;
    let texts = reminders(&test);
    assert_eq!(texts.len(), 1, "{texts:?}");
    assert!(texts[0].contains("ti 20.10. klo 10 ja 14"), "{}", texts[0]);
    test.outbox().await;
}

#[tokio::test]
async fn who_has_come_before_is_reminded_once_and_twice_again_after_a_miss() {
    for (last, reminded) in [("present", 1), ("no_show", 2), ("absent_notified", 1)] {
        let test = TestApp::new().await;
        let ann = test.staff("Anna Ohjaaja", &[Role::Leader, Role::Worker]).await;
        let group = seed::group(&test, ann.id(), "G01", Openness::Closed).await;
        let aino = seed::client(&test, ann.id(), "Aino Asiakas").await;
        reached_by(&test, aino, ContactChannel::Sms, Language::Fi).await;
        let place = seed::place(&test, group, aino, "2026-10-01T09:00:00Z").await;
        for (number, day, status) in [(1, "02", "present"), (2, "06", "present"), (3, "13", last)] {
            let id = seed::session(&test, group, number, &format!("2026-10-{day}T07:00:00Z")).await;
            let sheet = serde_json::json!({ "entries": [{ "participation_id": place, "status": status }] });
            let kept = ann.api(axum::http::Method::PUT, &format!("/sessions/{id}/attendance"), Some(sheet)).await;
            assert!(kept.status.is_success(), "{}", kept.json);
        }
        seed::session(&test, group, 4, "2026-10-20T07:00:00Z").await;
        for moment in ["17T07:00", "19T07:00"] {
            test.run_jobs_at(&format!("2026-10-{moment}:00Z")).await;
        }
        assert_eq!(reminders(&test).len(), reminded, "{last}");
        test.outbox().await;
    }
}

#[tokio::test]
async fn a_reminder_goes_to_the_phone_and_in_the_language_of_the_moment_at_which_it_goes() {
    let test = TestApp::new().await;
    let (_, aino, _) = expected(&test).await;
    test.at("2026-10-19T07:00:00Z");
    acts::send_reminders(&test.app, test.app.clock.now()).await.unwrap();
    let tx = test.app.db.write().await.unwrap();
    let changed = client::ActiveModel {
        id: Set(aino),
        phone: Set(Some("+358407654321".into())),
        language: Set(Language::En),
        address_protection: Set(true),
        ..Default::default()
    };
    changed.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    test.run_jobs_at("2026-10-19T07:01:00Z").await;
    let sent: Vec<_> = test.app.sms.kept().into_iter().filter(|sms| sms.text.starts_with("Reminder")).collect();
    assert_eq!((sent.len(), sent[0].to.as_str()), (1, "+358407654321"), "{sent:?}");
    assert_eq!(states(&test).await, [MessageStatus::Sent], "and once");
}

#[tokio::test]
async fn who_wants_no_reminders_by_the_time_is_sent_none() {
    let test = TestApp::new().await;
    let (_, aino, _) = expected(&test).await;
    test.at("2026-10-19T07:00:00Z");
    acts::send_reminders(&test.app, test.app.clock.now()).await.unwrap();
    let tx = test.app.db.write().await.unwrap();
    let none = client::ActiveModel { id: Set(aino), reminders: Set(ReminderChoice::None), ..Default::default() };
    none.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    test.run_jobs_at("2026-10-19T07:01:00Z").await;
    assert_eq!(states(&test).await, [MessageStatus::Cancelled]);
}

#[tokio::test]
async fn a_reminder_of_two_sessions_says_nothing_of_a_group_that_the_client_has_left() {
    let test = TestApp::new().await;
    let (ann, aino, _) = expected(&test).await;
    let other = seed::group(&test, ann.id(), "G02", Openness::Closed).await;
    seed::session(&test, other, 1, "2026-10-20T11:00:00Z").await;
    let left = seed::place(&test, other, aino, "2026-10-01T09:00:00Z").await;
    test.at("2026-10-19T07:00:00Z");
    acts::send_reminders(&test.app, test.app.clock.now()).await.unwrap();
    let end = serde_json::json!({ "reason": "transferred", "on": "2026-10-19" });
    let ended = ann.api(axum::http::Method::POST, &format!("/participations/{left}/end"), Some(end)).await;
    assert!(ended.status.is_success(), "{}", ended.json);
    test.run_jobs_at("2026-10-19T07:01:00Z").await;
    let texts = reminders(&test);
    assert_eq!(texts.len(), 1, "{texts:?}");
    assert!(texts[0].contains("ti 20.10. klo 10") && !texts[0].contains(" ja 14"), "{}", texts[0]);
    test.outbox().await;
}

/// Moves the session to another day and back again.
async fn move_away_and_back(test: &TestApp, ann: &crate::support::actor::Actor) {
    let session = session::Entity::find().one(test.app.db.read()).await.unwrap().unwrap().id;
    for starts_at in ["2026-10-22T07:00:00Z", "2026-10-20T07:00:00Z"] {
        let to = serde_json::json!({ "starts_at": starts_at });
        let moved = ann.api(axum::http::Method::POST, &format!("/sessions/{session}/move"), Some(to)).await;
        assert!(moved.status.is_success(), "{}", moved.json);
    }
}

#[tokio::test]
async fn a_session_that_is_moved_away_and_back_is_reminded_of_all_the_same() {
    let test = TestApp::new().await;
    let (ann, ..) = expected(&test).await;
    test.at("2026-10-19T07:00:00Z");
    acts::send_reminders(&test.app, test.app.clock.now()).await.unwrap();
    move_away_and_back(&test, &ann).await;
    assert_eq!(states(&test).await, [MessageStatus::Cancelled]);
    test.run_jobs_at("2026-10-19T07:15:00Z").await;
    test.run_jobs_at("2026-10-19T07:30:00Z").await;
    assert_eq!(reminders(&test).len(), 1, "{:?}", reminders(&test));
}

#[tokio::test]
async fn who_is_reminded_by_a_call_is_called_when_the_session_is_moved_away_and_back() {
    let test = TestApp::new().await;
    let (ann, aino, _) = expected(&test).await;
    let tx = test.app.db.write().await.unwrap();
    client::ActiveModel { id: Set(aino), phone: Set(None), ..Default::default() }.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    test.at("2026-10-19T07:00:00Z");
    acts::send_reminders(&test.app, test.app.clock.now()).await.unwrap();
    let calls = async || {
        let tasks = task::Entity::find().all(test.app.db.read()).await.unwrap();
        tasks.into_iter().filter(|task| task.session_id.is_some() && task.done_at.is_none()).count()
    };
    assert_eq!(calls().await, 1);
    move_away_and_back(&test, &ann).await;
    assert_eq!(calls().await, 0, "the call falls away with what it was to say");
    test.run_jobs_at("2026-10-19T07:15:00Z").await;
    test.run_jobs_at("2026-10-19T07:30:00Z").await;
    assert_eq!(calls().await, 1);
    test.outbox().await;
}

#[tokio::test]
async fn who_was_reminded_under_two_records_is_not_reminded_again_under_one() {
    let test = TestApp::new().await;
    let (ann, gone, _) = expected(&test).await;
    let kept = seed::client(&test, ann.id(), "Aino Asiakas").await;
    reached_by(&test, kept, ContactChannel::Sms, Language::Fi).await;
    test.run_jobs_at("2026-10-19T07:00:00Z").await;
    assert_eq!(reminders(&test).len(), 1);
    test.system(async |act| acts::merge_clients(act, Merge { kept, gone }).await.map(drop)).await;
    test.run_jobs_at("2026-10-19T07:15:00Z").await;
    assert_eq!(reminders(&test).len(), 1, "{:?}", reminders(&test));
    test.outbox().await;
}

#[tokio::test]
async fn what_waits_to_be_told_to_both_of_two_records_of_one_person_is_told_once() {
    let test = TestApp::new().await;
    let (ann, gone, _) = expected(&test).await;
    let kept = seed::client(&test, ann.id(), "Aino Asiakas").await;
    reached_by(&test, kept, ContactChannel::Sms, Language::Fi).await;
    let group = session::Entity::find().one(test.app.db.read()).await.unwrap().unwrap().group_id;
    test.system(async |act| {
        let both = [Audience::Client(kept), Audience::Client(gone)];
        notify::tell(act, &both, News::GroupEnded { group }).await.map(|_told| ())
    })
    .await;
    test.system(async |act| acts::merge_clients(act, Merge { kept, gone }).await.map(drop)).await;
    test.run_jobs_at("2026-10-14T09:03:00Z").await;
    let told = test.outbox().await.into_iter().filter(|row| row.kind == MessageKind::GroupCancelled);
    let mut told: Vec<_> = told.map(|row| (row.client_id, row.status)).collect();
    told.sort_unstable();
    assert_eq!(told, [(Some(kept), MessageStatus::Sent), (Some(kept), MessageStatus::Cancelled)]);
}

#[tokio::test]
async fn a_client_whose_record_is_damaged_keeps_no_other_from_being_reminded() {
    let test = TestApp::new().await;
    let (ann, aino, _) = expected(&test).await;
    let group = session::Entity::find().one(test.app.db.read()).await.unwrap().unwrap().group_id;
    let saara = seed::client(&test, ann.id(), "Saara Asiakas").await;
    reached_by(&test, saara, ContactChannel::Sms, Language::Fi).await;
    seed::place(&test, group, saara, "2026-10-01T09:00:00Z").await;
    let speaks = async |language: &str| {
        let sql = format!("UPDATE client SET language = '{language}' WHERE name = 'Saara Asiakas'");
        test.system(async |act| Ok(act.tx.execute_unprepared(&sql).await.map(drop)?)).await;
    };
    let reminded = async || {
        let rows = test.outbox().await.into_iter().filter(|row| row.kind == MessageKind::Reminder);
        rows.filter_map(|row| row.client_id).collect::<BTreeSet<_>>()
    };
    speaks("nothing").await;
    test.at("2026-10-19T07:00:00Z");
    assert!(acts::send_reminders(&test.app, test.app.clock.now()).await.is_err(), "the job is tried again");
    assert_eq!(reminded().await, BTreeSet::from([aino]));
    speaks("fi").await;
    acts::send_reminders(&test.app, test.app.clock.now()).await.unwrap();
    assert_eq!(reminded().await, BTreeSet::from([aino, saara]));
}
