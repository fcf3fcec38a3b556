//! What the clock brings up about recruiting: free places for workers, low fill and the decision to run for leaders.

use axum::http::{Method, StatusCode};
use chrono::NaiveDate;
use entity::state::{GroupStatus, MessageKind, Role, TaskKind};
use entity::{group, task};
use piiri::acts;
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use serde_json::json;

use crate::open::recruiting;
use crate::support::TestApp;

/// The addresses of those who were told which places are free.
async fn told(test: &TestApp) -> Vec<String> {
    let rows = test.outbox().await.into_iter().filter(|row| row.kind == MessageKind::OpenPlaces);
    rows.filter_map(|row| row.address).collect()
}

async fn asked(test: &TestApp, kind: TaskKind) -> Vec<task::Model> {
    let mut tasks = task::Entity::find().all(test.app.db.read()).await.unwrap();
    tasks.retain(|task| task.kind == kind && task.done_at.is_none());
    tasks
}

async fn becomes(test: &TestApp, group: &group::Model, status: GroupStatus) {
    let tx = test.app.db.write().await.unwrap();
    let row = group::ActiveModel { id: Set(group.id), status: Set(status), ..Default::default() };
    row.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn workers_are_told_of_free_places_once_a_week_on_monday_unless_they_say_no() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut wim = test.staff("Wim Worker", &[Role::Worker]).await;
    test.staff("Will Worker", &[Role::Worker]).await;
    recruiting(&test, &ann, |_| ()).await;
    recruiting(&test, &ann, |group| group.status = GroupStatus::Approved).await;
    test.run_jobs_at("2026-10-15T05:00:00Z").await;
    assert!(told(&test).await.is_empty(), "on no other day");
    for moment in ["19T05:00", "19T05:01", "20T05:00"] {
        test.run_jobs_at(&format!("2026-10-{moment}:00Z")).await;
    }
    assert_eq!(told(&test).await.len(), 2, "each worker once, the leader not");
    let rows = test.outbox().await;
    let mail = rows.iter().find(|row| row.kind == MessageKind::OpenPlaces).unwrap();
    assert_eq!(mail.body.matches("Kokkiryhmä").count(), 1, "only what is public: {}", mail.body);
    wim.sign_in().await;
    let account = wim.get("/account").await;
    assert_eq!(account.attributes("#f-weekly_places", "checked").len(), 1, "wanted until one says no");
    let saved = wim.post("/account/messages", &[]).await;
    assert_eq!((saved.status, &*saved.path), (StatusCode::OK, "/account"));
    assert!(saved.attributes("#f-weekly_places", "checked").is_empty());
    test.run_jobs_at("2026-10-26T06:00:00Z").await;
    let told = told(&test).await;
    assert_eq!(told.len(), 3);
    assert_eq!(told.iter().filter(|to| *to == "wim.worker@piiri.example").count(), 1, "{told:?}");
}

#[tokio::test]
async fn only_workers_choose_about_the_weekly_message() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    assert!(ann.get("/account").await.attributes("#f-weekly_places", "id").is_empty());
}

#[tokio::test]
async fn no_message_goes_when_no_place_is_free() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    test.staff("Wim Worker", &[Role::Worker]).await;
    recruiting(&test, &ann, |group| group.capacity = 0).await;
    test.run_jobs_at("2026-10-19T05:00:00Z").await;
    assert!(told(&test).await.is_empty());
}

#[tokio::test]
async fn a_leader_is_alerted_when_few_places_are_taken_shortly_before_the_start() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let soon = recruiting(&test, &ann, |_| ()).await;
    recruiting(&test, &ann, |group| group.starts_at = Some("2026-11-20T11:00:00Z".parse().unwrap())).await;
    test.run_jobs_at("2026-10-15T04:30:00Z").await;
    test.run_jobs_at("2026-10-16T04:30:00Z").await;
    let tasks = asked(&test, TaskKind::LowFill).await;
    assert_eq!(tasks.len(), 1, "asked once, and not weeks ahead: {tasks:?}");
    assert_eq!((tasks[0].staff_id, tasks[0].group_id), (ann.id(), Some(soon.id)));
    ann.sign_in().await;
    assert!(ann.get("/").await.text().contains("Kokkiryhmä"));
    becomes(&test, &soon, GroupStatus::Cancelled).await;
    test.run_jobs_at("2026-10-17T04:30:00Z").await;
    assert!(asked(&test, TaskKind::LowFill).await.is_empty(), "done when the group has moved on");
    test.outbox().await;
}

