//! Two groups become one: who has a place in the one that ends is asked to come to the other.

use axum::http::{Method, StatusCode};
use entity::group;
use entity::id::GroupId;
use entity::state::{CancelCode, CloseReason, GroupStatus, ReferralStatus, Role, TaskKind};
use piiri::people::client::NewPair;
use sea_orm::Set;
use serde_json::{Value, json};

use super::{NAME, Scene, ok, scene};
use crate::support::actor::{Actor, Answer};
use crate::support::places::Plan;

/// Another group of the same leader that begins two days later.
pub async fn other(scene: &Scene, places: i32) -> GroupId {
    let id = scene.test.group("Leipurit", scene.leader.id(), Plan::open(places)).await;
    scene.plan(id, "2026-11-19T10:00:00Z").await;
    id
}

pub async fn merge(scene: &Scene, who: &Actor, kept: GroupId) -> Answer {
    let path = format!("/groups/{}/merge", scene.group);
    who.api(Method::POST, &path, Some(json!({ "kept": kept }))).await
}

pub async fn answer(scene: &Scene, id: entity::id::ReferralId, to: &str) -> Value {
    let path = format!("/referrals/{id}/transitions");
    ok(&scene.worker.api(Method::POST, &path, Some(json!({ "to": to }))).await)
}

#[tokio::test]
async fn told_of_a_merge_are_the_placed_with_the_new_day_for_their_consent_and_leaders_and_helpers() {
    let scene = scene(2).await;
    let [placed, ..] = scene.full().await;
    let leader = scene.test.staff("Lassi Ohjaaja", &[Role::Leader]).await;
    let kept = other(&scene, 4).await;
    let second = entity::group_leader::ActiveModel {
        group_id: Set(kept),
        staff_id: Set(leader.id()),
        role: Set(entity::state::LeaderRole::CoLeader),
        position: Set(1),
        from_at: Set(None),
        until_at: Set(None),
    };
    scene.test.system(async |act| Ok(sea_orm::ActiveModelTrait::insert(second, act.tx).await.map(drop)?)).await;
    let before = scene.texts().len();
    let done = ok(&merge(&scene, &scene.leader, kept).await);
    assert_eq!((&done["status"], &done["cancel_code"]), (&json!("cancelled"), &json!("merged")), "{done}");
    assert_eq!(done["merged_into_id"], json!(kept));
    assert_eq!((&done["told"]["by_text"], &done["told"]["staff"]), (&json!(3), &json!(2)), "{done}");
    scene.later(5).await;
    let told = scene.texts_since(before);
    let asked: Vec<_> = told.iter().filter(|text| text.contains("Uusi paikka sinulle to 19.11. klo 12.")).collect();
    assert_eq!(asked.len(), 1, "{told:?}");
    let off: Vec<_> = told.iter().filter(|text| text.contains("tapaamiset on peruttu")).collect();
    assert_eq!(off.len(), 2, "who has no place is as after a cancellation: {told:?}");
    for text in &told {
        assert_eq!(piiri::message::discreet::revealing(text, &[NAME, "Leipurit"]), None, "{text}");
    }
    assert_eq!(scene.mailed("Groups merged"), ["lassi.ohjaaja@piiri.example", "will.worker@piiri.example"]);
    assert!(scene.mailed("Group cancelled").is_empty(), "never two mails of one group");
    assert_eq!(scene.onward(placed, kept).await.status, ReferralStatus::Offered);
}

#[tokio::test]
async fn what_falls_away_with_a_merge_is_as_with_a_cancellation_and_each_other_referral_is_a_helper_s_task() {
    let scene = scene(2).await;
    let [placed, offered, queued] = scene.full().await;
    scene.applied("oili@piiri.example").await;
    let kept = other(&scene, 4).await;
    ok(&merge(&scene, &scene.leader, kept).await);
    let row = scene.referral(placed).await;
    assert_eq!((row.status, row.close_reason), (ReferralStatus::Redirected, Some(CloseReason::GroupCancelled)));
    for id in [offered, queued] {
        assert_eq!(scene.status(id).await, ReferralStatus::InReview);
    }
    assert_eq!(scene.asked(TaskKind::GroupOver).await, [scene.worker.id(); 2]);
    scene.later(5).await;
    assert_eq!(scene.mails_to("oili@piiri.example").len(), 1, "whoever applied is answered");
    let page = scene.public(scene.group).await;
    assert!(page.contains("not be held this time") && page.contains("Leipurit"), "{page}");
}

