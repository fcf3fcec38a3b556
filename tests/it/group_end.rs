//! A group that is decided on, cancelled or over: what becomes of its places and referrals, and who is told.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use entity::id::{ClientId, GroupId};
use entity::list::Channels;
use entity::state::{
    ApplicationStatus, Channel, CloseReason, ContactChannel, GroupStatus, Language, MessageKind, MessageStatus,
    Openness, ParticipationStatus, RatingPhase, ReferralSource, ReferralStatus, Role, TaskKind,
};
use entity::{application, change_log, client, group, message, offer, participation, referral, task, waiting};
use piiri::acts;
use piiri::notify::{self, Audience, News};
use piiri::rating::{self, NewRequest};
use piiri::task::NewTask;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Set};
use serde_json::json;

use crate::support::app::noon;
use crate::support::places::Plan;
use crate::support::{TestApp, seed};

/// Whether a message tells whoever referred of the last that became of a referral: what was to be told before is taken
/// back by it.
fn is_last_answer(row: &message::Model) -> bool {
    row.kind == MessageKind::ReferralAnswer && row.status == MessageStatus::Queued
}

#[tokio::test]
async fn a_cancelled_group_gives_back_every_place_and_tells_each_client_without_naming_itself() {
    let test = TestApp::new().await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(2)).await;
    for (name, to) in [("Aino", "confirmed"), ("Eino", "offered"), ("Jorma", "waitlisted")] {
        let id = test.referral(group, name, worker.id()).await;
        let step = leader.api(Method::POST, &format!("/referrals/{id}/transitions"), Some(json!({"to": to}))).await;
        assert_eq!(step.status, StatusCode::OK, "{}", step.json);
    }
    let rows = client::Entity::find().all(test.app.db.read()).await.unwrap();
    let silent = rows.iter().find(|row| row.name == "Aino").unwrap().id;
    let tx = test.app.db.write().await.unwrap();
    for row in rows.iter().filter(|row| row.id != silent) {
        let email = Set(Some("somebody@piiri.example".to_owned()));
        let reached =
            client::ActiveModel { id: Set(row.id), channel: Set(ContactChannel::Email), email, ..Default::default() };
        client::Entity::update(reached).exec(&tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    let steps = format!("/groups/{group}/transitions");
    let bare = leader.api(Method::POST, &steps, Some(json!({"to": "cancelled"}))).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = leader.api(Method::POST, &steps, Some(json!({"to": "cancelled", "code": "too_few"}))).await;
    assert_eq!(answer.json["status"], "cancelled", "{}", answer.json);

    let db = test.app.db.read();
    assert!(participation::Entity::find().all(db).await.unwrap().iter().all(|place| !place.active));
    assert!(offer::Entity::find().all(db).await.unwrap().iter().all(|offer| offer.status.code() == "withdrawn"));
    assert!(waiting::Entity::find().all(db).await.unwrap().iter().all(|turn| !turn.active));
    let waits = referral::Entity::find().all(db).await.unwrap();
    let waits = waits.iter().filter(|row| row.closed_at.is_none() && row.status == ReferralStatus::InReview);
    assert_eq!(waits.count(), 3, "a person says what becomes of each");
    assert_eq!((&answer.json["told"]["by_mail"], &answer.json["told"]["to_call"]), (&json!(2), &json!(1)));
    test.run_jobs_at("2026-10-14T09:03:00Z").await;
    let told = test.outbox().await;
    let of_group = told.iter().filter(|row| row.kind == MessageKind::GroupCancelled);
    let (clients, staff): (Vec<_>, Vec<_>) = of_group.partition(|row| row.client_id.is_some());
    assert_eq!(clients.len(), 3, "who has a place, an offer or waits is told; who wants no messages is called");
    assert!(clients.iter().all(|row| !row.body.contains("Pata") && !row.body.to_lowercase().contains("ryhm")));
    let staff: Vec<_> = staff.iter().map(|row| row.staff_id).collect();
    assert_eq!(staff, [Some(worker.id())], "whoever referred all three hears of it once");
    let more = told.iter().filter(|row| row.kind == MessageKind::ReferralAnswer && row.status == MessageStatus::Sent);
    assert_eq!(more.count(), 0, "and is not told of each referral besides");
    let calls = task::Entity::find().all(db).await.unwrap();
    let call = calls.iter().find(|task| task.client_id == Some(silent) && task.kind == TaskKind::CallSession);
    assert_eq!(call.unwrap().staff_id, worker.id());
    let ended = [("Aino", "participation.ended"), ("Eino", "offer.withdrawn"), ("Jorma", "waiting.ended")];
    for (name, act) in ended {
        let acts = acts_on(&test, rows.iter().find(|row| row.name == name).unwrap().id).await;
        assert!(acts.contains(act) && acts.contains("referral.step"), "{name}: {acts:?}");
    }
}

#[tokio::test]
async fn whoever_applies_to_a_cancelled_group_is_answered_once_whatever_the_state() {
    let test = TestApp::new().await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(2)).await;
    let states = [ApplicationStatus::Unconfirmed, ApplicationStatus::Waiting, ApplicationStatus::Accepted];
    let tx = test.app.db.write().await.unwrap();
    for (n, status) in states.into_iter().enumerate() {
        let row = application::ActiveModel {
            id: Set(piiri::random::id(noon())),
            group_id: Set(group),
            source: Set(ReferralSource::Own),
            status: Set(status),
            name: Set("Aino Asiakas".into()),
            email: Set(Some(format!("aino{n}@piiri.example"))),
            language: Set(Language::Fi),
            message: Set(String::new()),
            first_channel: Set(Channel::Peer),
            channels: Set(Channels(vec![Channel::Peer])),
            token_hash: Set(format!("hash{n}")),
            created_at: Set(noon()),
            expires_at: Set(noon() + chrono::TimeDelta::days(7)),
            ..Default::default()
        };
        application::Entity::insert(row).exec_without_returning(&tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    let steps = format!("/groups/{group}/transitions");
    let answer = leader.api(Method::POST, &steps, Some(json!({"to": "cancelled", "code": "too_few"}))).await;
    assert_eq!(answer.json["told"]["by_mail"], 2, "{}", answer.json);
    for later in ["2026-10-14T09:03:00Z", "2026-10-14T11:03:00Z"] {
        test.run_jobs_at(later).await;
    }
    let mut to: Vec<String> = test.app.mailer.kept().into_iter().map(|mail| mail.to).collect();
    to.retain(|to| to.starts_with("aino"));
    to.sort();
    assert_eq!(to, ["aino0@piiri.example", "aino1@piiri.example"]);
    test.outbox().await;
}

#[tokio::test]
async fn that_a_group_runs_is_told_with_its_first_session_to_who_has_a_place() {
    let test = TestApp::new().await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(2)).await;
    let referral = test.referral(group, "Aino", worker.id()).await;
    let (path, to) = (format!("/referrals/{referral}/transitions"), json!({"to": "confirmed"}));
    assert_eq!(leader.api(Method::POST, &path, Some(to)).await.status, StatusCode::OK);
    test.session(group, 1, "2026-10-20T07:00:00Z").await;
    let tx = test.app.db.write().await.unwrap();
    let aino = client::Entity::find().one(&tx).await.unwrap().unwrap().id;
    let (channel, phone) = (Set(ContactChannel::Sms), Set(Some("+358401234567".to_owned())));
    let reached = client::ActiveModel { id: Set(aino), channel, phone, ..Default::default() };
    client::Entity::update(reached).exec(&tx).await.unwrap();
    tx.commit().await.unwrap();
    test.run_jobs_at("2026-10-14T09:03:00Z").await;
    let steps = format!("/groups/{group}/transitions");
    let run = json!({"to": "confirmed_to_run", "reason": "Two more come"});
    let answer = leader.api(Method::POST, &steps, Some(run)).await;
    assert_eq!((&answer.json["told"]["by_text"], &answer.json["told"]["staff"]), (&json!(1), &json!(1)));
    test.run_jobs_at("2026-10-14T09:06:00Z").await;
    let texts: Vec<String> = test.app.sms.kept().into_iter().map(|sms| sms.text).collect();
    assert!(texts.iter().any(|text| text.starts_with("Tapaamisesi alkavat ti 20.10. klo 10.")), "{texts:?}");
    test.outbox().await;
}

#[tokio::test]
async fn a_group_with_too_few_clients_runs_only_for_a_reason() {
    let test = TestApp::new().await;
    let mut leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(2)).await;
    let card = format!("/groups/{group}");
    let fields = [("to".to_owned(), "confirmed_to_run".to_owned()), ("reason".to_owned(), String::new())];
    leader.sign_in().await;
    let refused = leader.post(&format!("{card}/step"), &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("Write why the group runs all the same"), "{}", refused.text());
    let fields = [fields[0].clone(), ("reason".to_owned(), "Two more come next week".to_owned())];
    let decided = leader.post(&format!("{card}/step"), &fields).await;
    assert!(decided.text().contains("Confirmed to run"), "{}", decided.text());
}

