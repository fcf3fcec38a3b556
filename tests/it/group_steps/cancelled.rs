//! A group is cancelled: each of its open referrals goes on, or waits for a person to say what becomes of it.

use axum::http::{Method, StatusCode};
use entity::id::ReferralId;
use entity::state::{CloseReason, GroupStatus, ReferralStatus, TaskKind};
use entity::{access_log, referral};
use sea_orm::{EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};

use super::{Scene, ok, refusal, scene};
use crate::support::actor::Answer;
use crate::support::places::Plan;

async fn cancel(scene: &Scene, more: Value) -> Answer {
    let mut body = json!({"to": "cancelled", "code": "too_few"});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    scene.step(&scene.leader, body).await
}

async fn settle(scene: &Scene, id: ReferralId, body: Value) -> Answer {
    scene.worker.api(Method::POST, &format!("/referrals/{id}/settle"), Some(body)).await
}

#[tokio::test]
async fn told_of_a_cancelled_group_are_clients_once_and_whoever_refers_and_helps_by_one_mail() {
    let scene = scene(2).await;
    scene.full().await;
    let before = scene.texts().len();
    let done = ok(&cancel(&scene, json!({})).await);
    assert_eq!((&done["told"]["by_text"], &done["told"]["staff"]), (&json!(3), &json!(1)), "{done}");
    scene.later(5).await;
    let told = scene.texts_since(before);
    assert!(told.len() == 3 && told.iter().all(|text| text.contains("tapaamiset on peruttu")), "{told:?}");
    assert_eq!(scene.mailed("Group cancelled"), ["will.worker@piiri.example"], "three referrals, one mail");
    let more = scene.mails_to("will.worker@piiri.example");
    assert_eq!(more.iter().filter(|mail| mail.contains("/referrals/")).count(), 3, "only the answers of before");
}

#[tokio::test]
async fn what_stays_of_a_cancelled_group_are_referrals_that_a_person_closes_and_a_task_for_each() {
    let scene = scene(2).await;
    let all = scene.full().await;
    ok(&cancel(&scene, json!({})).await);
    scene.later(10).await;
    scene.test.run_jobs_at("2026-10-20T09:00:00Z").await;
    for id in all {
        let row = scene.referral(id).await;
        assert_eq!((row.status, row.closed_at), (ReferralStatus::InReview, None), "the machine closes none");
    }
    assert_eq!(scene.asked(TaskKind::GroupOver).await, [scene.worker.id(); 3]);
    ok(&settle(&scene, all[0], json!({})).await);
    let row = scene.referral(all[0]).await;
    assert_eq!(row.close_reason, Some(CloseReason::GroupCancelled));
    ok(&settle(&scene, all[0], json!({})).await);
    let withdrawn = json!({"to": "withdrawn"});
    let path = format!("/referrals/{}/transitions", all[1]);
    ok(&scene.worker.api(Method::POST, &path, Some(withdrawn)).await);
    assert_eq!(scene.asked(TaskKind::GroupOver).await.len(), 1, "a task closes by whatever road its matter ends");
    scene.test.outbox().await;
}

#[tokio::test]
async fn what_falls_away_with_a_cancelled_group_are_places_offers_turns_and_what_was_asked() {
    let scene = scene(2).await;
    scene.full().await;
    scene.refer(scene.group, "Lempi Asiakas").await;
    assert_eq!(scene.asked(TaskKind::ReferralDecide).await.len(), 1);
    ok(&cancel(&scene, json!({})).await);
    let places = ok(&scene.leader.api(Method::GET, &format!("/groups/{}", scene.group), None).await);
    assert_eq!((&places["places_left"], &places["waiting"]), (&json!(2), &json!(0)), "{places}");
    for kind in [TaskKind::ReferralDecide, TaskKind::ContactOffer, TaskKind::QueueDecision] {
        assert!(scene.asked(kind).await.is_empty(), "{kind}");
    }
    scene.test.outbox().await;
}