#[tokio::test]
async fn what_stays_of_a_merge_are_the_places_of_those_who_say_yes() {
    let scene = scene(2).await;
    let [placed, ..] = scene.full().await;
    let kept = other(&scene, 4).await;
    ok(&merge(&scene, &scene.leader, kept).await);
    scene.later(5).await;
    let before = scene.texts().len();
    let next = scene.onward(placed, kept).await.id;
    answer(&scene, next, "confirmed").await;
    scene.later(3).await;
    let told = scene.texts_since(before);
    assert!(told.len() == 1 && told[0].contains("to 19.11. klo 12"), "as of any place: {told:?}");
    let read = ok(&scene.leader.api(Method::GET, &format!("/groups/{kept}"), None).await);
    assert_eq!(read["places_left"], 3, "{read}");
    assert_eq!(scene.asked(TaskKind::GroupOver).await.len(), 2, "nothing more is asked of the one who comes");
}

#[tokio::test]
async fn who_declines_the_other_group_is_helped_on_as_after_a_cancellation_and_may_still_say_yes() {
    let scene = scene(3).await;
    let placed = scene.referred(scene.group, "Aino Asiakas", "confirmed").await;
    scene.later(3).await;
    let kept = other(&scene, 4).await;
    ok(&merge(&scene, &scene.leader, kept).await);
    scene.later(5).await;
    let next = scene.onward(placed, kept).await.id;
    answer(&scene, next, "declined").await;
    assert_eq!(scene.asked(TaskKind::GroupOver).await, [scene.worker.id()]);
    let path = format!("/referrals/{next}/take-back");
    ok(&scene.worker.api(Method::POST, &path, None).await);
    assert!(scene.asked(TaskKind::GroupOver).await.is_empty());
    scene.test.outbox().await;
}

#[tokio::test]
async fn those_beyond_capacity_stand_first_in_the_queue_in_their_own_order() {
    let scene = scene(4).await;
    let mut all = Vec::new();
    for name in ["Aino Asiakas", "Eino Asiakas", "Jorma Asiakas"] {
        all.push(scene.referred(scene.group, name, "confirmed").await);
        scene.later(1).await;
    }
    let kept = other(&scene, 2).await;
    scene.referred(kept, "Taisto Asiakas", "confirmed").await;
    scene.later(5).await;
    let before = scene.texts().len();
    ok(&merge(&scene, &scene.leader, kept).await);
    let states = [ReferralStatus::Offered, ReferralStatus::Waitlisted, ReferralStatus::Waitlisted];
    let mut next = Vec::new();
    for (id, state) in all.iter().zip(states) {
        let onward = scene.onward(*id, kept).await;
        assert_eq!(onward.status, state, "who was confirmed first has the place");
        next.push(onward.id);
    }
    scene.later(5).await;
    let told = scene.texts_since(before);
    assert_eq!(told.iter().filter(|text| text.contains("jonossa ensimmäisenä")).count(), 2, "{told:?}");
    answer(&scene, next[0], "declined").await;
    scene.later(3).await;
    assert_eq!(scene.status(next[1]).await, ReferralStatus::Offered, "the next of them is next in line");
    assert_eq!(scene.status(next[2]).await, ReferralStatus::Waitlisted);
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_companion_follows_to_the_session_of_the_kept_group() {
    let scene = scene(3).await;
    let placed = scene.refer(scene.group, "Aino Asiakas").await;
    let who = scene.worker.id();
    scene
        .test
        .system(async |act| {
            let row = entity::referral::ActiveModel {
                id: Set(placed),
                accompany_staff_id: Set(Some(who)),
                accompany_session: Set(Some(1)),
                ..Default::default()
            };
            Ok(sea_orm::ActiveModelTrait::update(row, act.tx).await.map(drop)?)
        })
        .await;
    let path = format!("/referrals/{placed}/transitions");
    ok(&scene.leader.api(Method::POST, &path, Some(json!({"to": "confirmed"}))).await);
    assert_eq!(scene.asked(TaskKind::AccompanySession).await, [who]);
    let kept = other(&scene, 4).await;
    ok(&merge(&scene, &scene.leader, kept).await);
    assert!(scene.asked(TaskKind::AccompanySession).await.is_empty(), "to nothing until there is a yes");
    answer(&scene, scene.onward(placed, kept).await.id, "confirmed").await;
    let tasks = <entity::task::Entity as sea_orm::EntityTrait>::find().all(scene.test.app.db.read()).await.unwrap();
    let open = tasks.iter().find(|task| task.kind == TaskKind::AccompanySession && task.done_at.is_none()).unwrap();
    assert_eq!((open.staff_id, open.group_id), (who, Some(kept)));
    assert_eq!(open.due_at.to_rfc3339(), "2026-11-19T10:00:00+00:00");
    scene.test.outbox().await;
}

#[tokio::test]
async fn groups_are_merged_by_whoever_looks_after_both_and_only_with_one_of_its_kind_and_season_that_has_room() {
    let scene = scene(3).await;
    scene.referred(scene.group, "Aino Asiakas", "confirmed").await;
    let kept = other(&scene, 4).await;
    let stranger = scene.test.staff("Olli Ohjaaja", &[Role::Leader]).await;
    let foreign = scene.test.group("Kokit", stranger.id(), Plan::open(4)).await;
    let full = scene.test.group("Täynnä", scene.leader.id(), Plan::open(0)).await;
    let kind = scene.test.group("Metsäretket", scene.leader.id(), Plan::open(4)).await;
    let kind_row = Set(entity::state::GroupKind::AnimalNature);
    scene.set(group::ActiveModel { id: Set(kind), kind: kind_row, ..Default::default() }).await;
    let past = scene.test.group("Keväällä", scene.leader.id(), Plan::open(4)).await;
    scene.plan(past, "2027-04-01T08:00:00Z").await;
    let path = format!("/groups/{}/merge", scene.group);
    let offered = ok(&scene.leader.api(Method::GET, &path, None).await);
    let ids: Vec<&str> = offered.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(ids, [kept.to_string()], "{offered}");
    for none in [foreign, full, kind, past, scene.group] {
        let refused = merge(&scene, &scene.leader, none).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.json);
    }
    assert_eq!(merge(&scene, &stranger, kept).await.status, StatusCode::NOT_FOUND);
    assert_eq!(merge(&scene, &scene.worker, kept).await.status, StatusCode::FORBIDDEN);
    scene.is(GroupStatus::Recruiting).await;
    ok(&merge(&scene, &scene.manager, kept).await);
    let again = ok(&merge(&scene, &scene.manager, kept).await);
    assert_eq!(again["told"]["by_text"], 0, "what stands already is told to nobody: {again}");
    let row = scene.row(scene.group).await;
    assert_eq!((row.status, row.cancel_code), (GroupStatus::Cancelled, Some(CancelCode::Merged)));
    scene.test.outbox().await;
}

