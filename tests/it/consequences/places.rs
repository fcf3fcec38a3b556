//! A place that ends and is given back, sessions added and said not to have been held, and wishes that meet.

use axum::http::{Method, StatusCode};
use chrono_tz::Europe::Helsinki;
use entity::id::{ClientId, ParticipationId};
use entity::state::{
    AttendanceStatus, ContactChannel, Language, LeaderRole, MessageKind, MessageStatus, ReminderChoice, Role, TaskKind,
};
use entity::{attendance as mark, client, group, message, participation, session};
use piiri::access::Actor as By;
use piiri::acts::merge_clients;
use piiri::attendance;
use piiri::merge::Merge;
use piiri::text::when;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::{Value, json};

use crate::support::actor::Answer;
use crate::support::heard::{Heard, ReachedBy};

const PHONE: &str = "+358401234567";

async fn scene() -> Heard {
    Heard::at("2026-10-20T07:00:00Z").await
}

async fn place_of(scene: &Heard, client: ClientId) -> participation::Model {
    let find = participation::Entity::find().filter(participation::COLUMN.client_id.eq(client));
    find.one(scene.test.app.db.read()).await.unwrap().unwrap()
}

async fn end(scene: &Heard, place: ParticipationId, more: Value) -> Answer {
    let mut body = json!({ "reason": "transferred", "on": "2026-10-14" });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let ended = scene.leader.api(Method::POST, &format!("/participations/{place}/end"), Some(body)).await;
    assert_eq!(ended.status, StatusCode::OK, "{}", ended.json);
    ended
}

async fn reopen(scene: &Heard, place: ParticipationId, body: Value) -> Answer {
    scene.leader.api(Method::POST, &format!("/participations/{place}/reopen"), Some(body)).await
}

async fn has_begun(scene: &Heard, place: &participation::Model) {
    let row = participation::ActiveModel {
        id: Set(place.id),
        status: Set(entity::state::ParticipationStatus::Started),
        started_on: Set(Some("2026-10-07".parse().unwrap())),
        ..Default::default()
    };
    scene.test.system(async |act| Ok(row.update(act.tx).await?)).await;
}

