//! A group takes nobody in for now, or again; and until when people come in.

use axum::http::{Method, StatusCode};
use entity::group;
use entity::state::{Openness, ReferralStatus, Role};
use sea_orm::Set;
use serde_json::{Value, json};

use super::{Scene, ok, refusal, scene};
use crate::support::places::Plan;

async fn intake(scene: &Scene, closed: bool) -> Value {
    let path = format!("/groups/{}/intake", scene.group);
    ok(&scene.leader.api(Method::POST, &path, Some(json!({ "closed": closed }))).await)
}

async fn openness(scene: &Scene, openness: Openness) -> Value {
    let path = format!("/groups/{}", scene.group);
    ok(&scene.leader.api(Method::PATCH, &path, Some(json!({ "openness": openness }))).await)
}

#[tokio::test]
async fn what_falls_away_while_the_intake_is_closed_are_new_referrals_and_new_offers() {
    let scene = scene(2).await;
    let before = scene.refer(scene.group, "Aino Asiakas").await;
    intake(&scene, true).await;
    for to in ["offered", "confirmed"] {
        let path = format!("/referrals/{before}/transitions");
        let refused = scene.leader.api(Method::POST, &path, Some(json!({ "to": to }))).await;
        assert_eq!(refusal(&refused), (StatusCode::CONFLICT, "enrolment_paused"), "{to}");
    }
    let client = scene.test.client("Eino Asiakas", scene.worker.id()).await;
    let new = json!({"client_id": client, "group_id": scene.group, "reason": "Alone", "channels": ["own_worker"]});
    let refused = scene.worker.api(Method::POST, "/referrals", Some(new)).await;
    assert_eq!(refusal(&refused), (StatusCode::CONFLICT, "enrolment_paused"));
    let found = scene.worker.api(Method::GET, "/groups?status=recruiting", None).await.json;
    assert!(found["items"][0]["intake_closed_at"].is_string(), "{found}");
    scene.test.outbox().await;
}

#[tokio::test]
async fn what_stays_while_the_intake_is_closed_are_the_offers_that_were_made_and_the_queue() {
    let scene = scene(2).await;
    let [placed, offered, queued] = scene.full().await;
    intake(&scene, true).await;
    let path = format!("/referrals/{placed}/transitions");
    ok(&scene.leader.api(Method::POST, &path, Some(json!({"to": "withdrawn"}))).await);
    scene.later(5).await;
    assert_eq!(scene.status(queued).await, ReferralStatus::Waitlisted, "a place that is freed is not offered on");
    assert_eq!(scene.status(offered).await, ReferralStatus::Offered, "an offer that was told stands");
    let path = format!("/referrals/{offered}/transitions");
    ok(&scene.leader.api(Method::POST, &path, Some(json!({"to": "confirmed"}))).await);
    assert_eq!(scene.status(offered).await, ReferralStatus::Confirmed);
    scene.test.outbox().await;
}

#[tokio::test]
async fn the_public_page_says_that_nobody_is_taken_in_now_and_leads_elsewhere() {
    let scene = scene(2).await;
    scene.test.group("Leipurit", scene.leader.id(), Plan::open(3)).await;
    intake(&scene, true).await;
    let page = scene.public(scene.group).await;
    assert!(page.contains("takes nobody in just now") && page.contains("Leipurit"), "{page}");
    assert!(!page.contains("Apply to the group"), "{page}");
    let slug = scene.row(scene.group).await.slug;
    let apply = scene.test.anybody().get(&format!("/open/groups/{slug}/apply")).await;
    assert!(apply.text().contains("takes nobody in just now"), "an old link says so too: {}", apply.text());
    intake(&scene, false).await;
    assert!(scene.public(scene.group).await.contains("Apply to the group"));
    scene.test.outbox().await;
}

#[tokio::test]
async fn told_of_a_closed_intake_are_those_who_apply_and_workers_by_the_weekly_mail() {
    let scene = scene(2).await;
    scene.applied("oili@piiri.example").await;
    let closed = intake(&scene, true).await;
    assert_eq!(closed["told"]["by_mail"], 1, "{closed}");
    scene.later(3).await;
    let told = scene.mails_to("oili@piiri.example");
    assert!(told.len() == 1 && told[0].contains("Hakemuksesi on tallessa"), "{told:?}");
    assert_eq!(piiri::message::discreet::revealing(&told[0], &[super::NAME]), None, "{told:?}");
    intake(&scene, false).await;
    scene.later(3).await;
    assert_eq!(scene.mails_to("oili@piiri.example").len(), 2, "and that it goes on");
    intake(&scene, true).await;
    scene.later(3).await;
    assert_eq!(scene.mails_to("oili@piiri.example").len(), 3, "and that it is closed once more");
    scene.test.run_jobs_at("2026-10-19T05:00:00Z").await;
    scene.test.outbox().await;
    let weekly = scene.mails_to("will.worker@piiri.example");
    assert!(!weekly.iter().any(|mail| mail.contains(super::NAME)), "no free place is told of: {weekly:?}");
}