#[tokio::test]
async fn the_page_lists_who_would_be_asked_with_days_and_place_and_says_afterwards_what_comes_next() {
    let mut scene = scene(2).await;
    scene.full().await;
    let kept = other(&scene, 4).await;
    scene.leader.sign_in().await;
    let path = format!("/groups/{}/merge", scene.group);
    let page = scene.leader.get(&path).await.text();
    for said in ["Aino Asiakas", "1 with a place are asked", "2 with an offer or in the queue", "Leipurit", "19 Nov"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("Eino Asiakas"), "{page}");
    let done = scene.leader.submit(&path, &[("kept", &kept.to_string())]).await;
    assert!(
        done.text().contains("The groups are merged") && done.text().contains("Take the merge back"),
        "{}",
        done.text()
    );
    scene.manager.sign_in().await;
    let read = scene.manager.get(&path).await;
    assert!(!read.text().contains("Aino"), "a supervisor follows no clients: {}", read.text());
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_must_not_meet_somebody_in_the_kept_group_is_looked_at_by_its_leader_first() {
    let scene = scene(3).await;
    let placed = scene.referred(scene.group, "Aino Asiakas", "confirmed").await;
    let kept = other(&scene, 4).await;
    let there = scene.referred(kept, "Taisto Asiakas", "confirmed").await;
    let (one, by) = (scene.client_of(placed).await, scene.worker.id());
    let pair = NewPair { one, other: scene.client_of(there).await, reason: "Violence".to_owned() };
    scene.test.system(async |act| piiri::people::client::keep_apart(act, by, pair).await.map(drop)).await;
    scene.later(3).await;
    let before = scene.texts().len();
    ok(&merge(&scene, &scene.leader, kept).await);
    assert_eq!(scene.onward(placed, kept).await.status, ReferralStatus::Submitted);
    assert_eq!(scene.asked(TaskKind::ReferralDecide).await, [scene.leader.id()]);
    scene.later(3).await;
    let told = scene.texts_since(before);
    assert!(told.len() == 1 && told[0].contains("tapaamiset on peruttu"), "{told:?}");
}
