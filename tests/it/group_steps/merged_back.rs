//! A merge of two groups, taken back.

use axum::http::{Method, StatusCode};
use entity::state::{
    ApplicationStatus, AttendanceStatus, CloseReason, GroupStatus, ReferralStatus, SessionStatus, TaskKind,
};
use entity::{application, attendance as mark, group, session};
use piiri::access::Actor as By;
use piiri::task::NewTask;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::json;

use super::merged::{answer, merge, other};
use super::{Scene, ok, refusal, scene};
use crate::support::actor::Answer;

async fn undo(scene: &Scene) -> Answer {
    scene.leader.api(Method::POST, &format!("/groups/{}/merge/undo", scene.group), None).await
}

#[tokio::test]
async fn undo_of_a_merge_in_time_leaves_both_groups_as_before_and_nobody_hears_of_it() {
    let scene = scene(2).await;
    ok(&scene.step(&scene.leader, json!({"to": "confirmed_to_run", "reason": "Enough"})).await);
    let [placed, offered, queued] = scene.full().await;
    let asked = scene.refer(scene.group, "Lempi Asiakas").await;
    scene.later(3).await;
    let applied = scene.applied("oili@piiri.example").await;
    let kept = other(&scene, 4).await;
    let before = (scene.texts().len(), scene.test.app.mailer.kept().len());
    ok(&merge(&scene, &scene.leader, kept).await);
    let onward = scene.onward(placed, kept).await;
    assert_eq!(onward.closed_at, None);
    let back = ok(&undo(&scene).await);
    let onward = scene.referral(onward.id).await;
    assert_eq!(onward.close_reason, Some(CloseReason::Duplicate), "one wish is counted once in the figures");
    assert_eq!(back["status"], "confirmed_to_run", "{back}");
    assert!(back["merged_into_id"].is_null() && back["cancel_code"].is_null(), "{back}");
    let states =
        [ReferralStatus::Confirmed, ReferralStatus::Offered, ReferralStatus::Waitlisted, ReferralStatus::Submitted];
    for (id, state) in [placed, offered, queued, asked].into_iter().zip(states) {
        let row = scene.referral(id).await;
        assert_eq!((row.status, row.closed_at, row.redirected_to_id), (state, None, None));
    }
    let sessions = session::Entity::find().filter(session::COLUMN.group_id.eq(scene.group));
    let sessions = sessions.all(scene.test.app.db.read()).await.unwrap();
    assert!(sessions.iter().all(|one| one.status == SessionStatus::Planned && one.cancel_code.is_none()));
    let there = ok(&scene.leader.api(Method::GET, &format!("/groups/{kept}"), None).await);
    assert_eq!((&there["places_left"], &there["waiting"]), (&json!(4), &json!(0)), "{there}");
    let row = application::Entity::find_by_id(applied).one(scene.test.app.db.read()).await.unwrap().unwrap();
    assert_eq!((row.status, row.decided_at), (ApplicationStatus::Waiting, None));
    assert!(scene.asked(TaskKind::GroupOver).await.is_empty());
    scene.later(10).await;
    let after = (scene.texts().len(), scene.test.app.mailer.kept().len());
    assert_eq!(after, before, "{:?} {:?}", scene.texts_since(before.0), scene.test.app.mailer.kept());
}

#[tokio::test]
async fn what_was_asked_about_a_group_comes_back_with_it_when_its_merge_is_taken_back() {
    let scene = scene(2).await;
    let kept = other(&scene, 4).await;
    for kind in [TaskKind::LeaderLeft, TaskKind::VenueClosed, TaskKind::FillSheet] {
        let new = NewTask { key: kind.to_string(), group: Some(scene.group), ..NewTask::default() };
        scene.test.system(async |act| piiri::task::ask(act, kind, scene.leader.id(), act.now, new).await).await;
    }
    ok(&merge(&scene, &scene.leader, kept).await);
    assert!(scene.asked(TaskKind::LeaderLeft).await.is_empty());
    scene.test.at("2026-10-14T09:01:00Z");
    ok(&undo(&scene).await);
    for kind in [TaskKind::LeaderLeft, TaskKind::VenueClosed, TaskKind::FillSheet] {
        assert_eq!(scene.asked(kind).await, [scene.leader.id()], "{kind}");
    }
    scene.test.outbox().await;
}