#[tokio::test]
async fn the_end_of_a_place_is_told_to_colleagues_and_to_the_client_where_that_is_wanted() {
    let scene = scene().await;
    let other = scene.test.staff("Olli Other", &[Role::Leader]).await;
    scene.leads_too(other.id(), LeaderRole::CoLeader, 1).await;
    let one = scene.placed("Aino Asiakas", ReachedBy::by(ContactChannel::Sms, Some(PHONE))).await;
    let two = scene.placed("Eino Asiakas", ReachedBy::by(ContactChannel::Sms, Some("+358407654321"))).await;
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    let before = scene.texts("p").len();
    for (client, tells) in [(one, true), (two, false)] {
        let place = place_of(&scene, client).await;
        has_begun(&scene, &place).await;
        end(&scene, place.id, json!({ "tell_client": tells })).await;
    }
    scene.test.run_jobs_at("2026-10-14T09:10:00Z").await;
    let texts = scene.texts("päättynyt");
    assert_eq!(texts.len(), 1, "only who was to hear: {texts:?}");
    assert_eq!(scene.texts("p").len(), before + 1);
    let told = message::Entity::find().filter(message::COLUMN.kind.eq(MessageKind::PlaceEnded));
    let told = told.filter(message::COLUMN.staff_id.eq(other.id())).all(scene.test.app.db.read()).await.unwrap();
    assert_eq!(told.len(), 2, "the other leader hears of both");
    assert_eq!(scene.asked(TaskKind::EndTalk).await.len(), 2, "and somebody talks with each");
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_place_that_is_given_back_before_anybody_heard_is_told_to_nobody() {
    let scene = scene().await;
    let client = scene.placed("Aino Asiakas", ReachedBy::by(ContactChannel::Sms, Some(PHONE))).await;
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    let place = place_of(&scene, client).await;
    has_begun(&scene, &place).await;
    end(&scene, place.id, json!({ "tell_client": true })).await;
    let back = reopen(&scene, place.id, json!({})).await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.json);
    scene.test.run_jobs_at("2026-10-14T09:10:00Z").await;
    let told = message::Entity::find().filter(message::COLUMN.kind.eq(MessageKind::PlaceEnded));
    let told = told.all(scene.test.app.db.read()).await.unwrap();
    assert!(told.iter().all(|row| row.status == MessageStatus::Cancelled), "{told:?}");
    assert!(scene.asked(TaskKind::EndTalk).await.is_empty());
    end(&scene, place.id, json!({})).await;
    assert_eq!(scene.asked(TaskKind::EndTalk).await.len(), 1, "of an end that is made again somebody talks after all");
    assert_eq!(reopen(&scene, place.id, json!({})).await.status, StatusCode::OK);
    let stands = place_of(&scene, client).await;
    assert!(stands.active && stands.ended_on.is_none() && stands.started_on.is_some(), "as before: {stands:?}");
    assert_eq!(reopen(&scene, place.id, json!({})).await.status, StatusCode::OK, "once more changes nothing");
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_place_that_was_given_on_is_given_back_as_an_extra_one_for_a_reason_and_for_thirty_days() {
    let scene = scene().await;
    let client = scene.placed("Aino Asiakas", ReachedBy::by(ContactChannel::Sms, Some(PHONE))).await;
    let place = place_of(&scene, client).await;
    has_begun(&scene, &place).await;
    end(&scene, place.id, json!({})).await;
    let full = group::ActiveModel { id: Set(scene.group), capacity: Set(1), ..Default::default() };
    scene.test.system(async |act| Ok(full.update(act.tx).await?)).await;
    scene.placed("Eino Asiakas", ReachedBy::by(ContactChannel::Sms, Some("+358407654321"))).await;
    let refused = reopen(&scene, place.id, json!({})).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.json);
    let back = reopen(&scene, place.id, json!({ "reason": "Ended by mistake" })).await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.json);
    end(&scene, place.id, json!({})).await;
    let long_ago = participation::ActiveModel {
        id: Set(place.id),
        ended_at: Set(Some("2026-09-13T08:00:00Z".parse().unwrap())),
        ..Default::default()
    };
    scene.test.system(async |act| Ok(long_ago.update(act.tx).await?)).await;
    let late = reopen(&scene, place.id, json!({ "reason": "Ended by mistake" })).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.json);
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_session_that_is_added_is_told_and_one_that_is_taken_back_at_once_is_told_to_nobody() {
    let scene = scene().await;
    let client = scene.placed("Aino Asiakas", ReachedBy::by(ContactChannel::Sms, Some(PHONE))).await;
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    let before = scene.to(client).await.len();
    let path = format!("/groups/{}/sessions", scene.group);
    let add = async |starts: &str, ends: &str| {
        let body = json!({ "starts_at": starts, "ends_at": ends });
        let made = scene.leader.api(Method::POST, &path, Some(body)).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
        made.json["id"].as_str().unwrap().to_owned()
    };
    let at_once = add("2026-11-03T08:00:00Z", "2026-11-03T10:00:00Z").await;
    let off = json!({ "code": "other", "notify": true });
    let off = scene.leader.api(Method::POST, &format!("/sessions/{at_once}/cancel"), Some(off)).await;
    assert!(off.status.is_success(), "{}", off.json);
    scene.test.run_jobs_at("2026-10-14T09:10:00Z").await;
    let sent = |rows: Vec<message::Model>| rows.into_iter().filter(|row| row.status == MessageStatus::Sent).count();
    assert_eq!(sent(scene.to(client).await), before, "nobody heard of it, so nobody hears that it is off");
    add("2026-11-04T08:00:00Z", "2026-11-04T10:00:00Z").await;
    scene.test.run_jobs_at("2026-10-14T09:15:00Z").await;
    assert_eq!(sent(scene.to(client).await), before + 1, "{:?}", scene.texts(""));
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_session_that_was_not_held_asks_for_no_sheet_and_asks_again_when_it_was_after_all() {
    let scene = Heard::at("2026-10-14T06:00:00Z").await;
    scene.placed("Aino Asiakas", ReachedBy::by(ContactChannel::Sms, Some(PHONE))).await;
    let held = session::Entity::find().filter(session::COLUMN.group_id.eq(scene.group));
    let held = held.one(scene.test.app.db.read()).await.unwrap().unwrap().id;
    scene.test.run_jobs_at("2026-10-15T12:00:00Z").await;
    assert_eq!(scene.asked(TaskKind::FillSheet).await, [scene.leader.id()]);
    let off = json!({ "code": "other", "notify": false });
    let off = scene.leader.api(Method::POST, &format!("/sessions/{held}/cancel"), Some(off)).await;
    assert!(off.status.is_success(), "{}", off.json);
    assert!(scene.asked(TaskKind::FillSheet).await.is_empty(), "nobody fills the sheet of what was not held");
    let back = scene.leader.api(Method::POST, &format!("/sessions/{held}/restore"), Some(json!({}))).await;
    assert!(back.status.is_success(), "{}", back.json);
    scene.test.run_jobs_at("2026-10-16T12:00:00Z").await;
    assert_eq!(scene.asked(TaskKind::FillSheet).await, [scene.leader.id()]);
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_sheet_that_is_filled_in_is_asked_for_no_more_and_the_task_names_the_day_of_its_session() {
    let mut scene = Heard::at("2026-10-14T12:00:00Z").await;
    let client = scene.placed("Aino Asiakas", ReachedBy::by(ContactChannel::Sms, Some(PHONE))).await;
    let place = place_of(&scene, client).await.id;
    scene.test.run_jobs_at("2026-10-15T18:00:00Z").await;
    scene.leader.sign_in().await;
    assert_eq!(scene.asked(TaskKind::FillSheet).await, [scene.leader.id()]);
    assert_eq!(scene.asked(TaskKind::AccompanySession).await, [scene.worker.id()]);
    let day = when::moment(Language::En, Helsinki, "2026-10-14T12:00:00Z".parse().unwrap());
    let today = scene.leader.get("/").await.text();
    assert!(today.contains(&format!("Arjen rytmi · {day}")), "{day}: {today}");
    let path = format!("/sessions/{}/attendance", scene.session);
    let mark = async |status: &str| {
        let body = json!({ "entries": [{ "participation_id": place, "status": status }] });
        let kept = scene.leader.api(Method::PUT, &path, Some(body)).await;
        assert_eq!(kept.status, StatusCode::OK, "{}", kept.json);
    };
    mark("present").await;
    for kind in [TaskKind::FillSheet, TaskKind::AccompanySession] {
        assert!(scene.asked(kind).await.is_empty(), "{kind}: what was asked about a session is over when it was held");
    }
    mark("unrecorded").await;
    scene.test.run_jobs_at("2026-10-16T18:00:00Z").await;
    assert_eq!(scene.asked(TaskKind::FillSheet).await, [scene.leader.id()], "it is empty again");
    scene.test.outbox().await;
}

/// The client says that they can't come.
async fn cant_come(scene: &Heard, client: ClientId) {
    scene.test.act(By::Client(client), async |act| attendance::notify_absence(act, scene.session, client).await).await;
}

/// What the sheet says of a place.
async fn mark_of(scene: &Heard, place: ParticipationId) -> Option<AttendanceStatus> {
    let find = mark::Entity::find().filter(mark::COLUMN.participation_id.eq(place));
    find.one(scene.test.app.db.read()).await.unwrap().map(|row| row.status)
}

#[tokio::test]
async fn with_a_place_that_is_given_back_comes_whoever_came_along_and_what_the_client_said_of_sessions_ahead() {
    for heard in [false, true] {
        let scene = scene().await;
        let client = scene.placed("Aino Asiakas", ReachedBy::by(ContactChannel::Sms, Some(PHONE))).await;
        let place = place_of(&scene, client).await;
        cant_come(&scene, client).await;
        scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
        assert_eq!(scene.asked(TaskKind::AccompanySession).await, [scene.worker.id()]);
        end(&scene, place.id, json!({ "tell_client": false })).await;
        assert!(scene.asked(TaskKind::AccompanySession).await.is_empty());
        assert_eq!(mark_of(&scene, place.id).await, None);
        if heard {
            scene.test.run_jobs_at("2026-10-14T09:10:00Z").await;
        }
        let back = reopen(&scene, place.id, json!({})).await;
        assert_eq!(back.status, StatusCode::OK, "{}", back.json);
        assert_eq!(scene.asked(TaskKind::AccompanySession).await, [scene.worker.id()], "who promised comes");
        assert_eq!(mark_of(&scene, place.id).await, Some(AttendanceStatus::AbsentNotified));
        let referral = scene.row(place.referral_id.unwrap()).await;
        assert_eq!(referral.closed_at, None, "who is awaited has an open referral");
        scene.test.outbox().await;
    }
}

#[tokio::test]
async fn what_was_said_of_a_day_stands_again_when_its_session_is_back_there_before_anybody_heard() {
    for heard in [false, true] {
        let scene = scene().await;
        let client = scene.placed("Aino Asiakas", ReachedBy::by(ContactChannel::Sms, Some(PHONE))).await;
        let place = place_of(&scene, client).await.id;
        scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
        cant_come(&scene, client).await;
        let shift = async |starts: &str, ends: &str| {
            let body = json!({ "starts_at": starts, "ends_at": ends });
            let moved = scene.leader.api(Method::POST, &format!("/sessions/{}/move", scene.session), Some(body)).await;
            assert!(moved.status.is_success(), "{}", moved.json);
        };
        shift("2026-10-22T07:00:00Z", "2026-10-22T09:00:00Z").await;
        assert_eq!(mark_of(&scene, place).await, None, "the new day is asked anew");
        if heard {
            scene.test.run_jobs_at("2026-10-14T09:10:00Z").await;
        }
        shift("2026-10-23T07:00:00Z", "2026-10-23T09:00:00Z").await;
        assert_eq!(mark_of(&scene, place).await, None, "nor was it said of a third");
        shift("2026-10-20T07:00:00Z", "2026-10-20T09:00:00Z").await;
        let stands = (!heard).then_some(AttendanceStatus::AbsentNotified);
        assert_eq!(mark_of(&scene, place).await, stands, "heard of the other day: {heard}");
        scene.test.outbox().await;
    }
}

#[tokio::test]
async fn of_two_records_that_become_one_the_stricter_of_every_wish_stands() {
    let scene = scene().await;
    let kept = scene.test.client("Aino Asiakas", scene.worker.id()).await;
    let gone = scene.test.client("Aino Asiakas", scene.worker.id()).await;
    let wishes = |id, channel, reminders, address_protection| client::ActiveModel {
        id: Set(id),
        channel: Set(channel),
        reminders: Set(reminders),
        address_protection: Set(address_protection),
        show_place: Set(true),
        ..Default::default()
    };
    let rows = [
        wishes(kept, ContactChannel::Sms, ReminderChoice::DayBefore, false),
        wishes(gone, ContactChannel::None, ReminderChoice::None, true),
    ];
    scene
        .test
        .system(async |act| {
            for row in rows {
                row.update(act.tx).await?;
            }
            merge_clients(act, Merge { kept, gone }).await.map(drop)
        })
        .await;
    let row = client::Entity::find_by_id(kept).one(scene.test.app.db.read()).await.unwrap().unwrap();
    let wishes = (row.channel, row.reminders, row.address_protection, row.show_place);
    assert_eq!(wishes, (ContactChannel::None, ReminderChoice::None, true, false));
    scene.test.outbox().await;
}

#[tokio::test]
async fn protection_that_is_lifted_sends_nothing_of_the_time_between() {
    let scene = scene().await;
    let client = scene.placed("Aino Asiakas", ReachedBy::by(ContactChannel::None, Some(PHONE))).await;
    scene.runs().await;
    scene.test.run_jobs_at("2026-10-19T07:00:00Z").await;
    let before = scene.texts("").len();
    let again = client::ActiveModel { id: Set(client), channel: Set(ContactChannel::Sms), ..Default::default() };
    scene.test.system(async |act| Ok(again.update(act.tx).await?)).await;
    scene.test.run_jobs_at("2026-10-19T07:05:00Z").await;
    assert_eq!(scene.texts("").len(), before, "what was not sent then is not sent now: {:?}", scene.texts(""));
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_comes_along_comes_to_the_session_to_which_the_client_comes_and_back_with_the_client() {
    for heard in [false, true] {
        let scene = scene().await;
        let second = scene.test.session(scene.group, 2, "2026-10-27T08:00:00Z").await;
        let client = scene.placed("Aino Asiakas", ReachedBy::by(ContactChannel::Sms, Some(PHONE))).await;
        scene.runs().await;
        scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
        let due = async |scene: &Heard| scene.tasks(TaskKind::AccompanySession).await[0].session_id;
        assert_eq!(due(&scene).await, Some(scene.session));
        let page = scene.own_path(client).await;
        let mut me = scene.test.anybody();
        let said = |what: &str| format!("{page}/sessions/{}/{what}", scene.session);
        assert_eq!(me.post(&said("absence"), &[]).await.status, StatusCode::OK);
        assert_eq!(due(&scene).await, Some(second), "nobody comes along to where the client doesn't come");
        if heard {
            scene.test.run_jobs_at("2026-10-14T09:10:00Z").await;
            let told = scene.mails("will.worker@piiri.example");
            assert!(told.iter().any(|mail| mail.contains(&format!("/sessions/{second}"))), "{told:?}");
        }
        let before = scene.mails("will.worker@piiri.example").len();
        assert_eq!(me.post(&said("coming"), &[]).await.status, StatusCode::OK);
        assert_eq!(due(&scene).await, Some(scene.session));
        scene.test.run_jobs_at("2026-10-14T09:20:00Z").await;
        let told = scene.mails("will.worker@piiri.example").split_off(before);
        assert_eq!(told.len(), usize::from(heard), "what is said and unsaid before anybody heard is no news: {told:?}");
        scene.test.outbox().await;
    }
}

#[tokio::test]
async fn the_leader_s_number_of_today_leaves_out_who_can_not_come_and_counts_who_comes_after_all() {
    let mut scene = scene().await;
    let client = scene.placed("Aino Asiakas", ReachedBy::by(ContactChannel::Sms, Some(PHONE))).await;
    scene.placed("Eino Asiakas", ReachedBy::by(ContactChannel::Sms, Some("+358407654321"))).await;
    scene.runs().await;
    let page = scene.own_path(client).await;
    scene.test.at("2026-10-20T05:00:00Z");
    scene.leader.sign_in().await;
    assert!(scene.leader.get("/").await.text().contains("2 participants"));
    let mut me = scene.test.anybody();
    let said = |what: &str| format!("{page}/sessions/{}/{what}", scene.session);
    assert_eq!(me.post(&said("absence"), &[]).await.status, StatusCode::OK);
    assert!(scene.leader.get("/").await.text().contains("1 participant"));
    assert_eq!(me.post(&said("coming"), &[]).await.status, StatusCode::OK);
    assert!(scene.leader.get("/").await.text().contains("2 participants"));
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_place_that_ends_and_stands_again_is_told_with_its_page_to_leaders_and_to_who_was_to_come_along() {
    let scene = scene().await;
    let other = scene.test.staff("Olli Other", &[Role::Leader]).await;
    scene.leads_too(other.id(), LeaderRole::CoLeader, 1).await;
    let client = scene.placed("Aino Asiakas", ReachedBy::by(ContactChannel::Sms, Some(PHONE))).await;
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    let place = place_of(&scene, client).await;
    end(&scene, place.id, json!({ "tell_client": true })).await;
    scene.test.run_jobs_at("2026-10-14T09:10:00Z").await;
    let page = format!("/participations/{}", place.id);
    let names = |mails: Vec<String>, subject: &str| {
        mails.iter().filter(|mail| mail.starts_with(subject) && mail.contains(&page)).count()
    };
    for to in ["olli.other@piiri.example", "will.worker@piiri.example"] {
        assert_eq!(names(scene.mails(to), "A place has ended"), 1, "{to}: {:?}", scene.mails(to));
    }
    assert_eq!(reopen(&scene, place.id, json!({})).await.status, StatusCode::OK);
    scene.test.run_jobs_at("2026-10-14T09:20:00Z").await;
    for to in ["olli.other@piiri.example", "will.worker@piiri.example"] {
        assert_eq!(names(scene.mails(to), "A place stands after all"), 1, "{to}: {:?}", scene.mails(to));
    }
    scene.test.outbox().await;
}

#[tokio::test]
async fn nobody_is_offered_a_place_until_there_are_fewer_than_the_group_has_again() {
    let scene = scene().await;
    let client = scene.placed("Aino Asiakas", ReachedBy::by(ContactChannel::Sms, Some(PHONE))).await;
    let place = place_of(&scene, client).await;
    has_begun(&scene, &place).await;
    end(&scene, place.id, json!({})).await;
    let full = group::ActiveModel { id: Set(scene.group), capacity: Set(1), ..Default::default() };
    scene.test.system(async |act| Ok(full.update(act.tx).await?)).await;
    let next = scene.placed("Eino Asiakas", ReachedBy::by(ContactChannel::Sms, Some("+358407654321"))).await;
    let waits = scene.refer("Jorma Asiakas", ReachedBy::text()).await;
    scene.step(waits, "waitlisted").await;
    let back = reopen(&scene, place.id, json!({ "reason": "Ended by mistake" })).await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.json);
    let status = async || scene.row(waits).await.status;
    let mut first = place_of(&scene, next).await;
    has_begun(&scene, &first).await;
    end(&scene, first.id, json!({})).await;
    scene.test.run_jobs_at("2026-10-14T09:30:00Z").await;
    assert_eq!(status().await, entity::state::ReferralStatus::Waitlisted, "one place, and one who has it");
    first = place_of(&scene, client).await;
    end(&scene, first.id, json!({})).await;
    scene.test.run_jobs_at("2026-10-14T10:00:00Z").await;
    assert_eq!(status().await, entity::state::ReferralStatus::Offered, "now one is free");
    scene.test.outbox().await;
}
