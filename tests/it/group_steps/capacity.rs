//! How many people a group holds: raised, it is as when places are freed.

use axum::http::{Method, StatusCode};
use entity::state::ReferralStatus;
use serde_json::json;

use super::{Scene, ok, scene};

async fn holds(scene: &Scene, capacity: i32) {
    let path = format!("/groups/{}", scene.group);
    ok(&scene.leader.api(Method::PATCH, &path, Some(json!({ "capacity": capacity }))).await);
}

#[tokio::test]
async fn told_of_a_raised_capacity_is_the_first_in_line_after_two_minutes_one_offer_a_place() {
    let scene = scene(1).await;
    scene.referred(scene.group, "Aino Asiakas", "confirmed").await;
    let first = scene.referred(scene.group, "Eino Asiakas", "waitlisted").await;
    scene.later(1).await;
    let second = scene.referred(scene.group, "Jorma Asiakas", "waitlisted").await;
    scene.later(3).await;
    let before = scene.texts().len();
    holds(&scene, 2).await;
    scene.later(1).await;
    assert_eq!(scene.status(first).await, ReferralStatus::Waitlisted, "it can still be lowered");
    scene.later(1).await;
    assert_eq!(
        (scene.status(first).await, scene.status(second).await),
        (ReferralStatus::Offered, ReferralStatus::Waitlisted)
    );
    scene.later(10).await;
    let told = scene.texts_since(before);
    assert!(told.len() == 1 && told[0].starts_with("Sinulle on varattu paikka"), "one place, one offer: {told:?}");
    assert_eq!(scene.status(second).await, ReferralStatus::Waitlisted);
}

#[tokio::test]
async fn undo_of_a_raised_capacity_within_two_minutes_leaves_no_offer() {
    let scene = scene(1).await;
    scene.referred(scene.group, "Aino Asiakas", "confirmed").await;
    let first = scene.referred(scene.group, "Eino Asiakas", "waitlisted").await;
    scene.later(3).await;
    let before = scene.texts().len();
    holds(&scene, 3).await;
    scene.later(1).await;
    holds(&scene, 1).await;
    for _ in 0..3 {
        scene.later(2).await;
    }
    assert_eq!(scene.status(first).await, ReferralStatus::Waitlisted);
    assert_eq!(scene.texts_since(before), [""; 0]);
}

#[tokio::test]
async fn what_stays_of_a_lowered_capacity_is_never_below_what_is_taken_and_offered() {
    let scene = scene(2).await;
    scene.full().await;
    let path = format!("/groups/{}", scene.group);
    let refused = scene.leader.api(Method::PATCH, &path, Some(json!({"capacity": 1}))).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.json);
    holds(&scene, 2).await;
}

#[tokio::test]
async fn a_capacity_that_is_raised_while_the_intake_is_closed_is_offered_when_it_is_open_again() {
    let scene = scene(1).await;
    scene.referred(scene.group, "Aino Asiakas", "confirmed").await;
    let first = scene.referred(scene.group, "Eino Asiakas", "waitlisted").await;
    let intake = format!("/groups/{}/intake", scene.group);
    ok(&scene.leader.api(Method::POST, &intake, Some(json!({"closed": true}))).await);
    holds(&scene, 2).await;
    scene.later(5).await;
    assert_eq!(scene.status(first).await, ReferralStatus::Waitlisted);
    ok(&scene.leader.api(Method::POST, &intake, Some(json!({"closed": false}))).await);
    scene.later(3).await;
    assert_eq!(scene.status(first).await, ReferralStatus::Offered);
}