#[tokio::test]
async fn an_early_end_tells_those_who_would_have_come_once_and_without_naming_the_group() {
    let test = TestApp::new().await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(2)).await;
    let referral = test.referral(group, "Aino", worker.id()).await;
    let (path, to) = (format!("/referrals/{referral}/transitions"), json!({"to": "confirmed"}));
    assert_eq!(leader.api(Method::POST, &path, Some(to)).await.status, StatusCode::OK);
    for (number, day) in [(1, 20), (2, 27)] {
        test.session(group, number, &format!("2026-10-{day}T08:00:00Z")).await;
    }
    let tx = test.app.db.write().await.unwrap();
    let aino = client::Entity::find().one(&tx).await.unwrap().unwrap().id;
    let email = Set(Some("somebody@piiri.example".to_owned()));
    let reached =
        client::ActiveModel { id: Set(aino), channel: Set(ContactChannel::Email), email, ..Default::default() };
    client::Entity::update(reached).exec(&tx).await.unwrap();
    let row = group::ActiveModel { id: Set(group), status: Set(GroupStatus::Running), ..Default::default() };
    group::Entity::update(row).exec(&tx).await.unwrap();
    tx.commit().await.unwrap();
    let steps = format!("/groups/{group}/transitions");
    let answer = leader.api(Method::POST, &steps, Some(json!({"to": "ended"}))).await;
    assert_eq!(answer.json["status"], "ended", "{}", answer.json);
    test.run_jobs_at("2026-10-14T09:03:00Z").await;
    let told = test.outbox().await;
    let of_end = |row: &&message::Model| row.client_id == Some(aino) && row.kind == MessageKind::GroupCancelled;
    let told: Vec<_> = told.iter().filter(of_end).collect();
    assert_eq!(told.len(), 1, "two sessions ahead, one message: {told:?}");
    assert_eq!(told[0].status, MessageStatus::Sent);
    assert!(!told[0].body.is_empty());
    assert_eq!(piiri::message::discreet::revealing(&told[0].body, &["Pata porisee"]), None, "{}", told[0].body);
}

