//! Who applies and has no answer hears what becomes of the group meanwhile.

use axum::http::Method;
use entity::session;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::{Scene, ok, scene};

const OILI: &str = "oili@piiri.example";

async fn moved(scene: &Scene, starts_at: &str) {
    let of = session::Entity::find().filter(session::COLUMN.group_id.eq(scene.group));
    let first = of.one(scene.test.app.db.read()).await.unwrap().unwrap().id;
    let to = Some(json!({ "starts_at": starts_at }));
    ok(&scene.leader.api(Method::POST, &format!("/sessions/{first}/move"), to).await);
}

async fn planned(scene: &Scene, first_date: &str, day: &str) {
    let schedule = json!({
        "first_date": first_date, "start_time": "10:00", "duration_minutes": 90,
        "rrule": format!("FREQ=WEEKLY;BYDAY={day};COUNT=3"),
    });
    ok(&scene.leader.api(Method::PUT, &format!("/groups/{}/schedule", scene.group), Some(schedule)).await);
}

#[tokio::test]
async fn who_applies_hears_that_a_group_is_planned_anew_and_when_it_begins_once_people_are_taken_in_again() {
    let scene = scene(2).await;
    scene.test.approved(scene.group, scene.leader.id(), 1).await;
    scene.applied(OILI).await;
    ok(&scene.step(&scene.manager, json!({"to": "returned", "reason": "The venue was sold"})).await);
    scene.later(3).await;
    let told = scene.mails_to(OILI);
    assert!(told.len() == 1 && told[0].contains("Hakemuksesi on tallessa"), "{told:?}");
    moved(&scene, "2026-11-18T08:00:00Z").await;
    scene.later(3).await;
    assert_eq!(scene.mails_to(OILI).len(), 1, "nobody counts on a plan that is not approved");
    ok(&scene.step(&scene.leader, json!({"to": "submitted"})).await);
    ok(&scene.step(&scene.manager, json!({"to": "approved"})).await);
    ok(&scene.step(&scene.leader, json!({"to": "recruiting"})).await);
    scene.later(3).await;
    let told = scene.mails_to(OILI);
    assert!(told.len() == 2 && told[1].contains("Aloitamme ke 18.11. klo 10."), "{told:?}");
    assert_eq!(piiri::message::discreet::revealing(&told[1], &[super::NAME]), None, "{told:?}");
}

#[tokio::test]
async fn who_applies_hears_once_of_a_new_day_with_the_one_that_was_told_last() {
    let scene = scene(2).await;
    scene.applied(OILI).await;
    moved(&scene, "2026-11-18T08:00:00Z").await;
    moved(&scene, "2026-11-19T08:00:00Z").await;
    scene.later(3).await;
    let told = scene.mails_to(OILI);
    assert!(told.len() == 1 && told[0].contains("seuraava on nyt to 19.11. klo 10, ei ti 17.11. klo 10."), "{told:?}");
    assert_eq!(piiri::message::discreet::revealing(&told[0], &[super::NAME]), None, "{told:?}");
    moved(&scene, "2026-11-20T08:00:00Z").await;
    moved(&scene, "2026-11-19T08:00:00Z").await;
    scene.later(3).await;
    assert_eq!(scene.mails_to(OILI).len(), 1, "what is changed back before anybody heard is no news");
    moved(&scene, "2026-11-20T08:00:00Z").await;
    scene.later(3).await;
    let told = scene.mails_to(OILI);
    assert!(told.len() == 2 && told[1].contains("ei to 19.11. klo 10."), "{told:?}");
}

#[tokio::test]
async fn who_applies_hears_of_another_weekday_of_a_plan_made_anew() {
    let scene = scene(2).await;
    scene.test.approved(scene.group, scene.leader.id(), 3).await;
    planned(&scene, "2026-11-10", "TU").await;
    scene.applied(OILI).await;
    planned(&scene, "2026-11-10", "TU").await;
    scene.later(3).await;
    assert!(scene.mails_to(OILI).is_empty(), "the same plan again is no news");
    planned(&scene, "2026-11-12", "TH").await;
    scene.later(3).await;
    let told = scene.mails_to(OILI);
    assert!(told.len() == 1 && told[0].contains("nyt to 12.11. klo 10, ei ti 10.11. klo 10."), "{told:?}");
}

#[tokio::test]
async fn who_applies_hears_once_that_the_last_place_is_held_and_nothing_of_an_offer_taken_back_in_time() {
    let scene = scene(1).await;
    scene.applied(OILI).await;
    let first = scene.referred(scene.group, "Aino Asiakas", "offered").await;
    ok(&scene.leader.api(Method::POST, &format!("/referrals/{first}/take-back"), Some(json!({}))).await);
    scene.later(3).await;
    assert!(scene.mails_to(OILI).is_empty(), "a place is free after all");
    let placed = scene.referred(scene.group, "Eino Asiakas", "confirmed").await;
    scene.later(3).await;
    let told = scene.mails_to(OILI);
    assert!(told.len() == 1 && told[0].contains("Paikat ovat nyt täynnä"), "{told:?}");
    assert_eq!(piiri::message::discreet::revealing(&told[0], &[super::NAME]), None, "{told:?}");
    let path = format!("/referrals/{placed}/transitions");
    ok(&scene.leader.api(Method::POST, &path, Some(json!({"to": "withdrawn"}))).await);
    scene.referred(scene.group, "Jorma Asiakas", "confirmed").await;
    scene.later(3).await;
    assert_eq!(scene.mails_to(OILI).len(), 1, "that the places are taken is known");
}