#[tokio::test]
async fn each_referral_of_a_cancelled_group_goes_where_the_same_form_says() {
    let mut scene = scene(2).await;
    let [placed, offered, queued] = scene.full().await;
    let other = scene.test.group("Leipurit", scene.leader.id(), Plan::open(1)).await;
    scene.leader.sign_in().await;
    let form = format!("/groups/{}/cancel", scene.group);
    let (first, second) = (format!("then.{placed}"), format!("then.{offered}"));
    let fields = [
        ("code", "too_few"),
        ("then", "helper"),
        (first.as_str(), &format!("redirect:{other}")),
        (second.as_str(), &format!("waitlist:{other}")),
    ];
    let done = scene.leader.submit(&form, &fields).await;
    assert!(done.text().contains("The group is cancelled"), "{}", done.text());
    for id in [placed, offered] {
        let row = scene.referral(id).await;
        assert_eq!((row.status, row.close_reason), (ReferralStatus::Redirected, Some(CloseReason::GroupCancelled)));
        assert_eq!(row.redirected_to_id, Some(other));
    }
    assert_eq!(scene.onward(placed, other).await.status, ReferralStatus::Submitted, "its leader decides");
    assert_eq!(scene.asked(TaskKind::ReferralDecide).await, [scene.leader.id()]);
    assert_eq!(scene.onward(offered, other).await.status, ReferralStatus::Waitlisted);
    assert_eq!(scene.status(queued).await, ReferralStatus::InReview);
    assert_eq!(scene.asked(TaskKind::GroupOver).await.len(), 1, "only of the one that goes nowhere");
    scene.test.outbox().await;
}