#[tokio::test]
async fn told_of_a_merge_that_is_taken_back_is_only_who_has_heard() {
    let scene = scene(2).await;
    scene.full().await;
    let kept = other(&scene, 4).await;
    ok(&merge(&scene, &scene.leader, kept).await);
    scene.later(5).await;
    let before = scene.texts().len();
    let back = ok(&undo(&scene).await);
    assert_eq!((&back["told"]["by_text"], &back["told"]["staff"]), (&json!(3), &json!(1)), "{back}");
    scene.later(5).await;
    let told = scene.texts_since(before);
    let placed: Vec<_> =
        told.iter().filter(|text| text.contains("pidetään sittenkin, alkaen ti 17.11. klo 10")).collect();
    assert!(placed.len() == 1 && told.len() == 3, "{told:?}");
    assert_eq!(scene.mailed("Groups not merged"), ["will.worker@piiri.example"]);
    let cancelled = ok(&scene.step(&scene.leader, json!({"to": "cancelled", "code": "too_few"})).await);
    assert_eq!(
        cancelled["told"]["by_text"], 3,
        "what was told of the merge stands in no later news's way: {cancelled}"
    );
    scene.test.outbox().await;
}

#[tokio::test]
async fn undo_of_a_merge_ends_with_the_first_answer_and_with_the_first_session() {
    for reply in ["confirmed", "declined"] {
        let scene = scene(3).await;
        let placed = scene.referred(scene.group, "Aino Asiakas", "confirmed").await;
        let kept = other(&scene, 4).await;
        ok(&merge(&scene, &scene.leader, kept).await);
        scene.later(3).await;
        answer(&scene, scene.onward(placed, kept).await.id, reply).await;
        let late = undo(&scene).await;
        assert_eq!(refusal(&late), (StatusCode::CONFLICT, "group_merge_answered"), "{reply}");
        scene.is(GroupStatus::Cancelled).await;
        scene.test.outbox().await;
    }
    let scene = scene(3).await;
    let soon = Set(Some("2026-10-15T08:00:00Z".parse().unwrap()));
    scene.set(group::ActiveModel { id: Set(scene.group), starts_at: soon, ..Default::default() }).await;
    let kept = other(&scene, 4).await;
    ok(&merge(&scene, &scene.leader, kept).await);
    scene.test.at("2026-10-15T08:00:00Z");
    let late = undo(&scene).await;
    assert_eq!(refusal(&late), (StatusCode::CONFLICT, "group_step_begun"));
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_group_that_was_not_merged_has_no_merge_to_take_back() {
    let scene = scene(3).await;
    let none = undo(&scene).await;
    assert_eq!(refusal(&none), (StatusCode::CONFLICT, "group_merge_none"));
    ok(&scene.step(&scene.leader, json!({"to": "cancelled", "code": "too_few"})).await);
    assert_eq!(undo(&scene).await.status, StatusCode::CONFLICT);
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_place_without_a_referral_comes_back_with_the_group() {
    let scene = scene(3).await;
    let client = scene.test.place("Unto Vanha", scene.group).await;
    let kept = other(&scene, 4).await;
    let done = ok(&merge(&scene, &scene.leader, kept).await);
    assert_eq!(done["places_left"], 3, "{done}");
    let back = ok(&undo(&scene).await);
    assert_eq!(back["places_left"], 2, "{client}: {back}");
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_had_said_not_to_come_does_not_come_when_the_group_is_back_as_it_was() {
    let scene = scene(2).await;
    let placed = scene.referred(scene.group, "Aino Asiakas", "confirmed").await;
    let client = scene.client_of(placed).await;
    let session = session::Entity::find().filter(session::COLUMN.group_id.eq(scene.group));
    let session = session.one(scene.test.app.db.read()).await.unwrap().unwrap().id;
    let told =
        async |act: piiri::access::Act<'_>| piiri::acts::cant_come(act, session, client, Some("Flu".into())).await;
    let _told = scene.test.act(By::Client(client), told).await;
    scene.later(3).await;
    let kept = other(&scene, 4).await;
    ok(&merge(&scene, &scene.leader, kept).await);
    let marks = async || mark::Entity::find().all(scene.test.app.db.read()).await.unwrap();
    assert!(marks().await.is_empty(), "{:?}", marks().await);
    scene.test.at("2026-10-14T09:30:00Z");
    ok(&undo(&scene).await);
    let again = marks().await;
    assert_eq!(again.len(), 1, "{again:?}");
    assert_eq!((again[0].status, again[0].note.as_deref()), (AttendanceStatus::AbsentNotified, Some("Flu")));
    scene.test.outbox().await;
}