#[tokio::test]
async fn undo_of_a_closed_intake_is_to_open_it_and_nobody_hears_of_what_nobody_has_heard() {
    let scene = scene(1).await;
    let placed = scene.referred(scene.group, "Aino Asiakas", "confirmed").await;
    let queued = scene.referred(scene.group, "Eino Asiakas", "waitlisted").await;
    scene.applied("oili@piiri.example").await;
    scene.later(3).await;
    intake(&scene, true).await;
    let again = intake(&scene, true).await;
    assert_eq!(again["told"]["by_mail"], 0, "what stands already is told to nobody: {again}");
    let path = format!("/referrals/{placed}/transitions");
    ok(&scene.leader.api(Method::POST, &path, Some(json!({"to": "withdrawn"}))).await);
    let open = intake(&scene, false).await;
    assert_eq!(open["told"]["by_mail"], 0, "{open}");
    scene.later(1).await;
    assert_eq!(scene.status(queued).await, ReferralStatus::Waitlisted, "not before the time of undo is over");
    scene.later(2).await;
    assert_eq!(scene.status(queued).await, ReferralStatus::Offered, "then the freed place is offered on");
    assert!(scene.mails_to("oili@piiri.example").is_empty());
}

#[tokio::test]
async fn only_who_looks_after_a_group_closes_its_intake_and_only_while_it_takes_people_in() {
    let scene = scene(2).await;
    let path = format!("/groups/{}/intake", scene.group);
    let body = || Some(json!({"closed": true}));
    let other = scene.test.staff("Olli Ohjaaja", &[Role::Leader]).await;
    assert_eq!(other.api(Method::POST, &path, body()).await.status, StatusCode::NOT_FOUND);
    assert_eq!(scene.worker.api(Method::POST, &path, body()).await.status, StatusCode::FORBIDDEN);
    ok(&scene.manager.api(Method::POST, &path, body()).await);
    ok(&scene.step(&scene.leader, json!({"to": "cancelled", "code": "other"})).await);
    let late = scene.leader.api(Method::POST, &path, Some(json!({"closed": false}))).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.json);
    scene.test.outbox().await;
}

#[tokio::test]
async fn the_button_that_closes_the_intake_turns_into_the_one_that_opens_it() {
    let mut scene = scene(2).await;
    scene.leader.sign_in().await;
    let card = format!("/groups/{}", scene.group);
    let closed = scene.leader.press(&card, "Take nobody in for now").await;
    assert!(closed.text().contains("Offers that were made stand, and the queue stays"), "{}", closed.text());
    let open = scene.leader.press(&card, "Take people in again").await;
    assert!(open.text().contains("offered to the first in the queue after two minutes"), "{}", open.text());
    assert!(scene.row(scene.group).await.intake_closed_at.is_none());
}

#[tokio::test]
async fn told_until_when_people_come_in_are_those_who_wait_and_apply_whom_it_concerns() {
    let scene = scene(1).await;
    scene.referred(scene.group, "Aino Asiakas", "confirmed").await;
    scene.referred(scene.group, "Eino Asiakas", "waitlisted").await;
    scene.applied("oili@piiri.example").await;
    scene.later(3).await;
    let before = scene.texts().len();
    let same = openness(&scene, Openness::Open).await;
    assert_eq!(same["told"]["by_text"], 0, "when people come in is as before: {same}");
    let closed = openness(&scene, Openness::Closed).await;
    assert_eq!((&closed["told"]["by_text"], &closed["told"]["by_mail"]), (&json!(1), &json!(1)), "{closed}");
    scene.later(3).await;
    let told = scene.texts_since(before);
    assert!(told.len() == 1 && told[0].contains("toiseen tapaamiseen asti"), "who has a place hears nothing: {told:?}");
    assert_eq!(scene.mails_to("oili@piiri.example").len(), 1);
}

#[tokio::test]
async fn undo_of_a_changed_openness_before_anybody_heard_is_no_news() {
    let scene = scene(1).await;
    scene.referred(scene.group, "Aino Asiakas", "confirmed").await;
    scene.referred(scene.group, "Eino Asiakas", "waitlisted").await;
    scene.later(3).await;
    let before = scene.texts().len();
    openness(&scene, Openness::Closed).await;
    openness(&scene, Openness::SemiOpen).await;
    scene.later(5).await;
    assert_eq!(scene.texts_since(before), [""; 0]);
    openness(&scene, Openness::Closed).await;
    scene.later(3).await;
    openness(&scene, Openness::SemiOpen).await;
    scene.later(3).await;
    let told = scene.texts_since(before);
    assert!(told.len() == 2 && told[1].contains("myös myöhemmin"), "{told:?}");
}

#[tokio::test]
async fn an_intake_that_is_opened_for_the_first_time_is_open() {
    let scene = scene(1).await;
    let (id, status) = (Set(scene.group), Set(entity::state::GroupStatus::Approved));
    let intake_closed_at = Set(Some(scene.test.app.clock.now()));
    scene.set(group::ActiveModel { id, status, intake_closed_at, ..Default::default() }).await;
    ok(&scene.step(&scene.leader, json!({"to": "recruiting"})).await);
    assert!(scene.row(scene.group).await.intake_closed_at.is_none());
}