#[tokio::test]
async fn who_loses_the_place_as_the_group_ends_hears_all_the_same_that_the_coming_sessions_are_off() {
    let test = TestApp::new().await;
    let leader = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let group = seed::group(&test, leader.id(), "G01", Openness::Closed).await;
    seed::session(&test, group, 1, "2026-10-20T07:00:00Z").await;
    let mut places = Vec::new();
    for (name, channel) in [("Aino", ContactChannel::Email), ("Eino", ContactChannel::None)] {
        let id = seed::client(&test, leader.id(), name).await;
        let place = seed::place(&test, group, id, "2026-10-01T09:00:00Z").await;
        let email = Set(Some(format!("{}@piiri.example", name.to_lowercase())));
        let reached = client::ActiveModel { id: Set(id), channel: Set(channel), email, ..Default::default() };
        test.system(async |act| Ok(client::Entity::update(reached).exec(act.tx).await.map(drop)?)).await;
        places.push((id, place));
    }
    let aino = places[0].0;
    test.at("2026-10-14T17:30:00Z");
    test.system(async |act| {
        let new = NewRequest { phase: RatingPhase::End, session: None, due_on: act.today() };
        let request = rating::ask(act, places[0].1, new).await?;
        notify::tell(act, &[Audience::Client(aino)], News::RatingAsked { request }).await.map(|_told| ())
    })
    .await;
    let steps = format!("/groups/{group}/transitions");
    let ended = leader.api(Method::POST, &steps, Some(json!({"to": "ended"}))).await;
    assert_eq!(ended.json["told"]["to_call"], 1, "{}", ended.json);
    test.at("2026-10-14T17:40:00Z");
    for (_, place) in &places {
        let end = json!({"reason": "transferred", "on": "2026-10-14"});
        let done = leader.api(Method::POST, &format!("/participations/{place}/end"), Some(end)).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.json);
    }
    let tasks = task::Entity::find().filter(task::Column::Kind.eq(TaskKind::CallSession));
    let calls = tasks.filter(task::Column::DoneAt.is_null()).all(test.app.db.read()).await.unwrap();
    assert_eq!(calls.iter().map(|call| call.client_id).collect::<Vec<_>>(), [Some(places[1].0)], "still to be called");
    test.run_jobs_at("2026-10-15T06:05:00Z").await;
    let told = test.outbox().await;
    for kind in [MessageKind::GroupCancelled, MessageKind::RatingRequest] {
        let of_kind: Vec<_> = told.iter().filter(|row| row.client_id == Some(aino) && row.kind == kind).collect();
        assert_eq!(of_kind.iter().map(|row| row.status).collect::<Vec<_>>(), [MessageStatus::Sent], "{kind}");
    }
}