#[tokio::test]
async fn nobody_is_asked_to_tell_of_free_places_that_are_taken_or_closed_or_of_a_group_that_has_begun() {
    for road in ["filled", "closed", "begun"] {
        let test = TestApp::new().await;
        let ann = test.staff("Ann Leader", &[Role::Leader]).await;
        let wim = test.staff("Wim Worker", &[Role::Worker]).await;
        let soon = recruiting(&test, &ann, |group| group.capacity = 2).await;
        let referral = test.referral(soon.id, "Aino Asiakas", wim.id()).await;
        test.run_jobs_at("2026-10-15T04:30:00Z").await;
        assert_eq!(asked(&test, TaskKind::LowFill).await.len(), 1);
        match road {
            "filled" => {
                let path = format!("/referrals/{referral}/transitions");
                ann.api(Method::POST, &path, Some(json!({ "to": "confirmed" }))).await;
            }
            "closed" => {
                let path = format!("/groups/{}/intake", soon.id);
                ann.api(Method::POST, &path, Some(json!({ "closed": true }))).await;
            }
            _ => {
                becomes(&test, &soon, GroupStatus::ConfirmedToRun).await;
                acts::advance_groups(&test.app, soon.starts_at.unwrap()).await.unwrap();
            }
        }
        assert!(asked(&test, TaskKind::LowFill).await.is_empty(), "{road}");
        test.outbox().await;
    }
}

#[tokio::test]
async fn a_leader_is_asked_to_decide_on_the_day_that_was_set() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let group = recruiting(&test, &ann, |group| group.decide_on = NaiveDate::from_ymd_opt(2026, 10, 16)).await;
    test.run_jobs_at("2026-10-15T04:30:00Z").await;
    assert!(asked(&test, TaskKind::DecideToRun).await.is_empty());
    test.run_jobs_at("2026-10-16T04:30:00Z").await;
    test.run_jobs_at("2026-10-17T04:30:00Z").await;
    let tasks = asked(&test, TaskKind::DecideToRun).await;
    assert_eq!(tasks.iter().map(|task| task.staff_id).collect::<Vec<_>>(), [ann.id()], "asked once");
    becomes(&test, &group, GroupStatus::ConfirmedToRun).await;
    test.run_jobs_at("2026-10-18T04:30:00Z").await;
    assert!(asked(&test, TaskKind::DecideToRun).await.is_empty(), "decided");
    test.outbox().await;
}

#[tokio::test]
async fn without_a_day_a_leader_is_asked_to_decide_a_week_before_the_start_and_then_the_supervisor() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let boss = test.staff("Maj Manager", &[Role::Manager]).await;
    recruiting(&test, &ann, |group| {
        (group.decide_on, group.starts_at) = (None, Some("2026-11-20T08:00:00Z".parse().unwrap()));
    })
    .await;
    test.run_jobs_at("2026-11-12T04:30:00Z").await;
    assert!(asked(&test, TaskKind::DecideToRun).await.is_empty(), "not yet");
    test.run_jobs_at("2026-11-13T04:30:00Z").await;
    let tasks = asked(&test, TaskKind::DecideToRun).await;
    assert_eq!(tasks.iter().map(|task| task.staff_id).collect::<Vec<_>>(), [ann.id()]);
    test.run_jobs_at("2026-11-14T04:30:00Z").await;
    let tasks = asked(&test, TaskKind::DecideToRun).await;
    assert_eq!(tasks.len(), 2);
    assert!(tasks.iter().any(|task| task.staff_id == boss.id()), "{tasks:?}");
    test.outbox().await;
}
