//! What follows from marks and from their corrections: places, referrals, tasks, in a constant number of statements.

use axum::http::{Method, StatusCode};
use entity::id::{ClientId, GroupId, ParticipationId, SessionId};
use entity::state::{CloseReason, LeaderRole, Openness, ParticipationStatus, ReferralStatus, Role, TaskKind};
use entity::{
    access_log, attendance_correction, change_log, client, group_leader, participation, referral, staff, task,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Set};
use serde_json::json;

use crate::support::actor::Actor;
use crate::support::places::Plan;
use crate::support::{TestApp, seed};

const STATUSES: [&str; 6] = ["present", "late", "partial", "absent_notified", "no_show", "unrecorded"];

/// A group with three sessions behind it, and a client with a place by a referral.
struct Scene {
    sessions: Vec<SessionId>,
    place: ParticipationId,
}

async fn scene(test: &TestApp, (ann, wes): (&Actor, &Actor), name: &str) -> Scene {
    test.at("2026-09-01T06:00:00Z");
    let group = test.group(name, ann.id(), Plan::open(8)).await;
    let mut sessions = Vec::new();
    for (number, day) in (1..).zip(["02", "09", "16"]) {
        sessions.push(test.session(group, number, &format!("2026-09-{day}T07:00:00Z")).await);
    }
    let referral = test.referral(group, name, wes.id()).await;
    let steps = format!("/referrals/{referral}/transitions");
    let step = ann.api(Method::POST, &steps, Some(json!({ "to": "confirmed" }))).await;
    assert_eq!(step.status, StatusCode::OK, "{}", step.json);
    test.at("2026-10-14T09:00:00Z");
    let places = participation::Entity::find().filter(participation::Column::GroupId.eq(group));
    Scene { sessions, place: places.one(test.app.db.read()).await.unwrap().unwrap().id }
}