#[tokio::test]
async fn all_referrals_of_a_cancelled_group_are_sent_on_at_once_and_what_does_not_fit_waits_for_the_helper() {
    let scene = scene(2).await;
    let all = scene.full().await;
    let other = scene.test.group("Leipurit", scene.leader.id(), Plan::open(1)).await;
    let there = scene.client_of(all[0]).await;
    let again = crate::support::places::new_referral((there, other), scene.worker.id());
    scene
        .test
        .act(piiri::access::Actor::Staff(scene.worker.id()), async |act| {
            piiri::acts::submit_referral(act, again).await.map(drop)
        })
        .await;
    ok(&cancel(&scene, json!({"then": format!("redirect:{other}")})).await);
    assert_eq!(scene.status(all[0]).await, ReferralStatus::InReview, "is referred there already");
    assert_eq!(scene.asked(TaskKind::GroupOver).await.len(), 1);
    for id in &all[1..] {
        assert_eq!(scene.status(*id).await, ReferralStatus::Redirected);
    }
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_choice_that_is_none_is_refused_at_its_field_and_nothing_is_cancelled() {
    let scene = scene(2).await;
    let placed = scene.referred(scene.group, "Aino Asiakas", "confirmed").await;
    let hidden =
        scene.test.group("Salattu", scene.manager.id(), Plan { status: GroupStatus::Draft, ..Plan::open(1) }).await;
    for then in [format!("redirect:{hidden}"), format!("redirect:{}", scene.group), "close".to_owned()] {
        let refused = cancel(&scene, json!({ "then": then })).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{then}: {}", refused.json);
        let of_one = cancel(&scene, json!({"then_of": {placed.to_string(): then}})).await;
        assert_eq!(of_one.status, StatusCode::UNPROCESSABLE_ENTITY, "{then}: {}", of_one.json);
    }
    let merged = cancel(&scene, json!({"code": "merged"})).await;
    assert_eq!(merged.status, StatusCode::UNPROCESSABLE_ENTITY, "to merge is an act of its own: {}", merged.json);
    scene.is(GroupStatus::Recruiting).await;
    scene.test.outbox().await;
}

#[tokio::test]
async fn whoever_helps_sends_a_client_on_from_the_page_of_the_referral() {
    let mut scene = scene(2).await;
    let placed = scene.referred(scene.group, "Aino Asiakas", "confirmed").await;
    let other = scene.test.group("Leipurit", scene.leader.id(), Plan::open(1)).await;
    let early = settle(&scene, placed, json!({})).await;
    assert_eq!(refusal(&early), (StatusCode::CONFLICT, "referral_group_stands"));
    ok(&cancel(&scene, json!({})).await);
    scene.worker.sign_in().await;
    let page = format!("/referrals/{placed}");
    let read = scene.worker.get(&page).await;
    assert!(read.text().contains("The group is not held"), "{}", read.text());
    let done = scene.worker.submit(&page, &[("redirect_to", &other.to_string()), ("queues", "true")]).await;
    assert!(done.text().contains("Saved what becomes of the referral"), "{}", done.text());
    assert_eq!(scene.onward(placed, other).await.status, ReferralStatus::Waitlisted);
    assert!(scene.asked(TaskKind::GroupOver).await.is_empty());
    let stranger = scene.test.staff("Olli Outo", &[entity::state::Role::Worker]).await;
    let refused = stranger.api(Method::POST, &format!("/referrals/{placed}/settle"), Some(json!({}))).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    scene.test.outbox().await;
}

#[tokio::test]
async fn the_form_that_cancels_shows_clients_to_their_leader_and_writes_that_down_but_not_to_the_supervisor() {
    let mut scene = scene(2).await;
    scene.full().await;
    let form = format!("/groups/{}/cancel", scene.group);
    let seen = async |scene: &Scene| access_log::Entity::find().count(scene.test.app.db.read()).await.unwrap();
    let before = seen(&scene).await;
    scene.leader.sign_in().await;
    let page = scene.leader.get(&form).await;
    assert!(page.text().contains("Aino Asiakas") && page.text().contains("Jorma Asiakas"), "{}", page.text());
    assert_eq!(seen(&scene).await, before + 3);
    scene.manager.sign_in().await;
    let page = scene.manager.get(&form).await;
    assert!(page.status == StatusCode::OK && !page.text().contains("Aino"), "{}", page.text());
    assert_eq!(seen(&scene).await, before + 3);
    scene.worker.sign_in().await;
    assert_eq!(scene.worker.get(&form).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_faulty_cancellation_comes_back_as_it_was_typed() {
    let mut scene = scene(2).await;
    let placed = scene.referred(scene.group, "Aino Asiakas", "confirmed").await;
    scene.leader.sign_in().await;
    let form = format!("/groups/{}/cancel", scene.group);
    let field = format!("then.{placed}");
    let again = scene.leader.submit(&form, &[("note", "Sadly"), (&field, "helper")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text().contains("Choose why the group is cancelled"), "{}", again.text());
    assert!(again.html().contains("Sadly"), "{}", again.html());
    scene.is(GroupStatus::Recruiting).await;
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_draft_of_a_referral_to_a_cancelled_group_waits_for_nobody() {
    let scene = scene(2).await;
    let client = scene.test.client("Aino Asiakas", scene.worker.id()).await;
    let mut new = crate::support::places::new_referral((client, scene.group), scene.worker.id());
    new.draft = true;
    let who = piiri::access::Actor::Staff(scene.worker.id());
    let id = scene.test.act(who, async |act| Ok(piiri::acts::submit_referral(act, new).await?.id)).await;
    ok(&cancel(&scene, json!({})).await);
    assert!(scene.referral(id).await.closed_at.is_some());
    assert!(scene.asked(TaskKind::GroupOver).await.is_empty());
    let open = referral::Entity::find().filter(referral::COLUMN.closed_at.is_null());
    assert_eq!(open.count(scene.test.app.db.read()).await.unwrap(), 0);
    scene.test.outbox().await;
}
