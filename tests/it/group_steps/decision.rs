//! That a group runs: decided, and taken back until its first session.

use axum::http::StatusCode;
use chrono::NaiveDate;
use entity::group;
use entity::state::{GroupStatus, TaskKind};
use sea_orm::Set;
use serde_json::json;

use super::{Scene, ok, refusal, scene};

async fn decided(scene: &Scene) {
    ok(&scene.step(&scene.leader, json!({"to": "confirmed_to_run", "reason": "More come"})).await);
}

async fn undecided(scene: &Scene) -> serde_json::Value {
    ok(&scene.step(&scene.leader, json!({"to": "recruiting"})).await)
}

async fn to_be_decided_on(scene: &Scene, day: u32) {
    let day = NaiveDate::from_ymd_opt(2026, 10, day);
    scene.set(group::ActiveModel { id: Set(scene.group), decide_on: Set(day), ..Default::default() }).await;
}

#[tokio::test]
async fn what_falls_away_with_a_decision_to_run_that_is_taken_back_in_time_is_every_message_of_it() {
    let scene = scene(2).await;
    scene.referred(scene.group, "Aino Asiakas", "confirmed").await;
    scene.later(3).await;
    let before = scene.texts().len();
    decided(&scene).await;
    let back = undecided(&scene).await;
    assert_eq!(back["told"]["staff"], 0, "nobody had heard: {back}");
    scene.later(10).await;
    assert_eq!(scene.texts_since(before), [""; 0], "nobody hears of it");
    assert!(scene.mailed("is to run").is_empty() && scene.mailed("Not decided after all").is_empty());
}

#[tokio::test]
async fn told_that_it_is_open_again_whether_a_group_runs_are_colleagues_who_heard_and_clients_keep_what_is_true() {
    let scene = scene(2).await;
    scene.referred(scene.group, "Aino Asiakas", "confirmed").await;
    scene.later(3).await;
    decided(&scene).await;
    scene.later(3).await;
    let before = scene.texts().len();
    assert_eq!(scene.mailed("is to run"), ["will.worker@piiri.example"]);
    let back = undecided(&scene).await;
    assert_eq!((&back["told"]["staff"], &back["told"]["by_text"]), (&json!(1), &json!(0)), "{back}");
    scene.later(3).await;
    assert_eq!(scene.mailed("Not decided after all"), ["will.worker@piiri.example"]);
    assert_eq!(scene.texts_since(before), [""; 0], "the sessions stand as the client was told");
    decided(&scene).await;
    scene.later(3).await;
    assert_eq!(scene.mailed("is to run").len(), 2, "colleagues hear it anew");
    assert_eq!(scene.texts_since(before), [""; 0], "the client knows it");
}

#[tokio::test]
async fn who_had_not_heard_that_a_group_runs_hears_of_it_when_it_is_decided_anew() {
    let scene = scene(2).await;
    scene.referred(scene.group, "Aino Asiakas", "confirmed").await;
    scene.later(3).await;
    let before = scene.texts().len();
    decided(&scene).await;
    undecided(&scene).await;
    decided(&scene).await;
    scene.later(3).await;
    let told = scene.texts_since(before);
    assert!(told.len() == 1 && told[0].starts_with("Tapaamisesi alkavat ti 17.11. klo 10."), "{told:?}");
}

#[tokio::test]
async fn what_stays_when_a_decision_to_run_is_taken_back_are_places_and_the_task_returns_while_its_day_is_ahead() {
    let scene = scene(2).await;
    let placed = scene.referred(scene.group, "Aino Asiakas", "confirmed").await;
    to_be_decided_on(&scene, 15).await;
    scene.test.run_jobs_at("2026-10-15T06:00:00Z").await;
    assert_eq!(scene.asked(TaskKind::DecideToRun).await, [scene.leader.id()]);
    decided(&scene).await;
    scene.later(1).await;
    assert!(scene.asked(TaskKind::DecideToRun).await.is_empty(), "decided");
    undecided(&scene).await;
    scene.later(1).await;
    assert_eq!(scene.asked(TaskKind::DecideToRun).await, [scene.leader.id()], "asked again");
    assert_eq!(scene.status(placed).await, entity::state::ReferralStatus::Confirmed);
}

#[tokio::test]
async fn a_day_of_decision_that_passes_without_one_goes_to_the_supervisor() {
    let scene = scene(2).await;
    to_be_decided_on(&scene, 15).await;
    scene.test.run_jobs_at("2026-10-15T06:00:00Z").await;
    scene.test.run_jobs_at("2026-10-16T06:00:00Z").await;
    scene.test.run_jobs_at("2026-10-17T06:00:00Z").await;
    let mut asked = scene.asked(TaskKind::DecideToRun).await;
    asked.sort_unstable();
    let mut both = [scene.leader.id(), scene.manager.id()];
    both.sort_unstable();
    assert_eq!(asked, both, "each once");
    decided(&scene).await;
    scene.later(1).await;
    assert!(scene.asked(TaskKind::DecideToRun).await.is_empty(), "closed by itself");
    scene.test.outbox().await;
}

#[tokio::test]
async fn undo_of_a_decision_to_run_ends_with_the_first_session() {
    let scene = scene(2).await;
    let soon = Set(Some("2026-10-15T08:00:00Z".parse().unwrap()));
    scene.set(group::ActiveModel { id: Set(scene.group), starts_at: soon, ..Default::default() }).await;
    decided(&scene).await;
    scene.test.at("2026-10-15T08:00:00Z");
    let late = scene.step(&scene.leader, json!({"to": "recruiting"})).await;
    assert_eq!(refusal(&late), (StatusCode::CONFLICT, "group_step_begun"), "{}", late.json);
    scene.is(GroupStatus::ConfirmedToRun).await;
    scene.test.outbox().await;
    let Scene { mut leader, group, .. } = scene;
    leader.sign_in().await;
    let card = leader.get(&format!("/groups/{group}")).await;
    assert!(!card.text().contains("Not decided after all"), "{}", card.text());
}

#[tokio::test]
async fn the_page_after_taking_a_decision_back_says_what_happened_and_what_comes_next() {
    let mut scene = scene(2).await;
    decided(&scene).await;
    scene.leader.sign_in().await;
    let done = scene.leader.press(&format!("/groups/{}", scene.group), "Not decided after all").await;
    assert!(done.text().contains("It is open again whether the group runs"), "{}", done.text());
    assert!(done.text().contains("Confirm that it runs"), "{}", done.text());
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_has_just_got_a_place_hears_of_it_and_of_the_beginning_in_one_message() {
    let scene = scene(3).await;
    scene.referred(scene.group, "Aino Asiakas", "confirmed").await;
    scene.later(3).await;
    let before = scene.texts().len();
    scene.referred(scene.group, "Eino Asiakas", "confirmed").await;
    let told = ok(&scene.step(&scene.leader, json!({"to": "confirmed_to_run", "reason": "More come"})).await);
    assert_eq!(told["told"]["by_text"], 1, "only who knew of the place before: {told}");
    scene.later(3).await;
    let texts = scene.texts_since(before);
    assert_eq!(texts.len(), 2, "{texts:?}");
    assert_eq!(texts.iter().filter(|text| text.starts_with("Tapaamisesi alkavat")).count(), 1, "{texts:?}");
    assert!(texts.iter().all(|text| text.contains("ti 17.11. klo 10")), "{texts:?}");
}