async fn mark(test: &TestApp, by: &Actor, session: SessionId, (place, status): (ParticipationId, &str)) {
    let minutes = matches!(status, "late" | "partial").then_some(30);
    let body = json!({ "entries": [{ "participation_id": place, "status": status, "minutes": minutes }] });
    let answer = by.api(Method::PUT, &format!("/sessions/{session}/attendance"), Some(body)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
    // A later moment for a later act, as people make them.
    let next = test.app.clock.now() + chrono::TimeDelta::minutes(1);
    test.at(&next.to_rfc3339());
}

type State = (ParticipationStatus, Option<String>, ReferralStatus, bool, Option<CloseReason>, usize);

/// How a place stands: its state and start, its referral, and the calls that are asked for.
async fn state(test: &TestApp, place: ParticipationId) -> State {
    let db = test.app.db.read();
    let place = participation::Entity::find_by_id(place).one(db).await.unwrap().unwrap();
    let sent = referral::Entity::find_by_id(place.referral_id.unwrap()).one(db).await.unwrap().unwrap();
    let calls = task::Entity::find()
        .filter(task::Column::ClientId.eq(place.client_id))
        .filter(task::Column::Kind.eq(TaskKind::TwoMisses))
        .filter(task::Column::DoneAt.is_null());
    let calls = usize::try_from(calls.count(db).await.unwrap()).unwrap();
    let started = place.started_on.map(|on| on.to_string());
    (place.status, started, sent.status, sent.closed_at.is_none(), sent.close_reason, calls)
}

#[tokio::test]
async fn a_mistaken_first_presence_leaves_the_place_confirmed_and_the_referral_open_again() {
    let test = TestApp::new().await;
    let (ann, wes) = (test.staff("Ann Leader", &[Role::Leader]).await, test.staff("Wes Worker", &[Role::Worker]).await);
    let scene = scene(&test, (&ann, &wes), "Pata porisee").await;
    let [first, second, _] = scene.sessions[..] else { unreachable!() };
    let (place, waiting) = (scene.place, state(&test, scene.place).await);
    assert_eq!((waiting.0, waiting.3, waiting.4), (ParticipationStatus::Confirmed, true, None));
    mark(&test, &ann, second, (place, "present")).await;
    let begun = state(&test, place).await;
    assert_eq!((begun.0, begun.1.as_deref()), (ParticipationStatus::Started, Some("2026-09-09")));
    assert_eq!((begun.3, begun.4), (false, Some(CloseReason::Started)));
    mark(&test, &ann, first, (place, "late")).await;
    assert_eq!(state(&test, place).await.1.as_deref(), Some("2026-09-02"), "an earlier day found later moves it back");
    mark(&test, &ann, first, (place, "no_show")).await;
    assert_eq!(state(&test, place).await.1.as_deref(), Some("2026-09-09"), "and its correction moves it on again");
    mark(&test, &ann, second, (place, "absent_notified")).await;
    assert_eq!(state(&test, place).await, waiting, "no presence remains");
    let db = test.app.db.read();
    assert_eq!(attendance_correction::Entity::find().count(db).await.unwrap(), 2, "the history is kept");
    let acts =
        change_log::Entity::find().filter(change_log::Column::Act.is_in(["referral.closed", "referral.reopened"]));
    let acts = acts.order_by(change_log::Column::At, sea_orm::Order::Asc).all(db).await.unwrap();
    assert_eq!(acts.iter().map(|row| row.act.as_str()).collect::<Vec<_>>(), ["referral.closed", "referral.reopened"]);
    test.outbox().await;
}

#[tokio::test]
async fn a_place_that_ended_without_a_presence_is_a_no_start_and_a_late_mark_makes_it_a_drop_out() {
    let test = TestApp::new().await;
    let (ann, wes) = (test.staff("Ann Leader", &[Role::Leader]).await, test.staff("Wes Worker", &[Role::Worker]).await);
    let scene = scene(&test, (&ann, &wes), "Nikkarit").await;
    mark(&test, &ann, scene.sessions[0], (scene.place, "present")).await;
    let end = json!({ "reason": "dropped_out", "on": "2026-10-01" });
    let ended = ann.api(Method::POST, &format!("/participations/{}/end", scene.place), Some(end)).await;
    assert_eq!(ended.json["ended_on"], "2026-09-02", "a drop-out ends with its last presence: {}", ended.json);
    mark(&test, &ann, scene.sessions[0], (scene.place, "no_show")).await;
    let never = state(&test, scene.place).await;
    assert_eq!((never.0, never.1, never.4), (ParticipationStatus::NoStart, None, Some(CloseReason::NoStart)));
    mark(&test, &ann, scene.sessions[1], (scene.place, "present")).await;
    let left = state(&test, scene.place).await;
    assert_eq!((left.0, left.4), (ParticipationStatus::DroppedOut, Some(CloseReason::Started)));
    let place = participation::Entity::find_by_id(scene.place).one(test.app.db.read()).await.unwrap().unwrap();
    assert_eq!(place.ended_on.unwrap().to_string(), "2026-09-09");
    test.outbox().await;
}

/// Whatever is marked and corrected, in whatever order: what stands is what the last marks alone would have made.
#[tokio::test]
async fn corrections_leave_what_the_last_marks_alone_would_have_made() {
    let test = TestApp::new().await;
    let (ann, wes) = (test.staff("Ann Leader", &[Role::Leader]).await, test.staff("Wes Worker", &[Role::Worker]).await);
    let mut runner = TestRunner::deterministic();
    let marks = prop::collection::vec((0..3_usize, 0..STATUSES.len()), 2..9);
    for number in 0..10 {
        let sheets = marks.new_tree(&mut runner).unwrap().current();
        let (one, other) = (
            scene(&test, (&ann, &wes), &format!("A{number}")).await,
            scene(&test, (&ann, &wes), &format!("B{number}")).await,
        );
        for (session, status) in &sheets {
            mark(&test, &ann, one.sessions[*session], (one.place, STATUSES[*status])).await;
        }
        for session in 0..3 {
            if let Some((_, status)) = sheets.iter().rev().find(|(at, _)| *at == session) {
                mark(&test, &ann, other.sessions[session], (other.place, STATUSES[*status])).await;
            }
        }
        let (got, expected) = (state(&test, one.place).await, state(&test, other.place).await);
        assert_eq!(
            got,
            expected,
            "{:?}",
            sheets.iter().map(|(at, status)| (at, STATUSES[*status])).collect::<Vec<_>>()
        );
    }
    test.outbox().await;
}

/// A group of `people` who have not begun, one session behind them.
async fn crowd(test: &TestApp, (ann, wes): (&Actor, &Actor), people: usize) -> (SessionId, Vec<ParticipationId>) {
    let group = seed::group(test, ann.id(), &format!("G{people}"), Openness::SemiOpen).await;
    let session = seed::session(test, group, 1, "2026-10-14T06:00:00Z").await;
    let mut places = Vec::new();
    for number in 0..people {
        let client = seed::client(test, wes.id(), &format!("Client {number}")).await;
        places.push(seed::place(test, group, client, "2026-09-01T09:00:00Z").await);
    }
    (session, places)
}

#[tokio::test]
async fn a_sheet_of_thirty_first_presences_takes_as_many_statements_as_one_of_five() {
    let test = TestApp::new().await;
    let (ann, wes) = (test.staff("Ann Leader", &[Role::Leader]).await, test.staff("Wes Worker", &[Role::Worker]).await);
    let mut counts = Vec::new();
    for people in [5, 30] {
        let (session, places) = crowd(&test, (&ann, &wes), people).await;
        for status in ["present", "no_show"] {
            let entries: Vec<_> = places.iter().map(|id| json!({ "participation_id": id, "status": status })).collect();
            let path = format!("/sessions/{session}/attendance");
            test.statements.start();
            let answer = ann.api(Method::PUT, &path, Some(json!({ "entries": entries }))).await;
            counts.push((people, status, test.statements.take().len()));
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
        }
    }
    let of = |people| counts.iter().filter(|(n, ..)| *n == people).map(|(_, _, count)| *count).collect::<Vec<_>>();
    assert_eq!(of(5), of(30), "{counts:?}");
}

/// One clerk corrects one mark at a time: so many statements hold the one writer up, and no more lines are logged as
/// seen than are shown.
#[tokio::test]
async fn a_corrected_mark_takes_eight_statements_of_the_writer_and_shows_one_line() {
    let test = TestApp::new().await;
    let (ann, wes) = (test.staff("Ann Leader", &[Role::Leader]).await, test.staff("Wes Worker", &[Role::Worker]).await);
    let (session, places) = crowd(&test, (&ann, &wes), 12).await;
    let path = format!("/sessions/{session}/attendance");
    for (minutes, statements) in [(20, None), (21, Some(10)), (21, Some(6))] {
        let seen = access_log::Entity::find().count(test.app.db.read()).await.unwrap();
        let entry = json!({ "participation_id": places[3], "status": "late", "minutes": minutes });
        test.statements.start();
        let answer = ann.api(Method::PUT, &path, Some(json!({ "entries": [entry] }))).await;
        let asked = test.statements.take();
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
        // Two more find out who asks, outside the transaction.
        if let Some(most) = statements {
            assert!(asked.len() <= most, "{} for {minutes}:\n{}", asked.len(), asked.join("\n"));
        }
        assert_eq!(answer.json["entries"].as_array().unwrap().len(), 1);
        assert_eq!(answer.json["figures"]["unrecorded"], 11, "the figures are of the whole session");
        assert_eq!(access_log::Entity::find().count(test.app.db.read()).await.unwrap(), seen + 1);
        let read = ann.api(Method::GET, &path, None).await;
        assert_eq!(answer.headers["etag"], read.headers["etag"], "the next If-Match is that of the whole sheet");
        let kept = read.json["entries"].as_array().unwrap();
        assert!(kept.contains(&answer.json["entries"][0]), "what is answered is what was kept: {kept:?}");
    }
}

/// A client with two misses in a row in a new group.
async fn missing_twice(test: &TestApp, ann: &Actor, client: ClientId) -> GroupId {
    let group = seed::group(test, ann.id(), "G01", Openness::SemiOpen).await;
    let place = seed::place(test, group, client, "2026-09-01T09:00:00Z").await;
    for (number, day) in [(1, "02"), (2, "09")] {
        let session = seed::session(test, group, number, &format!("2026-10-{day}T06:00:00Z")).await;
        mark(test, ann, session, (place, "no_show")).await;
    }
    group
}

async fn two_misses(test: &TestApp) -> task::Model {
    let find = task::Entity::find().filter(task::Column::Kind.eq(TaskKind::TwoMisses));
    find.one(test.app.db.read()).await.unwrap().expect("somebody is asked to call")
}

#[tokio::test]
async fn without_a_key_worker_two_misses_are_the_leaders_to_follow_up() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let client = test.place("Aino Lehto", seed::group(&test, ann.id(), "G00", Openness::SemiOpen).await).await;
    assert!(client::Entity::find_by_id(client).one(test.app.db.read()).await.unwrap().unwrap().key_worker_id.is_none());
    missing_twice(&test, &ann, client).await;
    assert_eq!(two_misses(&test).await.staff_id, ann.id());
}