#[tokio::test]
async fn a_session_that_was_called_off_is_told_though_its_group_ends_with_it() {
    for road in [EndsBy::Leader, EndsBy::Clock] {
        let test = TestApp::new().await;
        let leader = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
        let group = seed::group(&test, leader.id(), "G01", Openness::Closed).await;
        seed::session(&test, group, 1, "2026-10-13T07:00:00Z").await;
        let last = seed::session(&test, group, 2, "2026-10-16T07:00:00Z").await;
        let aino = seed::client(&test, leader.id(), "Aino").await;
        seed::place(&test, group, aino, "2026-10-01T09:00:00Z").await;
        let (channel, email) = (Set(ContactChannel::Email), Set(Some("aino@piiri.example".into())));
        let reached = client::ActiveModel { id: Set(aino), channel, email, ..Default::default() };
        test.system(async |act| Ok(client::Entity::update(reached).exec(act.tx).await.map(drop)?)).await;
        let off = format!("/sessions/{last}/cancel");
        let done = leader.api(Method::POST, &off, Some(json!({"code": "weather"}))).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.json);
        if let EndsBy::Leader = road {
            let ended = Some(json!({"to": "ended"}));
            leader.api(Method::POST, &format!("/groups/{group}/transitions"), ended).await;
        } else {
            test.run_jobs_at("2026-10-14T09:01:00Z").await;
            let row = group::Entity::find_by_id(group).one(test.app.db.read()).await.unwrap().unwrap();
            assert_eq!(row.status, GroupStatus::Running, "the session may still come back");
        }
        test.run_jobs_at("2026-10-14T09:03:00Z").await;
        let row = group::Entity::find_by_id(group).one(test.app.db.read()).await.unwrap().unwrap();
        assert_eq!(row.status, GroupStatus::Ended, "{road:?}");
        let told = test.outbox().await;
        let told = told.iter().filter(|row| row.client_id == Some(aino) && row.kind == MessageKind::SessionCancelled);
        assert_eq!(told.map(|row| row.status).collect::<Vec<_>>(), [MessageStatus::Sent], "{road:?}");
    }
}

/// By which road a group ends.
#[derive(Clone, Copy, Debug)]
enum EndsBy {
    Leader,
    Clock,
}

