//! The approval of a plan, reopened by the supervisor.

use axum::http::{Method, StatusCode};
use entity::state::{GroupStatus, TaskKind};
use entity::{approval, group};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::json;

use super::{Scene, ok, refusal, scene};

const WHY: &str = "The venue was sold";

async fn approved(scene: &Scene) {
    scene.test.approved(scene.group, scene.leader.id(), 1).await;
}

#[tokio::test]
async fn undo_of_an_approval_is_the_supervisor_s_with_a_reason_while_nobody_was_promised_a_place() {
    for status in [GroupStatus::Approved, GroupStatus::Recruiting] {
        let scene = scene(2).await;
        approved(&scene).await;
        scene.set(group::ActiveModel { id: Set(scene.group), status: Set(status), ..Default::default() }).await;
        let back = json!({"to": "returned", "reason": WHY});
        assert_eq!(scene.step(&scene.leader, back.clone()).await.status, StatusCode::FORBIDDEN);
        let bare = scene.step(&scene.manager, json!({"to": "returned"})).await;
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", bare.json);
        ok(&scene.step(&scene.manager, back).await);
        scene.is(GroupStatus::Returned).await;
        let mine = scene.step(&scene.leader, json!({"to": "submitted"})).await;
        assert_eq!(mine.status, StatusCode::OK, "the leader sends it anew: {}", mine.json);
    }
}

#[tokio::test]
async fn an_approval_is_not_reopened_once_somebody_has_a_place_or_an_offer() {
    for to in ["confirmed", "offered"] {
        let scene = scene(2).await;
        approved(&scene).await;
        scene.referred(scene.group, "Aino Asiakas", to).await;
        let refused = scene.step(&scene.manager, json!({"to": "returned", "reason": WHY})).await;
        assert_eq!(refusal(&refused), (StatusCode::CONFLICT, "group_step_places_held"));
        scene.is(GroupStatus::Recruiting).await;
        let mut manager = scene.manager;
        manager.sign_in().await;
        let card = manager.get(&format!("/groups/{}", scene.group)).await;
        assert!(!card.text().contains("Return with a reason"), "{to}: {}", card.text());
    }
}

#[tokio::test]
async fn told_of_a_reopened_approval_is_the_leader_with_the_reason_and_the_card_keeps_the_round() {
    let scene = scene(2).await;
    approved(&scene).await;
    ok(&scene.step(&scene.manager, json!({"to": "returned", "reason": WHY})).await);
    let Scene { test, mut leader, manager, group, .. } = scene;
    leader.sign_in().await;
    assert!(leader.get("/").await.text().contains(WHY), "today");
    let card = leader.get(&format!("/groups/{group}")).await;
    assert!(card.text().contains(&format!("Reopened: {WHY}")), "{}", card.text());
    let rounds = approval::Entity::find().filter(approval::COLUMN.group_id.eq(group));
    let rounds = rounds.filter(approval::COLUMN.approved.eq(false)).all(test.app.db.read()).await.unwrap();
    let last = rounds.last().unwrap();
    assert_eq!((last.submitted_by, last.decided_by), (leader.id(), Some(manager.id())));
    test.outbox().await;
}

#[tokio::test]
async fn what_falls_away_with_a_reopened_approval_are_the_waiting_change_and_what_was_asked_of_leaders() {
    let scene = scene(2).await;
    approved(&scene).await;
    let day = chrono::NaiveDate::from_ymd_opt(2026, 10, 15);
    scene.set(group::ActiveModel { id: Set(scene.group), decide_on: Set(day), ..Default::default() }).await;
    scene.test.run_jobs_at("2026-10-15T09:00:00Z").await;
    assert_eq!(scene.asked(TaskKind::DecideToRun).await, [scene.leader.id()]);
    let more = Some(json!({"planned_hours": 40}));
    ok(&scene.leader.api(Method::PATCH, &format!("/groups/{}", scene.group), more).await);
    ok(&scene.step(&scene.manager, json!({"to": "returned", "reason": WHY})).await);
    assert!(scene.asked(TaskKind::DecideToRun).await.is_empty());
    let read = ok(&scene.leader.api(Method::GET, &format!("/groups/{}", scene.group), None).await);
    assert!(read["pending_change"].is_null(), "{read}");
    scene.test.outbox().await;
}

#[tokio::test]
async fn what_stays_of_a_group_whose_approval_is_reopened_is_its_public_page_which_says_so_and_its_queue() {
    let scene = scene(2).await;
    approved(&scene).await;
    let waits = scene.referred(scene.group, "Aino Asiakas", "waitlisted").await;
    let like = scene.test.group("Leipurit", scene.leader.id(), crate::support::places::Plan::open(3)).await;
    ok(&scene.step(&scene.manager, json!({"to": "returned", "reason": WHY})).await);
    let page = scene.public(scene.group).await;
    assert!(page.contains("is being planned anew") && page.contains("Leipurit"), "{page}");
    assert!(!page.contains(WHY), "the reason stays inside: {page}");
    let slug = scene.row(scene.group).await.slug;
    for rest in [".ics", "/apply"] {
        let held = scene.test.anybody().get(&format!("/open/groups/{slug}{rest}")).await;
        assert_eq!(held.status, StatusCode::OK, "{rest}");
    }
    scene.later(10).await;
    assert_eq!(scene.status(waits).await, entity::state::ReferralStatus::Waitlisted);
    assert!(scene.row(like).await.status == GroupStatus::Recruiting);
}

#[tokio::test]
async fn a_plan_that_was_sent_is_taken_back_until_it_is_decided() {
    let scene = scene(2).await;
    let (id, status) = (Set(scene.group), Set(GroupStatus::Draft));
    scene.set(group::ActiveModel { id, status, published_at: Set(None), ..Default::default() }).await;
    for to in ["submitted", "draft", "submitted"] {
        ok(&scene.step(&scene.leader, json!({ "to": to })).await);
    }
    ok(&scene.step(&scene.manager, json!({"to": "approved"})).await);
    let late = scene.step(&scene.leader, json!({"to": "draft"})).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.json);
}