#[tokio::test]
async fn when_key_worker_and_leader_have_left_the_units_manager_is_asked() {
    let test = TestApp::new().await;
    let (ann, wes) = (test.staff("Ann Leader", &[Role::Leader]).await, test.staff("Wes Worker", &[Role::Worker]).await);
    let (mia, sub) =
        (test.staff("Mia Manager", &[Role::Manager]).await, test.staff("Sue Substitute", &[Role::Leader]).await);
    let client = seed::client(&test, wes.id(), "Aino Lehto").await;
    let group = seed::group(&test, ann.id(), "G01", Openness::SemiOpen).await;
    let place = seed::place(&test, group, client, "2026-09-01T09:00:00Z").await;
    let tx = test.app.db.write().await.unwrap();
    for gone in [wes.id(), sub.id()] {
        staff::ActiveModel { id: Set(gone), active: Set(false), ..Default::default() }.update(&tx).await.unwrap();
    }
    // Only a leader who has left leads the group; Ann stands in for one session.
    group_leader::Entity::delete_many().filter(group_leader::Column::GroupId.eq(group)).exec(&tx).await.unwrap();
    let part = group_leader::ActiveModel {
        group_id: Set(group),
        staff_id: Set(sub.id()),
        role: Set(LeaderRole::Leader),
        position: Set(0),
        from_at: Set(None),
        until_at: Set(None),
    };
    part.insert(&tx).await.unwrap();
    tx.commit().await.unwrap();
    for (number, day) in [(1, "02"), (2, "09")] {
        let session = seed::session(&test, group, number, &format!("2026-10-{day}T06:00:00Z")).await;
        let tx = test.app.db.write().await.unwrap();
        let row =
            entity::session::ActiveModel { id: Set(session), substitute_id: Set(Some(ann.id())), ..Default::default() };
        row.update(&tx).await.unwrap();
        tx.commit().await.unwrap();
        mark(&test, &ann, session, (place, "no_show")).await;
    }
    assert_eq!(two_misses(&test).await.staff_id, mia.id());
}

#[tokio::test]
async fn a_head_count_belongs_to_open_groups_only() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    for (code, openness) in [("G01", Openness::Closed), ("G02", Openness::SemiOpen), ("G03", Openness::Open)] {
        let group = seed::group(&test, ann.id(), code, openness).await;
        let session = seed::session(&test, group, 1, "2026-10-14T06:00:00Z").await;
        let path = format!("/sessions/{session}/attendance");
        let body = json!({ "entries": [], "head_count": 7 });
        let answer = ann.api(Method::PUT, &path, Some(body)).await;
        let kept = entity::session::Entity::find_by_id(session).one(test.app.db.read()).await.unwrap().unwrap();
        if openness == Openness::Open {
            assert_eq!((answer.status, kept.head_count), (StatusCode::OK, Some(7)), "{}", answer.json);
        } else {
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.json);
            assert_eq!((&answer.json["errors"][0]["field"], kept.head_count), (&json!("head_count"), None));
        }
        let none = ann.api(Method::PUT, &path, Some(json!({ "entries": [], "head_count": null }))).await;
        assert_eq!(none.status, StatusCode::OK, "{}", none.json);
    }
}