#[tokio::test]
async fn what_was_asked_about_a_group_ahead_is_settled_as_it_ends_but_sheets_and_other_work_are_not() {
    for road in [EndsBy::Leader, EndsBy::Clock] {
        let test = TestApp::new().await;
        let leader = test.staff("Ann Leader", &[Role::Leader]).await;
        let group = test.group("Pata porisee", leader.id(), Plan::open(2)).await;
        let ended_at = test.app.clock.now() - chrono::TimeDelta::hours(1);
        let row = group::ActiveModel {
            id: Set(group),
            status: Set(GroupStatus::Running),
            ends_at: Set(Some(ended_at)),
            ..Default::default()
        };
        test.system(async |act| Ok(group::Entity::update(row).exec(act.tx).await.map(drop)?)).await;
        let settled = [
            TaskKind::TwoMisses,
            TaskKind::LowFill,
            TaskKind::DecideToRun,
            TaskKind::LeaderLeft,
            TaskKind::BreakFalls,
            TaskKind::SeasonFalls,
            TaskKind::VenueClosed,
            TaskKind::AccompanySession,
        ];
        for kind in settled.into_iter().chain([TaskKind::FillSheet, TaskKind::Other]) {
            let new = NewTask { key: kind.to_string(), group: Some(group), ..NewTask::default() };
            test.system(async |act| piiri::task::ask(act, kind, leader.id(), act.now, new).await).await;
        }
        match road {
            EndsBy::Leader => {
                let steps = format!("/groups/{group}/transitions");
                leader.api(Method::POST, &steps, Some(json!({"to": "ended"}))).await;
            }
            EndsBy::Clock => acts::advance_groups(&test.app, test.app.clock.now()).await.unwrap(),
        }
        let row = group::Entity::find_by_id(group).one(test.app.db.read()).await.unwrap().unwrap();
        assert_eq!(row.status, GroupStatus::Ended, "{road:?}");
        let tasks = task::Entity::find().filter(task::Column::DoneAt.is_null()).order_by_asc(task::Column::Key);
        let open: Vec<_> = tasks.all(test.app.db.read()).await.unwrap().into_iter().map(|task| task.kind).collect();
        assert_eq!(open, [TaskKind::FillSheet, TaskKind::Other], "{road:?}");
    }
}

#[tokio::test]
async fn a_request_about_a_cancelled_group_outlives_it_and_a_sheet_does_not() {
    let test = TestApp::new().await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(2)).await;
    for kind in [TaskKind::FillSheet, TaskKind::Other] {
        let new = NewTask { key: kind.to_string(), group: Some(group), ..NewTask::default() };
        test.system(async |act| piiri::task::ask(act, kind, leader.id(), act.now, new).await).await;
    }
    let steps = format!("/groups/{group}/transitions");
    leader.api(Method::POST, &steps, Some(json!({"to": "cancelled", "code": "too_few"}))).await;
    let open = task::Entity::find().filter(task::Column::DoneAt.is_null()).all(test.app.db.read()).await.unwrap();
    assert_eq!(open.iter().map(|task| task.kind).collect::<Vec<_>>(), [TaskKind::Other]);
    test.outbox().await;
}

#[tokio::test]
async fn nobody_is_to_call_about_an_offer_or_a_session_of_a_group_that_is_cancelled() {
    let test = TestApp::new().await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(2)).await;
    let session = test.session(group, 1, "2026-10-20T07:00:00Z").await;
    for (name, to) in [("Aino", "confirmed"), ("Eino", "offered")] {
        let id = test.referral(group, name, worker.id()).await;
        let step = leader.api(Method::POST, &format!("/referrals/{id}/transitions"), Some(json!({"to": to}))).await;
        assert_eq!(step.status, StatusCode::OK, "{}", step.json);
    }
    // The one with a place was told of it.
    let of = message::Entity::find().filter(message::Column::Kind.eq(MessageKind::Confirmed));
    let place = of.filter(message::Column::ClientId.is_not_null()).one(test.app.db.read()).await.unwrap().unwrap();
    test.system(async |act| piiri::notify::done_by_hand(act, place.id).await).await;
    let to = Some(json!({"starts_at": "2026-10-21T07:00:00Z"}));
    assert_eq!(leader.api(Method::POST, &format!("/sessions/{session}/move"), to).await.status, StatusCode::OK);
    let asked = async || {
        let tasks = task::Entity::find().all(test.app.db.read()).await.unwrap();
        let open = tasks.into_iter().filter(|task| task.done_at.is_none() && task.group_id == Some(group));
        open.map(|task| (task.kind, task.session_id)).collect::<BTreeSet<_>>()
    };
    let before = BTreeSet::from([(TaskKind::CallSession, None), (TaskKind::CallSession, Some(session))]);
    assert_eq!(asked().await, before);
    let off = Some(json!({"to": "cancelled", "code": "too_few"}));
    let answer = leader.api(Method::POST, &format!("/groups/{group}/transitions"), off).await;
    assert_eq!(answer.json["told"]["to_call"], 2, "{}", answer.json);
    let after = BTreeSet::from([(TaskKind::CallSession, None), (TaskKind::GroupOver, None)]);
    assert_eq!(asked().await, after, "only that the group is cancelled, and what becomes of the referral");
    test.outbox().await;
}

async fn ended(test: &TestApp, group: GroupId) {
    let tx = test.app.db.write().await.unwrap();
    let row = group::ActiveModel { id: Set(group), status: Set(GroupStatus::Ended), ..Default::default() };
    group::Entity::update(row).exec(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn who_still_waits_when_a_group_ends_is_settled_by_a_person_and_who_never_came_never_started() {
    let test = TestApp::new().await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(1)).await;
    for (name, to) in [("Aino", "confirmed"), ("Eino", "waitlisted")] {
        let id = test.referral(group, name, worker.id()).await;
        leader.api(Method::POST, &format!("/referrals/{id}/transitions"), Some(json!({"to": to}))).await;
    }
    ended(&test, group).await;
    test.at("2026-10-14T09:02:00Z");
    acts::close_ended_groups(&test.app, test.app.clock.now()).await.unwrap();
    let closed = referral::Entity::find().order_by_asc(referral::Column::Id).all(test.app.db.read()).await.unwrap();
    let mut reasons: Vec<_> = closed.iter().map(|row| row.close_reason).collect();
    reasons.sort_unstable();
    assert_eq!(reasons, [None, Some(CloseReason::NoStart)], "nobody has said what becomes of who waits");
    let places = participation::Entity::find().all(test.app.db.read()).await.unwrap();
    assert!(places.iter().all(|place| !place.active && place.status == ParticipationStatus::NoStart));
    let told = test.outbox().await;
    assert_eq!(told.iter().filter(|row| is_last_answer(row)).count(), 1, "whoever referred hears of what is closed");
}

#[tokio::test]
async fn who_stayed_away_twice_keeps_the_place_until_somebody_has_called_and_frees_it() {
    let test = TestApp::new().await;
    let mut leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(1)).await;
    let sessions =
        [test.session(group, 1, "2026-10-20T09:00:00Z").await, test.session(group, 2, "2026-10-27T09:00:00Z").await];
    for (name, to) in [("Aino", "confirmed"), ("Eino", "waitlisted")] {
        let id = test.referral(group, name, worker.id()).await;
        leader.api(Method::POST, &format!("/referrals/{id}/transitions"), Some(json!({"to": to}))).await;
    }
    let db = test.app.db.read();
    let place = participation::Entity::find().one(db).await.unwrap().unwrap().id;
    for (session, at) in [(sessions[0], "2026-10-20T12:00:00Z"), (sessions[1], "2026-10-27T12:00:00Z")] {
        test.at(at);
        let missed = json!({"entries": [{"participation_id": place, "status": "no_show"}]});
        let kept = leader.api(Method::PUT, &format!("/sessions/{session}/attendance"), Some(missed)).await;
        assert_eq!(kept.status, StatusCode::OK, "{}", kept.json);
        acts::close_ended_groups(&test.app, test.app.clock.now()).await.unwrap();
        let row = participation::Entity::find_by_id(place).one(db).await.unwrap().unwrap();
        assert_eq!(row.status, ParticipationStatus::Confirmed, "{at}");
    }
    let call = task::Entity::find().filter(task::Column::Kind.eq(TaskKind::TwoMisses)).one(db).await.unwrap();
    assert_eq!(call.unwrap().staff_id, worker.id(), "the key worker calls first");
    test.outbox().await;
    leader.sign_in().await;
    leader.press(&format!("/groups/{group}/participants"), "Never came").await;
    let row = participation::Entity::find_by_id(place).one(db).await.unwrap().unwrap();
    assert_eq!(row.status, ParticipationStatus::NoStart);
    test.at("2026-10-27T12:03:00Z");
    acts::offer_places_on(&test.app, test.app.clock.now()).await.unwrap();
    assert_eq!(offer::Entity::find().count(db).await.unwrap(), 1, "the place goes to the next in line");
    let told = test.outbox().await;
    assert!(told.iter().any(|row| row.staff_id == Some(worker.id()) && is_last_answer(row)), "{told:?}");
}

#[tokio::test]
async fn a_death_ends_places_referrals_and_messages_and_tells_nobody() {
    let test = TestApp::new().await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(1)).await;
    for (name, to) in [("Aino", "confirmed"), ("Eino", "waitlisted")] {
        let id = test.referral(group, name, worker.id()).await;
        leader.api(Method::POST, &format!("/referrals/{id}/transitions"), Some(json!({"to": to}))).await;
    }
    let db = test.app.db.read();
    let place = participation::Entity::find().one(db).await.unwrap().unwrap();
    let call = NewTask { key: "call".into(), client: Some(place.client_id), ..NewTask::default() };
    test.system(async |act| piiri::task::ask(act, TaskKind::TwoMisses, worker.id(), act.now, call).await).await;
    let path = format!("/clients/{}", place.client_id);
    let saved = worker.api(Method::PATCH, &path, Some(json!({"deceased_on": "2026-10-13"}))).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.json);
    let after = participation::Entity::find_by_id(place.id).one(db).await.unwrap().unwrap();
    assert_eq!((after.status, after.active), (ParticipationStatus::Deceased, false));
    assert_eq!(after.ended_on.unwrap().to_string(), "2026-10-13");
    let own = referral::Entity::find().filter(referral::Column::ClientId.eq(place.client_id)).one(db).await.unwrap();
    assert_eq!(own.unwrap().close_reason, Some(CloseReason::Withdrawn));
    let about = task::Entity::find().filter(task::Column::ClientId.eq(place.client_id)).all(db).await.unwrap();
    assert!(about.iter().all(|task| task.done_at.is_some()), "nobody is to call the dead: {about:?}");
    assert_eq!(offer::Entity::find().count(db).await.unwrap(), 0, "a day that was mistyped can be taken back");
    test.at("2026-10-14T09:03:00Z");
    acts::offer_places_on(&test.app, test.app.clock.now()).await.unwrap();
    assert_eq!(offer::Entity::find().count(db).await.unwrap(), 1, "the place goes to the next in line");
    let outbox = test.outbox().await;
    let own: Vec<_> = outbox.iter().filter(|row| row.client_id == Some(place.client_id)).collect();
    assert!(own.iter().all(|row| row.status == MessageStatus::Cancelled), "{own:?}");
}

#[tokio::test]
async fn every_page_of_a_group_names_it_and_leads_to_its_other_pages() {
    let test = TestApp::new().await;
    let mut leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(1)).await;
    for page in ["referrals", "participants", "applications", "recruitment"] {
        let shown = leader.get(&format!("/groups/{group}/{page}")).await;
        assert!(shown.all("h1")[0].contains("Pata porisee"), "{page}");
        assert!(shown.attributes("nav a", "href").contains(&format!("/groups/{group}/sessions")), "{page}");
    }
}

/// What the change log says was done to a client's data.
async fn acts_on(test: &TestApp, id: ClientId) -> BTreeSet<String> {
    let find = change_log::Entity::find().filter(change_log::Column::ClientId.eq(id));
    find.all(test.app.db.read()).await.unwrap().into_iter().map(|row| row.act).collect()
}
